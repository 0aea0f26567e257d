"""“Start here”: the first steps in a record without functions, and which of them the reader may take."""

from dataclasses import dataclass

from missions.access import Actor, Permission, can


@dataclass(frozen=True)
class Start:
    """Which of the first steps the reader may take."""

    accounts: bool
    organizations: bool
    functions: bool
    cycle: bool


def start_here(actor: Actor, *, has_functions: bool) -> Start | None:
    """The first steps, or None where the record has functions."""
    if has_functions:
        return None
    return Start(
        accounts=can(actor, Permission.MANAGE_ACCOUNTS),
        organizations=can(actor, Permission.KEEP_ORGANIZATIONS),
        functions=can(actor, Permission.ASSESS),
        cycle=can(actor, Permission.RUN_REVIEWS),
    )
