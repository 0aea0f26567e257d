"""The choices for counting by the catalogs, read from an address."""

from datetime import date

from django.http import QueryDict

from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.vocabulary import Owners, Publisher, Unit
from missions.forms.catalog.concentration import read_asked

GCAT = ReadingSource(
    1, "0" * 64, "gcat-2025", Publisher.GCAT, date(2025, 7, 30), "CC-BY", "J. McDowell", illustrative=False
)
UCS = ReadingSource(2, "1" * 64, "ucs-2023", Publisher.UCS, date(2023, 5, 1), "", "UCS", illustrative=False)
TODAY = date(2026, 11, 29)


def asked(query: str, *sources: ReadingSource, as_of: date = TODAY):
    return read_asked(QueryDict(query), sources or (GCAT, UCS), as_of)


def test_pages_open_with_the_newest_day_of_the_catalog() -> None:
    found = asked("")
    assert (found.source, found.on, found.choices, found.errors) == (GCAT, GCAT.data_date, Choices(), {})
    assert asked("", as_of=date(2024, 5, 1)).on == date(2024, 5, 1)


def test_mass_and_geo_are_counted_from_ucs_on_its_own_day() -> None:
    for unit in (Unit.MASS, Unit.GEO):
        found = asked(f"unit={unit}", as_of=date(2024, 5, 1))
        assert (found.source, found.on) == (UCS, UCS.data_date)
    assert asked("unit=mass", GCAT).source is None


def test_a_snapshot_without_the_unit_is_reported() -> None:
    found = asked("unit=mass&snapshot=gcat-2025")
    assert found.source is None
    assert "GCAT does not give this unit" in found.errors["unit"]


def test_invalid_choices_are_dropped_and_reported() -> None:
    found = asked("unit=weight&owners=us&on=yesterday&snapshot=none")
    assert set(found.errors) == {"unit", "on", "snapshot"}
    assert (found.choices, found.source, found.on) == (Choices(owners=Owners.US), GCAT, GCAT.data_date)
    assert found.parameters == {"owners": "us"}


def test_only_days_within_the_catalogs_range_are_accepted() -> None:
    assert asked("on=2001-01-01").on == date(2001, 1, 1)
    assert "4 Oct 1957 to 30 Jul 2025" in asked("on=2025-07-31").errors["on"]
    assert "only on 1 May 2023" in asked("on=2023-04-30&snapshot=ucs-2023").errors["on"]


def test_a_citation_pins_snapshot_and_day() -> None:
    assert asked("unit=launches").pinned == {"snapshot": "gcat-2025", "on": "2025-07-30", "unit": "launches"}


def test_without_a_snapshot_nothing_is_counted() -> None:
    found = read_asked(QueryDict("on=2020-01-01"), (), TODAY)
    assert (found.source, found.on) == (None, None)
