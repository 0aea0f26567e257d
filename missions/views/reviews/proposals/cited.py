"""The evidence of a brief, with a newer reading's values of the catalog figures that it cites."""

from missions.models import Evidence
from missions.queries.catalog.citations import moved_since
from missions.queries.reviews.brief.contents import Brief


def cited(shown: Brief) -> list[tuple[Evidence, str]]:
    """Each piece of evidence; for an open proposal, with the newer values in words, or empty.

    One query if a figure of the catalogs is cited.
    """
    kept = {one.pk: one.kept_figure.figure for one in shown.evidence if hasattr(one, "kept_figure")}
    moved = {} if shown.final else moved_since(shown.loaded.moment, kept)
    return [(one, moved.get(one.pk, "")) for one in shown.evidence]
