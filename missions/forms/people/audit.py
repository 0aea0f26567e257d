"""The filters of the audit chain."""

from datetime import date
from typing import Any

from django.http import QueryDict

from missions.forms.base import DayField, FilterForm, Text
from missions.queries.people.audit import EntryQuery

LATEST = date(2200, 1, 1)


class AuditFilters(FilterForm):
    """The filters of the entries; each is optional."""

    q = Text(required=False, max_length=100, label="Words")
    who = Text(required=False, max_length=150)
    object = Text(required=False, max_length=200)
    action = Text(required=False, max_length=100)
    since = DayField(required=False, label="From")
    until = DayField(required=False, label="Up to")

    def __init__(self, query: QueryDict):
        super().__init__(query)
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        for name, value in (("since", since), ("until", until)):
            if value and value > LATEST:
                self.add_error(name, f"Choose a day before {LATEST.year}.")
        if since and until and since > until:
            self.add_error("until", "Choose a day that is not before the first.")
        return given

    @property
    def sought(self) -> EntryQuery:
        """The filters as the query takes them; an invalid filter is not applied."""
        given = self.cleaned_data
        return EntryQuery(
            who=given.get("who", ""),
            target=given.get("object", ""),
            action=given.get("action", ""),
            since=given.get("since"),
            until=given.get("until"),
            words=given.get("q", ""),
        )


NAMES = ("class", *AuditFilters.base_fields)
