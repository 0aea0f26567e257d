"""The posture, or one of its cells, quarter by quarter."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.posture.cited import two_numbers
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.trend import SeenCell, SeenPosture
from missions.domain.memo import memoized
from missions.views.bodies import MadeFrom
from missions.views.commercial.citing import cell_asked
from missions.views.commercial.tabs import tabs
from missions.views.remembered import trend_at
from missions.views.shortcuts import Page, record_page, respond


@dataclass(frozen=True, slots=True)
class BarPiece:
    """The part of a bar for one state, in percent of its length."""

    state: CellState
    start: float
    length: float
    number: int


@dataclass(frozen=True)
class TrendPoint:
    """A column on a day: how many of the areas in which solutions are sought are met, and the bar of all states."""

    met: int
    sought: int
    pieces: tuple[BarPiece, ...]


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The columns quarter by quarter; with `?cell=SATCOM.access`, one cell that exists on the day shown."""
    moment = page.resolved.moment
    seen = trend_at(page.resolved.settled())
    asked = cell_asked(request.GET.get("cell", ""), seen[-1])
    context = {
        "days": seen,
        "columns": [(column, [_point(one, column) for one in seen]) for column in PostureColumn],
        "cell": asked and ".".join(asked),
        "cell_area": asked and asked[0],
        "cell_column": asked and asked[1],
        "cells": [(one, one.cells[asked], _numbers(one.cells[asked])) for one in seen if asked in one.cells],
        "url": addresses.trend(moment.parameters),
        "tabs": tabs("posture", moment.suffix),
    }
    return respond(request, "commercial/trend.html", context, fragment="trend")


def _point(seen: SeenPosture, column: PostureColumn) -> TrendPoint:
    return memoized(seen, ("point", column), lambda: _made_point(seen, column))


def _made_point(seen: SeenPosture, column: PostureColumn) -> TrendPoint:
    states = seen.states(column)
    sought = sum(number for state, number in states.items() if state is not CellState.NOT_SOUGHT)
    return TrendPoint(states[CellState.MET], sought, tuple(_pieces(states)))


def _pieces(states: dict[CellState, int]) -> Iterator[BarPiece]:
    total, start = sum(states.values()), 0
    for state, number in states.items():
        if number:
            yield BarPiece(state, round(start * 100 / total, 2), round(number * 100 / total, 2), number)
            start += number


def _numbers(cell: SeenCell) -> str:
    """The numbers of the measure that decided a cell, with its name; empty if nothing was counted."""
    if not cell.measure:
        return ""
    title = MEASURES[cell.measure].title
    if cell.state is CellState.NO_DATA:
        return f"{title}: {cell.unknown:,} unknown"
    return f"{title}: {two_numbers(cell.measure, cell.n, cell.of, ' of ')}"
