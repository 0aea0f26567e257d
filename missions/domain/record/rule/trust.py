"""How far to trust the rule's result for an area: coverage, age, fragility, provenance, contradictions. No score.

Each is counted from the functions in force. What cannot be known is None, never zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from missions.domain.dates import months_after
from missions.domain.record.portfolio import AreaState, PolicyState
from missions.domain.record.rule.contradictions import contradiction
from missions.domain.record.rule.indication import RuleResult
from missions.domain.sentences import counted
from missions.domain.vocabulary import Provenance

NAMED_MOST = 3


@dataclass(frozen=True)
class Trust:
    """What the assessments of an area rest on, at a moment.

    `covered` of `functions` rest on at least one item of evidence. `median_age` and `oldest_age` are days between the
    effective date of an assessment and the day shown; None if nothing is assessed. `stale` is how many assessments are
    older than the cadence of the category in force; None if that is not known. `result` is the rule's result, None if
    there is none. `provenance` counts the assessments in force by provenance, without zeros. `contradicted` are the
    codes of the functions whose assessment contradicts the recorded solutions.
    """

    functions: int
    assessed: int
    covered: int
    median_age: int | None
    oldest_age: int | None
    stale: int | None
    result: RuleResult | None
    provenance: Mapping[Provenance, int]
    contradicted: tuple[str, ...]

    @property
    def uncovered(self) -> bool:
        """Whether there are functions in force and none of them rests on evidence."""
        return bool(self.functions) and not self.covered

    @property
    def margin(self) -> int | None:
        """The fewest functions that must change to reach another category; None if nothing is indicated."""
        margins = self.result.margins.values() if self.result else ()
        return min((number for number in margins if number is not None), default=None)

    @property
    def flipping(self) -> tuple[str, ...]:
        """The codes of the functions whose reassessment alone changes the result, in order."""
        return tuple(dict.fromkeys(pivot.function for pivot in self.result.pivots)) if self.result else ()

    @property
    def coverage_words(self) -> str:
        """For example "5 of 7 functions rest on evidence"."""
        if not self.functions:
            return "not known: no functions are recorded"
        verb = "rests" if self.covered == 1 else "rest"
        return f"{self.covered} of {counted(self.functions, 'function')} {verb} on evidence"

    @property
    def age_words(self) -> str:
        """The median and the oldest age, and how many assessments are older than the cadence."""
        if self.median_age is None:
            return "not known: no function is assessed"
        ages = f"median {self.median_age} days, oldest {self.oldest_age} days"
        if self.stale is None:
            return f"{ages}; no category is in force, so no cadence says which are too old"
        return f"{ages}; {self.stale or 'none'} older than the policy's cadence"

    @property
    def fragility_words(self) -> str:
        """How many functions another category is away, and which single reassessments would change the result."""
        if self.margin is None:
            return "not known: nothing is indicated"
        if not self.flipping:
            return f"{self.result.margin}; no single reassessment changes the result"
        return f"{self.result.margin}; reassessing {_either(self.flipping)} alone can change the result"

    @property
    def provenance_words(self) -> str:
        """The assessments by provenance, such as "6 illustrative, 1 public source"."""
        found = [f"{number} {one.label.lower()}" for one, number in self.provenance.items()]
        return ", ".join(found) or "not known: no function is assessed"

    @property
    def contradiction_words(self) -> str:
        """How many assessments contradict the recorded solutions, and of which functions."""
        if not self.assessed:
            return "not known: no function is assessed"
        if not self.contradicted:
            return "no assessment contradicts the solutions recorded"
        codes = ", ".join(self.contradicted[:NAMED_MOST])
        more = len(self.contradicted) - NAMED_MOST
        verb = "contradicts" if len(self.contradicted) == 1 else "contradict"
        named = f"{codes} and {more} more" if more > 0 else codes
        return f"{len(self.contradicted)} of {self.assessed} {verb} the solutions recorded: {named}"


def _either(codes: tuple[str, ...]) -> str:
    """For example "C2-1, C2-2 or C2-3"; a long list ends with how many more there are."""
    if len(codes) > NAMED_MOST:
        more = len(codes) - NAMED_MOST
        return f"{', '.join(codes[:NAMED_MOST])} or {'one of ' if more > 1 else ''}{more} more"
    *most, last = codes
    return f"{', '.join(most)} or {last}" if most else last


def trust_in(area: AreaState, result: RuleResult | None, policy: PolicyState | None, on: date) -> Trust:
    """How far to trust what is known about an area on a day."""
    assessed = [function.assessed for function in area.functions if function.assessed]
    days = [one.said.effective_on for one in assessed]
    ages = sorted((on - day).days for day in days)
    return Trust(
        functions=len(area.functions),
        assessed=len(assessed),
        covered=sum(one.evidence > 0 for one in assessed),
        median_age=median_low(ages) if ages else None,
        oldest_age=ages[-1] if ages else None,
        stale=_stale(days, area, policy, on) if ages else None,
        result=result,
        provenance=_counted(one.said.provenance for one in assessed),
        contradicted=tuple(function.code for function in area.functions if contradiction(function)),
    )


def _stale(days: list[date], area: AreaState, policy: PolicyState | None, on: date) -> int | None:
    """How many of these days are further back than the cadence of the area's category."""
    if area.category is None or policy is None:
        return None
    oldest = months_after(on, -policy.cadence(area.category))
    return sum(day < oldest for day in days)


def _counted(provenances: Iterable[Provenance]) -> Mapping[Provenance, int]:
    counts = Counter(provenances)
    return {one: counts[one] for one in Provenance if counts[one]}
