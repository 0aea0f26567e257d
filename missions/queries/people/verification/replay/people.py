"""Who granted roles and seats, signed acts, and recorded facts. Entries without an actor are the owner's."""

from django.apps import apps

from missions.access import CONFIRMED_ROLES, WORKFLOW_ROLES
from missions.models import Assessment, AssessmentEvidence, Evidence, Function, FunctionRevision
from missions.models.guards import OF_ANALYST
from missions.models.reviews.reviews import Act
from missions.queries.people.verification.replay.roles_and_seats import held, held_as

CONFIRMED = ", ".join(f"'{role}'" for role in sorted(CONFIRMED_ROLES))

ADMINISTERS, CONFIRMS = (held("entry.actor_id", role, "entry.sequence") for role in ("administrator", "steward"))

# The program itself ends a role only after its last day. The zone of dates may have changed since, so the day must be
# over somewhere on Earth (UTC+14). Only tests set up a database by ending roles.
RAN_OUT = """(before.step <> 'ended' AND before.ends_on < (entry.recorded_at AT TIME ZONE 'Etc/GMT-14')::date
    OR EXISTS (SELECT FROM missions_installation WHERE kind = 'test'))"""

GRANTS = f"""
SELECT entry.sequence, 'missions_rolegrant', format(
  'The role %s of %s was %s in entry %s by somebody who could not do it.',
  given.role, account.username, given.step, entry.sequence)
FROM missions_rolegrant given
JOIN missions_user account ON account.id = given.user_id
JOIN missions_auditentry entry ON entry.sequence = given.entry_id
LEFT JOIN LATERAL (
  SELECT step, entry_id, ends_on FROM missions_rolegrant earlier
  WHERE earlier.user_id = given.user_id AND earlier.role = given.role AND earlier.entry_id < given.entry_id
  ORDER BY earlier.entry_id DESC LIMIT 1) before ON true
LEFT JOIN missions_auditentry proposed ON proposed.sequence = before.entry_id
WHERE (CASE
  WHEN entry.actor_id IS NULL THEN given.step <> 'ended' OR {RAN_OUT}
  WHEN given.step = 'ended' THEN {ADMINISTERS} OR given.role IN ({CONFIRMED}) AND {CONFIRMS}
  WHEN given.user_id = entry.actor_id THEN false
  WHEN given.step = 'proposed' OR given.role NOT IN ({CONFIRMED}) THEN {ADMINISTERS}
  ELSE {CONFIRMS} AND before.step = 'proposed' AND proposed.actor_id IS DISTINCT FROM entry.actor_id
END) IS NOT TRUE
ORDER BY 1
"""

SEATS = f"""
SELECT seat.entry_id, 'missions_seat', format(
  '%s was seated in review %s in entry %s by somebody who could not do it, or without the role.',
  account.username, seat.review_id, seat.entry_id)
FROM missions_seat seat
JOIN missions_user account ON account.id = seat.user_id
JOIN missions_review review ON review.id = seat.review_id
WHERE NOT (CASE WHEN seat.by_id IS NULL THEN seat.entry_id = review.entry_id AND seat.seated
      ELSE {held("seat.by_id", "steward", "seat.entry_id")} END)
  OR seat.seated AND NOT {held_as("seat.user_id", "seat.place", "seat.entry_id")}
  OR seat.seated AND seat.place = 'reviewer' AND seat.user_id = seat.by_id
ORDER BY 1
"""


def _brought(table: str) -> str:
    return f"""
SELECT entry.sequence, '{table}', format(
  'Entry %s adds rows of {table} by somebody who was no analyst then.', entry.sequence)
FROM (SELECT DISTINCT entry_id FROM {table}) brought
JOIN missions_auditentry entry ON entry.sequence = brought.entry_id
WHERE entry.actor_id IS NOT NULL AND NOT {held("entry.actor_id", "analyst", "entry.sequence")}
ORDER BY 1
"""


def _signed(table: str) -> str:
    return f"""
SELECT entry.sequence, '{table}', format(
  'Row %s of {table} names somebody else than its entry %s.', signed.id, entry.sequence)
FROM {table} signed JOIN missions_auditentry entry ON entry.sequence = signed.entry_id
WHERE signed.by_id IS DISTINCT FROM entry.actor_id ORDER BY 1
"""


TAKES_PART = " OR ".join(held("entry.actor_id", role, "entry.sequence") for role in sorted(WORKFLOW_ROLES))


def _said(table: str) -> str:
    return f"""
SELECT entry.sequence, '{table}', format(
  'Row %s of {table} was brought in entry %s by somebody who took no part in reviews then.', said.id, entry.sequence)
FROM {table} said JOIN missions_auditentry entry ON entry.sequence = said.entry_id
WHERE NOT ({TAKES_PART}) ORDER BY 1
"""


PROGRESS = f"""
SELECT entry.sequence, 'missions_opportunityprogress', format(
  'Entry %s says what became of opportunity %s, by neither its owner nor a steward.',
  entry.sequence, progress.opportunity_id)
FROM missions_opportunityprogress progress
JOIN missions_opportunity opportunity ON opportunity.id = progress.opportunity_id
JOIN missions_auditentry entry ON entry.sequence = progress.entry_id
WHERE entry.actor_id IS DISTINCT FROM opportunity.owner_id
  AND NOT {held("entry.actor_id", "steward", "entry.sequence")}
ORDER BY 1
"""

# In addition to tables whose own guard accepts only entries of analysts.
OF_ANALYSTS = (Function, FunctionRevision, Assessment, Evidence, AssessmentEvidence)
GUARDED = tuple(
    model
    for model in apps.get_app_config("missions").get_models()
    if OF_ANALYST in getattr(model._meta, "triggers", ())
)
CHECKS = (
    GRANTS,
    SEATS,
    *(_brought(model._meta.db_table) for model in (*OF_ANALYSTS, *GUARDED)),
    *(_said(f"missions_{name}") for name in ("comment", "opportunity")),
    PROGRESS,
    *(_signed(act._meta.db_table) for act in Act.__subclasses__()),
)
