"""The evidence of a brief, with what a newer reading of a catalog says of the figures that it cites."""

from missions.models import Evidence
from missions.queries.catalog.citations import moved_since
from missions.queries.reviews.brief.contents import Brief


def cited(shown: Brief) -> list[tuple[Evidence, str]]:
    """Each piece of evidence; of an open proposal with what has moved since, in words, or an empty text.

    One query where a figure of the catalogs is cited.
    """
    kept = {one.pk: one.kept_figure.figure for one in shown.evidence if hasattr(one, "kept_figure")}
    moved = {} if shown.final else moved_since(shown.loaded.moment, kept)
    return [(one, moved.get(one.pk, "")) for one in shown.evidence]
