"""The trend is what each day's posture says, by that day's policy, in a constant number of queries."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.actions import kinds
from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.measures.counting import DOLLARS
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.trend import quarter_ends
from missions.domain.commercial.vocabulary import Known, SafeguardKind, SafeguardState, UseState
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Performer, Role
from missions.queries.commercial.portfolio import posture
from missions.queries.commercial.trend import around, postures
from missions.queries.moment import resolve, today_of_database
from missions.queries.record.portfolio import portfolio
from tests.factories import SETUP, actor, assessment, function
from tests.integration.commercial.test_policy_thresholds import in_force
from tests.integration.commercial.test_posture_pages import committed
from tests.integration.kinds.recorded import provider, record, revised
from tests.unit.commercial.slow import SLOW, Slow

pytestmark = pytest.mark.django_db


def moved() -> list[date]:
    """A record of which every kind changes with the days, and days around these changes."""
    committed()
    first = provider("PRV-002", name="Parent", on=date(2025, 5, 1))
    assessment(function("T-2"), performer=Performer.GOVERNMENT_ONLY, on=date(2025, 7, 1))
    record("solution", "SOL-002", provider="PRV-002", on=date(2025, 5, 2))
    used = record("use", "USE-002", solution="SOL-002", function="T-1", on=date(2025, 6, 1))
    ended = {"solution": "SOL-002", "function": "T-1", "state": UseState.ENDED, "on": date(2025, 6, 10)}
    wrong = revised("use", "USE-002", used, **ended)
    kinds.withdraw(KINDS["use"], by=SETUP, code="USE-002", against=wrong.entry_id, reason="It goes on.")
    record(
        "safeguard",
        "SFG-001",
        provider="PRV-001",
        kind=SafeguardKind.CYBER_ASSESSMENT,
        state=SafeguardState.IN_PLACE,
        on=date(2025, 8, 1),
    )
    record("judgment", "JDG-001", area="SDA", answer=Known.NO, on=date(2025, 9, 1))
    revised("provider", "PRV-002", first, name="Parent", country="US", on=date(2025, 10, 1), retired=True)
    in_force(tried_months=1)
    return [
        date(2020, 1, 1),
        date(2025, 4, 1),
        date(2025, 6, 15),
        date(2025, 8, 15),
        date(2025, 11, 1),
        today_of_database(),
    ]


def test_each_day_is_the_posture_of_that_day():
    days, today = moved(), today_of_database()
    now = resolve(as_of=today, known=None, today=today, chosen=False)
    with CaptureQueriesContext(connection) as queries:
        found = list(postures(around(days, now.moment), now.moment))
    assert len(queries) == 9
    for day, one in zip(days, found, strict=True):
        then = resolve(as_of=day, known=None, today=today, chosen=True)
        single = posture(portfolio(then.moment, then.policy))
        assert one.portfolio == single.portfolio
        assert (one.limits, one.policy) == (single.limits, single.policy)
        assert one.cells == single.cells
        _equals_a_slow_recomputation(one)
    assert len({tuple(cell.state for cell in one.cells.values()) for one in found}) >= 3


def _equals_a_slow_recomputation(one: Posture) -> None:
    """Every measure of every area, by the words of the measure alone."""
    for cell in one.cells.values():
        for result in cell.results:
            found = SLOW[result.measure](Slow(one.portfolio, cell.area, one.limits))
            verdicts = found if MEASURES[result.measure].unit == DOLLARS else [(said, 1) for said in found]
            assert result.n == sum(weight for said, weight in verdicts if said is True)
            assert result.of == sum(weight for _, weight in verdicts)
            assert result.unknown == sum(said is None for said, _ in verdicts)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 29), date(2024, 12, 31), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2024, 3, 31), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2024, 3, 31), date(2025, 12, 31)),
    ],
)
def test_quarters_end_before_the_day(on, first, last):
    ends = quarter_ends(on)
    assert (len(ends), ends[0], ends[-2], ends[-1]) == (9, first, last, on)
    assert all((one + timedelta(days=1)).day == 1 for one in ends[:-1])


def test_no_quarter_ends_before_the_calendar_begins():
    assert quarter_ends(date.min) == (date.min,)
    assert quarter_ends(date(1, 7, 1)) == (date(1, 3, 31), date(1, 6, 30), date(1, 7, 1))


def test_the_page_tells_each_quarter_of_the_columns_and_of_a_cell(signed):
    moved()
    reader = signed(actor(Role.VIEWER))
    page = reader.get("/posture/").content.decode()
    assert 'hx-get="/posture/trend/"' in page
    opened = reader.get("/posture/?cell=SATCOM.access&as_of=2025-06-01").content.decode()
    assert 'hx-get="/posture/trend/?cell=SATCOM.access&amp;as_of=2025-06-01"' in opened
    fragment = reader.get("/posture/trend/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert len(re.findall(r"<tr>", fragment)) == 10
    cell = reader.get("/posture/trend/?cell=SATCOM.integration").content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", cell, re.DOTALL)[1:]
    words = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]
    assert (words[0][-1], words[-1][-1]) == ("1", "2")
    assert "Tried: 0 of 1" in words[-1]
    assert reader.get("/posture/trend/?cell=SATCOM.luck").status_code == 404
