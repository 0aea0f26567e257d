"""The history of a subject: every fact about it, newest entry first, with the values before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import TextChoices

from missions.domain import addresses
from missions.domain.dates import recorded_later
from missions.domain.difference import Difference
from missions.domain.kinds.kind import Kind
from missions.domain.record.evidence import AreaSupport
from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.domain.record.portfolio import Moment
from missions.domain.record.rule.policy_numbers import EVERY_NUMBER, limits
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    Provenance,
)
from missions.models import AreaRevision, Assessment, CategoryDecision, FunctionRevision, PolicyRevision
from missions.models.base import Fact
from missions.models.links import LINKS
from missions.models.querysets import AFTER_EVERYTHING, as_of
from missions.queries.record.evidence_links import AROUND, around_of, asked_around
from missions.queries.rows import both, rows

PAGE = 50


@dataclass(frozen=True)
class Rested:
    """A piece of evidence that a fact rests on."""

    pk: int
    title: str


class About(Enum):
    """What a fact is about."""

    AREA = "area"
    CATEGORY = "category"
    FUNCTION = "function"
    ASSESSMENT = "assessment"
    POLICY = "policy"


@dataclass(frozen=True)
class HistoryRow:
    """One fact: who recorded it, when, why, its effective date, what it changed, and the evidence recorded with it."""

    about: About
    sequence: int
    recorded_at: datetime
    effective_on: date | None
    by: str
    what: str
    subject: str
    path: str
    reason: str
    provenance: Provenance
    source: str
    changes: tuple[Difference, ...]
    withdrawal: bool
    voided: bool
    evidence: tuple[Rested, ...] = ()

    @property
    def of_function(self) -> bool:
        """Whether it is about a function, not about its area."""
        return self.about in {About.FUNCTION, About.ASSESSMENT}

    @property
    def recorded_later(self) -> bool:
        """Whether it was recorded after the day it took effect."""
        return recorded_later(self.recorded_at, self.effective_on)


@dataclass(frozen=True)
class HistoryPage:
    """A page of history; `older` is the sequence that leads to the next page, None at the end."""

    rows: tuple[HistoryRow, ...]
    older: int | None
    newest: bool


@dataclass(frozen=True)
class FactKind:
    """How to describe one kind of fact: its fields by label, with the choices that name their values.

    `defaults` are the values that an empty column stands for.
    """

    model: type[Fact]
    label: str
    fields: dict[str, tuple[str, type[TextChoices] | None]]
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def value(self, row: dict[str, Any], name: str) -> Any:
        """A row's value of a field; None without a row."""
        return self.defaults.get(name) if row and row.get(name) is None else row.get(name)


def _told(kind: Kind) -> dict[str, tuple[str, type[TextChoices] | None]]:
    return {field.name: (field.label, field.choices) for field in kind.fields}


DECIDED = {DecisionKind.SHIFT.value: "shifted", DecisionKind.REAFFIRM.value: "reaffirmed"}

FACT_KINDS = {
    About.AREA: FactKind(AreaRevision, "Area", {"name": ("Name", None), "emerging": ("Emerging area", None)}),
    About.CATEGORY: FactKind(
        CategoryDecision, "Category", {"category": ("Category", Category), "kind": ("Kind", DecisionKind)}
    ),
    About.FUNCTION: FactKind(FunctionRevision, FUNCTION.label, {**_told(FUNCTION), "retired": ("Retired", None)}),
    About.ASSESSMENT: FactKind(Assessment, ASSESSMENT.label, _told(ASSESSMENT)),
    About.POLICY: FactKind(
        PolicyRevision,
        "Policy",
        {name: (number.label, None) for name, number in EVERY_NUMBER.items()},
        limits(),
    ),
}

AREAS = "(SELECT id, code, code AS area FROM missions_missionarea WHERE code = %(code)s)"
FUNCTIONS_WHERE = (
    "(SELECT function.id, function.code, area.code AS area FROM missions_function function"
    " JOIN missions_missionarea area ON area.id = function.area_id WHERE {column} = %(code)s)"
)
FUNCTIONS = FUNCTIONS_WHERE.format(column="function.code")
FUNCTIONS_OF_AREA = FUNCTIONS_WHERE.format(column="area.code")
POLICIES = "(SELECT id, code, NULL AS area FROM missions_policy WHERE code = %(code)s)"

# The newest entries of each subject that fill a page, with each one's number of facts, from an index alone. For an
# earlier day, all later entries are passed over; comparing columns rather than rows lets the index do that at half the
# cost.
SEQUENCES = """
SELECT '{kind}' AS kind, recent.* FROM {subjects} subject CROSS JOIN LATERAL (
  SELECT subject.id AS subject, fact.entry_id, count(*) AS facts FROM (
    SELECT * FROM (
      SELECT entry_id FROM {table} WHERE {subject} = subject.id
        AND (entry_id, effective_on) <= (%(upto)s, date 'infinity') AND effective_on <= %(on)s
      ORDER BY entry_id DESC OFFSET 0) holding
    UNION ALL SELECT * FROM (
      SELECT entry_id FROM {table} WHERE {subject} = subject.id AND entry_id <= %(upto)s AND effective_on IS NULL
      ORDER BY entry_id DESC OFFSET 0) withdrawing) fact
  GROUP BY fact.entry_id ORDER BY fact.entry_id DESC LIMIT %(size)s + 1) recent
"""

