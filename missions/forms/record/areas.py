"""The filters of the list of areas."""

from functools import lru_cache

from django import forms
from django.http import QueryDict

from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.evaluation import Evaluation
from missions.domain.vocabulary import Category, Provenance, Standing
from missions.forms.base import ANY, FilterForm

SORTS = {
    "order": None,
    "code": lambda item: item.area.code,
    "category": lambda item: list(Category).index(item.area.category) if item.area.category else len(Category),
    "functions": lambda item: len(item.area.functions),
    "assessed": lambda item: item.area.last_assessed.toordinal() if item.area.last_assessed else 0,
    "drift": lambda item: item.drifts,
    "due": lambda item: item.due.toordinal() if item.due else 0,
}
VIEWS = {"board": "Board", "table": "Table"}
REMEMBERED = 64


class AreaFilters(FilterForm):
    """The filters and the order of the list; each is optional."""

    UNSHOWN = frozenset({"trust", "view", "sort"})

    q = forms.CharField(
        required=False, max_length=100, label="Search", help_text="Area, code or function", widget=forms.SearchInput
    )
    category = forms.MultipleChoiceField(required=False, choices=Category.choices, widget=forms.CheckboxSelectMultiple)
    standing = forms.ChoiceField(required=False, choices=[ANY, *Standing.choices], label="Has functions standing")
    provenance = forms.ChoiceField(required=False, choices=[ANY, *Provenance.choices], label="Functions from")
    drift = forms.ChoiceField(
        required=False, choices=[ANY, ("yes", "Drifting"), ("no", "Not drifting")], label="Evidence and record"
    )
    trust = forms.ChoiceField(required=False, choices=[ANY, ("yes", "Shown")], label="How far to trust it")
    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()))
    sort = forms.ChoiceField(required=False, choices=[(sign + key, key) for key in SORTS for sign in ("", "-")])

    def __init__(self, query: QueryDict):
        super().__init__(query)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "“%(value)s” is not listed. Choose one that is."
        self.is_valid()

    @classmethod
    def of(cls, query: QueryDict) -> "AreaFilters":
        """The form for an address, and its result, shared by all requests that ask for the same."""
        return _filters(tuple((name, tuple(query.getlist(name))) for name in cls.base_fields if name in query))

    @property
    def active(self) -> bool:
        """Whether any filter narrows the list."""
        return any(self.cleaned_data.get(name) for name in ("q", "category", "standing", "provenance", "drift"))

    @property
    def told(self) -> str:
        """The filters and the order in words, for an export; empty if there are none."""
        given = {name: self.cleaned_data.get(name) for name in self.fields if name not in {"view", "trust"}}
        parts = {name: ", ".join(one) if isinstance(one, list) else one for name, one in given.items() if one}
        return "; ".join(f"{name}: {value}" for name, value in parts.items())

    @property
    def chosen_view(self) -> str:
        return self.cleaned_data.get("view") or "board"

    @property
    def shows_trust(self) -> bool:
        """Whether the list shows how far to trust each area."""
        return bool(self.cleaned_data.get("trust"))

    @property
    def sort_key(self) -> str:
        return (self.cleaned_data.get("sort") or "order").lstrip("-")

    @property
    def descending(self) -> bool:
        return (self.cleaned_data.get("sort") or "").startswith("-")

    def apply(self, items: list[Evaluation]) -> list[Evaluation]:
        """The items that match every filter, in the order asked for."""
        drift = self.cleaned_data.get("drift")
        found = [item for item in items if self._matches(item.area) and (not drift or item.drifts == (drift == "yes"))]
        order = SORTS[self.sort_key]
        if order:
            found.sort(key=order, reverse=self.descending)
        return found

    def _matches(self, area: AreaState) -> bool:
        given = self.cleaned_data
        return (
            _mentions(area, given.get("q", "").casefold())
            and (not given.get("category") or area.category in given["category"])
            and (not given.get("standing") or area.standings[Standing(given["standing"])] > 0)
            and (not given.get("provenance") or _has_provenance(area, given["provenance"]))
        )


@lru_cache(REMEMBERED)
def _filters(given: tuple[tuple[str, tuple[str, ...]], ...]) -> AreaFilters:
    query = QueryDict(mutable=True)
    for name, values in given:
        query.setlist(name, values)
    return AreaFilters(query)


def _mentions(area: AreaState, text: str) -> bool:
    names = (area.code, area.name, *(name for function in area.functions for name in (function.code, function.name)))
    return not text or any(text in name.casefold() for name in names)


def _has_provenance(area: AreaState, provenance: str) -> bool:
    facts = [area.said, *(function.said for function in area.functions)]
    if area.decided:
        facts.append(area.decided.said)
    return any(said.provenance == provenance for said in facts)
