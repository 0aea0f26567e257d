"""Telling people: notices from the audit entries by cursor, and the ladder of reminders.

Notices and the cursor move in one transaction, so an action that was rolled back tells nobody, and a crash neither
loses nor doubles a notice.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from missions.access import Actor
from missions.actions import installation
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.reviews import next_acts, reminders
from missions.domain.vocabulary import Duty, NoticeKind
from missions.models import ChainHead, Notice, NoticeCursor, NoticePreference, Reminder, Review, User
from missions.queries.people.notice_texts import Telling, tellings
from missions.queries.reviews.cases import cases

BATCH = 500
REMINDER = "The review of {area} is {due} ({on}). {asked}"


def deliver(*, mail: bool = True) -> int:
    """Tell what was recorded since the last time. Returns the number of notices made; 0 while another run tells."""
    made = 0
    while True:
        told, done = _deliver_batch(mail)
        made += told
        if done:
            return made


@transaction.atomic
def _deliver_batch(mail: bool) -> tuple[int, bool]:
    NoticeCursor.objects.get_or_create(pk=1)
    cursor = NoticeCursor.objects.select_for_update(skip_locked=True).first()
    if cursor is None:
        return 0, True
    head = ChainHead.objects.get().sequence
    upto = min(head, cursor.sequence + BATCH)
    made = _tell(tellings(cursor.sequence, upto), mail)
    NoticeCursor.objects.filter(pk=1).update(sequence=upto)
    return made, upto == head


def _tell(told: list[Telling], mail: bool) -> int:
    wishes = _Wishes({person for telling in told for person in telling.people})
    rows = [
        Notice(
            person_id=person,
            entry_id=telling.entry,
            kind=telling.kind,
            text=telling.text,
            path=telling.path,
            made_at=telling.at,
            mail_due=mail and wishes.mail(person, telling.kind),
        )
        for telling in told
        for person in sorted(telling.people & wishes.active)
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


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Remind of every open review the step that has come, once. Returns the number of notices made.

    What is due and not yet sent counts, not whether today is its day: after missed runs the last step that has come
    goes out, and the steps before it no more.
    """
    today = today or installation.today()
    reviews = list(Review.objects.filter(state__is_open=True).select_related("area", "state"))
    found = cases(today)
    rows = []
    for review in reviews:
        step = reminders.step_reached(review.state.due_on, today)
        if step is None:
            continue
        reminder, new = Reminder.objects.get_or_create(review=review, due_on=review.state.due_on, step=step)
        if new:
            asked = _reminded(found[review.pk], step).items()
            rows += [(reminder, person, _reminding(review, duties, today)) for person, duties in asked]
    wishes = _Wishes({person for _, person, _ in rows})
    made = [
        Notice(
            person_id=person,
            reminder=reminder,
            kind=NoticeKind.REMINDER,
            text=text,
            path=addresses.review(reminder.review_id),
            mail_due=wishes.mail(person, NoticeKind.REMINDER),
        )
        for reminder, person, text in rows
        if person in wishes.active
    ]
    return len(Notice.objects.bulk_create(made))


def _reminded(case: next_acts.Case, step: int) -> dict[int, tuple[Duty, ...]]:
    """Whoever acts next, with what; that it is late, stewards are told a week after it."""
    return next_acts.owing(case) if reminders.is_late(step) else next_acts.awaited(case)


def _reminding(review: Review, duties: tuple[Duty, ...], today: date) -> str:
    by = review.state.due_on
    due = reminders.in_words((by - today).days)
    return REMINDER.format(area=review.area.code, due=due, on=day(by), asked=next_acts.in_words(duties))


def mark_read(*, by: Actor, upto: int) -> int:
    """Mark a person's own notices as read, up to one. Returns how many were unread."""
    unread = Notice.objects.filter(person_id=by.pk, pk__lte=upto, read_at__isnull=True)
    return unread.update(read_at=timezone.now())


def mark_old_read(*, before: datetime) -> int:
    """Mark everybody's notices of before that moment as read. Returns how many were unread."""
    return Notice.objects.filter(made_at__lt=before, read_at__isnull=True).update(read_at=timezone.now())


def prefer(*, by: Actor, asked: bool, news: bool, reminders: bool) -> None:
    """Set which notices a person also gets by mail; adds no audit entry."""
    NoticePreference.objects.update_or_create(
        person_id=by.pk, defaults={"mail_asked": asked, "mail_news": news, "mail_reminders": reminders}
    )
