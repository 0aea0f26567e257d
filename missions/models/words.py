"""The words of columns, as an index holds them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Said(models.Func):
    """The words of all the texts it is given, as they are searched for."""

    function = "csis_said"
    output_field = SearchVectorField()


def words_index(name: str, *columns: str) -> GinIndex:
    """The index by the words of these columns; `Said` of the same in the same order is looked up in it."""
    return GinIndex(Said(*columns), name=f"{name}_words")
