"""The board on slides: every area in the lane of its category, with its last move and what is proposed."""

from collections.abc import Iterator
from itertools import zip_longest

from missions.charts.theme import NO_CATEGORY
from missions.domain.dates import day, month
from missions.domain.direction import isolated
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.rule.trust import Trust
from missions.domain.sentences import counted
from missions.domain.vocabulary import Category
from missions.exports.briefings.notes import shows_sample
from missions.exports.briefings.render import fit
from missions.exports.briefings.slide import NAME, Lane, Lanes, Slide, Tile, TileWords, Tone, full
from missions.exports.words import short

TRUST = (
    "Under each area: how many of its functions rest on evidence, and the median age of their assessments. These are "
    "separate facts; they are not combined into a score."
)
DRIFT = "△ The assessments no longer support the category. An indication flags a difference; it changes nothing."
PROPOSED = "Proposed: a proposal in review. It changes nothing until it is decided and takes effect."


def board(lead: Leadership) -> Iterator[Slide]:
    """The board, on as many slides as show every area."""
    held = _held(lead)
    width = fit.lane_width(len(held))
    pages = [
        fit.paged([_tile(item) for item in items], lambda tile: fit.tile_height(tile, width), _room())
        for _, _, items in held
    ]
    emerging = ", ".join(isolated(short(area.code, 20)) for area in lead.portfolio.emerging)
    note = f"Emerging, with no category: {emerging}." if emerging else ""
    for place, tiles in enumerate(zip_longest(*pages, fillvalue=()) if any(pages) else [((),) * len(held)]):
        lanes = tuple(Lane(*lane[:2], len(lane[2]), shown) for lane, shown in zip(held, tiles, strict=True))
        yield Slide(
            f"{_title(lead)}{' (continued)' if place else ''}",
            (full(Lanes(lanes)),),
            note,
            speech=(*_speech(lead), DRIFT, PROPOSED, TRUST),
            illustrative=shows_sample(lead.areas),
        )


def _held(lead: Leadership) -> list[tuple[Category | None, str, list[Watched]]]:
    """Each lane: its category, its label, and its areas. The lane without a category is there if an area has none."""
    held = [
        (category, category.label, [item for item in lead.watched if item.area.category is category])
        for category in Category
    ]
    without = [item for item in lead.watched if item.area.category is None]
    return [*held, (None, NO_CATEGORY, without)] if without else held


def _room() -> float:
    return fit.BODY_HEIGHT - fit.LANE_HEAD


def _title(lead: Leadership) -> str:
    """Where the areas are, and how many have moved or are proposed to move."""
    areas = lead.areas
    if all(area.category is None for area in areas):
        return "No mission area has a category in force"
    beside = sum(area.category in (Category.HYBRID, Category.COMMERCIAL_PRIMARY) for area in areas)
    parts = [f"{beside} of {counted(len(areas), 'area')} {'is' if beside == 1 else 'are'} Hybrid or Commercial Primary"]
    moved = sum(item.came_from is not None for item in lead.watched)
    if moved:
        parts.append(f"{moved} {'has' if moved == 1 else 'have'} moved")
    if proposed := len(lead.pending) - len(lead.approved):
        parts.append(f"{proposed} {'is' if proposed == 1 else 'are'} proposed to move")
    if approved := len(lead.approved):
        parts.append(f"{approved} {'is' if approved == 1 else 'are'} approved to move")
    return "; ".join(parts)


def _tile(item: Watched) -> Tile:
    return Tile(
        isolated(short(item.area.code, 12)), short(item.area.name, NAME), tuple(_pieces(item)), trust_line(item.trust)
    )


def _pieces(item: Watched) -> Iterator[TileWords]:
    """The moves of an area, in a few words each."""
    if item.came_from:
        yield TileWords(f"{item.came_from.label} until {month(item.moved_on)}")
    if item.proposed:
        yield TileWords(f"{item.pending_word}: {item.proposed.label}")
    if item.drifts:
        yield TileWords(f"indicated: {item.result.indication.category.label}", Tone.DRIFT)
    if item.overdue_days:
        yield TileWords(f"{counted(item.overdue_days, 'day')} overdue", Tone.OVERDUE)
    if item.review_past_due:
        yield TileWords(f"review {counted(item.review_past_due, 'day')} past due", Tone.OVERDUE)
    elif item.review:
        yield TileWords(f"review due {month(item.review.due)}")


def trust_line(trust: Trust) -> str:
    """How far to trust an area, in one line."""
    if not trust.functions:
        return "no functions recorded"
    age = f"; median {counted(trust.median_age, 'day')} old" if trust.assessed else "; none is assessed"
    return f"{trust.coverage_words}{age}"


def _speech(lead: Leadership) -> Iterator[str]:
    """The audit entry of each move."""
    for item in lead.watched:
        area = item.area
        if item.came_from and area.decided:
            moved = f"moved from {item.came_from.label} to {area.category.label} on {day(item.moved_on)}"
            yield f"{isolated(short(area.code, 14))} {moved}; in force by entry {area.decided.said.sequence}."
