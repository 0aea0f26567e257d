"""The form of a record of a declared kind: its fields, its lines, its effective date, and the reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict

from missions.actions.errors import Unfit
from missions.domain import addresses
from missions.domain.kinds.kind import PROVENANCES, Given, Holds, Kind, Lines, Problem, RecordState
from missions.domain.record.search import LONGEST
from missions.domain.vocabulary import Certainty
from missions.forms.base import ANY, FilterForm, Form, ReasonForm, Returned, Text
from missions.forms.declared import NEXT_CODE, Code, DatedForm, Reference, input_of, inputs
from missions.forms.record.evidence_links import EvidenceChoice, OffersEvidence
from missions.queries.kinds.lists import RecordQuery

# Blank rows offered below the filled ones (a phone shows one screen of them), and the most rows of one revision.
BLANK_LINES, MORE_LINES, MOST_LINES = 1, 2, 200
MORE = "more"
TAKEN = "taken-names"


class RecordForm(OffersEvidence, DatedForm):
    """A record of a kind; the declared fields come before those that every record has."""

    evidence = EvidenceChoice(help_text="What it is based on. The newest comes first.")
    source = Text(
        required=False,
        max_length=500,
        help_text="A contract notice, a document, a briefing: where this can be looked up.",
    )

    provenance = forms.ChoiceField(
        choices=[("", "Choose where it comes from"), *((one.value, one.label) for one in PROVENANCES)],
        help_text="Public source: published elsewhere. Catalog: from an imported catalog. Assessment: made here.",
        error_messages={"required": "Choose where it comes from.", "invalid_choice": "Choose one of those listed."},
    )
    certainty = forms.ChoiceField(
        choices=[("", "Choose how certain it is"), *Certainty.choices],
        error_messages={"required": "Choose how certain it is.", "invalid_choice": "Choose one of those listed."},
    )


class AddForm(RecordForm):
    """A new record."""

    code = Code(help_text=NEXT_CODE)


class ReviseForm(RecordForm):
    """A revision of a record from a day on, or its retirement."""

    retired = forms.BooleanField(
        required=False,
        label="Retire this record",
        help_text="From the effective date on, it no longer counts. Its history stays.",
    )


class LineForm(Form):
    """One line; a blank row does not count."""


class LineFormSet(BaseFormSet):
    """The lines of one name, with a few blank rows."""

    def is_valid(self) -> bool:
        return not isinstance(self.data, Returned) and super().is_valid()

    def forget_errors(self) -> None:
        """Show what was typed without messages about what is still missing."""
        for form in self.forms:
            form.errors.clear()

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove this row"

    @property
    def given(self) -> tuple[dict[str, Any], ...]:
        """The lines that are filled in and not removed."""
        return tuple(self._line(form) for form in self._kept)

    @property
    def places(self) -> tuple[int, ...]:
        """The row of each of them."""
        return tuple(self.forms.index(form) for form in self._kept)

    @property
    def _kept(self) -> list[forms.Form]:
        filled = (form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE"))
        return [
            form for form in filled if any(value is not None and value != "" for value in self._line(form).values())
        ]

    @staticmethod
    def _line(form: forms.Form) -> dict[str, Any]:
        return {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}


class RecordForms:
    """The form of a record and those of its lines, as one."""

    def __init__(self, kind: Kind, data: QueryDict | None = None, *, initial: Mapping[str, Any], new: bool) -> None:
        self.kind = kind
        lines = initial.get("lines", {})
        self.form = _form(kind, new)(data, initial={**initial})
        self.lines = {
            one.name: _formset(one)(data, prefix=one.name, initial=[*lines.get(one.name, ())]) for one in kind.lines
        }

    @property
    def declared(self) -> list[forms.BoundField]:
        """The fields that say what is recorded, shown before the lines."""
        own = {"code", *(field.name for field in self.kind.fields)}
        return [field for field in self.form if field.name in own]

    @property
    def common(self) -> list[forms.BoundField]:
        """The fields that every record has, shown after the lines."""
        own = {"evidence", "find", *(field.name for field in self.declared)}
        return [field for field in self.form if field.name not in own]

    @property
    def parts(self) -> list[tuple[Lines, LineFormSet]]:
        """The declared lines with their forms, for the page."""
        return [(one, self.lines[one.name]) for one in self.kind.lines]

    def is_valid(self) -> bool:
        """Whether everything typed is valid; each form has its errors."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.lines.values())])

    def given(self, code: str) -> Given:
        """What was typed, for the record of that code."""
        cleaned = self.form.cleaned_data
        return Given(
            code=code,
            values={field.name: cleaned[field.name] for field in self.kind.fields},
            lines={name: one.given for name, one in self.lines.items()},
            effective_on=cleaned["effective_on"],
            retired=cleaned.get("retired", False),
        )

    def tell(self, problems: Iterable[Problem]) -> None:
        """Show each problem beside its cause."""
        for problem in problems:
            name, form = self._place(problem.field or "")
            form.add_error(name if name in form.fields else None, problem.message)

    def tell_unfit(self, error: Unfit) -> None:
        """Show a refusal by the record beside its cause."""
        self.tell([Problem(str(error), error.field)])

    def forget_errors(self) -> None:
        """Show what was typed without messages about what is still missing."""
        self.form.errors.clear()
        for one in self.lines.values():
            one.forget_errors()

    def _place(self, field: str) -> tuple[str, forms.Form]:
        lines, _, rest = field.partition("-")
        if lines in self.lines and rest:
            place, _, name = rest.partition("-")
            found = self.lines[lines]
            return name, found.forms[found.places[int(place)]]
        return field, self.form


