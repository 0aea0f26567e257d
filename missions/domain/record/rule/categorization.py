"""The rule: which category the assessments of a mission area's functions indicate, why, and how firmly.

Source: DoD Commercial Space Integration Strategy (2024), section IV. The strategy gives no numbers, so the thresholds
are settings of the policy in force and are printed with every result. The rule flags; it never changes the record. All
arithmetic is on whole functions and whole percentages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from missions.domain.record.rule.thresholds import FunctionLimits, StandingCounts, Thresholds
from missions.domain.sentences import counted
from missions.domain.vocabulary import Availability, Category, Fit, Performer, Risk, Standing

GOVERNMENT_WORDS = "a preponderance of functions must be performed by the government"
HYBRID_WORDS = (
    "some functions must be performed by the government while others could be performed by the commercial sector"
)
COMMERCIAL_WORDS = "the preponderance of functions … could be performed by the commercial sector"
DEMONSTRATED_WORDS = "demonstrated technological maturity and met the Department's requirements"

ASSESSED = (Standing.GOVERNMENT, Standing.OPEN, Standing.DEMONSTRATED)


class Answers(Protocol):
    """The answers of an assessment that decide a standing."""

    performer: str
    risk: str
    availability: str
    fit: str


def standing_of(performer: str, risk: str, availability: str, fit: str) -> Standing:
    """The standing that these four answers give a function; ValueError for a word outside the vocabulary."""
    performer, risk, availability, fit = Performer(performer), Risk(risk), Availability(availability), Fit(fit)
    if performer == Performer.GOVERNMENT_ONLY or risk == Risk.UNACCEPTABLE:
        return Standing.GOVERNMENT
    if availability == Availability.MATURE and fit == Fit.MEETS:
        return Standing.DEMONSTRATED
    return Standing.OPEN


def standing_of_assessment(assessment: Answers | None) -> Standing:
    """The standing of a function by its assessment; `unassessed` if there is none."""
    if assessment is None:
        return Standing.UNASSESSED
    return standing_of(assessment.performer, assessment.risk, assessment.availability, assessment.fit)


@dataclass(frozen=True)
class Ground:
    """One comparison of the counts with a threshold, without final period, and the strategy's words for it, if any."""

    told: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.told}: “{self.words}”." if self.words else f"{self.told}."


