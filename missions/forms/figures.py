"""What narrows leadership's figures: the earlier day they compare with, and one category."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from missions.domain.vocabulary import Category
from missions.forms.moment import DAY


@dataclass(frozen=True)
class Narrowed:
    """What is asked for. With `errors` (a message by field name) what is wrong is left out, and `text` keeps it."""

    since: date | None
    category: Category | None
    text: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> list[dict]:
        """The categories for the template, the chosen one marked."""
        return [{"value": c.value, "label": c.label, "chosen": c is self.category} for c in Category]


def read_narrowed(query: QueryDict, as_of: date) -> Narrowed:
    """Read `from=YYYY-MM-DD`, a day before the one shown, and `category`."""
    text = {name: query.get(name, "").strip()[:60] for name in ("from", "category")}
    errors: dict[str, str] = {}
    since, category = None, None
    if text["from"]:
        try:
            since = _day_before(text["from"], as_of)
        except ValueError as error:
            errors["from"] = str(error)
    if text["category"]:
        if text["category"] in Category.values:
            category = Category(text["category"])
        else:
            errors["category"] = f"Choose one of {', '.join(Category.values)}, or none."
    return Narrowed(since, category, text, errors)


def _day_before(text: str, as_of: date) -> date:
    try:
        chosen = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        chosen = None
    if chosen is None:
        raise ValueError("Write a day as 2025-03-01.")
    if chosen >= as_of:
        raise ValueError(f"Choose a day before {as_of.isoformat()}, the day shown.")
    return chosen
