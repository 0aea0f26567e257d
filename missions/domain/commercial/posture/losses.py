"""What is lost with one parent, launcher, bus, ground, cloud or country: solutions, and their functions.

A solution falls with whatever it needs and nothing can replace, including other solutions that fall. If it is unknown
whether something can be replaced, the solution may fall.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import TextChoices

from missions.domain.commercial.portfolio import AreaView, CommercialPortfolio
from missions.domain.commercial.records import Solution
from missions.domain.commercial.vocabulary import DependencyKind, Substitutable, YesNo
from missions.domain.countries import COUNTRIES
from missions.domain.memo import handed_on

# Losing the home country would take nearly everything, so it is not a single loss, under either of its codes.
HOME = frozenset({"US", "USA"})


class LossKind(TextChoices):
    """What can be lost at once."""

    PARENT = "parent", "Parent"
    LAUNCHER = "launcher", "Launcher"
    BUS = "bus", "Bus"
    GROUND = "ground", "Ground"
    CLOUD = "cloud", "Cloud"
    COUNTRY = "country", "Country"

    # The enumeration's own hash is computed in Python, and losses are looked up for every solution.
    __hash__ = str.__hash__


# Which loss affects which dependency. Other dependencies are followed from solution to solution, or cannot be lost.
KINDS_LOST = {need: LossKind(need.value) for need in DependencyKind if need.value in LossKind.values}


class Loss(NamedTuple):
    """One loss: its kind, and the name or code of what is lost."""

    kind: LossKind
    name: str

    @property
    def title(self) -> str:
        """The name that people use: a country's name; for a parent, still the code."""
        return COUNTRIES.get(self.name, self.name) if self.kind is LossKind.COUNTRY else self.name


def at_home(loss: Loss) -> bool:
    """Whether it is the loss of the home country."""
    return loss.kind is LossKind.COUNTRY and loss.name in HOME