@dataclass(frozen=True)
class Indication:
    """The result of the rule for an area: the category (None if undetermined), the possible categories, and why."""

    category: Category | None
    possible: tuple[Category, ...]
    counts: StandingCounts
    grounds: tuple[Ground, ...]
    thresholds: Thresholds
    policy: int | None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Its grounds as sentences."""
        return tuple(map(str, self.grounds))


def indicate(counts: StandingCounts, thresholds: Thresholds, policy: int | None = None) -> Indication:
    """The category that these counts indicate under the thresholds of that policy revision, with the reasons.

    A category is given only if it is the same however the unassessed functions turn out; without functions, no category
    is possible. Source: section IV of the strategy; the numbers are the policy's.
    """
    possible = _possible(counts, thresholds)
    category = possible[0] if len(possible) == 1 else None
    return Indication(category, possible, counts, _grounds(counts, thresholds, possible), thresholds, policy)


def _category(government: int, demonstrated: int, limits: FunctionLimits) -> Category:
    """The rule itself, for counts in which every function is assessed."""
    if government > limits.government:
        return Category.GOVERNMENT_PRIMARY
    if government <= limits.commercial_government and demonstrated > limits.demonstrated:
        return Category.COMMERCIAL_PRIMARY
    return Category.HYBRID


def _possible(counts: StandingCounts, thresholds: Thresholds) -> tuple[Category, ...]:
    """Every category that some assessment of the unassessed functions would give; three extreme ways are enough."""
    if not counts.total:
        return ()
    limits = thresholds.limits(counts.total)
    government, demonstrated, unassessed = counts.government, counts.demonstrated, counts.unassessed
    # As many to government as possible without a preponderance, the rest open: if this is not Hybrid, nothing is.
    short_of_preponderance = max(government, min(government + unassessed, limits.government))
    found = {
        _category(government + unassessed, demonstrated, limits),
        _category(government, demonstrated + unassessed, limits),
        _category(short_of_preponderance, demonstrated, limits),
    }
    return tuple(category for category in Category if category in found)


def _grounds(counts: StandingCounts, thresholds: Thresholds, possible: tuple[Category, ...]) -> tuple[Ground, ...]:
    if not possible:
        return (Ground("Undetermined: no functions are recorded, so there is nothing to apply the rule to"),)
    over, at_most = thresholds.government_over, thresholds.commercial_government_at_most
    mature_over = thresholds.commercial_demonstrated_over
    must = f"{_tally(counts, Standing.GOVERNMENT, over)}; the threshold for Government Primary is more than {over}%"
    few = f"{_tally(counts, Standing.GOVERNMENT, at_most)}; the threshold for Commercial Primary is at most {at_most}%"
    mature = _tally(counts, Standing.DEMONSTRATED, mature_over)
    mature = f"{mature}; the threshold for Commercial Primary is more than {mature_over}%"
    match possible:
        case (Category.GOVERNMENT_PRIMARY,):
            grounds = [Ground(must, GOVERNMENT_WORDS)]
        case (Category.COMMERCIAL_PRIMARY,):
            grounds = [Ground(few, COMMERCIAL_WORDS), Ground(mature, DEMONSTRATED_WORDS)]
        case _:
            grounds = [Ground(must), Ground(few), Ground(mature)]
    if possible == (Category.HYBRID,):
        neither = "Neither Government Primary nor Commercial Primary is reached, which leaves Hybrid"
        grounds.append(Ground(neither, HYBRID_WORDS if counts.government else ""))
    return (*grounds, *_on_unassessed(counts, possible))


def _on_unassessed(counts: StandingCounts, possible: tuple[Category, ...]) -> tuple[Ground, ...]:
    if not counts.unassessed:
        return ()
    tally = f"{_functions(counts.unassessed, counts.total)} {'is' if counts.unassessed == 1 else 'are'} unassessed"
    if len(possible) == 1:
        return (Ground(f"{tally}, which cannot change the result"),)
    return (Ground(f"{tally}, which leaves the area undetermined: {_either(possible)}"),)


def _tally(counts: StandingCounts, standing: Standing, threshold: int) -> str:
    part, total = getattr(counts, standing.value), counts.total
    stand = "stands" if part == 1 else "stand"
    tally = f"{_functions(part, total, threshold)} {stand} as {standing.value}"
    if not counts.unassessed:
        return tally
    most = part + counts.unassessed
    return f"{tally}, up to {most} ({_share(most, total, threshold)}) once all are assessed"


def _functions(part: int, total: int, threshold: int = 0) -> str:
    return f"{part} of {counted(total, 'function')} ({_share(part, total, threshold)})"


def _share(part: int, total: int, threshold: int) -> str:
    """The share to the nearest percent; never rounded to a threshold, to 0% or to 100% unless it is exactly that."""
    rounded = (200 * part + total) // (2 * total)
    if rounded not in (0, threshold, 100) or rounded * total == 100 * part:
        return f"{rounded}%"
    return f"just {'over' if 100 * part > rounded * total else 'under'} {rounded}%"


def _either(categories: Iterable[Category]) -> str:
    return " or ".join(category.label for category in categories)


def margin(counts: StandingCounts, thresholds: Thresholds) -> Mapping[Category, int | None]:
    """For each category but the indicated one, the fewest functions whose standing must change to indicate it.

    Assessing an unassessed function is one change; for an undetermined area, these are the fewest changes that
    determine each category. None for every category if there are no functions. Read-only.
    """
    if not counts.total:
        return MappingProxyType(dict.fromkeys(Category))
    limits = thresholds.limits(counts.total)
    changes = {
        Category.GOVERNMENT_PRIMARY: _short(counts.government, limits.government),
        Category.HYBRID: _changes_to_hybrid(counts, limits),
        Category.COMMERCIAL_PRIMARY: max(
            # Turning a government or unassessed function into a demonstrated one serves both needs, so the larger is
            # enough.
            _excess(counts.government + counts.unassessed, limits.commercial_government),
            _short(counts.demonstrated, limits.demonstrated),
        ),
    }
    return MappingProxyType({category: number for category, number in changes.items() if number})


def _changes_to_hybrid(counts: StandingCounts, limits: FunctionLimits) -> int:
    """The cheaper of the two ways to become Hybrid, however the unassessed functions turn out."""
    no_preponderance = _excess(counts.government + counts.unassessed, limits.government)
    too_many_demonstrated = _excess(counts.demonstrated + counts.unassessed, limits.demonstrated)
    # An unassessed function that becomes open serves both needs.
    served_twice = min(no_preponderance, too_many_demonstrated, counts.unassessed)
    few_demonstrated = no_preponderance + too_many_demonstrated - served_twice
    if limits.government <= limits.commercial_government:
        return few_demonstrated
    some_government = no_preponderance + _short(counts.government, limits.commercial_government)
    return min(few_demonstrated, some_government)


def _excess(number: int, limit: int) -> int:
    """By how many the number exceeds the limit."""
    return max(0, number - limit)


def _short(number: int, limit: int) -> int:
    """How many are missing to exceed the limit."""
    return max(0, limit + 1 - number)


def margin_sentence(margins: Mapping[Category, int | None]) -> str:
    """The nearest other category and its distance, such as "2 functions from Hybrid"; all of them in a tie."""
    reachable = {category: number for category, number in margins.items() if number is not None}
    if not reachable:
        return "no functions recorded"
    fewest = min(reachable.values())
    nearest = _either(category for category, number in reachable.items() if number == fewest)
    return f"{counted(fewest, 'function')} from {nearest}"


@dataclass(frozen=True)
class Pivot:
    """A function whose change of standing alone makes the rule indicate another category."""

    function: str
    standing: Standing
    becomes: Standing
    category: Category


def pivotal(standings: Mapping[str, Standing], thresholds: Thresholds) -> tuple[Pivot, ...]:
    """Every single change to an assessed standing that makes the rule indicate another category, ordered by code.

    Not empty exactly when the smallest margin is 1. A change that only makes the area undetermined is left out.
    """
    counts = StandingCounts.of(standings.values())
    now = _possible(counts, thresholds)
    flips: dict[Standing, list[tuple[Standing, Category]]] = {}
    for was in Standing:
        for becomes in ASSESSED:
            if getattr(counts, was.value) and becomes != was:
                then = _possible(counts.moved(was, becomes), thresholds)
                if len(then) == 1 and then != now:
                    flips.setdefault(was, []).append((becomes, then[0]))
    return tuple(
        Pivot(code, Standing(standing), becomes, category)
        for code, standing in sorted(standings.items())
        for becomes, category in flips.get(standing, ())
    )


def drift(category_in_force: Category | None, indication: Indication) -> bool:
    """Whether the assessments indicate another category than the one in force; False if either is unknown."""
    if category_in_force is None or indication.category is None:
        return False
    return category_in_force != indication.category
