"""The forms of amendments: another policy, or another mission area."""

from datetime import date

from django import forms

from missions.domain.record.rule.policy_numbers import (
    EVERY_NUMBER,
    POLICY_NUMBERS,
    THRESHOLDS,
    PostureThreshold,
    thresholds_by_column,
)
from missions.forms.base import Number, ReasonForm, Text
from missions.forms.declared import Code, EffectiveDate
from missions.models import PolicyRevision

# Votes and organizations have a minimum, which is shown beside the field.
QUORUM_UNITS = ("votes", "organizations")


class ChangeForm(ReasonForm):
    """In force from a day on, once somebody else approves it."""

    effective_on = EffectiveDate(
        help_text="Today or later; proposals sent before keep the quorum they were sent under."
    )


def policy_number(name: str, least: int, most: int) -> Number:
    """The field of that number of the policy, with its usual label."""
    number = POLICY_NUMBERS[name]
    hint = f"At least {least}" if number.unit in QUORUM_UNITS else ""
    return Number(min_value=least, max_value=most, label=number.label, help_text=hint)


def threshold(one: PostureThreshold) -> Number:
    """The field of a threshold of the posture; if left empty, it does not change."""
    bounds = one.bounds
    hint = f"{bounds.lowest} to {bounds.highest}"
    field = Number(required=False, min_value=bounds.lowest, max_value=bounds.highest, label=one.label, help_text=hint)
    # The group's heading says what an empty field means.
    field.needed_later = True
    return field


# One field for each that is declared.
ThresholdsForm = type("ThresholdsForm", (ChangeForm,), {name: threshold(one) for name, one in THRESHOLDS.items()})


class PolicyForm(ThresholdsForm):
    """Every number of the policy, with minimums that apply to everybody."""

    government_over = policy_number("government_over", 0, 99)
    commercial_government_at_most = policy_number("commercial_government_at_most", 0, 100)
    commercial_demonstrated_over = policy_number("commercial_demonstrated_over", 0, 99)
    cadence_government_primary = policy_number("cadence_government_primary", 1, 120)
    cadence_hybrid = policy_number("cadence_hybrid", 1, 120)
    cadence_commercial_primary = policy_number("cadence_commercial_primary", 1, 120)
    shift_supports = policy_number("shift_supports", 2, 20)
    shift_organizations = policy_number("shift_organizations", 2, 20)
    reaffirm_supports = policy_number("reaffirm_supports", 1, 20)
    NUMBERS = tuple(POLICY_NUMBERS)
    against = forms.IntegerField(required=False, min_value=0, max_value=2**31, widget=forms.HiddenInput)
    field_order = [*EVERY_NUMBER, "effective_on", "reason"]

    @property
    def posture_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The thresholds of the posture by column."""
        return [(column, [self[one.name] for one in held]) for column, held in thresholds_by_column().items()]

    @property
    def posture_errors(self) -> bool:
        """Whether a threshold of the posture has an error, so that its group is shown open."""
        return any(name in self.errors for name in THRESHOLDS)

    @property
    def thresholds(self) -> dict[str, int]:
        """The given thresholds of the posture, once the form is valid."""
        said = {name: self.cleaned_data[name] for name in THRESHOLDS}
        return {name: value for name, value in said.items() if value is not None}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The numbers in groups."""
        fields = [self[name] for name in self.NUMBERS]
        return [
            ("What the functions indicate", fields[:3]),
            ("Months between evaluations", fields[3:6]),
            ("What a decision needs", fields[6:]),
        ]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The effective date and the reason."""
        return [self["effective_on"], self["reason"]]

    @classmethod
    def of(cls, policy: PolicyRevision | None, today: date) -> "PolicyForm":
        """The form as it opens: with the newest policy, which it changes."""
        if policy is None:
            return cls(initial={"effective_on": today})
        numbers = {name: policy.value_of(name) for name in EVERY_NUMBER}
        return cls(initial=numbers | {"effective_on": max(today, policy.effective_on), "against": policy.number})

    def made_against(self, policy: PolicyRevision) -> None:
        """Base the input on this policy from now on, and show its numbers beside the typed ones."""
        self.data = self.data.copy()
        self.data["against"] = policy.number
        for name in EVERY_NUMBER:
            if self.cleaned_data[name] not in {None, policy.value_of(name)}:
                self[name].help_text = f"Policy {policy.number} says {policy.value_of(name)}."

    def clean(self) -> dict:
        given = super().clean()
        if given.get("shift_organizations", 0) > given.get("shift_supports", 20):
            self.add_error("shift_organizations", "The number of organizations cannot exceed the number of supports.")
        return given


class AreaForm(ChangeForm):
    """A mission area to add."""

    code = Code(
        max_length=20,
        help_text="Unique and permanent. For an emerging area such as ISAM, open a review instead.",
    )
    name = Text(max_length=200)
    abbreviation = Text(max_length=20, required=False, help_text="As a published source prints it.")
    position = Number(min_value=1, max_value=999, help_text="Its place in lists, after the strategy's 13.")
    code_is_local = forms.BooleanField(required=False, label="No source gives this code: it is local")
    field_order = ["code", "name", "abbreviation", "code_is_local", "position", "effective_on", "reason"]


class AmendmentDecisionForm(ReasonForm):
    """Approve an amendment, or end it without effect."""

    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("end", "Turn down or withdraw")],
        error_messages={
            "required": "Choose a decision. Nothing was decided.",
            "invalid_choice": "Choose a decision. Nothing was decided.",
        },
    )

    @property
    def approves(self) -> bool:
        return self.cleaned_data["decision"] == "approve"
