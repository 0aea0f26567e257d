"""Notices, made from the audit entries in order, and reminders.

Notices and the cursor are saved in one transaction, so an action that was rolled back notifies nobody, and a crash
neither loses nor doubles a notice. Each entry is independent: one that fails is shown to administrators and tried again
after growing waits, while the others go on.
"""

from datetime import date, datetime, timedelta

import structlog
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from missions.access import Actor
from missions.actions.independent import each
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.people.notices import NoticeText
from missions.domain.reviews import next_acts, reminders
from missions.domain.vocabulary import Duty, NoticeKind
from missions.models import (
    ChainHead,
    Notice,
    NoticeCursor,
    NoticeFailure,
    NoticePreference,
    Proposal,
    Reminder,
    Review,
    User,
)
from missions.queries.moment import today_of_database
from missions.queries.people.notice_texts import notice_texts
from missions.queries.reviews.cases import cases

BATCH = 500
# Minutes until an entry that could not be told is tried again; the last of them ever after.
RETRY_MINUTES = (1, 5, 30, 120, 360, 1440)
REMINDER = "The review of {area} is {due} ({on}). {asked}"


log = structlog.get_logger(__name__)


def deliver(*, mail: bool = True) -> int:
    """Tell what was recorded since the last time. Returns the number of notices made; 0 while another run tells."""
    made = _tell_again(mail)
    while True:
        try:
            told, done = _deliver_batch(mail, BATCH)
        except OperationalError:
            raise
        except Exception:
            log.exception("batch_not_told")
            told, done = _deliver_apart(mail)
        made += told
        if done:
            return made


def _deliver_apart(mail: bool) -> tuple[int, bool]:
    """A batch entry by entry: where it is one of them that cannot be told, it alone is put off."""
    made, done = 0, False
    for _ in range(BATCH):
        told, done = _deliver_batch(mail, 1)
        made += told
        if done:
            break
    return made, done


def _tell_again(mail: bool) -> int:
    """Tell the entries that could not be told before and are due again. Returns the number of notices made."""
    due = NoticeFailure.objects.filter(again_at__lte=timezone.now()).order_by("pk")
    return sum(_tell_once_more(failure, mail) for failure in due)


def _tell_once_more(failure: NoticeFailure, mail: bool) -> int:
    try:
        with transaction.atomic():
            if not NoticeFailure.objects.select_for_update(skip_locked=True).filter(pk=failure.pk):
                return 0
            made = _tell(notice_texts(failure.pk - 1, failure.pk), mail)
            failure.delete()
            return made
    except OperationalError:
        raise
    except Exception as error:
        log.exception("entry_not_told", entry=failure.pk)
        tries = failure.tries + 1
        # Another run may have told it by now.
        again = NoticeFailure.objects.filter(pk=failure.pk)
        again.update(tries=tries, error=_said(error), again_at=_again(tries))
        return 0


def _said(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _again(tries: int) -> datetime:
    return timezone.now() + timedelta(minutes=RETRY_MINUTES[min(tries, len(RETRY_MINUTES)) - 1])


@transaction.atomic
def _deliver_batch(mail: bool, size: int) -> tuple[int, bool]:
    """Tell the next `size` entries, all or none; one that is told alone and cannot be is put off.

    Returns the number of notices made, and whether that was the last of the chain.
    """
    NoticeCursor.objects.get_or_create(pk=1)
    cursor = NoticeCursor.objects.select_for_update(skip_locked=True).first()
    if cursor is None:
        return 0, True
    head = ChainHead.objects.get().sequence
    upto = min(head, cursor.sequence + size)
    try:
        with transaction.atomic():
            made = _tell(notice_texts(cursor.sequence, upto), mail)
    except OperationalError:
        raise
    except Exception as error:
        if size > 1:
            raise
        log.exception("entry_not_told", entry=upto)
        NoticeFailure.objects.create(entry_id=upto, error=_said(error), again_at=_again(1))
        made = 0
    NoticeCursor.objects.filter(pk=1).update(sequence=upto)
    return made, upto == head


def _tell(told: list[NoticeText], mail: bool) -> int:
    wishes = _Wishes({person for notice in told for person in notice.people})
    rows = [
        Notice(
            person_id=person,
            entry_id=notice.entry,
            kind=notice.kind,
            text=notice.text,
            path=notice.path,
            made_at=notice.at,
            mail_due=mail and wishes.mail(person, notice.kind),
        )
        for notice in told
        for person in sorted(notice.people & wishes.active)
    ]
    return len(Notice.objects.bulk_create(rows, ignore_conflicts=True))


class _Wishes:
    """Who of these people can sign in, and what they want by mail."""

    def __init__(self, people: set[int]):
        self.active = set(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))
        self._addressed = set(
            User.objects.filter(pk__in=people, is_active=True).exclude(email="").values_list("pk", flat=True)
        )
        self._kept = {wish.person_id: wish for wish in NoticePreference.objects.filter(person__in=people)}

    def mail(self, person: int, kind: NoticeKind) -> bool:
        """Whether this person has an address and wants notices of this kind there."""
        return person in self._addressed and self._kept.get(person, NoticePreference()).wants(kind)


