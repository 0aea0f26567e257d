"""A person's own notices."""

from dataclasses import dataclass

from missions.models import Notice, NoticeFailure, NoticePreference

ON_PAGE = 50
REFUSALS = 100


@dataclass(frozen=True)
class Notices:
    """One page of notices, newest first; `older` is where the next page begins, None at the end."""

    rows: list[Notice]
    older: int | None
    newest: bool


def notices(person: int, *, before: int | None = None) -> Notices:
    """The notices of a person. One query."""
    found = Notice.objects.filter(person_id=person).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: ON_PAGE + 1])
    return Notices(rows[:ON_PAGE], rows[ON_PAGE - 1].pk if len(rows) > ON_PAGE else None, before is None)


def preference(person: int) -> NoticePreference:
    """A person's choice of mail; the defaults, unsaved, if they never chose."""
    return NoticePreference.objects.filter(person_id=person).first() or NoticePreference(person_id=person)


def refused_mails() -> list[Notice]:
    """The mails that the mail server refused, newest first, with their recipients. One query."""
    found = Notice.objects.exclude(mail_answer="").select_related("person").order_by("-pk")
    return list(found.filter(person__is_active=True)[:REFUSALS])


def untold() -> list[NoticeFailure]:
    """The entries whose notices could not be made, oldest first. One query."""
    return list(NoticeFailure.objects.order_by("pk")[:REFUSALS])