# Each fact of the entries shown, with the record for its day just before the entry and since. OFFSET 0 keeps the
# planner from reading whole tables for these few rows.
FACTS = """
SELECT '{kind}' AS kind, subject.code AS subject, subject.area, to_jsonb(since) AS since, to_jsonb(earlier) AS earlier,
  fact.entry_id, fact.effective_on, fact.reason, fact.provenance, fact.source,
  fact.effective_on IS NULL AS withdrawal,
  EXISTS (SELECT FROM {table} later
    WHERE later.voids_id = fact.id AND later.entry_id <= %(sequence)s OFFSET 0) AS voided,
  fact.entry_id AS came_in, false AS attached
FROM page JOIN {subjects} subject ON subject.id = page.subject
JOIN LATERAL (
  SELECT * FROM {table} WHERE {subject} = page.subject AND entry_id = page.entry_id OFFSET 0) fact ON true
LEFT JOIN {table} withdrawn ON withdrawn.id = fact.voids_id
CROSS JOIN LATERAL (
  SELECT coalesce(fact.effective_on, withdrawn.effective_on) AS day,
    fact.entry_id AS written, fact.entry_id - 1 AS prior
) at
LEFT JOIN LATERAL ({since}) since ON true
LEFT JOIN LATERAL ({earlier}) earlier ON true
WHERE page.kind = '{kind}' AND (fact.effective_on <= %(on)s OR fact.effective_on IS NULL)
"""

# The page ends with the entry that fills it, so only facts that are shown are read.
PAGE_OF = """
WITH recent AS MATERIALIZED ({sequences}),
last AS MATERIALIZED (
  SELECT min(entry_id) AS entry_id FROM (
    SELECT entry_id, sum(facts) AS facts, sum(sum(facts)) OVER (ORDER BY entry_id DESC) AS so_far
    FROM recent GROUP BY entry_id) counted
  WHERE so_far - facts < %(size)s),
page AS MATERIALIZED (SELECT recent.* FROM recent, last WHERE recent.entry_id >= last.entry_id)
SELECT facts.*, entry.recorded_at, entry.actor_name,
  EXISTS (SELECT FROM recent, last WHERE recent.entry_id < last.entry_id) AS goes_on
FROM ({facts}) facts CROSS JOIN LATERAL (
  SELECT recorded_at, actor_name FROM missions_auditentry WHERE sequence = facts.entry_id OFFSET 0) entry
ORDER BY facts.entry_id DESC, facts.attached, facts.kind, facts.subject
"""

# The evidence attached in the entries of a page: one row for each fact and entry, in the shape of a fact's row.
ATTACHED = """
SELECT '{kind}' AS kind, subject.code AS subject, subject.area,
  jsonb_agg(jsonb_build_object('pk', evidence.id, 'title', evidence.title) ORDER BY evidence.id) AS since,
  NULL::jsonb AS earlier, link.entry_id, NULL::date AS effective_on, min(link.reason) AS reason, fact.provenance,
  '' AS source, false AS withdrawal, false AS voided, fact.entry_id AS came_in,
  true AS attached
FROM {links} link
JOIN {table} fact ON fact.id = link.{column}_id AND fact.effective_on <= %(on)s
JOIN {subjects} subject ON subject.id = fact.{subject}
JOIN missions_evidence evidence ON evidence.id = link.evidence_id
WHERE link.entry_id >= (
    SELECT coalesce(max(entry_id), 0) FROM last WHERE EXISTS (SELECT FROM recent WHERE recent.entry_id < last.entry_id))
  AND link.entry_id <= %(upto)s
GROUP BY subject.code, subject.area, link.entry_id, fact.id
"""

OF_AREA = {
    About.AREA: AREAS,
    About.CATEGORY: AREAS,
    About.FUNCTION: FUNCTIONS_OF_AREA,
    About.ASSESSMENT: FUNCTIONS_OF_AREA,
}


def area_history(moment: Moment, code: str, *, before: int | None = None, size: int = PAGE) -> HistoryPage:
    """Everything recorded about an area and its functions, newest first. One query."""
    return _page(moment, code, OF_AREA, before, size)


def newest_and_evidence(moment: Moment, code: str, *, size: int) -> tuple[HistoryPage, AreaSupport]:
    """The newest facts about an area and its functions, at most this many; and what they rest on. One query."""
    found, evidence = both(_statement(OF_AREA), AROUND, _asked(moment, code, None, size) | asked_around(moment, code))
    page = _page_of(found, newest=True)
    return replace(page, rows=page.rows[:size]), around_of(evidence)


def function_history(moment: Moment, code: str, *, before: int | None = None, size: int = PAGE) -> HistoryPage:
    """Everything recorded about one function, newest first. One query."""
    return _page(moment, code, {About.FUNCTION: FUNCTIONS, About.ASSESSMENT: FUNCTIONS}, before, size)