def remind(today: date | None = None) -> int:
    """Remind of every open review the step that has come, once. Returns the number of notices made.

    What is due and not yet sent counts, not whether today is its day: after missed runs the last step that has come
    goes out, and the steps before it no more.
    """
    today = today or today_of_database()
    reviews = list(Review.objects.filter(state__is_open=True).select_related("area", "state"))
    found = cases(today)
    # One that was closed between these two statements waits for nobody.
    reviews = [one for one in reviews if one.pk in found]
    due = [(one, step) for one in reviews if (step := reminders.step_reached(one.state.due_on, today)) is not None]
    # Most have taken their step before.
    taken = set(Reminder.objects.filter(review__in=reviews).values_list("review_id", "due_on", "step"))
    new = [(one, step) for one, step in due if (one.pk, one.state.due_on, step) not in taken]
    return sum(each(new, lambda one: _remind(*one, found[one[0].pk], today)))


@transaction.atomic
def _remind(review: Review, step: int, case: next_acts.Case, today: date) -> int:
    """Take one step of a review. Returns the number of notices made; 0 where another run took it meanwhile."""
    reminder, new = Reminder.objects.get_or_create(review=review, due_on=review.state.due_on, step=step)
    asked = _reminded(case, step) if new else {}
    wishes = _Wishes(set(asked))
    made = [
        Notice(
            person_id=person,
            reminder=reminder,
            kind=NoticeKind.REMINDER,
            text=_reminding(review, duties, today),
            path=addresses.review(reminder.review_id),
            mail_due=wishes.mail(person, NoticeKind.REMINDER),
        )
        for person, duties in asked.items()
        if person in wishes.active
    ]
    return len(Notice.objects.bulk_create(made))


def _reminded(case: next_acts.Case, step: int) -> dict[int, tuple[Duty, ...]]:
    """The people who act next, with their acts; stewards are told a week after it is late."""
    return next_acts.owing(case) if reminders.is_late(step) else next_acts.awaited(case)


def _reminding(review: Review, duties: tuple[Duty, ...], today: date) -> str:
    by = review.state.due_on
    due = reminders.in_words((by - today).days)
    return REMINDER.format(area=review.area.code, due=due, on=day(by), asked=next_acts.in_words(duties))


def mark_read(*, by: Actor, upto: int) -> int:
    """Mark a person's own notices as read, up to one. Returns how many were unread."""
    unread = Notice.objects.filter(person_id=by.pk, pk__lte=upto, read_at__isnull=True)
    return unread.update(read_at=timezone.now())


def mark_read_about(*, by: Actor, about: str, proposal: int | None = None) -> int:
    """Mark a person's own notices of pages under the address `about` as read; of a proposal, those of its review too.

    Returns how many were unread.
    """
    under = Q(path__startswith=about)
    for review in Proposal.objects.filter(pk=proposal).values_list("review_id", flat=True) if proposal else ():
        under |= Q(path__startswith=addresses.review(review))
    return Notice.objects.filter(under, person_id=by.pk, read_at__isnull=True).update(read_at=timezone.now())


def mark_old_read(*, before: datetime) -> int:
    """Mark everybody's notices of before that moment as read. Returns how many were unread."""
    return Notice.objects.filter(made_at__lt=before, read_at__isnull=True).update(read_at=timezone.now())


def prefer(*, by: Actor, asked: bool, news: bool, reminders: bool) -> None:
    """Set which notices a person also gets by mail; adds no audit entry."""
    NoticePreference.objects.update_or_create(
        person_id=by.pk, defaults={"mail_asked": asked, "mail_news": news, "mail_reminders": reminders}
    )
