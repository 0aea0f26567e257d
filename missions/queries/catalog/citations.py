"""Figures of the catalogs that were cited as evidence, compared with the newest reading."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from missions.domain.catalog.asking import ReadingSource
from missions.domain.catalog.citation import Citation, citation, newer_values
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.figures import CitedFigure
from missions.domain.record.portfolio import Moment
from missions.queries.catalog.concentration import figures_on
from missions.queries.catalog.sources import sources

T = TypeVar("T")


def moved_since(moment: Moment, kept: Mapping[T, CitedFigure]) -> dict[T, str]:
    """For the figures that a newer reading contradicts, its values. One query if any figure is a catalog's."""
    cited = {key: one for key, figure in kept.items() if (one := citation(figure))}
    readings = sources(moment) if cited else ()
    told = {key: _moved(one, readings) for key, one in cited.items()}
    return {key: words for key, words in told.items() if words}


def told_of(moment: Moment, found: Iterable[EvidenceState]) -> dict[int, str]:
    """For each piece of evidence, by key, what a newer reading says if it contradicts the cited figure.

    One query if any figure is a catalog's.
    """
    return moved_since(moment, {one.pk: one.kept.figure for one in found if one.kept})


def _moved(one: Citation, readings: Iterable[ReadingSource]) -> str:
    answering = (found for found in readings if found.publisher is one.publisher)
    newest = next((found for found in answering if found.first_day <= one.on <= found.data_date), None)
    if newest is None or newest.reading == one.reading:
        return ""
    return newer_values(one, newest, figures_on(newest, one.choices, one.on).get(one.area))
