"""The rows of the posture's own pages: access by phase, protection by provider, and the pipeline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from missions.domain.commercial.measures.protection import TOOLS, Bearer, bearer
from missions.domain.commercial.portfolio import AreaView, CommercialPortfolio, Promise
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import FunctionInForce, Judgment, Provider, Safeguard, Solution
from missions.domain.commercial.vocabulary import (
    JudgmentSubject,
    Level,
    Phase,
    SafeguardKind,
    Sector,
    Stage,
)

FIRMNESS = tuple(Level)
# The conditions under which other domains have government-provided insurance, and what else Annex A requires.
CONDITIONS = (
    JudgmentSubject.TERMS_REFUSED,
    JudgmentSubject.DETERMINATION,
    JudgmentSubject.ASSET_COMMITTED,
    JudgmentSubject.INDEMNIFIER,
    JudgmentSubject.STATUTE,
)


@dataclass(frozen=True, slots=True)
class Access:
    """What is promised for a function in one phase: the firmest commitment, and the last day of any cover."""

    phase: Phase
    promises: tuple[Promise, ...]
    lapses_on: date | None

    @property
    def firmest(self) -> Promise | None:
        """The firmest commitment, in a tie the one that lasts longest; None without one."""
        return max(self.promises, key=_firmness, default=None)


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An open function with what is promised for it, phase by phase."""

    area: str
    function: FunctionInForce
    phases: tuple[Access, ...]

    @property
    def promised(self) -> bool:
        """Whether anything is promised for it in any phase."""
        return any(one.promises for one in self.phases)


@dataclass(frozen=True, slots=True)
class ProtectionRow:
    """A provider in use with the safeguards of Annex A, tool by tool, and who bears the war risk."""

    provider: Provider
    tools: tuple[tuple[SafeguardKind, tuple[Safeguard, ...]], ...]
    bearer: Bearer

    @property
    def said(self) -> bool:
        """Whether anything is recorded about it."""
        return any(found for _, found in self.tools)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition for government-provided insurance, and how it was last judged; None if nobody has."""

    subject: JudgmentSubject
    judgment: Judgment | None


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """A commercial solution in development, with the days in its stage and the instruments that fund it."""

    solution: Solution
    days: int
    functions: tuple[str, ...]
    instruments: tuple[str, ...]


def access_rows(posture: Posture) -> Iterator[AccessRow]:
    """Every open function, by area, with what is promised in each phase."""
    for area in posture.areas:
        yield from area_access_rows(area)


def area_access_rows(area: AreaView) -> Iterator[AccessRow]:
    """The open functions of an area, with what is promised in each phase."""
    for function in area.open:
        promises = _promises(area, function)
        yield AccessRow(area.code, function, tuple(_access(phase, promises) for phase in Phase))


def lapsing(posture: Posture, days: int) -> list[tuple[str, FunctionInForce, Access]]:
    """The functions that lose their last cover in a phase within so many days, the earliest first."""
    until = posture.portfolio.on + timedelta(days=days)
    found = [
        (row.area, row.function, one)
        for row in access_rows(posture)
        for one in row.phases
        if one.lapses_on and one.lapses_on <= until
    ]
    return sorted(found, key=lambda one: (one[2].lapses_on or until, one[0], one[1].code, one[2].phase))


def losing_cover(posture: Posture, days: int) -> tuple[int, date] | None:
    """How many functions lose their last cover in a phase within so many days, and the first day; None if none do."""
    found = lapsing(posture, days)
    if not found:
        return None
    return len({function.code for _, function, _ in found}), min(one.lapses_on for _, _, one in found if one.lapses_on)


def protection_rows(posture: Posture) -> Iterator[ProtectionRow]:
    """Every provider of a solution in use, by name, with the safeguards of it and its solutions."""
    return area_protection_rows(posture.portfolio, posture.areas)


def area_protection_rows(portfolio: CommercialPortfolio, areas: Iterable[AreaView]) -> Iterator[ProtectionRow]:
    """Every provider of a solution in use in these areas, by name, with the safeguards of it and those solutions."""
    in_use: dict[str, set[str]] = {}
    for area in areas:
        for solution in area.solutions_in_use:
            in_use.setdefault(solution.provider, set()).add(solution.code)
    for code in sorted(in_use, key=lambda one: (portfolio.provider_of[one].name, one)):
        safeguards = list(portfolio.safeguards_of_provider.get(code, ()))
        for solution_code in sorted(in_use[code]):
            safeguards += portfolio.safeguards_of_solution.get(solution_code, ())
        tools = tuple((tool, tuple(one for one in safeguards if one.kind is tool)) for tool in TOOLS)
        yield ProtectionRow(portfolio.provider_of[code], tools, bearer(safeguards))


def conditions(posture: Posture) -> tuple[Condition, ...]:
    """The conditions for government-provided insurance, each with the newest judgment on it."""
    said = posture.portfolio.judgments
    return tuple(
        Condition(
            subject,
            max(
                (one for one in said if one.subject is subject),
                key=lambda one: (one.stated.effective_on, one.code),
                default=None,
            ),
        )
        for subject in CONDITIONS
    )


def pipeline(posture: Posture) -> tuple[tuple[Stage, tuple[PipelineRow, ...]], ...]:
    """Commercial solutions by stage, those longest in it first."""
    portfolio = posture.portfolio
    uses: dict[str, list[str]] = {}
    for use in portfolio.counted_uses.values():
        uses.setdefault(use.solution, []).append(use.function)
    instruments: dict[str, set[str]] = {}
    for code, promises in portfolio.promises_of_use.items():
        solution = portfolio.counted_uses[code].solution
        instruments.setdefault(solution, set()).update(str(one.agreement.instrument.label) for one in promises)
    rows = [
        PipelineRow(
            solution=one,
            days=(portfolio.on - one.stage_since).days,
            functions=tuple(sorted(uses.get(one.code, ()))),
            instruments=tuple(sorted(instruments.get(one.code, ()))),
        )
        for one in portfolio.solutions
        if one.owned_by is Sector.COMMERCIAL
    ]
    rows.sort(key=lambda row: (-row.days, row.solution.code))
    return tuple((stage, tuple(row for row in rows if row.solution.stage is stage)) for stage in Stage)


def _promises(area: AreaView, function: FunctionInForce) -> tuple[Promise, ...]:
    portfolio = area.portfolio
    uses = portfolio.uses_of_function.get(function.code, ())
    return tuple(one for use in uses for one in portfolio.promises_of_use.get(use.code, ()))


def _access(phase: Phase, promises: Iterable[Promise]) -> Access:
    found = tuple(one for one in promises if one.commitment.phase is phase)
    firm = [one for one in found if one.commitment.firm]
    ends = [one.agreement.stated.ends_on for one in firm]
    last = max((one for one in ends if one), default=None) if firm and all(ends) else None
    return Access(phase, found, last)


def _firmness(promise: Promise) -> tuple[int, date, str]:
    ends = promise.agreement.stated.ends_on or date.max
    return FIRMNESS.index(promise.commitment.level), ends, promise.agreement.code
