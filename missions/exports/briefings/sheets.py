"""One sheet for each area asked for: its gauge, what a proposal recommends, what changed, how far to trust it."""

from collections.abc import Iterator
from dataclasses import replace

from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.exchange.briefed import AreaSheet, Recommendation
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.record.rule.trust import Trust
from missions.domain.reviews.brief.compared import ComparedFunction
from missions.domain.reviews.brief.gauge import Gauge
from missions.domain.sentences import counted
from missions.domain.vocabulary import ProposalKind
from missions.exports.briefings.late import flowing
from missions.exports.briefings.notes import shows_sample
from missions.exports.briefings.render import fit
from missions.exports.briefings.slide import Gauged, Slide, SlideColumn, SlideTable, Words, full
from missions.exports.words import clean, short

LEFT, RIGHT = 56, 44
SMALL, TEXT, LARGE = 9.5, 11, 13
# Points for the bands of a slide, each with the gap below it.
ROOM = fit.TALL_HEIGHT + fit.GAP
# Points beside the gauge for a recommendation; a longer one is on the next slide.
BESIDE = 160
CHANGED_SHARES = (16, 8, 8, 18, 10)
RESTOOD_SHARES = (30, 8, 8, 14)
RECOMMENDED = "Recommendation"
# How much larger than these sizes the text of a short sheet is.
SCALES = (1.25, 1.15, 1.05, 1)
Band = tuple[SlideColumn, ...]


def sheets(lead: Leadership, item: Watched, held: AreaSheet) -> Iterator[Slide]:
    """The area on one slide, as large as it fits, or on several slides if there is too much text."""
    slide = Slide(
        title=title(item),
        bands=(),
        speech=tuple(_speech(item, held)),
        illustrative=shows_sample([item.area, *([held.before.area] if held.before else [])]),
    )
    whole = _page(item, held, _whole(held.recommendation) or (_without(lead, item, held),), _changed(held))
    for scale in SCALES:
        bands = tuple(fit.scaled(band, scale) for band in whole)
        if sum(map(_high, bands)) <= ROOM and all(map(fit.unbroken, bands)):
            yield replace(slide, bands=bands)
            return
    beside, later = _beside(lead, item, held)
    first = _page(item, held, beside, [])
    here, rest = _on_from(held, ROOM - sum(map(_high, first)))
    yield replace(slide, bands=(*first, *here))
    for bands in fit.paged([*later, *rest], _high, ROOM):
        yield replace(slide, title=f"{_named(item.area)}: in full", bands=bands)


def _page(item: Watched, held: AreaSheet, beside: tuple[Words, ...], changed: list[Band]) -> list[Band]:
    """The category, the gauge with the text beside it, how far to trust it, and what changed."""
    return [
        full(Words((" ".join(stands(item)),), size=TEXT)),
        (SlideColumn(LEFT, tuple(_left(item, held))), SlideColumn(RIGHT, beside)),
        full(Words((f"How far to trust it. {trust_words(item.trust)}",), size=SMALL)),
        *changed,
    ]


def _high(band: Band) -> float:
    return fit.band_height(band) + fit.GAP


def title(item: Watched) -> str:
    """The area and its category."""
    area = item.area
    if area.emerging:
        stands = "an emerging area, with no category"
    elif area.category is None:
        stands = "no category in force"
    else:
        stands = area.category.label
        if item.drifts:
            stands += f", out of line with the evidence, which indicates {item.result.indication.category.label}"
    if item.proposed:
        stands += f"; {item.proposed.label} is {item.pending_word}"
    return f"{_named(area)}: {stands}"


def _named(area: AreaState) -> str:
    return f"{isolated(short(area.name, 60))} ({isolated(short(area.code, 14))})"


def _left(item: Watched, held: AreaSheet) -> Iterator[Words | Gauged]:
    """The area against the thresholds."""
    if held.gauge:
        yield Gauged(held.gauge, gauge_words(held.gauge))
        yield Words(tuple(f"{one.label}: {one.words}." for one in held.gauge.crossings), size=SMALL)
    elif not item.area.functions:
        yield Words(("No functions are recorded for this area at this date.",), size=TEXT)
    else:
        yield Words(("Without a policy in force the rule indicates nothing.",), size=TEXT)


