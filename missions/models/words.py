"""The words of columns, in an index."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Said(models.Func):
    """The words of all the given texts, as a search looks for them."""

    function = "csis_said"
    output_field = SearchVectorField()


def words_index(name: str, *columns: str) -> GinIndex:
    """The index of the words of these columns; `Said` of the same columns in the same order uses it."""
    return GinIndex(Said(*columns), name=f"{name}_words")
