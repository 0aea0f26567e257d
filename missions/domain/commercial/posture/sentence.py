"""The sentence at the top of the posture. It claims nothing beyond the numbers."""

from collections.abc import Iterator

from missions.domain.commercial.posture.columns import CellState
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.vocabulary import YesNo
from missions.domain.memo import memoized
from missions.domain.sentences import NO_AREAS, counted

# Printed on every page and file of the posture.
SENSITIVE = (
    "Put together, such facts can be more sensitive than each alone: treat this as your deployment's notice says."
)


def sentence(posture: Posture) -> str:
    """The sentence of a posture, computed once."""
    return memoized(posture, "sentence", lambda: _sentence(posture))


def _sentence(posture: Posture) -> str:
    """Such as "48 of 58 open functions have an offer, 15 from one parent; access in conflict is recorded for none; …".

    Areas for which commercial solutions are not sought are not counted.
    """
    if not posture.areas:
        return NO_AREAS
    sought = [area for area in posture.areas if not area.not_sought]
    if not sought:
        return f"Commercial solutions are sought for none of {counted(len(posture.areas), 'area')}."
    parts = [*_offers(posture), *_not_sought(posture), *_cells(posture)]
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _offers(posture: Posture) -> Iterator[str]:
    """Open functions with an offer, those from one parent, and access in conflict; or why nothing is counted."""
    sought = [area for area in posture.areas if not area.not_sought]
    unassessed = sum(len(area.unassessed) for area in sought)
    total = sum(len(area.open) for area in sought)
    if not total:
        waiting = f", and {counted(unassessed, 'function')} {_is(unassessed)} not assessed" if unassessed else ""
        yield f"no function is recorded as open to commercial solutions{waiting}"
        return
    singles = _verdicts(posture, "single_parent")
    alone = singles.count(YesNo.YES)
    one_parent = f", {alone or 'none'} from one parent" if singles else ""
    have = "has" if total == 1 else "have"
    yield f"{len(singles) or 'none'} of {counted(total, 'open function')} {have} an offer{one_parent}"
    if unassessed:
        yield f"{counted(unassessed, 'function')} {_is(unassessed)} not assessed"
    conflict = _verdicts(posture, "access_conflict").count(YesNo.YES)
    yield f"access in conflict is recorded for {counted(conflict, 'function') if conflict else 'none'}"


def _verdicts(posture: Posture, measure: str) -> list[YesNo]:
    """What the measure says of each thing that it counts, over all areas."""
    results = (result for cell in posture.cells.values() for result in cell.results if result.measure == measure)
    return [item.verdict for result in results for item in result.items]


def _not_sought(posture: Posture) -> Iterator[str]:
    number = sum(area.not_sought for area in posture.areas)
    if number:
        yield f"commercial solutions are not sought for {counted(number, 'area')}"


def _cells(posture: Posture) -> Iterator[str]:
    without = sum(cell.state is CellState.NO_DATA for cell in posture.cells.values())
    if without == len(posture.cells):
        yield "no cell has data"
    elif without:
        yield f"{counted(without, 'cell')} {'has' if without == 1 else 'have'} no data"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
