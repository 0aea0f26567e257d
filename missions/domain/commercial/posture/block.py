"""The posture block of a decision brief, which is not an input to the rule: words, so that they can be kept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from missions.domain import addresses, canonical
from missions.domain.commercial.measures.counting import MeasureResult
from missions.domain.commercial.measures.protection import Bearer
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture, why_not_sought
from missions.domain.commercial.posture.tables import area_access_rows, area_protection_rows
from missions.domain.commercial.vocabulary import Phase, YesNo
from missions.domain.dates import day
from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.sentences import counted
from missions.domain.vocabulary import Risk, RiskOfNot

NAMED_MOST = 5
RISKS = {"risk": Risk, "risk_of_not": RiskOfNot}


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One line of a block: its subject, what the record says, and the column it links to, empty for the area."""

    key: str
    title: str
    words: str
    column: str = ""


@dataclass(frozen=True)
class PostureBlock:
    """The lines about an area on a day, known by a sequence; the same lines always give the same text."""

    area: str
    on: date
    sequence: int
    lines: tuple[BlockLine, ...]

    @cached_property
    def text(self) -> str:
        """The canonical JSON of the whole block, which is kept with a revision."""
        return canonical.text(
            {
                "area": self.area,
                "on": self.on,
                "sequence": self.sequence,
                "lines": [asdict(line) for line in self.lines],
            }
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return canonical.digest(self.text)

    def moved_to(self, now: "PostureBlock") -> dict[str, BlockLine]:
        """The current lines that differ from this block, by key, including new ones."""
        said = {line.key: line.words for line in self.lines}
        return {line.key: line for line in now.lines if said.get(line.key) != line.words}

    def url(self, line: BlockLine, parameters: str = "") -> str:
        """The link of a line: the cell of its column, or the posture of the area; `parameters` keep a moment."""
        if line.column:
            return f"{addresses.posture(parameters, cell=f'{self.area}.{line.column}')}#cell"
        return addresses.area_posture(self.area, f"?{parameters}" if parameters else "")


def read_block(text: str) -> PostureBlock:
    """The block that a canonical text contains."""
    said = canonical.parsed(text)
    lines = tuple(BlockLine(**line) for line in said["lines"])
    return PostureBlock(said["area"], date.fromisoformat(said["on"]), said["sequence"], lines)


def block(
    area: AreaState, now: Posture, then: Posture | None, *, sequence: int, changing: Collection[str]
) -> PostureBlock:
    """The block of an area: `then` is the posture at the last decision of its category, None without one.

    `changing` are the codes of the functions that differ from the last decision. Missing data is stated as such.
    """
    lines = (
        *_posture_lines(area.code, now, changing),
        *(_risk(area, name) for name in RISKS),
        BlockLine("moved", "Moved since the last decision", _moved(area.code, now, then)),
        BlockLine("oldest", "Oldest fact behind the cells", _oldest(area.code, now)),
    )
    return PostureBlock(area.code, now.portfolio.on, sequence, lines)


def _posture_lines(code: str, now: Posture, changing: Collection[str]) -> Iterator[BlockLine]:
    view = now.portfolio.views.get(code)
    if view is None:
        yield BlockLine("sought", "Commercial solutions", "No data: nothing is counted for this area.")
        return
    if view.not_sought:
        yield BlockLine("sought", "Commercial solutions", f"Not sought. {why_not_sought(view)}")
        return
    results = {one.measure: one for cell in now.row(code) for one in cell.results}
    yield BlockLine(
        "single", "One parent alone", _single(results["single_parent"], changing), PostureColumn.BALANCE.value
    )
    yield BlockLine("access", "Access ensured", _access(results), PostureColumn.ACCESS.value)
    yield BlockLine("lapse", "Next lapse", _lapse(code, now), PostureColumn.ACCESS.value)
    yield BlockLine("untried", "Uses not tried", _untried(results["tried"], now), PostureColumn.INTEGRATION.value)
    yield BlockLine("bearer", "Who bears the war risk", _bearers(code, now), PostureColumn.SECURITY.value)


def _single(result: MeasureResult, changing: Collection[str]) -> str:
    """Of the functions that would change, those whose offers all come from one parent."""
    if not changing:
        return "No function changed since the last decision."
    offered = [item for item in result.items if item.ref.code in changing]
    of_all = counted(len(changing), "function")
    if not offered:
        return f"No data: no offer is recorded for {of_all} that would change."
    alone = sorted(item.ref.code for item in offered if item.verdict is YesNo.YES)
    said = f"{len(alone)} of {len(offered)} with an offer, of {of_all} that would change"
    return f"{said}: {_named(alone)}." if alone else f"{said}."


def _access(results: dict[str, MeasureResult]) -> str:
    """Open functions with a firm commitment, phase by phase."""
    if not results["access_day_to_day"].has_any:
        return "No data: no function is assessed as open to commercial solutions."
    parts = (f"{phase.label.lower()} {_count(results[f'access_{phase.value}'])}" for phase in Phase)
    return f"{_begun('; '.join(parts))}. Open functions with a priority or assured commitment."


def _count(result: MeasureResult) -> str:
    if result.state is CellState.NO_DATA:
        return f"no data for {result.of}"
    unknown = f", {result.unknown} not known" if result.unknown else ""
    return f"{result.n} of {result.of}{unknown}"


def _lapse(code: str, now: Posture) -> str:
    found = [
        (one.lapses_on, row.function.code, one.phase)
        for row in area_access_rows(now.portfolio.views[code])
        for one in row.phases
        if any(promise.commitment.firm for promise in one.promises)
    ]
    if not found:
        return "No data: no priority or assured commitment is recorded."
    ending = sorted((on, function, phase) for on, function, phase in found if on)
    if not ending:
        return "No end is recorded of what is ensured."
    on, function, phase = ending[0]
    same = len({other for ends, other, _ in ending if ends == on}) - 1
    more = f", and {counted(same, 'more function')}" if same else ""
    return f"{day(on)}: {function}, {phase.label.lower()}{more}."


def _untried(result: MeasureResult, now: Posture) -> str:
    if not result.has_any:
        return "No data: no use of a commercial solution is recorded."
    if result.state is CellState.NO_DATA:
        return f"No data: no exercise is recorded for any of {counted(result.of, 'use')}."
    return f"{result.of - result.n} of {counted(result.of, 'use')}, within {now.limits['tried_months']} months."


def _bearers(code: str, now: Posture) -> str:
    by: dict[Bearer, list[str]] = defaultdict(list)
    for row in area_protection_rows(now.portfolio, [now.portfolio.views[code]]):
        by[row.bearer].append(row.provider.name)
    if not by:
        return "No data: no solution is recorded in use."
    return f"{'; '.join(f'{one.label}: {_named(by[one])}' for one in Bearer if one in by)}."


def _risk(area: AreaState, name: str) -> BlockLine:
    """How often each answer was given to a question about risk (I), the gravest first."""
    counts = Counter(getattr(one.assessed, name) for one in area.functions if one.assessed)
    given = [answer for answer in reversed(RISKS[name]) if answer != RiskOfNot.NOT_ASSESSED]
    order = [*given, *(answer for answer in RISKS[name] if answer == RiskOfNot.NOT_ASSESSED)]
    said = ", ".join(f"{answer.label.lower()} {counts[answer]}" for answer in order if counts[answer])
    words = f"{_begun(said)}. Functions by answer." if said else "No data: no function is assessed."
    return BlockLine(name, CRITERIA[name].label, words)


def _moved(code: str, now: Posture, then: Posture | None) -> str:
    if then is None:
        return "No decision to compare with."
    if code not in now.portfolio.views or code not in then.portfolio.views:
        return "No data: nothing is counted for this area."
    moved: dict[str, list[str]] = defaultdict(list)
    for before, after in zip(then.row(code), now.row(code), strict=True):
        if before.state is not after.state:
            change = f"{before.state.label.lower()} → {after.state.label.lower()}"
            moved[change].append(after.column.label)
    since = day(then.portfolio.on)
    if not moved:
        return f"No cell since {since}."
    told = (f"{change}: {', '.join(columns)}" for change, columns in moved.items())
    return f"Since {since}, {'; '.join(told)}."


def _oldest(code: str, now: Posture) -> str:
    if code not in now.portfolio.views:
        return "No data: nothing is counted for this area."
    found = min((cell.oldest for cell in now.row(code) if cell.oldest), default=None)
    return f"{day(found)}." if found else "No data: nothing is recorded."


def _named(names: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    names = list(names)
    more = len(names) - NAMED_MOST
    said = ", ".join(names[:NAMED_MOST])
    return f"{said} and {more} more" if more > 0 else said


def _begun(text: str) -> str:
    """The text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"
