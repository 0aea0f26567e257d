"""What to compare: two to four areas, or two dates. Each problem is shown beside its field."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict
from django.utils import timezone

from missions.domain.dates import FIRST_DAY, day, out_of_reach, read_day
from missions.domain.record.area_names import LONGEST, AreaNames
from missions.domain.record.portfolio import Portfolio

FEWEST, MOST = 2, 4
LONGEST_DAY = 60


@dataclass
class Box:
    """One box of the picker: its text, and what is wrong with it."""

    number: int
    text: str = ""
    error: str = ""


@dataclass
class AreasAsked:
    """The areas chosen, by code in order, the boxes as typed, and the areas that they offer."""

    codes: list[str]
    boxes: list[Box]
    choices: list[tuple[str, str]]
    error: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.error) or any(box.error for box in self.boxes)


def read_areas(query: QueryDict, portfolio: Portfolio) -> AreasAsked:
    """Read `area=…` up to four times: a code or a name."""
    names = AreaNames(portfolio.everything)
    texts = [text.strip() for text in query.getlist("area") if text.strip()]
    boxes = [Box(number + 1, text[:LONGEST]) for number, text in enumerate(texts[:MOST])]
    asked = AreasAsked([], boxes, names.choices)
    if len(texts) > MOST:
        asked.error = f"Choose at most {MOST} areas; {len(texts)} were given."
    for box in asked.boxes:
        code = names.code(box.text)
        if code is None:
            box.error = names.why_not(box.text)
        elif code in asked.codes:
            box.error = f"{code} is already chosen; choose another area."
        else:
            asked.codes.append(code)
    asked.boxes += [Box(number + 1) for number in range(len(asked.boxes), MOST)]
    return asked


@dataclass
class DatesAsked:
    """The two dates and the one area (None for all); `errors` by field, and `texts` as typed."""

    before: date
    after: date
    texts: dict[str, str]
    area: str | None = None
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def choose_area(self, *portfolios: Portfolio) -> None:
        """Find the typed area in these portfolios, the first that has it; an unknown area is an error."""
        names = AreaNames(area for portfolio in portfolios for area in portfolio.everything)
        self.choices, typed = names.choices, self.texts["area"]
        self.area = names.code(typed)
        if typed and self.area is None:
            self.errors["area"] = names.why_not(typed)


def read_dates(query: QueryDict, shown: date, now: datetime) -> DatesAsked:
    """Read `from` and `to`: by default the strategy's day and the day shown."""
    limits = {"from": LONGEST_DAY, "to": LONGEST_DAY, "area": LONGEST}
    texts = {name: query.get(name, "").strip()[:longest] for name, longest in limits.items()}
    asked = DatesAsked(FIRST_DAY, max(shown, FIRST_DAY), texts)
    today = timezone.localdate(now)
    for name, attribute in (("from", "before"), ("to", "after")):
        if texts[name]:
            try:
                setattr(asked, attribute, _day(texts[name], today))
            except ValueError as error:
                asked.errors[name] = str(error)
    if not asked.errors and asked.before > asked.after:
        asked.errors["from"] = f"Choose a day up to {day(asked.after)}, the second date, or swap the two."
    return asked


def _day(text: str, today: date) -> date:
    chosen = read_day(text)
    if problem := out_of_reach(chosen, today):
        raise ValueError(problem)
    return chosen
