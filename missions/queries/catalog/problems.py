"""The problems of a reading, recorded or held, page by page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, QuerySet

from missions.domain.catalog.vocabulary import CatalogPart, ProblemKind
from missions.models import CatalogProblem, StagedCatalogProblem

PAGE = 100
# The number of repeated sentences that are listed.
MOST = 8


def of_reading(reading: int) -> QuerySet[CatalogProblem]:
    """The problems of a recorded reading, in their order."""
    return CatalogProblem.objects.filter(reading_id=reading).order_by("position")


def of_import(staged: int) -> QuerySet[StagedCatalogProblem]:
    """The problems of a reading that waits to be recorded, in their order."""
    return StagedCatalogProblem.objects.filter(staged_id=staged).order_by("position")


def narrowed(problems: QuerySet[Any], kind: ProblemKind | None) -> QuerySet[Any]:
    """Those of one kind, or all."""
    return problems.filter(kind=kind) if kind else problems


def page(problems: QuerySet[Any], kind: ProblemKind | None, after: int | None) -> tuple[list[Any], int | None]:
    """A page of problems of one kind or all, and the position of the next page, if there is one. One query."""
    problems = narrowed(problems, kind)
    if after is not None:
        problems = problems.filter(position__gt=after)
    found = list(problems[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].position if len(found) > PAGE else None


def most(problems: QuerySet[Any], kind: ProblemKind | None) -> list[tuple[str, int]]:
    """The sentences that occur more than once, the most frequent first, with their counts. One query."""
    found = narrowed(problems, kind).order_by().values("text").annotate(times=Count("pk")).filter(times__gt=1)
    return list(found.order_by("-times", "text").values_list("text", "times")[:MOST])


def lines(problems: QuerySet[Any], kind: ProblemKind | None) -> Iterator[tuple[str, int, str, str]]:
    """Part, line, kind and text of each problem of one kind or all, in reading order."""
    for one in narrowed(problems, kind).iterator(chunk_size=1000):
        yield CatalogPart(one.part).label, one.line, ProblemKind(one.kind).label, one.text


def counted(problems: Mapping[str, int]) -> list[tuple[ProblemKind, int]]:
    """How many problems there are of each kind, in the order of the kinds, zeros included."""
    return [(kind, problems.get(kind.value, 0)) for kind in ProblemKind]
