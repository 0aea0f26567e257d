"""Notices: not of record, but made from the audit entries, in their order, once for each person."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from missions.domain.vocabulary import NoticeKind
from missions.models.chain import AuditEntry
from missions.models.guards import choices_check
from missions.models.people.accounts import User
from missions.models.reviews.reviews import Review


class NoticeCursor(models.Model):
    """The last audit entry with notices: one row, changed in the transaction that writes the notices."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="notice_cursor_is_one_row")]

    def __str__(self) -> str:
        return str(self.sequence)


class NoticeFailure(models.Model):
    """An entry whose notices failed: the others were made, and it is tried again."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="+")
    error = models.TextField()
    tries = models.PositiveSmallIntegerField(default=1)
    again_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.error}"


class Reminder(models.Model):
    """A reminder that was sent about a review, so that nobody is reminded of a step twice.

    It includes the due date: a review with a new date is reminded of again.
    """

    review = models.ForeignKey(Review, models.PROTECT, db_index=False, related_name="reminders")
    due_on = models.DateField()
    step = models.SmallIntegerField(help_text="Days before the due date; negative after it.")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "due_on", "step"], name="reminder_once")]

    def __str__(self) -> str:
        return f"Review {self.review_id}, {self.step} days"


class Notice(models.Model):
    """One sentence for one person, with its page; `mail_due` until it was sent to a person who wants mail."""

    person = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="notices")
    entry = models.ForeignKey(AuditEntry, models.PROTECT, null=True, db_index=False, related_name="+")
    reminder = models.ForeignKey(Reminder, models.PROTECT, null=True, db_index=False, related_name="+")
    kind = models.TextField(choices=NoticeKind.choices)
    text = models.TextField()
    path = models.TextField(help_text="The page it is about, from the root of the site.")
    made_at = models.DateTimeField(default=timezone.now, help_text="When what it tells was recorded.")
    read_at = models.DateTimeField(null=True)
    mail_due = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0, help_text="How often it was refused.")
    mail_after = models.DateTimeField(null=True, help_text="When it is tried again.")
    mail_answer = models.TextField(default="", help_text="Why it was refused last; empty once it was sent.")

    class Meta:
        constraints = [
            choices_check("kind", NoticeKind, "notice_kind_known"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, reminder__isnull=True) | Q(entry__isnull=True, reminder__isnull=False),
                name="notice_has_one_cause",
            ),
            models.UniqueConstraint(fields=["person", "entry", "path"], name="notice_once_per_entry_and_page"),
            models.UniqueConstraint(fields=["person", "reminder"], name="notice_once_per_reminder"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_newest"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mail_due=True), name="notice_mail_due"),
            models.Index(fields=["-id"], condition=~Q(mail_answer=""), name="notice_mail_refused"),
        ]

    def __str__(self) -> str:
        return self.text


class NoticePreference(models.Model):
    """Which notices a person also wants by e-mail; without a row, those that ask for something."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="notice_preference")
    mail_asked = models.BooleanField(default=True)
    mail_news = models.BooleanField(default=False)
    mail_reminders = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Preferences of {self.person_id}"

    def wants(self, kind: NoticeKind) -> bool:
        """Whether notices of this kind are sent by e-mail; those about changes of the account always are."""
        return {
            NoticeKind.ASKED: self.mail_asked,
            NoticeKind.NEWS: self.mail_news,
            NoticeKind.REMINDER: self.mail_reminders,
            NoticeKind.ACCOUNT: True,
        }[kind]
