"""What the database itself refuses: triggers on rows of record. `storage/rights.py` also removes the rights.

The trigger functions are in `migrations/sql/`. They are not the library's own, which a session can switch off with a
setting; `Guard` uses only the library's migration of the trigger itself.
"""

import pgtrigger
from django.db import models


class Guard(pgtrigger.Trigger):
    """A trigger that runs one of our own functions, so that no session setting switches it off."""

    func = "RETURN NULL;"

    def __init__(self, *, function: str, arguments: str = "", **kwargs):
        self.function = function
        self.arguments = arguments
        super().__init__(**kwargs)

    def render_execute(self, model) -> str:
        return f"{self.function}({self.arguments})"


REFUSALS = [
    Guard(
        name="no_change",
        function="csis_refuse_change",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
    ),
    Guard(
        name="no_truncate",
        function="csis_refuse_change",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
    ),
]

CHAIN_ENTRY = Guard(
    name="chain",
    function="csis_chain_entry",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
)

ENTRY_RIGHTS = Guard(
    name="rights",
    function="csis_entry_rights",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
)

RECORD_ROW = Guard(
    name="entry",
    function="csis_record_row",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
)

# Its entry is of class record and by an analyst; checked at the end of the transaction, as the entry is written last.
OF_ANALYST = Guard(
    name="of_analyst",
    function="csis_of_analyst",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
)


def fact_guards(subject: str) -> list[Guard]:
    """The triggers of a fact about `subject` (a foreign key's name), whose voids name earlier facts of the same."""
    fact = Guard(
        name="fact",
        function="csis_fact_row",
        arguments=f"'{subject}_id'",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
    )
    return [*REFUSALS, RECORD_ROW, fact]


def amended(kind: str) -> Guard:
    """The trigger of a fact that only two people together can record: `kind` is what they change."""
    return Guard(
        name="amended",
        function="csis_amended",
        arguments=f"'{kind}'",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
    )


def choices_check(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """A constraint that the column holds one of the choices."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


def is_insert_only(model: type[models.Model]) -> bool:
    """Whether rows of this model can never change: it has the refusing triggers."""
    return any(trigger in getattr(model._meta, "triggers", ()) for trigger in REFUSALS)
