"""Who owns whom on a day, and loops that are refused at any date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.commercial.parents import ParentFact, ParentLoop, parent_loop, ultimate_parents

MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)
CODES = ("A", "B", "C", "D")

facts = st.lists(
    st.builds(
        ParentFact,
        st.sampled_from(CODES),
        st.one_of(st.none(), st.sampled_from(CODES)),
        st.integers(0, 4).map(lambda days: MAY + timedelta(days=days)),
    ),
    max_size=8,
)


def on_day(given_facts: list[ParentFact], on: date) -> dict[str, str | None]:
    """Who owns whom on a day, the slow way."""
    held = {}
    for code in CODES:
        said = [one for one in given_facts if one.provider == code and one.effective_on <= on]
        last = max((one.effective_on for one in said), default=None)
        held[code] = next((one.parent for one in reversed(said) if one.effective_on == last), None)
    return held


def circles(parents: dict[str, str | None]) -> set[str]:
    """The providers that come back to themselves."""
    found = set()
    for code in parents:
        at = code
        for _ in CODES:
            at = parents.get(at) if at else None
            if at == code:
                found.add(code)
    return found


@given(facts)
def test_the_first_loop_of_any_date_is_named_and_nothing_else_is_a_loop(given_facts):
    loop = parent_loop(given_facts)
    looped = [on for days in range(5) if circles(on_day(given_facts, on := MAY + timedelta(days=days)))]
    assert (loop.on if loop else None) == min(looped, default=None)
    if loop:
        parents = on_day(given_facts, loop.on)
        following = [*loop.providers[1:], loop.providers[0]]
        assert [parents[code] for code in loop.providers] == following
        assert len(set(loop.providers)) == len(loop.providers)


@given(facts)
def test_the_ultimate_parent_is_found_by_walking_up_and_a_loop_is_refused(given_facts):
    parents = on_day(given_facts, MAY + timedelta(days=4))
    if circles(parents):
        with pytest.raises(ValueError, match="its own parent"):
            ultimate_parents(parents)
        return
    for code, top in ultimate_parents(parents).items():
        while parents[code]:
            code = parents[code]
        assert top == code


def test_a_provider_is_not_its_own_parent():
    assert parent_loop([ParentFact("A", "A", MAY)]) == ParentLoop(MAY, ("A",))


def test_a_loop_is_found_on_the_later_day_when_it_closes_and_not_when_the_earlier_tie_has_ended():
    bought = ParentFact("A", "B", MAY)
    assert parent_loop([bought, ParentFact("B", "A", JUNE)]) == ParentLoop(JUNE, ("B", "A"))
    assert parent_loop([bought, ParentFact("A", None, JUNE), ParentFact("B", "A", JUNE)]) is None


def test_a_backdated_fact_closes_a_loop_on_its_own_day():
    standing = [ParentFact("A", "B", MAY), ParentFact("A", None, JUNE)]
    assert parent_loop([*standing, ParentFact("B", "A", MAY + timedelta(days=3))]).on == MAY + timedelta(days=3)


def test_a_parent_that_is_not_recorded_is_a_gap_and_the_chain_ends_before_it():
    assert ultimate_parents({"A": "B", "B": "gone"}) == {"A": "B", "B": "B"}
