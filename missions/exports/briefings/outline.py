"""The content of a briefing, one message a slide; the presentation and the PDF are both drawn from it.

A cover; the bottom line and what is asked of whom; the board; the posture; what is late and who owes it; a sheet for
each area asked for; and the sources. The briefing of one proposal has its question in place of the portfolio.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.exchange.briefed import Recommendation
from missions.domain.leadership.headline import bottom_line
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.rule.evaluation import evaluation
from missions.domain.reviews.brief.question import consequence, question
from missions.domain.reviews.spans import AWAITED, STEPS
from missions.domain.sentences import counted
from missions.domain.vocabulary import State
from missions.exports.briefings.board import board
from missions.exports.briefings.late import flowing, late
from missions.exports.briefings.notes import VERIFY, shows_sample, sources
from missions.exports.briefings.posture import beside_rule, posture
from missions.exports.briefings.render import fit
from missions.exports.briefings.sheets import asks, gauge_words, sheets, stands, trust_words, votes
from missions.exports.briefings.slide import Slide, SlideTable, Words, full, marked
from missions.exports.document import NO_POLICY, Document
from missions.exports.words import short

ASKED, ASKED_SHARES = ("What is asked", "Of whom", "By when"), (10, 4, 4)
NOTHING = "Nothing is asked: nobody is awaited in a review, and no evaluation is overdue."
NAMED_MOST, TOLD = 12, 15
# How much larger the text of a slide with little on it is.
SCALES = (1.3, 1.2, 1.1, 1)


def slides(document: Document) -> tuple[Slide, ...]:
    """The briefing, before its portions are marked."""
    body = _of_proposal(document, document.about) if document.about else _of_portfolio(document)
    return (_cover(document), *body, _rests_on(document))


def marked_slides(document: Document) -> tuple[Slide, ...]:
    """The briefing with each portion marked, and with its sources in the speaker's notes."""
    told = sources(document)
    return tuple(
        marked(replace(slide, speech=(*slide.speech, *told)), document.header.banner) for slide in slides(document)
    )


def _cover(document: Document) -> Slide:
    header = document.header
    rows = (
        ("Date", day(header.as_of)),
        ("Marking", header.banner),
        ("Audience", document.audience),
        ("Originator", isolated(short(document.originator, 200))),
    )
    return Slide(document.title, (full(SlideTable(("", ""), (2, 9), rows, size=16)),), cover=True)


def _of_portfolio(document: Document) -> Iterator[Slide]:
    lead = document.lead
    yield from _bottom_line(lead)
    yield from board(lead)
    if document.posture:
        yield from posture(document.posture, document.catalogs)
    yield from late(lead)
    yield from _sheets(document)


def _sheets(document: Document) -> Iterator[Slide]:
    for held in document.sheets:
        area = document.portfolio.area(held.area)
        yield from sheets(document.lead, document.lead.watch(evaluation(document.portfolio, area)), held)


def _bottom_line(lead: Leadership) -> Iterator[Slide]:
    first, others = bottom_line(lead)
    yield from _asking(
        first.removesuffix("."),
        others,
        list(_asked(lead)),
        NOTHING,
        Slide("", (), speech=(" ".join((first, *others)),), illustrative=shows_sample(lead.areas)),
    )


def _asking(title: str, told: tuple[str, ...], rows: list[tuple[str, ...]], empty: str, like: Slide) -> Iterator[Slide]:
    """What has to be known and what is asked of whom, on as many slides as show every line."""
    words, grid = Words(told, size=TOLD), SlideTable(ASKED, ASKED_SHARES, tuple(rows), empty, size=TOLD)
    for scale in SCALES:
        bands = tuple(fit.scaled(full(block), scale) for block in (words, grid))
        if sum(map(fit.band_height, bands)) + 2 * fit.GAP <= fit.TALL_HEIGHT and all(map(fit.unbroken, bands)):
            yield replace(like, title=title, bands=bands)
            return
    room = fit.TALL_HEIGHT - fit.height(words, fit.WIDTH) - 2 * fit.GAP
    for place, one in enumerate(flowing(grid, rows, room)):
        bands = (full(one),) if place else (full(words), full(one))
        yield replace(like, title=f"{title}{' (continued)' if place else ''}", bands=bands)


