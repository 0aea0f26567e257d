"""Sends notices by e-mail: each recipient separately, so that a refused address does not delay others.

A mail refused for now is tried again after growing waits; one refused for good, or too often, is given up, and
administrators see the mail server's answer.
"""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from missions.domain import addresses
from missions.domain.dates import moment
from missions.domain.vocabulary import NoticeKind
from missions.models import Notice

MAILS = 50
# Minutes until each further try: about two days in all.
RETRY_MINUTES = (1, 5, 30, 120, 360, 720, 1440)
SUBJECT = "csis: {kind}"
BODY = """{banner}

{text}

{url}

{more}

{banner}
"""
OF_REVIEWS = """Sign in to read it; nothing can be approved by mail.
Choose which notices you get by e-mail: {preferences}"""
OF_ACCOUNT = """It was done on {at}. If you did not expect it, tell an administrator at once,
and end the sessions that are not yours: {sessions}"""


def send_mails() -> int:
    """Send the mails that are due, each in a transaction of its own. Returns how many were sent.

    Raises OSError if the mail server cannot be reached; mails not tried stay due. A crash between the mail
    server's answer and the commit sends a mail again, with the same Message-ID, so that mail programs recognize it.
    """
    sent = 0
    waiting = Notice.objects.filter(Q(mail_after=None) | Q(mail_after__lte=timezone.now()), mail_due=True)
    with get_connection() as server:
        for key in waiting.order_by("pk").values_list("pk", flat=True)[:MAILS]:
            sent += _send(key, server)
    return sent


@transaction.atomic
def _send(key: int, server: BaseEmailBackend) -> int:
    notices = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    notice = notices.filter(pk=key, mail_due=True).first()
    if notice is None:
        return 0
    if not (notice.person.is_active and notice.person.email):
        notice.mail_due = False
        notice.save(update_fields=["mail_due"])
        return 0
    try:
        _letter(notice, server).send()
    except (smtplib.SMTPException, ValueError) as error:
        # One recipient must not affect the next over the same connection.
        server.close()
        _refused(notice, error)
        return 0
    Notice.objects.filter(pk=key).update(mail_due=False, mailed_at=timezone.now(), mail_answer="")
    return 1


def _letter(notice: Notice, server: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        subject=SUBJECT.format(kind=notice.get_kind_display()),
        body=BODY.format(
            banner=settings.CLASSIFICATION,
            text=notice.text,
            url=settings.SITE_URL + notice.path,
            more=_more(notice),
        ),
        to=[notice.person.email],
        headers={"Message-ID": f"<notice-{notice.pk}-{notice.made_at:%Y%m%d%H%M%S}@csis>"},
        connection=server,
    )


def _more(notice: Notice) -> str:
    """The rest of the mail: whether its reader can turn such mail off, which is not possible for their own account."""
    if notice.kind == NoticeKind.ACCOUNT:
        sessions = settings.SITE_URL + addresses.sessions(notice.person.username)
        return OF_ACCOUNT.format(at=moment(notice.made_at), sessions=sessions)
    return OF_REVIEWS.format(preferences=f"{settings.SITE_URL}{addresses.NOTICES}")


def _refused(notice: Notice, error: Exception) -> None:
    """Record the answer, and when to try again, if at all."""
    lasting, answer = _reading(error)
    notice.mail_due = not lasting and notice.mail_tries < len(RETRY_MINUTES)
    notice.mail_after = (
        timezone.now() + timedelta(minutes=RETRY_MINUTES[notice.mail_tries]) if notice.mail_due else None
    )
    notice.mail_tries += 1
    notice.mail_answer = answer
    notice.save(update_fields=["mail_due", "mail_after", "mail_tries", "mail_answer"])


def _reading(error: Exception) -> tuple[bool, str]:
    """Whether it is refused permanently, and the answer in words.

    Only answers about the recipient or the message can be permanent; a refused sender is our own setting.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()))
        case smtplib.SMTPDataError():
            code, said = error.smtp_code, error.smtp_error
        case ValueError() | smtplib.SMTPNotSupportedError():
            return True, f"This address cannot be written to: {error}"
        case _:
            return False, str(error)
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return code >= 500, f"{code} {words}"
