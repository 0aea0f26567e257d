"""The requested state of the record: a date and a moment of knowledge, which is converted to a sequence once."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from missions.domain.record.portfolio import Attribution, Moment, PolicyState
from missions.domain.record.rule.policy_numbers import limits_in
from missions.domain.vocabulary import Provenance
from missions.models import PolicyRevision
from missions.models.querysets import as_of, last_entry
from missions.queries.rows import rows

TODAY = "csis_today()"
ENTRY_COLUMNS = "entry.sequence, entry.recorded_at, entry.actor_name"

RESOLVE = f"""
WITH head AS (
  SELECT head.sequence, head.record_sequence, head.process_sequence,
    (SELECT digest FROM missions_auditentry WHERE sequence = head.record_sequence) AS record_digest,
    (SELECT recorded_at FROM missions_auditentry WHERE sequence = 1) AS begins,
    CASE WHEN %(known)s::timestamptz IS NULL THEN head.sequence
      ELSE {last_entry("<= %(known)s")}
    END AS known_sequence
  FROM missions_chainhead head)
SELECT head.record_sequence, head.record_digest, head.process_sequence, head.begins, head.known_sequence,
  (SELECT sample FROM missions_installation) AS sample, policy.*, {ENTRY_COLUMNS}
FROM head
LEFT JOIN LATERAL (
  {as_of(PolicyRevision, of="(SELECT id FROM missions_policy LIMIT 1)", sequence="head.known_sequence")}
) policy ON true
LEFT JOIN missions_auditentry entry ON entry.sequence = policy.entry_id
"""


def today_of_database() -> date:
    """The day by the database's clock, in the time zone of its dates: the day of a fact recorded now."""
    return rows(f"SELECT {TODAY} AS day", {})[0].day


@dataclass(frozen=True)
class Resolved:
    """The moment asked for, the policy in force then, and the current end of the record.

    `version` is the last record sequence, and `digest` that entry's (a record restored from a backup has another one);
    `process_version` is the last sequence of reviews; `begins` is when the record was opened. They are None while the
    record is empty. `sample` says whether the database was made with the sample.
    """

    moment: Moment
    policy: PolicyState | None
    version: int
    digest: str | None
    process_version: int
    begins: datetime | None
    sample: bool

    @property
    def before_record(self) -> bool:
        """Whether the moment of knowledge is before the first entry."""
        return self.moment.sequence == 0

    def settled(self, *, reviews: bool = False) -> "Resolved":
        """The moment without what changes more often than the facts (or, with `reviews`, the steps of reviews).

        Sign-ins and similar entries extend the chain, but change nothing that is read at this moment.
        """
        process = self.process_version if reviews else 0
        sequence = min(self.moment.sequence, max(self.version, process))
        return replace(self, moment=replace(self.moment, sequence=sequence), process_version=process)


def resolve(*, as_of: date, known: datetime | None, today: date, chosen: bool) -> Resolved:
    """Look up the sequence known at `known` (None: now) and the policy in force. One query."""
    row = rows(RESOLVE, {"on": as_of, "known": known})[0]
    moment = Moment(as_of=as_of, sequence=row.known_sequence, known=known, today=today, chosen=chosen)
    return Resolved(
        moment=moment,
        policy=policy_state(row) if row.number is not None else None,
        version=row.record_sequence,
        digest=row.record_digest,
        process_version=row.process_sequence,
        begins=row.begins,
        sample=row.sample,
    )


def policy_state(row) -> PolicyState:
    """A policy revision's row, joined with its entry, as a value."""
    return PolicyState(
        number=row.number,
        government_over=row.government_over,
        commercial_government_at_most=row.commercial_government_at_most,
        commercial_demonstrated_over=row.commercial_demonstrated_over,
        cadence_government_primary=row.cadence_government_primary,
        cadence_hybrid=row.cadence_hybrid,
        cadence_commercial_primary=row.cadence_commercial_primary,
        shift_supports=row.shift_supports,
        shift_organizations=row.shift_organizations,
        reaffirm_supports=row.reaffirm_supports,
        said=Attribution(
            sequence=row.sequence,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            by=row.actor_name,
            reason=row.reason,
            provenance=Provenance(row.provenance),
            source=row.source,
        ),
        limits=limits_in(row),
    )
