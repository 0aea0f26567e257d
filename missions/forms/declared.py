"""The inputs of declared fields, and the fields of every dated form."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from missions.domain import addresses
from missions.domain.dates import out_of_reach
from missions.domain.kinds.kind import Field, Holds, Kind
from missions.domain.typed import bare
from missions.forms.base import DayField, Number, Prose, ReasonForm, Text

CODE = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Use letters, digits and single hyphens only, such as SATCOM-07."
)
LONGEST_CODE = 40
NEXT_CODE = "Unique and permanent. The next free code is suggested."


class Code(Text):
    """The code of something new: unique, permanent, and in capitals however it is typed."""

    def __init__(self, *, max_length: int = LONGEST_CODE, **options: Any) -> None:
        super().__init__(max_length=max_length, validators=[CODE], **options)

    def clean(self, value: str | None) -> str:
        return super().clean(value).upper()


class EffectiveDate(DayField):
    """The day from which something applies, as far as the record reaches."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label="Effective date", error_messages={"required": "Select a date."}, **options)

    def clean(self, value: Any) -> date | None:
        chosen = super().clean(value)
        if chosen and (problem := out_of_reach(chosen, timezone.localdate())):
            raise forms.ValidationError(problem)
        return chosen


class Against(forms.IntegerField):
    """The newest entry when the page was made; 0 if there was none."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=2**62)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class DatedForm(ReasonForm):
    """Effective from a day on, with a reason, based on what was recorded last."""

    effective_on = EffectiveDate(
        help_text="The date from which this applies. A date before today is shown as “recorded later”."
    )
    against = Against()


class Reference(Text):
    """The code of another record, in any case; suggestions are offered while it is typed."""

    def __init__(self, field: Field, **options: Any) -> None:
        super().__init__(max_length=LONGEST_CODE, **options)
        self.declared = field
        self.widget.attrs |= {"list": f"{field.refers}-codes", "suggests": addresses.suggestions(field.refers)}

    def to_python(self, value: str | None) -> str | None:
        return self.declared.spelled(bare(super().to_python(value))) or None


class Choice(forms.TypedChoiceField):
    """One of the choices of a field, or of its codes, with nothing chosen in advance."""

    def __init__(self, field: Field, **said: Any) -> None:
        blank = "Choose an answer" if field.required else "Not given"
        answers = field.codes.items() if field.codes else field.choices.choices
        super().__init__(choices=[("", blank), *answers], coerce=field.read, empty_value=field.empty, **said)
        self.error_messages["invalid_choice"] = "Choose one of the answers listed."


def input_of(field: Field) -> forms.Field:
    """The input of one declared field."""
    ask = "Choose an answer." if field.codes or field.holds is Holds.CHOICE else f"{field.label}: enter it."
    said: dict[str, Any] = {
        "label": f"{field.label} ({field.unit})" if field.unit else field.label,
        # For codes, the hint says how a file writes them; a form lists them itself.
        "help_text": "" if field.codes else field.help,
        "required": field.required,
        "error_messages": {"required": field.missing or ask},
    }
    if field.codes:
        return Choice(field, **said)
    match field.holds:
        case Holds.CHOICE:
            return Choice(field, **said)
        case Holds.DAY:
            return DayField(**said)
        case Holds.NUMBER:
            return Number(min_value=0, max_value=10**15, **said)
        case Holds.REFERENCE:
            return Reference(field, **said)
        case Holds.PROSE:
            return Prose(max_length=field.longest, **said)
    return Text(max_length=field.longest, **said)


def inputs(kind: Kind) -> dict[str, forms.Field]:
    """The inputs of all fields of a kind, by name."""
    return {field.name: input_of(field) for field in kind.fields}
