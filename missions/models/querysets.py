"""The facts in force on a date, as known at a sequence: the one rule by which the whole record is read."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models.expressions import RawSQL

# Later than every entry and every key of a row.
AFTER_EVERYTHING = 2**62
# OFFSET 0 keeps the planner from an anti join, which reads the whole table for each subject: only the row that the
# index offers is checked for being voided.
AS_OF = """
SELECT fact.* FROM {table} fact
WHERE fact.{subject} = {of} AND fact.effective_on <= {on} AND {entry} <= {sequence} {only}
  AND NOT EXISTS (SELECT FROM {table} later WHERE later.voids_id = fact.id AND later.entry_id <= {sequence} OFFSET 0)
ORDER BY fact.effective_on DESC, fact.entry_id DESC LIMIT 1
"""
# Times rise with sequences, so the index of times finds it at once. Looking for the greatest sequence by then would
# read all later entries.
LAST_ENTRY = """
coalesce((SELECT sequence FROM missions_auditentry WHERE recorded_at {by}
  ORDER BY recorded_at DESC, sequence DESC LIMIT 1), 0)
"""


def as_of(
    fact: type[models.Model],
    of: str,
    on: str = "%(on)s",
    sequence: str = "%(sequence)s",
    only: str = "",
    newest: bool = False,
) -> str:
    """SQL of the fact in force for one subject, for a LATERAL join.

    Per subject: the fact with the latest effective date on or before `on`, among those with sequence up to this one
    that no fact with sequence up to this one voids; ties go to the later sequence. `of`, `on`, `sequence` and `only`
    are SQL written in this code base, never input. `newest` does not change the answer: it says that hardly any fact is
    later than `sequence`.
    """
    return AS_OF.format(
        table=fact._meta.db_table,
        # As an index condition it would be checked against every entry of an index page, which costs more the longer
        # the history; as an expression, only against the fetched rows, nearly all of which are known.
        entry="fact.entry_id + 0" if newest else "fact.entry_id",
        subject=f"{fact.SUBJECT}_id",
        of=of,
        on=on,
        sequence=sequence,
        only=only,
    )


def last_entry(by: str) -> str:
    """SQL of the sequence of the last entry recorded by a time, 0 if there is none; `by` as in `<= %(known)s`."""
    return LAST_ENTRY.format(by=by)


def last_entry_of_day(on: str = "%(on)s") -> str:
    """SQL of the sequence of the last entry recorded by the end of the day `on`, 0 if there is none."""
    return last_entry(f"< ({on}::date + 1)::timestamptz")


class FactQuerySet(models.QuerySet):
    """Facts, readable as of a date."""

    def as_of(self, on, sequence: int) -> "FactQuerySet":
        """The facts in force on the date `on`, known by `sequence`: at most one for each subject."""
        subjects = self.model._meta.get_field(self.model.SUBJECT).related_model._meta.db_table
        holding = as_of(self.model, "subject.id", on="%s", sequence="%s")
        sql = f"SELECT held.id FROM {subjects} subject CROSS JOIN LATERAL ({holding}) held"
        return self.filter(pk__in=RawSQL(sql, [on, sequence, sequence]))


# The grants that count on the day `{on}`: for each person and role, the newest step effective by then.
NEWEST_STEPS = """
missions_rolegrant held WHERE held.effective_on <= {on}
  AND NOT EXISTS (SELECT FROM missions_rolegrant newer WHERE newer.user_id = held.user_id
    AND newer.role = held.role AND newer.effective_on <= {on} AND newer.entry_id > held.entry_id)
"""


# The held seats: for each review, person and place, the newest seat, unless it was given up.
SEATED = """
missions_seat seat WHERE seat.seated
  AND NOT EXISTS (SELECT FROM missions_seat newer WHERE newer.review_id = seat.review_id
    AND newer.user_id = seat.user_id AND newer.place = seat.place AND newer.entry_id > seat.entry_id)
"""


# The last step of any role, and the inactive accounts: while these are the same, everybody's rights are the same.
PEOPLE_VERSION = """
(SELECT coalesce(max(entry_id), 0) FROM missions_rolegrant)
  || ':' || coalesce((SELECT string_agg(id::text, ',' ORDER BY id) FROM missions_user WHERE NOT is_active), '')
"""


def listed(values: Iterable[str]) -> str:
    """SQL of a list of words that the code declares, such as states; never of input."""
    return ", ".join(f"'{value}'" for value in sorted(values))


def newest_steps(on: date) -> RawSQL:
    """The keys of the grants that count on a day."""
    return RawSQL(f"SELECT held.id FROM {NEWEST_STEPS.format(on='%s')}", (on, on))


def seats_held() -> RawSQL:
    """The keys of the seats that somebody holds."""
    return RawSQL(f"SELECT seat.id FROM {SEATED}", ())


def people_version() -> RawSQL:
    """The version of all roles and accounts: a text that differs after each change of them."""
    return RawSQL(PEOPLE_VERSION, (), output_field=models.TextField())