def stands(item: Watched) -> Iterator[str]:
    """What is in force, what is indicated, and when the next evaluation is due, one sentence each."""
    decided = item.area.decided
    if decided is None:
        yield "No category is in force."
    else:
        section = f" (section {isolated(short(decided.section, 20))})" if decided.section else ""
        yield f"{decided.category.label} since {day(decided.since)}{section}."
    if item.result:
        indicated = item.result.indication.category
        yield f"The assessments indicate {indicated.label if indicated else 'no single category'}."
    if item.due:
        late = f", {counted(item.overdue_days, 'day')} overdue" if item.overdue_days else ""
        yield f"Next evaluation due {day(item.due)}{late}."


def gauge_words(gauge: Gauge) -> str:
    """The points of the gauge, one sentence each."""
    told = (
        f"{one.label} {day(one.on)}: {one.government} of {one.total} government, {one.demonstrated} demonstrated"
        for one in gauge.points
    )
    return f"{'. '.join(told)}."


def trust_words(trust: Trust) -> str:
    """How far to trust what is indicated: five facts."""
    facts = (
        ("Evidence", trust.coverage_words),
        ("Age", trust.age_words),
        ("Fragility", trust.fragility_words),
        ("Provenance", trust.provenance_words),
        ("Contradictions", trust.contradiction_words),
    )
    return " ".join(f"{name}: {clean(words)}." for name, words in facts)


def _whole(one: Recommendation | None) -> tuple[Words, ...]:
    """The recommendation in full, with its votes; nothing without one."""
    if one is None:
        return ()
    head = "Votes and decision" if one.decided else "Votes"
    return (
        Words((asks(one), *paragraphs(one.rationale)), RECOMMENDED, TEXT),
        Words(tuple(votes(one)), head, SMALL),
    )


def _beside(lead: Leadership, item: Watched, held: AreaSheet) -> tuple[tuple[Words, ...], list[Band]]:
    """The text beside the gauge, and the text that is too long for it and goes on the next slides."""
    whole = _whole(held.recommendation)
    if not whole:
        return (_without(lead, item, held),), []
    said, voted = whole
    first, *rationale = said.paragraphs
    brief = replace(said, paragraphs=(first, "Its rationale is on the next slide, in full."))
    in_full = _in_full(tuple(rationale), f"{RECOMMENDED} in full")
    width = fit.widths((SlideColumn(LEFT, ()), SlideColumn(RIGHT, ())))[1]
    for blocks, later in ((whole, []), ((brief, voted), in_full)):
        if fit.column_height(SlideColumn(RIGHT, blocks), width) <= BESIDE:
            return blocks, later
    briefest = replace(voted, paragraphs=("They are on the next slide.",))
    return (brief, briefest), [*in_full, *_in_full(voted.paragraphs, voted.head)]


def _in_full(told: tuple[str, ...], head: str) -> list[Band]:
    """The paragraphs in bands that can continue over several slides, the first with the heading."""
    return [full(Words((one,), "" if place else head, LARGE)) for place, one in enumerate(_pieces(told))]


