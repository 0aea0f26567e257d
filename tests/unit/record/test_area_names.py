"""An area is found by the names people use, except by a name that two areas share."""

from dataclasses import replace

import pytest

from missions.domain.record.area_names import AreaNames
from tests.unit.record.states import area

SATCOM = area("SATCOM", name="Satellite Communications")
C2 = replace(area("C2", name="Command and control (C2)"), abbreviation="C2S")
NAMES = AreaNames([SATCOM, C2, area("EM", name="Électromagnetic / environment")])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SATCOM", "SATCOM"),
        (" satcom ", "SATCOM"),
        ("satellite  communications", "SATCOM"),
        ("SATCOM Satellite Communications", "SATCOM"),
        ("Satellite Communications (SATCOM)", "SATCOM"),
        ("SATCOM, satellite communications", "SATCOM"),
        ("command and control c2", "C2"),
        ("c2s", "C2"),
        ("electromagnetic environment", "EM"),
        ("satellite", None),
        ("", None),
        ("…", None),
        ("\0", None),
    ],
)
def test_a_code_a_name_or_both_mean_the_area(typed: str, code: str | None) -> None:
    assert NAMES.code(typed) == code


def test_each_code_is_offered_once_with_its_first_name_in_order() -> None:
    earlier = area("SATCOM", name="Communications")
    names = AreaNames([SATCOM, C2, earlier])
    assert names.choices == [("SATCOM", "Satellite Communications"), ("C2", "Command and control (C2)")]
    assert names.code("communications") == names.code("satellite communications") == "SATCOM"


def test_a_name_of_two_areas_means_neither_and_a_code_always_its_own() -> None:
    names = AreaNames([area("A", name="Relay"), area("B", name="Relay"), area("C", name="A")])
    assert (names.code("relay"), names.code("a"), names.code("C A")) == (None, "A", "C")
    assert names.why_not("relay") == "Several areas have this name. Choose one by its code."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SATCM", " Did you mean SATCOM?"),
        ("satelite communication", " Did you mean SATCOM?"),
        ("xylophone", ""),
        ("x" * 250, ""),
    ],
)
def test_the_nearest_is_named(typed: str, said: str) -> None:
    assert NAMES.why_not(typed) == f"No mission area has this code or name at this date.{said}"