@cache
def _form(kind: Kind, new: bool) -> type[RecordForm]:
    base = AddForm if new else ReviseForm
    declared = inputs(kind)
    order = [
        "code",
        *declared,
        "retired",
        "provenance",
        "certainty",
        "source",
        "evidence",
        "find",
        "effective_on",
        "reason",
    ]
    named = declared[kind.title[0]]
    if new and isinstance(named, Text):
        # Existing records are suggested while a name is typed, so that nobody records one twice.
        named.widget.attrs |= {"list": TAKEN, "suggests": addresses.suggestions(kind.name, named=True)}
    return type(f"{kind.name}_form", (base,), {**declared, "field_order": order})


@cache
def _formset(lines: Lines) -> type[LineFormSet]:
    line = type(f"{lines.name}_line", (LineForm,), {field.name: input_of(field) for field in lines.fields})
    return formset_factory(
        line,
        formset=LineFormSet,
        extra=BLANK_LINES,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES + BLANK_LINES,
        validate_max=True,
    )


def more_lines(kind: Kind, data: QueryDict) -> QueryDict:
    """What was typed, with further blank rows for the lines that were asked for."""
    again = data.copy()
    for lines in kind.lines:
        if data.get(MORE) == lines.name:
            total = data.get(f"{lines.name}-TOTAL_FORMS", "")
            count = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
            again[f"{lines.name}-TOTAL_FORMS"] = str(min(count + MORE_LINES, MOST_LINES))
    return again


def opened(kind: Kind, state: RecordState, *, against: int, today: date, evidence: Iterable[int]) -> dict[str, Any]:
    """The initial values of a form about a record: what is in force and the keys of its evidence, but no source."""
    return {
        **state.values,
        "retired": state.retired,
        "lines": state.lines,
        "evidence": [*evidence],
        "effective_on": today,
        "against": against,
    }


class ListFilters(FilterForm):
    """The filters of a kind's list: words, and each field with a filter; each is optional."""

    q = forms.CharField(required=False, max_length=LONGEST, label="Search")

    def __init__(self, kind: Kind, query: QueryDict) -> None:
        super().__init__(query)
        self.kind = kind
        for field in kind.filters:
            if field.holds is Holds.CHOICE:
                choices = [ANY, *field.choices.choices]
                self.fields[field.name] = forms.ChoiceField(required=False, choices=choices, label=field.label)
            else:
                self.fields[field.name] = Reference(field, required=False, label=field.label)
        self.fields["retired"] = forms.ChoiceField(
            required=False, choices=[("", "In force"), ("all", "Retired ones too")], label="Show"
        )
        self.is_valid()

    @property
    def sought(self) -> RecordQuery:
        """The filters as the query takes them; an invalid filter is not applied."""
        given = self.cleaned_data
        values = tuple((one.name, given[one.name]) for one in self.kind.filters if given.get(one.name))
        return RecordQuery(tuple(given.get("q", "").split()), values, given.get("retired") == "all")


class WithdrawForm(ReasonForm):
    """The reason why the newest revision was a mistake."""

    against = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)
