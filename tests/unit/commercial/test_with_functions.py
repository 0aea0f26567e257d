"""A posture of which only functions change equals one that is computed from scratch, and computes less."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from missions.domain.commercial.portfolio import WHATEVER_FUNCTIONS_SAY, CommercialPortfolio, in_force
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.sentence import sentence
from missions.domain.commercial.records import FunctionInForce
from missions.domain.vocabulary import Performer, Provenance
from tests.unit.commercial import made
from tests.unit.commercial.at_random import AREAS, OPEN, portfolios

seeds = st.integers(0, 2**32)


def computed(portfolio: CommercialPortfolio) -> Posture:
    """A posture that has computed everything that it can."""
    posture = Posture(portfolio)
    sentence(posture)
    for name in WHATEVER_FUNCTIONS_SAY:
        getattr(portfolio, name)
    for area in posture.areas:
        posture.losses.worst(area)
    return posture


def moved(function: FunctionInForce, random: Random) -> FunctionInForce:
    """What a further fact may say about a function, even that it is not in force."""
    later = replace(function.stated, provenance=Provenance.ILLUSTRATIVE, sequence=9)
    ended = replace(function.stated, ends_on=made.ON - timedelta(days=1))
    return replace(
        function,
        performer=random.choice((None, Performer.GOVERNMENT_ONLY, *OPEN)),
        stated=random.choice((function.stated, later, later, ended)),
    )


def further(portfolio: CommercialPortfolio, random: Random) -> tuple[FunctionInForce, ...]:
    """The functions after facts about those of one area, sometimes without one of them or with another."""
    area = random.choice(AREAS)
    functions = [moved(one, random) if one.area == area else one for one in portfolio.functions]
    if functions and random.random() < 0.3:
        functions.pop(random.randrange(len(functions)))
    if random.random() < 0.3:
        functions.append(made.function(f"new-{len(functions)}-{area}", area=area))
    return tuple(functions)


@settings(max_examples=150, deadline=None)
@given(portfolios, seeds)
def test_it_equals_one_from_scratch(portfolio: CommercialPortfolio, seed: int):
    random, posture = Random(seed), computed(portfolio)
    for _ in range(3):
        functions = further(posture.portfolio, random)
        afresh = Posture(in_force(replace(posture.portfolio, functions=functions)))
        posture = posture.with_functions(functions)
        assert posture.portfolio == afresh.portfolio
        assert posture.cells == afresh.cells
        assert posture.losses.fallen == afresh.losses.fallen
        assert sentence(posture) == sentence(afresh)
        for name in (*WHATEVER_FUNCTIONS_SAY, "records"):
            assert getattr(posture.portfolio, name) == getattr(afresh.portfolio, name), name


def test_an_area_whose_functions_stay_as_they_are_keeps_its_cells():
    areas = {"A": made.function("F1", area="A"), "B": made.function("F2", area="B")}
    before = computed(made.portfolio(*areas.values(), areas=("A", "B")))
    after = before.with_functions((replace(areas["A"], performer=Performer.GOVERNMENT_ONLY), areas["B"]))
    assert after.row("B") is before.row("B")
    assert after.row("A") != before.row("A")
