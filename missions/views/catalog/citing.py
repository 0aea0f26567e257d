"""Cite the figures of an area by the catalogs as evidence."""

from django.http import Http404, HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.catalog.citation import cited
from missions.forms.catalog.concentration import read_asked
from missions.queries.catalog.concentration import figures_on
from missions.queries.catalog.sources import sources
from missions.views.record.citing import cited_moment, citing
from missions.views.written import written


@written
def cite(request: HttpRequest, code: str) -> HttpResponse:
    """Cite the figures that the address names, at its moment. Raises Http404 if nothing is counted for the area."""
    moment = cited_moment(request).moment
    asked = read_asked(request.GET, sources(moment), moment.as_of)
    found = figures_on(asked.source, asked.choices, asked.on).get(code) if asked.source and not asked.errors else None
    if found is None:
        raise Http404("No snapshot counts anything for this area with these choices.")
    figure = cited(code, asked.source, asked.choices, asked.on, found, moment)
    return citing(request, figure, url=addresses.cite(code, moment.parameters, **asked.pinned), area=code)