def _asked(lead: Leadership) -> Iterator[tuple[str, ...]]:
    """What is asked, of whom, and by when: one line for each proposal, and one for all areas with the same need."""
    for item in sorted(
        (one for one in lead.watched if one.review and one.review.target), key=lambda one: one.review.due
    ):
        review = item.review
        if not review.awaited:
            continue
        what = f"{review.step}: {isolated(short(item.area.code, 14))}, {review.target.label}"
        yield what, _whom(review.awaited), _when(lead, review.due)
    drafted = [one for one in lead.watched if one.review and not one.review.target]
    if drafted:
        first = min(one.review.due for one in drafted)
        yield f"{STEPS[None]}: {_codes(drafted)}", _whom(AWAITED[None]), _when(lead, first)
    for why, unopened in (
        ("overdue", [one for one in lead.watched if not one.review and one.overdue_days]),
        ("out of line with the evidence", [one for one in lead.watched if _drifts_alone(one)]),
    ):
        if unopened:
            first = min(one.due for one in unopened)
            yield f"Open a review, {why}: {_codes(unopened)}", "Steward", _when(lead, first)


def _drifts_alone(item: Watched) -> bool:
    """Whether drift is the only reason for a review."""
    return item.drifts and not item.review and not item.overdue_days


def _codes(items: list[Watched]) -> str:
    """The areas by code; a long list ends with how many more the board marks."""
    codes = [isolated(short(one.area.code, 14)) for one in items]
    more = len(codes) - NAMED_MOST
    return (
        f"{', '.join(codes[:NAMED_MOST])} and {more:,} more, each marked on the board" if more > 1 else ", ".join(codes)
    )


def _whom(awaited: str) -> str:
    return awaited[0].upper() + awaited[1:]


def _when(lead: Leadership, due: date) -> str:
    past = (lead.today - due).days
    return f"{day(due)}; {counted(past, 'day')} past due" if past > 0 else day(due)


def _of_proposal(document: Document, one: Recommendation) -> Iterator[Slide]:
    """The question and what is asked of whom, then the sheet of its area."""
    lead, area = document.lead, document.portfolio.area(one.area)
    item = lead.watch(evaluation(document.portfolio, area))
    told = [consequence(one.state, one.kind, one.effective_on, lead.today), asks(one), " ".join(stands(item))]
    rows, nothing = [], "Nothing is asked: it is no longer open."
    if one.state is State.APPROVED:
        nothing = f"Nothing is asked. {STEPS[one.state]}."
    elif one.is_open:
        rows = [(f"{STEPS[one.state]}: proposal {one.proposal}", _whom(AWAITED[one.state]), _when(lead, one.due))]
    if one.is_open:
        told += votes(one)
    elif one.ruling:
        told.append(f"Decided by {isolated(short(one.ruling.by, 60))} on {day(one.ruling.on)}.")
    like = Slide("", (), speech=(trust_words(item.trust),), illustrative=shows_sample([area]))
    for sheet in document.sheets:
        if sheet.gauge:
            like = replace(like, speech=(*like.speech, gauge_words(sheet.gauge)))
    title = question(isolated(short(area.code, 60)), one.held, one.kind, one.target, one.effective_on)
    yield from _asking(title, tuple(told), rows, nothing, like)
    yield from _sheets(document)
    yield from beside_rule(one, like)


def _rests_on(document: Document) -> Slide:
    policy = document.portfolio.policy
    thresholds = NO_POLICY
    if policy:
        thresholds = (
            f"Government Primary over {policy.government_over}% government; Commercial Primary at most "
            f"{policy.commercial_government_at_most}% government and over "
            f"{policy.commercial_demonstrated_over}% demonstrated; otherwise Hybrid"
        )
    rows = [("Audience", document.audience), *document.header.lines, ("Thresholds", thresholds)]
    rows += [("Concentration", document.catalogs)] if document.catalogs else []
    return Slide("What this briefing rests on", (full(SlideTable(("", ""), (2, 9), tuple(rows))),), VERIFY)
