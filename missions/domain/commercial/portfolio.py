"""All records of the commercial side in force on a day, with the indexes that measures need, each built once.

A use counts while it, its function, its solution and that solution's provider are in force, the solution is commercial
and not withdrawn, and the use has not ended. Every count is over open functions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from missions.domain.commercial.parents import ultimate_parents
from missions.domain.commercial.records import (
    Agreement,
    CommercialRecord,
    Commitment,
    Exercise,
    FunctionInForce,
    Judgment,
    Provider,
    Ref,
    Safeguard,
    Solution,
    Trial,
    Use,
)
from missions.domain.commercial.vocabulary import JudgmentSubject, Sector, Stage, UseState, YesNo
from missions.domain.memo import handed_on

T = TypeVar("T")
# Results for which it matters which functions exist, but not what is said about them.
WHATEVER_FUNCTIONS_SAY = (
    "provider_of",
    "solution_of",
    "recorded",
    "ultimate_parent",
    "counted_uses",
    "gaps",
    "_whole",
    "government_paths",
    "uses_of_function",
    "offers_of_function",
    "promises_of_use",
    "trials_of_use",
    "safeguards_of_provider",
    "safeguards_of_solution",
)
PIPELINE = (Stage.RESEARCH, Stage.PROTOTYPE, Stage.DEMONSTRATED)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its agreement."""

    agreement: Agreement
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class DatedTrial:
    """A trial with its exercise."""

    exercise: Exercise
    trial: Trial