def _without(lead: Leadership, item: Watched, held: AreaSheet) -> Words:
    """The text in place of a recommendation."""
    review = lead.open_reviews.get(item.area.code)
    if held.withheld and review and review.target:
        told = (
            f"{review.target.label} is proposed in a review that is due {day(review.due)}. Its wording appears "
            "here once it is decided."
        )
        return Words((told,), RECOMMENDED, TEXT)
    grounds = item.result.indication.grounds if item.result else ()
    told = tuple(f"{short(one.told, 200)}." for one in grounds)
    if told:
        return Words(("No proposal recommends a category.", *told), "Why this is indicated", TEXT)
    return Words(("No proposal recommends a category.",), RECOMMENDED, TEXT)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that somebody wrote."""
    return tuple(" ".join(line.split()) for line in clean(text).splitlines() if line.strip())


def asks(one: Recommendation) -> str:
    """What the proposal asks for, who wrote it, and its state."""
    does = {
        ProposalKind.SHIFT: f"Shift to {one.target.label}",
        ProposalKind.REAFFIRM: f"Reaffirm {one.target.label}",
        ProposalKind.FIRST: f"{one.target.label} as its first category",
    }[one.kind]
    due = f", due {day(one.due)}" if one.is_open else ""
    return (
        f"{does} on {day(one.effective_on)}. Proposal {one.proposal}, revision {one.revision}, drafted by "
        f"{isolated(short(one.authors, 120))}: {one.state.label.lower()}{due}."
    )


def votes(one: Recommendation) -> Iterator[str]:
    """The votes and the decision; before the decision, only how many have voted and how many are needed."""
    if one.is_open:
        yield (
            f"{counted(one.cast, 'vote')} cast; it needs {counted(one.supports, 'support')} from "
            f"{counted(one.organizations, 'organization')}. The votes are shown with the decision."
        )
        return
    if not one.decided:
        yield "It was withdrawn before a decision."
    for vote in one.votes:
        yield f"{_named_in(vote.name)} ({_named_in(vote.organization)}): {vote.choice.label.lower()}"
    if one.ruling:
        why = " ".join(paragraphs(one.ruling.reason))
        yield f"Decided by {_named_in(one.ruling.by)} on {day(one.ruling.on)}: {why}"


def _named_in(name: str) -> str:
    return isolated(short(name, 60))


def _pieces(told: tuple[str, ...]) -> list[str]:
    """The paragraphs; one too long for a slide is split between words."""
    across = fit.WIDTH / (fit.LETTER * LARGE * fit.LOST)
    most = int(across) * (int(fit.TALL_HEIGHT / (LARGE * fit.LINE)) - 3)
    found = []
    for one in told:
        rest = one
        while fit.across(rest) > most:
            # Wide letters count with their width.
            size = most * len(rest) // int(fit.across(rest))
            end = rest.rfind(" ", 1, size) + 1 or size
            found.append(rest[:end].rstrip())
            rest = rest[end:]
        found.append(rest)
    return found


def _changed(held: AreaSheet) -> list[Band]:
    """What changed, function by function."""
    if held.before is None:
        return []
    since = f"{'first assessed' if held.before.began else day(held.before.on)}"
    if not held.changed:
        return [full(Words((f"No function has changed since {since}.",), size=TEXT))]
    columns = (f"{len(held.changed)} changed since {since}", "Before", "Now", "What changed", "Assessed")
    return [full(SlideTable(columns, CHANGED_SHARES, tuple(map(_row, held.changed)), size=SMALL))]


def _on_from(held: AreaSheet, room: float) -> tuple[list[Band], list[Band]]:
    """What changed, if there is room for all of it; else the changes of standing, with everything on further slides."""
    changed = _changed(held)
    if sum(map(_high, changed)) <= room:
        return changed, []
    grid = changed[0][0].blocks[0]
    later = [full(page) for page in flowing(grid, list(grid.rows), fit.TALL_HEIGHT)]
    told = full(Words((f"{grid.columns[0]}: see the next slide.",), size=SMALL))
    rows = tuple((*_row(one)[:3], _row(one)[-1]) for one in held.changed if one.restands)
    head = f"{counted(len(rows), 'stands', 'stand')} otherwise"
    first = full(SlideTable((head, "Before", "Now", "Assessed"), RESTOOD_SHARES, rows, size=SMALL))
    return [first, told] if rows and _high(first) + _high(told) <= room else [told], later


def _row(one: ComparedFunction) -> tuple[str, ...]:
    said = one.now.assessed.said if one.now and one.now.assessed else None
    told = f"{isolated(short(said.by, 40))}, {day(said.effective_on)}" if said else ""
    return (
        isolated(short(f"{one.code} {one.name}", 90)),
        _standing(one.before),
        _standing(one.now),
        "; ".join(one.changes),
        told,
    )


def _standing(state: FunctionState | None) -> str:
    return state.standing.label if state else "not there"


def _speech(item: Watched, held: AreaSheet) -> Iterator[str]:
    """The source of each number and sentence of the sheet."""
    decided = item.area.decided
    if decided:
        yield (
            f"Category by entry {decided.said.sequence}, effective {day(decided.said.effective_on)}; "
            f"{decided.said.provenance.label}."
        )
    if held.gauge:
        yield gauge_words(held.gauge)
    if held.recommendation:
        one = held.recommendation
        yield (
            f"Proposal {one.proposal}, revision {one.revision}, content hash {one.content_hash}; it rests on "
            f"{counted(one.evidence, 'item')} of evidence."
        )
    for function in item.area.functions:
        if function.assessed:
            said = function.assessed.said
            yield (
                f"{isolated(short(function.code, 30))}: {function.standing.label.lower()}, assessed by "
                f"{isolated(short(said.by, 60))}, {day(said.effective_on)}, entry {said.sequence}; "
                f"{said.provenance.label}; {counted(function.assessed.evidence, 'item')} of evidence."
            )