def policy_history(moment: Moment, *, before: int | None = None) -> HistoryPage:
    """Every revision of the policy, newest first. One query."""
    return _page(moment, "policy", {About.POLICY: POLICIES}, before, PAGE)


def _page(moment: Moment, code: str, subjects: dict[About, str], before: int | None, size: int) -> HistoryPage:
    """The entries below `before` that contain the newest `size` facts; entries are not split, so there may be more.

    Evidence attached in these entries is shown in the row of its fact, or in a row of its own.
    """
    return _page_of(rows(_statement(subjects), _asked(moment, code, before, size)), newest=before is None)


def _asked(moment: Moment, code: str, before: int | None, size: int) -> dict[str, Any]:
    return {
        "code": code,
        "on": moment.as_of,
        "sequence": moment.sequence,
        "upto": min(moment.sequence, (before or AFTER_EVERYTHING) - 1),
        "size": size,
    }


def _page_of(found: list[Any], *, newest: bool) -> HistoryPage:
    facts = [row for row in found if not row.attached]
    attached = [row for row in found if row.attached]
    came_with = {
        (About(row.kind), row.entry_id, row.subject): _rested(row) for row in attached if row.entry_id == row.came_in
    }
    told = [_row(row, came_with) for row in facts]
    told += [_attached(row) for row in attached if row.entry_id != row.came_in]
    told.sort(key=lambda row: -row.sequence)
    return HistoryPage(
        rows=tuple(told), older=facts[-1].entry_id if facts and facts[-1].goes_on else None, newest=newest
    )


def _statement(subjects: dict[About, str]) -> str:
    parts = []
    for about, table_of_subjects in subjects.items():
        model = FACT_KINDS[about].model
        parts.append(
            {
                "kind": about.value,
                "table": model._meta.db_table,
                "subject": f"{model.SUBJECT}_id",
                "subjects": table_of_subjects,
                "since": as_of(model, of="subject.id", on="at.day", sequence="at.written", newest=True),
                "earlier": as_of(model, of="subject.id", on="at.day", sequence="at.prior", newest=True),
            }
        )
    attached = ((part, LINKS[part["kind"]]) for part in parts if part["kind"] in LINKS)
    facts = [FACTS.format(**part) for part in parts]
    facts += [ATTACHED.format(links=links.table, column=links.column, **part) for part, links in attached]
    return PAGE_OF.format(
        sequences=" UNION ALL ".join(SEQUENCES.format(**part) for part in parts), facts=" UNION ALL ".join(facts)
    )


def _row(row: Any, came_with: Mapping[tuple[About, int, str], tuple[Rested, ...]]) -> HistoryRow:
    about = About(row.kind)
    kind, earlier, since = FACT_KINDS[about], row.earlier or {}, row.since or {}
    return HistoryRow(
        about=about,
        sequence=row.entry_id,
        recorded_at=row.recorded_at,
        effective_on=row.effective_on,
        by=row.actor_name,
        what=f"{kind.label} {_verb(row, earlier, since)}",
        subject=row.subject,
        path=_path(row),
        reason=row.reason,
        provenance=Provenance(row.provenance),
        source=row.source,
        changes=_changes(kind, earlier, since),
        withdrawal=row.withdrawal,
        voided=row.voided,
        evidence=came_with.get((about, row.entry_id, row.subject), ()),
    )


def _verb(row: Any, earlier: dict[str, Any], since: dict[str, Any]) -> str:
    if row.withdrawal:
        return "withdrawn"
    if since.get("retired"):
        return "retired"
    if since.get("kind") in DECIDED:
        return DECIDED[since["kind"]]
    return "revised" if earlier else "recorded"


def _path(row: Any) -> str:
    """The page of the row's subject, without a date."""
    if row.area is None:
        return addresses.POLICY
    return addresses.area(row.area) if row.subject == row.area else addresses.function(row.area, row.subject)


def _changes(kind: FactKind, earlier: dict[str, Any], since: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields that differ between the two, in the order of the kind."""
    return tuple(
        Difference(label, words(kind.value(earlier, name), choices), words(kind.value(since, name), choices))
        for name, (label, choices) in kind.fields.items()
        if earlier.get(name) != since.get(name) and (earlier.get(name) or since.get(name))
    )


def words(value: Any, choices: type[TextChoices] | None) -> str:
    """A stored value as it is shown."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
    return choices(value).label if choices else str(value)


def _rested(row: Any) -> tuple[Rested, ...]:
    return tuple(Rested(one["pk"], one["title"]) for one in row.since)


def _attached(row: Any) -> HistoryRow:
    """Evidence attached to an existing fact; its only date is the day it was recorded."""
    return HistoryRow(
        about=About(row.kind),
        sequence=row.entry_id,
        recorded_at=row.recorded_at,
        effective_on=row.recorded_at.date(),
        by=row.actor_name,
        what="Evidence attached",
        subject=row.subject,
        path=_path(row),
        reason=row.reason,
        provenance=Provenance(row.provenance),
        source="",
        changes=(),
        withdrawal=False,
        voided=False,
        evidence=_rested(row),
    )
