"""How a measure counts: each thing counted has a verdict, and the records behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices

from missions.domain.commercial.portfolio import AreaView
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.losses import Losses
from missions.domain.commercial.records import Ref
from missions.domain.commercial.vocabulary import YesNo
from missions.domain.record.rule.policy_numbers import THRESHOLDS, Limits

DOLLARS = "USD"


class Wanted(TextChoices):
    """Which direction of a count is good."""

    AT_LEAST = "at_least", "or more"
    AT_MOST = "at_most", "or fewer"


@dataclass(frozen=True, slots=True)
class MeasureScope:
    """What a measure counts in: an area of a portfolio, the thresholds, and the losses that are possible."""

    area: AreaView
    limits: Limits
    losses: Losses

    @property
    def on(self) -> date:
        return self.area.portfolio.on


@dataclass(frozen=True, slots=True)
class CountedItem:
    """One thing counted: whether it is in the numerator, and the records and functions behind that.

    `weight` is 1, or an amount in dollars. `behind` are the records that the verdict rests on, including its own.
    """

    ref: Ref
    verdict: YesNo
    behind: tuple[Ref, ...]
    functions: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """The items of a measure, and a sentence on what the numbers alone do not say, if any."""

    items: tuple[CountedItem, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A measure of an area: `n` of `of`, how many items are unknown, and by how many it falls `short`.

    `behind` are the records it rests on, and `illustrative` those of them that are. `oldest` is None if there are none.
    `change` says what would change the state.
    """

    measure: str
    state: CellState
    n: int
    of: int
    unknown: int
    short: int
    items: tuple[CountedItem, ...]
    behind: tuple[Ref, ...]
    functions: tuple[str, ...]
    illustrative: tuple[Ref, ...]
    oldest: date | None
    note: str
    change: str

    @property
    def has_any(self) -> bool:
        """Whether there was anything to count."""
        return bool(self.items)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, declared once: what it counts, in words and as a function, and when it is met.

    `ask` says what to record if something is unknown, `remedy` what to do if something fails, `begin` what to do if
    nothing can be counted yet; `told` follows the numbers: 2/3 "functions from one parent".
    """

    key: str
    column: PostureColumn
    passages: tuple[str, ...]
    title: str
    numerator: str
    denominator: str
    wanted: Wanted
    threshold: str
    ask: str
    remedy: str
    begin: str
    count: Callable[[MeasureScope], Counted]
    told: str = field(kw_only=True)
    unit: str = ""
    windows: tuple[str, ...] = ()
    remark: str = ""

    def rule(self, limits: Limits, policy: int | None) -> str:
        """When it is met, in words, with the thresholds in force and the number of their policy revision."""
        needed = limits[self.threshold]
        met, bad = ("more", "0%") if self.wanted is Wanted.AT_LEAST else ("less", "100%")
        unknown = "the unknown is not counted as good"
        by = "no policy in force, as declared" if policy is None else f"policy {policy}"
        parts = [f"Met at {needed}% or {met} ({by}); {unknown}. Not met at {bad} of what is known. Else partly."]
        named = (THRESHOLDS[name] for name in self.windows)
        parts += [f"{one.heading}: {one.said(limits[one.name])} ({by})." for one in named]
        return " ".join(parts)

    def result(self, scope: MeasureScope) -> MeasureResult:
        """The measure of an area. The time grows linearly with the records of the area."""
        counted = self.count(scope)
        weighed = n, of, unknown = weights(counted.items)
        state = self._state(counted.items, weighed, scope.limits)
        short = self._short(n, of, unknown, scope.limits)
        behind = tuple(dict.fromkeys(ref for item in counted.items for ref in item.behind))
        records = scope.area.portfolio.records
        facts = {ref: records[ref].stated for ref in behind}
        doubtful = sum(item.verdict is YesNo.UNKNOWN for item in counted.items)
        return MeasureResult(
            measure=self.key,
            state=state,
            n=n,
            of=of,
            unknown=doubtful,
            short=short,
            items=counted.items,
            behind=behind,
            functions=tuple(sorted({code for item in counted.items for code in item.functions})),
            illustrative=tuple(ref for ref, fact in facts.items() if fact.illustrative),
            oldest=min((fact.effective_on for fact in facts.values()), default=None),
            note=counted.note,
            change=self._change(state, of=of, unknown=doubtful, total=len(counted.items), short=short),
        )

    def _state(self, items: tuple[CountedItem, ...], weighed: tuple[int, int, int], limits: Limits) -> CellState:
        """The state by the share of what is good. Unknown is never good, and an unknown amount prevents "met"."""
        n, of, unknown = weighed
        if of - unknown == 0:
            return CellState.NO_DATA
        good = self._good(n, of, unknown)
        if good == 0:
            return CellState.NOT_MET
        amounts_known = all(item.weight for item in items if item.verdict is YesNo.UNKNOWN)
        met = good * 100 >= self._needed(limits) * of and amounts_known
        return CellState.MET if met else CellState.PARTLY

    def _good(self, n: int, of: int, unknown: int) -> int:
        return n if self.wanted is Wanted.AT_LEAST else of - n - unknown

    def _needed(self, limits: Limits) -> int:
        """The percentage that must be good."""
        threshold = limits[self.threshold]
        return threshold if self.wanted is Wanted.AT_LEAST else 100 - threshold

    def _short(self, n: int, of: int, unknown: int, limits: Limits) -> int:
        """How many more must be good for the measure to be met."""
        needed = -(-self._needed(limits) * of // 100)
        return max(needed - self._good(n, of, unknown), 0)

    def _change(self, state: CellState, *, of: int, unknown: int, total: int, short: int) -> str:
        if not total:
            return self.begin
        parts = []
        if unknown:
            parts.append(f"{unknown} of {total} {'is' if unknown == 1 else 'are'} not known: {self.ask}.")
        if state is not CellState.MET and of and not self.unit and unknown < short:
            parts.append(f"{short} more to be met: {self.remedy}.")
        elif state is not CellState.MET and self.unit:
            parts.append(f"{self.remedy[0].upper()}{self.remedy[1:]}.")
        return " ".join(parts)


def weights(items: Iterable[CountedItem]) -> tuple[int, int, int]:
    """The weight of the numerator, of everything, and of what is unknown."""
    n = of = unknown = 0
    for item in items:
        weight, verdict = item.weight, item.verdict
        of += weight
        if verdict is _YES:
            n += weight
        elif verdict is _UNKNOWN:
            unknown += weight
    return n, of, unknown


_YES, _UNKNOWN = YesNo.YES, YesNo.UNKNOWN


def known(verdict: bool | None) -> YesNo:
    """Yes or no as a boolean; None if unknown."""
    if verdict is None:
        return YesNo.UNKNOWN
    return YesNo.YES if verdict else YesNo.NO


def weakest(verdicts: Iterable[YesNo]) -> YesNo:
    """Whether all are true: no if one is no, else unknown if one is unknown or there are none, else yes."""
    said = set(verdicts)
    if YesNo.NO in said:
        return YesNo.NO
    return YesNo.UNKNOWN if YesNo.UNKNOWN in said or not said else YesNo.YES


def strongest(verdicts: Iterable[YesNo]) -> YesNo:
    """Whether any is true: yes if one is yes, else unknown if one is unknown or there are none, else no."""
    said = set(verdicts)
    if YesNo.YES in said:
        return YesNo.YES
    return YesNo.UNKNOWN if YesNo.UNKNOWN in said or not said else YesNo.NO