@dataclass(frozen=True, slots=True)
class Fallen:
    """Codes of solutions: those that certainly fall, and those that fall or may fall."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Survival:
    """The effect of a loss on functions with an offer, by code: kept, lost, or unknown.

    A function is kept if one of its offers does not fall and has its dependencies recorded; lost if all its offers
    fall.
    """

    loss: Loss
    kept: tuple[str, ...]
    lost: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def gravity(self) -> tuple[int, int]:
        """How severe a loss is: functions lost, then functions that may be lost."""
        return len(self.lost), len(self.unknown)

    def verdict(self, function: str) -> YesNo:
        """Whether a function survives."""
        if function in self.lost:
            return YesNo.NO
        return YesNo.UNKNOWN if function in self.unknown else YesNo.YES


@dataclass(frozen=True, slots=True)
class Toll:
    """How many functions a loss takes for certain, and how many more it may take."""

    loss: Loss
    lost: int
    unknown: int


@dataclass(frozen=True)
class Losses:
    """Every possible loss of a portfolio with what falls; computed once for all areas."""

    portfolio: CommercialPortfolio = field(repr=False)

    def carried_on(self, portfolio: CommercialPortfolio) -> "Losses":
        """The losses of a portfolio that differs only in what is said about the same functions; nothing is lost."""
        return handed_on(self, Losses(portfolio), ("fallen", "_losses_of", "_offered", "_direct", "_dependents"))

    @cached_property
    def fallen(self) -> dict[Loss, Fallen]:
        """What falls with each loss, in order."""
        losses = sorted(loss for loss in {*self._direct[0], *self._direct[1]} if not at_home(loss))
        return {loss: Fallen(self._all(loss, certain=True), self._all(loss, certain=False)) for loss in losses}

    def of(self, kind: LossKind) -> tuple[Loss, ...]:
        """The losses of a kind that would affect something, by name."""
        return tuple(loss for loss in self.fallen if loss.kind is kind)

    def survival(self, area: AreaView, loss: Loss) -> Survival:
        """The effect of a loss on the open functions of an area that have an offer."""
        fallen = self.fallen.get(loss, Fallen())
        verdicts = {one.code: self._verdict(one.code, fallen) for one in area.offered}
        kept, lost, unknown = (
            tuple(code for code, verdict in verdicts.items() if verdict is known)
            for known in (YesNo.YES, YesNo.NO, YesNo.UNKNOWN)
        )
        return Survival(loss, kept, lost, unknown)

    def worst(self, area: AreaView) -> Survival | None:
        """The single loss that takes the most functions of an area, the first in a tie; None without an offer."""
        survivals = [self.survival(area, loss) for loss in self._striking(area)]
        return max(survivals, key=lambda one: one.gravity, default=None)

    def worst_first(self, areas: Iterable[AreaView]) -> list[Toll]:
        """What each single loss takes from these areas together, the most severe first; none that takes nothing."""
        counted = tuple(areas)
        found = []
        for loss in self.fallen:
            each = [self.survival(area, loss).gravity for area in counted]
            found.append(Toll(loss, sum(lost for lost, _ in each), sum(unknown for _, unknown in each)))
        return sorted((one for one in found if one.lost or one.unknown), key=lambda one: (-one.lost, -one.unknown))

    def _striking(self, area: AreaView) -> list[Loss]:
        offers = (use for one in area.offered for use in self.portfolio.offers_of_function[one.code])
        striking = {loss for code in {use.solution for use in offers} for loss in self._losses_of.get(code, ())}
        return [loss for loss in self.fallen if loss in striking]

    @cached_property
    def _losses_of(self) -> dict[str, list[Loss]]:
        found: dict[str, list[Loss]] = defaultdict(list)
        for loss, fallen in self.fallen.items():
            for code in fallen.possible:
                found[code].append(loss)
        return found

    def _verdict(self, function: str, fallen: Fallen) -> YesNo:
        offered, recorded = self._offered[function]
        if offered <= fallen.certain:
            return YesNo.NO
        return YesNo.UNKNOWN if recorded <= fallen.possible else YesNo.YES

    @cached_property
    def _offered(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """For each function, the solutions offered for it, and those of them whose dependencies are recorded."""
        found = {}
        for function, uses in self.portfolio.offers_of_function.items():
            codes = frozenset(use.solution for use in uses)
            found[function] = codes, frozenset(code for code in codes if self.portfolio.solution_of[code].dependencies)
        return found

    @cached_property
    def _direct(self) -> tuple[dict[Loss, set[str]], dict[Loss, set[str]]]:
        """For each loss, the solutions it affects directly: certainly, and possibly."""
        certain: dict[Loss, set[str]] = defaultdict(set)
        possible: dict[Loss, set[str]] = defaultdict(set)
        for solution in self.portfolio.solutions:
            for loss, sure in self._strikes(solution):
                (certain if sure else possible)[loss].add(solution.code)
        return certain, possible

    def _strikes(self, solution: Solution) -> list[tuple[Loss, bool]]:
        provider = self.portfolio.provider_of.get(solution.provider)
        strikes = []
        if provider:
            strikes.append((Loss(LossKind.PARENT, self.portfolio.ultimate_parent[provider.code]), True))
            strikes.append((Loss(LossKind.COUNTRY, provider.country), True))
        needed = [one for one in solution.dependencies if one.substitutable is not Substitutable.YES]
        return strikes + [
            (Loss(KINDS_LOST[need.kind], need.on), need.substitutable is Substitutable.NO)
            for need in needed
            if need.kind in KINDS_LOST
        ]

    @cached_property
    def _dependents(self) -> dict[str, list[tuple[str, bool]]]:
        """For each solution, those that need it, and whether they certainly do."""
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for solution in self.portfolio.solutions:
            for need in solution.dependencies:
                if need.kind is DependencyKind.SOLUTION and need.substitutable is not Substitutable.YES:
                    found[need.on].append((solution.code, need.substitutable is Substitutable.NO))
        return found

    def _all(self, loss: Loss, *, certain: bool) -> frozenset[str]:
        """Everything that falls, followed from solution to solution; each is visited once, so a circle ends."""
        direct, doubtful = self._direct
        waiting = [*direct.get(loss, ()), *(() if certain else doubtful.get(loss, ()))]
        fallen = set(waiting)
        while waiting:
            for code, sure in self._dependents.get(waiting.pop(), ()):
                if code not in fallen and (sure or not certain):
                    fallen.add(code)
                    waiting.append(code)
        return frozenset(fallen)
