"""Cite a cell of the posture as evidence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.domain import addresses
from missions.domain.commercial.posture.cited import cited_cell
from missions.domain.commercial.posture.columns import PostureColumn
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.trend import SeenPosture
from missions.queries.record.portfolio import portfolio
from missions.views.record.citing import cited_moment, citing
from missions.views.remembered import posture_at
from missions.views.written import written


def cell_asked(asked: str, held: Posture | SeenPosture) -> tuple[str, PostureColumn] | None:
    """The cell asked for as area and column, such as SATCOM.access; None for an empty text.

    Raises Http404 if there is none.
    """
    if not asked:
        return None
    area, _, column = asked.rpartition(".")
    if column not in PostureColumn.values or (area, PostureColumn(column)) not in held.cells:
        raise Http404("There is no such cell on this date.")
    return area, PostureColumn(column)


@written
def cell(request: HttpRequest) -> HttpResponse:
    """Cite the cell that `?cell=SATCOM.access` names, at the moment in the address; without one, show the posture."""
    resolved = cited_moment(request)
    moment = resolved.moment
    held = posture_at(resolved)
    found = cell_asked(request.GET.get("cell", ""), held)
    if found is None:
        return redirect(addresses.posture(moment.parameters))
    area = portfolio(moment, resolved.policy, area=found[0]).area(found[0])
    figure = cited_cell(held.cells[found], area.name, moment)
    return citing(request, figure, url=addresses.cite_cell(".".join(found), moment.parameters), area=found[0])
