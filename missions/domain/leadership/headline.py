"""What leadership reads first: the state of the portfolio, what moved, what is proposed, what is late."""

from collections.abc import Iterable, Iterator

from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.rule.evaluation import overdue
from missions.domain.sentences import NO_AREAS, counted, listed
from missions.domain.vocabulary import Category, DecisionKind

NAMED_MOST = 3
YEAR_DAYS = 365


def headline(lead: Leadership) -> str:
    """The opening sentences: areas by category, the last shift, proposals, late areas, drift, weakest evidence."""
    counts, others = opening(lead)
    return " ".join((counts, *others.values()))


def opening(lead: Leadership) -> tuple[str, dict[str, str]]:
    """The count of areas by category; and, in few words, what moved, what is late and what is in doubt."""
    if not lead.areas:
        return NO_AREAS, {}
    told = {
        "Shifts": (*_shifted(lead), *_approved(lead), *_proposed(lead)),
        "Late": tuple(_late(lead)),
        "Evidence": (*_drifting(lead), *_weakest(lead)),
    }
    return _counts(lead), {word: " ".join(said) for word, said in told.items() if said}


def bottom_line(lead: Leadership) -> tuple[str, tuple[str, ...]]:
    """The opening sentences in two parts: first those that call for action (else the count of areas), then the rest."""
    if not lead.areas:
        return headline(lead), ()
    counts = _counts(lead)
    asking = (*_proposed(lead), *_late(lead)) or tuple(_drifting(lead))
    others = (*_shifted(lead), *_approved(lead), *_drifting(lead), *_weakest(lead))
    if not asking:
        return counts, others
    return " ".join(asking), (counts, *(one for one in others if one not in asking))


def late_in_words(items: Iterable[Watched]) -> str:
    """How many of these areas have an overdue evaluation, and how many of those are under review; empty for none."""
    late = overdue(items)
    if not late:
        return ""
    reviewed = sum(item.review is not None for item in late)
    which = "" if len(late) == 1 else "all of them " if reviewed == len(late) else f"{reviewed:,} of them "
    doing = f", {which}under review" if reviewed else ""
    return f"{counted(len(late), 'evaluation')} {'is' if len(late) == 1 else 'are'} overdue{doing}"


def _counts(lead: Leadership) -> str:
    categories = [area.category for area in lead.areas]
    parts = [f"{categories.count(category)} {category.label}" for category in Category]
    if None in categories:
        parts.append(f"{categories.count(None)} with no category in force")
    return f"{counted(len(lead.areas), 'mission area')}: {', '.join(parts)}."


def _shifted(lead: Leadership) -> Iterator[str]:
    """The last day on which an area shifted, and which areas did; if none ever has, the first day of the record."""
    shifts = [
        (decision.on, area.code, decision.category)
        for area in lead.areas
        for decision in lead.past_of(area.code).effective(lead.today)
        if decision.kind is DecisionKind.SHIFT
    ]
    if shifts:
        last = max(on for on, _, _ in shifts)
        moved = [f"{isolated(code)} to {category.label}" for on, code, category in shifts if on == last]
        told = listed(moved) if len(moved) <= NAMED_MOST else f"{len(moved)} areas"
        yield f"The last shift was on {day(last)}: {told}."
    elif lead.begins and lead.begins <= lead.today:
        yield f"No shift since {day(lead.begins)}."


def _approved(lead: Leadership) -> Iterator[str]:
    yield from _pending(lead, "approved but not yet in effect", approved=True)


def _proposed(lead: Leadership) -> Iterator[str]:
    yield from _pending(lead, "proposed", approved=False)


def _pending(lead: Leadership, how: str, *, approved: bool) -> Iterator[str]:
    held = {code: category for code, category in lead.pending.items() if (code in lead.approved) is approved}
    if held:
        moves = [f"{isolated(code)} to {category.label}" for code, category in held.items()]
        verb = "is" if len(moves) == 1 else "are"
        told = f": {listed(moves)}" if len(moves) <= NAMED_MOST else ""
        yield f"{counted(len(moves), 'shift')} {verb} {how}{told}."


def _late(lead: Leadership) -> Iterator[str]:
    """The areas whose evaluation is overdue, and how many of them are under review."""
    if told := late_in_words(lead.watched):
        yield f"{told}."


def _drifting(lead: Leadership) -> Iterator[str]:
    drifting = [isolated(item.area.code) for item in lead.items if item.drifts]
    if drifting:
        which = f": {listed(drifting)}" if len(drifting) <= NAMED_MOST else ""
        yield f"In {counted(len(drifting), 'area')} the assessments no longer support the category{which}."


def _weakest(lead: Leadership) -> Iterator[str]:
    """How many areas have no evidence for their assessments, and how many have mostly old assessments."""
    bare = [isolated(item.area.code) for item in lead.items if item.trust.assessed and not item.trust.covered]
    old = sum((item.trust.median_age or 0) > YEAR_DAYS for item in lead.items)
    parts = []
    if bare:
        who = listed(bare) if len(bare) <= NAMED_MOST else f"{len(bare):,} areas"
        parts.append(f"{who} {'rests' if len(bare) == 1 else 'rest'} on no evidence")
    if old:
        verb = "rests" if old == 1 else "rest"
        parts.append(f"{counted(old, 'area')} {verb} mostly on assessments over a year old")
    if parts:
        sentence = "; ".join(parts)
        yield f"{sentence[0].upper()}{sentence[1:]}."