@dataclass(frozen=True)
class CommercialPortfolio:
    """The records in force on `on`; `in_force` leaves out what is no longer valid."""

    on: date
    areas: tuple[str, ...] = ()
    functions: tuple[FunctionInForce, ...] = ()
    providers: tuple[Provider, ...] = ()
    solutions: tuple[Solution, ...] = ()
    uses: tuple[Use, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    judgments: tuple[Judgment, ...] = ()

    @cached_property
    def function_of(self) -> dict[str, FunctionInForce]:
        return {one.code: one for one in self.functions}

    @cached_property
    def provider_of(self) -> dict[str, Provider]:
        return {one.code: one for one in self.providers}

    @cached_property
    def solution_of(self) -> dict[str, Solution]:
        return {one.code: one for one in self.solutions}

    @cached_property
    def records(self) -> dict[Ref, CommercialRecord]:
        """Every record by its reference, functions included."""
        return self.recorded | {one.ref: one for one in self.functions}

    @cached_property
    def recorded(self) -> dict[Ref, CommercialRecord]:
        """Every record of the commercial side by its reference."""
        kinds: tuple[tuple[CommercialRecord, ...], ...] = (
            self.providers,
            self.solutions,
            self.uses,
            self.agreements,
            self.exercises,
            self.safeguards,
            self.judgments,
        )
        return {one.ref: one for kind in kinds for one in kind}

    @cached_property
    def ultimate_parent(self) -> dict[str, str]:
        """The ultimate parent of each provider: itself if nobody owns it."""
        return ultimate_parents({one.code: one.parent for one in self.providers})

    @cached_property
    def counted_uses(self) -> dict[str, Use]:
        """The uses that count, by code: those of commercial solutions, with no gap in what they refer to."""
        return {use.code: use for use in self._whole if self.solution_of[use.solution].commercial}

    @cached_property
    def gaps(self) -> tuple[Use, ...]:
        """Uses that have not ended but refer to a function, solution or provider that is not in force."""
        whole = {use.code for use in self._whole}
        withdrawn = {one.code for one in self.solutions if one.stage is Stage.WITHDRAWN}
        return tuple(
            use
            for use in self.uses
            if use.state is not UseState.ENDED and use.code not in whole and use.solution not in withdrawn
        )

    @cached_property
    def _whole(self) -> tuple[Use, ...]:
        """Uses that have not ended, of solutions that are not withdrawn, with no gap in what they refer to."""
        functions, providers = self.function_of, self.provider_of
        standing = {
            one.code for one in self.solutions if one.stage is not Stage.WITHDRAWN and one.provider in providers
        }
        return tuple(
            use
            for use in self.uses
            if use.state is not UseState.ENDED and use.function in functions and use.solution in standing
        )

    @cached_property
    def government_paths(self) -> dict[str, tuple[Use, ...]]:
        """The uses of solutions that the government owns, by function."""
        owned = (use for use in self._whole if self.solution_of[use.solution].owned_by is Sector.GOVERNMENT)
        return grouped(owned, lambda use: use.function)

    @cached_property
    def uses_of_function(self) -> dict[str, tuple[Use, ...]]:
        return grouped(self.counted_uses.values(), lambda use: use.function)

    @cached_property
    def offers_of_function(self) -> dict[str, tuple[Use, ...]]:
        """The uses that count and whose solution is offered, by function."""
        return grouped(
            (use for use in self.counted_uses.values() if self.solution_of[use.solution].stage is Stage.OFFERED),
            lambda use: use.function,
        )

    @cached_property
    def promises_of_use(self) -> dict[str, tuple[Promise, ...]]:
        """What agreements commit for each use that counts; never for another provider's solution."""
        promises = (Promise(one, line) for one in self.agreements for line in one.commitments)
        kept = (one for one in promises if self._fits(one))
        return grouped(kept, lambda one: one.commitment.use)

    def _fits(self, promise: Promise) -> bool:
        use = self.counted_uses.get(promise.commitment.use)
        if use is None:
            return False
        return promise.agreement.provider in {None, self.solution_of[use.solution].provider}

    @cached_property
    def trials_of_use(self) -> dict[str, tuple[DatedTrial, ...]]:
        """The trials of each use that counts, in exercises that have begun."""
        return grouped(
            (
                DatedTrial(one, line)
                for one in self.exercises
                for line in one.trials
                if one.first_day <= self.on and line.use in self.counted_uses
            ),
            lambda one: one.trial.use,
        )

    @cached_property
    def safeguards_of_provider(self) -> dict[str, tuple[Safeguard, ...]]:
        return grouped((one for one in self.safeguards if one.provider), lambda one: one.provider or "")

    @cached_property
    def safeguards_of_solution(self) -> dict[str, tuple[Safeguard, ...]]:
        """The safeguards of each solution, without its provider's."""
        return grouped((one for one in self.safeguards if one.solution), lambda one: one.solution or "")

    def safeguards_over(self, solution: Solution) -> tuple[Safeguard, ...]:
        """The safeguards of a solution and of its provider."""
        own = self.safeguards_of_solution.get(solution.code, ())
        of_provider = self.safeguards_of_provider.get(solution.provider, ())
        return (*own, *of_provider) if own else of_provider

    @cached_property
    def views(self) -> dict[str, "AreaView"]:
        """Each area with what is recorded for it."""
        functions = grouped(self.functions, lambda one: one.area)
        judgments = grouped(self.judgments, lambda one: one.area or "")
        return {
            code: AreaView(self, code, functions.get(code, ()), (*judgments.get(code, ()), *judgments.get("", ())))
            for code in self.areas
        }

    def with_functions(self, functions: tuple[FunctionInForce, ...]) -> "CommercialPortfolio":
        """The portfolio in force if this is said about functions, with every result that this leaves as it is."""
        held = tuple(one for one in functions if one.stated.in_force(self.on))
        made = replace(self, functions=held)
        if made.function_of.keys() != self.function_of.keys():
            return made
        return handed_on(self, made, WHATEVER_FUNCTIONS_SAY)

    def in_use(self, use: Use) -> bool:
        """Whether a use that counts is in use: recorded as such, or committed by an agreement in force."""
        return use.state is UseState.IN_USE or use.code in self.promises_of_use


def in_force(portfolio: CommercialPortfolio) -> CommercialPortfolio:
    """The portfolio without what is not valid on its day."""
    kept = {
        name: tuple(one for one in getattr(portfolio, name) if one.stated.in_force(portfolio.on))
        for name in (
            "functions",
            "providers",
            "solutions",
            "uses",
            "agreements",
            "exercises",
            "safeguards",
            "judgments",
        )
    }
    return CommercialPortfolio(portfolio.on, portfolio.areas, **kept)


@dataclass(frozen=True)
class AreaView:
    """One area of the portfolio: its functions in force, and what is recorded for the open ones."""

    portfolio: CommercialPortfolio = field(repr=False)
    code: str
    functions: tuple[FunctionInForce, ...]
    judgments: tuple[Judgment, ...]

    @cached_property
    def open(self) -> tuple[FunctionInForce, ...]:
        """The functions whose assessment permits a performer other than the government."""
        return tuple(one for one in self.functions if one.open)

    @cached_property
    def unassessed(self) -> tuple[FunctionInForce, ...]:
        return tuple(one for one in self.functions if one.unassessed)

    @cached_property
    def not_sought_by(self) -> Judgment | None:
        """The newest judgment in force on whether commercial solutions are sought here, if it says no; else None."""
        said = [one for one in self.judgments if one.subject is JudgmentSubject.SOUGHT]
        last = max(said, key=lambda one: (one.area is not None, one.stated.effective_on, one.code), default=None)
        return last if last and last.answer is YesNo.NO else None

    @property
    def not_sought(self) -> bool:
        """Whether a judgment says no, or every function is assessed and none is open; never for lack of records."""
        if self.not_sought_by:
            return True
        return bool(self.functions) and not self.open and not self.unassessed

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The uses that count for open functions."""
        return tuple(use for one in self.open for use in self.portfolio.uses_of_function.get(one.code, ()))

    @cached_property
    def offered(self) -> tuple[FunctionInForce, ...]:
        """The open functions with an offer."""
        return tuple(one for one in self.open if one.code in self.portfolio.offers_of_function)

    @cached_property
    def uncovered(self) -> tuple[FunctionInForce, ...]:
        """The open functions without an offer."""
        return tuple(one for one in self.open if one.code not in self.portfolio.offers_of_function)

    @cached_property
    def uses_in_use(self) -> tuple[Use, ...]:
        return tuple(use for use in self.uses if self.portfolio.in_use(use))

    @cached_property
    def solutions_in_use(self) -> tuple[Solution, ...]:
        """The solutions in use, by code, without duplicates."""
        return self._solutions(self.uses_in_use)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements in force that commit something for a use here, by code, without duplicates."""
        found = {
            promise.agreement.code: promise.agreement
            for use in self.uses
            for promise in self.portfolio.promises_of_use.get(use.code, ())
        }
        return tuple(found[code] for code in sorted(found))

    @cached_property
    def functions_of_agreement(self) -> dict[str, tuple[str, ...]]:
        """For each of `agreements`, the codes of the open functions that it commits something for."""
        found: dict[str, set[str]] = defaultdict(set)
        for use in self.uses:
            for promise in self.portfolio.promises_of_use.get(use.code, ()):
                found[promise.agreement.code].add(use.function)
        return {code: tuple(sorted(functions)) for code, functions in found.items()}

    def functions_of(self, uses: Iterable[Use]) -> tuple[str, ...]:
        """The codes of the functions of these uses, in order, without duplicates."""
        return tuple(sorted({use.function for use in uses}))

    def by_solution(self, uses: Iterable[Use]) -> dict[str, tuple[Use, ...]]:
        """These uses by their solution."""
        return grouped(uses, lambda use: use.solution)

    def by_provider(self, uses: Iterable[Use]) -> dict[str, tuple[Use, ...]]:
        """These uses by the provider of their solution."""
        return grouped(uses, lambda use: self.portfolio.solution_of[use.solution].provider)

    def _solutions(self, uses: Iterable[Use]) -> tuple[Solution, ...]:
        return tuple(self.portfolio.solution_of[code] for code in sorted({use.solution for use in uses}))


def grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """The items by key, in their order."""
    found: dict[str, list[T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return {name: tuple(group) for name, group in found.items()}
