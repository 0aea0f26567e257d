"""The filters of the list of findings and opportunities."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from missions.domain.leadership.tracked import Tracked, TrackedKind, TrackedState
from missions.domain.words import folded
from missions.forms.base import ANY, FilterForm


class TrackedFilters(FilterForm):
    """Words, kind, state and area; each is optional."""

    q = forms.CharField(required=False, max_length=100, label="Search")
    kind = forms.ChoiceField(required=False, choices=[ANY, *TrackedKind.choices])
    state = forms.ChoiceField(required=False, choices=[ANY, *TrackedState.choices])
    area = forms.ChoiceField(required=False)

    def __init__(self, query: QueryDict, areas: Iterable[tuple[str, str]] = ()) -> None:
        """`areas` are the codes and names of the areas at the moment."""
        super().__init__(query)
        self.fields["area"].choices = [ANY, *((code, f"{code} {name}") for code, name in areas)]
        self.is_valid()

    def narrowed(self, tracked: Iterable[Tracked]) -> list[Tracked]:
        """The items that match; an invalid filter is not applied."""
        given = self.cleaned_data
        words = folded(given.get("q", "")).casefold().split()
        return [
            one
            for one in tracked
            if given.get("kind", "") in {"", one.kind.value}
            and given.get("state", "") in {"", one.state.value}
            and given.get("area", "") in {"", one.area}
            and all(word in folded(one.text).casefold() for word in words)
        ]
