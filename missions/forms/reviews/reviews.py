"""Open and close reviews, assign people, comment, note opportunities, and filter the queue."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from missions.actions.constraints import message
from missions.domain.dates import day, latest
from missions.domain.vocabulary import OpportunityStep, SeatKind, State
from missions.forms.base import ANY, DayField, Form, Prose, ReasonForm, Text

REMINDED = "The person who acts next is reminded"
VIEWS = {
    "awaiting": "Awaiting me",
    "others": "Waiting on others",
    "mine": "Mine",
    "unassigned": "Unassigned",
    "all": "All open",
    "closed": "Closed",
    "cycles": "Cycles",
    "opportunities": "Opportunities",
}
LONGEST = 10_000
# Of an area, and of a cycle.
LONGEST_NAME = 200
FieldChoices = Sequence[tuple[Any, str]]


def people(given: Iterable[Any]) -> list[tuple[int, str]]:
    """Candidates as choices, each with their organization."""
    return [(person.pk, f"{person.name}, {person.organization}") for person in given]


class DueDate(DayField):
    """A day from today on, within the years the record looks ahead."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            error_messages={"required": "Select a date."},
            **options,
        )

    def clean(self, value: Any) -> date:
        chosen = super().clean(value)
        today = timezone.localdate()
        last = latest(today)
        if not today <= chosen <= last:
            raise forms.ValidationError(f"Choose a day from {day(today)} to {day(last)}.")
        return chosen


