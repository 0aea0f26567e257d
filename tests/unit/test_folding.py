"""Names that look the same fold to one key; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.folding import folded

NAME = "Space Policy Office"
TWINS = {
    "case": "space policy OFFICE",
    "spaces": "Space  Policy Office ",
    "no-break space": "Space\u00a0Policy Office",
    "no space": "SpacePolicy Office",
    "zero width": "Space\u200b Policy Office",
    "soft hyphen": "Spa\u00adce Policy Office",
    "full width": "\uff33pace Policy Office",
    "Cyrillic": "Sp\u0430ce P\u043elicy Offi\u0441e",
    "Greek": "Space \u03a1olicy Office",
    "accent": "Spac\u00e9 Policy Office",
    "zero for o": "Space P0licy Office",
}


@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS)
def test_names_that_look_alike_have_one_key(twin: str) -> None:
    assert folded(twin) == folded(NAME) == "spacepolicyoffice"


@pytest.mark.parametrize("other", ["Space Policy Officer", "Space Policy", "Office of Space Policy", "SPO"])
def test_names_that_differ_have_other_keys(other: str) -> None:
    assert folded(other) != folded(NAME)


@pytest.mark.parametrize("nothing", ["", " ", "\u200b\u200d", "\u3000"])
def test_an_invisible_name_has_no_key(nothing: str) -> None:
    assert folded(nothing) == ""


@given(st.text(max_size=40))
def test_folding_a_key_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)
