"""Owners on a day, and loops, which are refused at any date."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.commercial.kinds.providers import PROVIDER
from missions.domain.commercial.parents import ultimate_parents
from missions.domain.dates import day
from missions.domain.kinds.kind import Given

MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)
CODES = ("A", "B", "C", "D")


class ParentFact(NamedTuple):
    """From a day on, a provider belongs to a parent, or to nobody if that is None."""

    provider: str
    parent: str | None
    effective_on: date


class Recorded(list[ParentFact]):
    """The facts about parents so far, as the rule of providers reads them."""

    def timeline(self, _kind: str, code: str, _field: str) -> list[tuple[date, str | None]]:
        return [(one.effective_on, one.parent) for one in self if one.provider == code]

    def refused(self, fact: ParentFact) -> str:
        """Why another fact is refused; if it is not, the text is empty and the fact recorded."""
        said = Given(fact.provider, {"parent": fact.parent}, {}, fact.effective_on)
        found = [problem.message for problem in PROVIDER.rules(said, self)]
        if not found:
            self.append(fact)
        return " ".join(found)


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
    """The owners on a day, computed slowly."""
    held = {}
    for code in CODES:
        said = [one for one in given_facts if one.provider == code and one.effective_on <= on]
        last = max((one.effective_on for one in said), default=None)
        held[code] = next((one.parent for one in reversed(said) if one.effective_on == last), None)
    return held


def circles(parents: dict[str, str | None]) -> set[str]:
    """The providers whose chain of parents leads back to them."""
    found = set()
    for code in parents:
        at = code
        for _ in CODES:
            at = parents.get(at) if at else None
            if at == code:
                found.add(code)
    return found


@given(facts)
def test_exactly_the_facts_that_close_a_loop_on_any_date_are_refused(given_facts):
    record = Recorded()
    for fact in given_facts:
        days = [MAY + timedelta(days=days) for days in range(5)]
        looped = [on for on in days if circles(on_day([*record, fact], on))]
        refused = record.refused(fact)
        assert bool(refused) == bool(looped)
        if refused and fact.parent != fact.provider:
            assert f"on {day(looped[0])}:" in refused


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
    assert Recorded().refused(ParentFact("A", "A", MAY)) == "A provider cannot be its own parent."


def test_a_loop_is_refused_on_its_later_day_unless_the_earlier_tie_has_ended():
    bought, back = ParentFact("A", "B", MAY), ParentFact("B", "A", JUNE)
    assert "a loop on 1 Jun 2026: B is part of A is part of B." in Recorded([bought]).refused(back)
    assert Recorded([bought, ParentFact("A", None, JUNE)]).refused(back) == ""


def test_a_backdated_fact_closes_a_loop_on_its_own_day():
    standing = Recorded([ParentFact("A", "B", MAY), ParentFact("A", None, JUNE)])
    assert "on 4 May 2026" in standing.refused(ParentFact("B", "A", MAY + timedelta(days=3)))


def test_an_unrecorded_parent_is_a_gap_and_ends_the_chain():
    assert ultimate_parents({"A": "B", "B": "gone"}) == {"A": "B", "B": "B"}