class SeveralField(forms.TypedMultipleChoiceField):
    """Some of a list, as checkboxes; the values are keys of rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose at least one.",
                "invalid_choice": "Choose from the list; it may have changed since.",
            },
            **options,
        )


class OpenForm(ReasonForm):
    """A review of one area, or a cycle: a campaign with a name, one review for each of its areas."""

    areas = forms.MultipleChoiceField(
        label="Mission areas",
        widget=forms.CheckboxSelectMultiple,
        help_text="Areas that have an open review are not listed.",
        error_messages={
            "required": "Choose at least one area.",
            "invalid_choice": "Choose from the list; a review of that area may already be open.",
        },
    )
    name = Text(
        required=False,
        max_length=200,
        label="Name of the cycle",
        help_text="Several areas make a cycle, such as “Annual evaluation 2027”. Leave it empty for a single review.",
    )
    due_on = DueDate(
        label="Due date", help_text="The category in force stays until a decision takes effect, even if late."
    )
    reviewers = SeveralField(
        required=False,
        help_text="They vote. A shift needs supports from two organizations. You can assign more later.",
    )
    analysts = SeveralField(required=False, help_text="They draft the proposal. You can assign more later.")
    field_order = ["areas", "name", "due_on", "reviewers", "analysts", "reason"]

    def __init__(
        self, *given: Any, areas: FieldChoices, reviewers: FieldChoices, analysts: FieldChoices, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.fields["areas"].choices = areas
        self.fields["reviewers"].choices = reviewers
        self.fields["analysts"].choices = analysts

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if len(given.get("areas", ())) > 1 and not given.get("name"):
            self.add_error("name", "Several areas make a cycle: give it a name.")
        return given


class DueDateForm(ReasonForm):
    """Another due date for an open review."""

    due_on = DueDate(label="New due date")
    field_order = ["due_on", "reason"]


class SeatForm(ReasonForm):
    """Who is asked to draft or to vote."""

    place = forms.ChoiceField(
        label="Asked to",
        choices=[(SeatKind.REVIEWER, "Vote as a reviewer"), (SeatKind.ANALYST, "Draft as an analyst")],
        error_messages={"invalid_choice": "Choose one of the two."},
    )
    users = SeveralField(label="Who")
    field_order = ["place", "users", "reason"]

    def __init__(self, *given: Any, users: FieldChoices, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["users"].choices = users


class UnseatForm(ReasonForm):
    """Whose assignment ends."""

    user = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    place = forms.ChoiceField(choices=SeatKind.choices, widget=forms.HiddenInput)


class CommentForm(Form):
    """A comment on a review, or on a proposal and its contents; `about` are the choices of the latter."""

    about = forms.ChoiceField(
        required=False,
        label="About",
        error_messages={"invalid_choice": "Choose from the list; it was retired or answered meanwhile."},
    )
    text = Prose(
        max_length=LONGEST,
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Permanent, and visible to everyone who may read the review.",
        error_messages={"required": message("comment_says_something")},
    )
    proposal = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *given: Any, about: Callable[[], FieldChoices] | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        if about is None:
            del self.fields["about"]
        else:
            # Filled only if somebody chose, or can choose, among them.
            self.fields["about"].choices = lambda: [("", "The proposal as a whole"), *about()]


class OpportunityForm(Form):
    """What a commercial solution could do, its owner, and its due date."""

    function = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    action = Prose(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), help_text="What should be done.")
    owner = forms.TypedChoiceField(
        coerce=int, error_messages={"required": "Choose an owner.", "invalid_choice": "Choose from the list."}
    )
    due_on = DueDate(label="Due date")

    def __init__(self, *given: Any, functions: FieldChoices, owners: FieldChoices, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["function"].choices = [("", "The area as a whole"), *functions]
        self.fields["owner"].choices = [("", "Choose a person"), *owners]


class ProgressForm(ReasonForm):
    """Done, dropped, or reopened."""

    step = forms.ChoiceField(
        choices=OpportunityStep.choices, error_messages={"invalid_choice": "Choose done, dropped or open."}
    )
    field_order = ["step", "reason"]

    def __init__(self, *given: Any, opportunity: int, **options: Any) -> None:
        super().__init__(*given, auto_id=f"progress-{opportunity}-%s", **options)
        self.opportunity = opportunity


class TriageForm(ReasonForm):
    """One act on several reviews; approving is never among them."""

    DO = {"reviewers": "Assign reviewers", "analysts": "Assign analysts", "remind": "Remind"}
    DONE = {"reviewers": "Reviewers are assigned", "analysts": "Analysts are assigned", "remind": REMINDED}

    reviews = SeveralField()
    do = forms.ChoiceField(label="Do", choices=list(DO.items()))
    users = SeveralField(label="Who (not for reminders)", required=False)
    field_order = ["reviews", "do", "users", "reason"]

    def __init__(self, *given: Any, reviews: FieldChoices, users: FieldChoices, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["reviews"].choices = reviews
        self.fields["users"].choices = users
        self.fields["reason"].label = "Reason, or the words of the reminder"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("do") in {"reviewers", "analysts"} and not given.get("users"):
            self.add_error("users", "Choose at least one person.")
        return given


class ReminderForm(Form):
    """The message to the people who act next."""

    words = Prose(
        max_length=2000,
        label="What to say",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the words of the reminder."},
    )


class QueueFilters(forms.Form):
    """The filters of the queue; each is optional."""

    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()))
    q = forms.CharField(required=False, max_length=LONGEST_NAME)
    state = forms.ChoiceField(required=False, choices=[ANY, ("none", "No open proposal"), *State.choices])
    cycle = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    late = forms.ChoiceField(required=False, choices=[ANY, ("yes", "Past due")])
    stale = forms.ChoiceField(required=False, choices=[ANY, ("yes", "Since it was drafted")])

    def __init__(self, query: QueryDict):
        super().__init__(query)
        self.is_valid()

    @property
    def messages(self) -> list[str]:
        """The errors, each with the name of its filter."""
        return [f"{name}: {error}" for name, errors in self.errors.items() for error in errors]

    @property
    def active(self) -> bool:
        """Whether any filter narrows the queue."""
        return any(self.cleaned_data.get(name) for name in ("q", "state", "cycle", "late", "stale"))

    def choices(self, name: str) -> list[dict]:
        """A field's choices for the template, the chosen one checked."""
        chosen = self.cleaned_data.get(name) or ""
        return [
            {"value": value, "label": label, "checked": value == chosen} for value, label in self.fields[name].choices
        ]

    def apply(self, items: Iterable[Any], areas: FieldChoices) -> list[Any]:
        """The lines that match every filter, in order; a code or name of `areas` means that area only."""
        text = (self.cleaned_data.get("q") or "").strip().casefold()
        meant = next((code for code, name in areas if text and text in (code.casefold(), name.casefold())), None)
        return [item for item in items if self._mentions(item.row, text, meant) and self._matches(item)]

    def _mentions(self, row: Any, text: str, meant: str | None) -> bool:
        return row.area == meant if meant else text in f"{row.area} {row.area_name} {row.cycle_name}".casefold()

    def _matches(self, item: Any) -> bool:
        given = self.cleaned_data
        row, state = item.row, given.get("state")
        return (
            (not given.get("cycle") or row.cycle == given["cycle"])
            and (not given.get("late") or row.past_due_days > 0)
            and (not given.get("stale") or item.stale)
            and (not state or (row.idle if state == "none" else row.state == state))
        )
