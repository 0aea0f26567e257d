"""The filters of leadership's figures: the two days to compare, and one category."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from missions.domain.dates import BEFORE_STRATEGY, FIRST_DAY, read_day
from missions.domain.vocabulary import Category


@dataclass(frozen=True)
class Narrowed:
    """The filters as read. A field with an error (`errors`, by name) is not applied; `text` keeps what was typed."""

    since: date | None
    until: date
    category: Category | None
    text: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> list[dict]:
        """The categories for the template, with the chosen one marked."""
        return [{"value": c.value, "label": c.label, "chosen": c is self.category} for c in Category]


def read_narrowed(query: QueryDict, as_of: date) -> Narrowed:
    """Read `from=YYYY-MM-DD`, `to` (by default the day shown, or a later one) and `category`."""
    text = {name: query.get(name, "").strip()[:60] for name in ("from", "to", "category")}
    errors: dict[str, str] = {}
    since, until, category = None, as_of, None
    if text["to"]:
        try:
            until = _day(text["to"], as_of, "up to")
        except ValueError as error:
            errors["to"] = str(error)
    if text["from"]:
        try:
            since = _day(text["from"], until, "before")
        except ValueError as error:
            errors["from"] = str(error)
    if text["category"]:
        if text["category"] in Category.values:
            category = Category(text["category"])
        else:
            errors["category"] = f"Choose one of {', '.join(Category.values)}, or none."
    return Narrowed(since, until, category, text, errors)


def _day(text: str, limit: date, relation: str) -> date:
    chosen = read_day(text)
    if chosen > limit or (relation == "before" and chosen == limit):
        raise ValueError(f"Choose a day {relation} {limit.isoformat()}.")
    if chosen < FIRST_DAY:
        raise ValueError(BEFORE_STRATEGY)
    return chosen
