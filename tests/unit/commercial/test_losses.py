"""The effect of a loss: compared with brute force, and in examples."""

from dataclasses import replace

from hypothesis import given, settings

from missions.domain.commercial.portfolio import CommercialPortfolio
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.consequences import consequences
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.losses import Loss, Losses, LossKind
from missions.domain.commercial.records import Dependency
from missions.domain.commercial.vocabulary import DependencyKind, Substitutable
from missions.domain.record.rule.policy_numbers import limits
from tests.unit.commercial import made
from tests.unit.commercial.at_random import portfolios
from tests.unit.commercial.slow import Slow, every_loss, falls, survival

HEAVY = Dependency(DependencyKind.LAUNCHER, "Heavy", Substitutable.NO)


def needs(code: str, substitutable: Substitutable = Substitutable.NO) -> Dependency:
    return Dependency(DependencyKind.SOLUTION, code, substitutable)


def fallen(loss: Loss, *records: object) -> list[str]:
    """The codes of the solutions that certainly fall."""
    return sorted(Losses(made.portfolio(*records)).fallen[loss].certain)


@settings(max_examples=60, deadline=None)
@given(portfolios)
def test_what_falls_and_the_worst_loss_equal_brute_force(portfolio: CommercialPortfolio):
    losses = Losses(portfolio)
    tried = every_loss(portfolio)
    assert set(losses.fallen) <= set(tried)
    for loss in tried:
        if loss in losses.fallen:
            assert losses.fallen[loss].certain == falls(portfolio, loss, doubt=False)
            assert losses.fallen[loss].possible == falls(portfolio, loss, doubt=True)
        else:
            assert not falls(portfolio, loss, doubt=True)
    for area in portfolio.views.values():
        worst = losses.worst(area)
        outcomes = [survival(Slow(portfolio, area.code, limits()), loss) for loss in tried]
        gravest = max(((one.count(False), one.count(None)) for one in outcomes), default=None)
        assert (worst.gravity if worst else None) == (gravest if area.offered else None)


@settings(max_examples=30, deadline=None)
@given(portfolios)
def test_the_worst_loss_of_all_areas_takes_the_most_functions(portfolio: CommercialPortfolio):
    worst = next((one.loss for one in Losses(portfolio).worst_first(portfolio.views.values())), None)
    taken = {
        loss: sum(survival(Slow(portfolio, code, limits()), loss).count(False) for code in portfolio.areas)
        for loss in every_loss(portfolio)
    }
    assert (taken[worst] if worst else 0) == max(taken.values(), default=0)


@settings(max_examples=30, deadline=None)
@given(portfolios)
def test_losing_a_parent_leaves_what_its_solutions_do_not_cover(portfolio: CommercialPortfolio):
    posture = Posture(portfolio)
    for loss in posture.losses.of(LossKind.PARENT):
        told = consequences(posture, loss)
        assert told.before == sum(len(area.offered) for area in posture.areas if not area.not_sought)
        assert told.before - told.after == sum(len(one.lost) + len(one.unknown) for one in told.survivals.values())
        for cell in told.cells:
            assert posture.cells[cell.area, cell.column].state is cell.before is not cell.after


def test_everything_of_one_parent_falls_together_whatever_its_name():
    records = (
        made.provider("P1"),
        made.provider("P2", parent="P1"),
        made.solution("S1"),
        made.solution("S2", "P2"),
    )
    assert fallen(Loss(LossKind.PARENT, "P1"), *records) == ["S1", "S2"]


def test_a_launcher_takes_what_only_it_can_launch_and_what_depends_on_that():
    records = (
        made.provider(),
        made.solution("S1", "P1", HEAVY),
        made.solution("S2", "P1", needs("S1")),
        made.solution("S3", "P1", needs("S2")),
        made.solution("S4", "P1", needs("S3", Substitutable.YES)),
    )
    assert fallen(Loss(LossKind.LAUNCHER, "Heavy"), *records) == ["S1", "S2", "S3"]


def test_solutions_that_depend_on_each_other_fall_together():
    records = (made.provider(), made.solution("S1", "P1", HEAVY, needs("S2")), made.solution("S2", "P1", needs("S1")))
    assert fallen(Loss(LossKind.LAUNCHER, "Heavy"), *records) == ["S1", "S2"]


def test_a_country_takes_its_providers_and_what_needs_it():
    abroad = Dependency(DependencyKind.COUNTRY, "FR", Substitutable.NO)
    records = (
        made.provider("P1", country="FR"),
        made.provider("P2"),
        made.solution("S1"),
        made.solution("S2", "P2", abroad),
        made.solution("S3", "P2"),
    )
    assert fallen(Loss(LossKind.COUNTRY, "FR"), *records) == ["S1", "S2"]


def test_the_home_country_is_not_a_single_loss():
    losses = Losses(made.portfolio(made.provider("P1"), made.provider("P2", country="FR"), made.solution("S1", "P2")))
    assert losses.of(LossKind.COUNTRY) == (Loss(LossKind.COUNTRY, "FR"),)


def test_if_replacement_is_unknown_a_function_may_fall_and_does_not_survive():
    unsure = replace(HEAVY, substitutable=Substitutable.UNKNOWN)
    portfolio = made.portfolio(made.function(), made.provider(), made.solution("S1", "P1", unsure), made.use())
    survived = Losses(portfolio).survival(portfolio.views["A"], Loss(LossKind.LAUNCHER, "Heavy"))
    assert (survived.kept, survived.lost, survived.unknown) == ((), (), ("F1",))


def test_an_offer_without_recorded_dependencies_is_not_known_to_survive():
    bare = replace(made.solution("S2", "P2"), dependencies=())
    portfolio = made.portfolio(
        made.function(),
        made.provider("P1"),
        made.provider("P2", country="FR"),
        made.solution("S1"),
        bare,
        made.use("U1"),
        made.use("U2", "S2"),
    )
    losses, area = Losses(portfolio), portfolio.views["A"]
    assert losses.survival(area, Loss(LossKind.PARENT, "P1")).unknown == ("F1",)
    assert losses.survival(area, Loss(LossKind.PARENT, "P2")).kept == ("F1",)


def test_losing_the_only_parent_lists_functions_before_and_after_and_worse_cells():
    portfolio = made.portfolio(
        made.function(),
        made.provider(),
        made.solution(),
        made.use(),
        made.agreement("G1", "P1", made.commitment()),
    )
    posture = Posture(portfolio)
    [*worst] = posture.losses.worst_first(posture.areas)
    assert [(one.lost, one.unknown) for one in worst] == [(1, 0)] * len(worst)
    told = consequences(posture, worst[0].loss)
    assert (told.loss, told.before, told.after) == (Loss(LossKind.PARENT, "P1"), 1, 0)
    assert told.survivals["A"].lost == ("F1",)
    access = next(cell for cell in told.cells if cell.column is PostureColumn.ACCESS)
    assert (access.before, access.after) == (CellState.NOT_MET, CellState.NO_DATA)


def test_losing_something_without_dependents_takes_nothing():
    posture = Posture(made.portfolio(made.function(), made.provider(), made.solution(), made.use()))
    told = consequences(posture, Loss(LossKind.CLOUD, "Nimbus"))
    assert (told.before, told.after, told.cells) == (1, 1, ())
