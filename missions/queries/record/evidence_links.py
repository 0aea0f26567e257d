"""What rests on a piece of evidence, and what a fact rests on, for every kind of fact that can have evidence."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from missions.access import Actor
from missions.domain.record.evidence import AreaSupport, Attachment, Behind, EvidenceState, Resting, Stands
from missions.domain.record.portfolio import Attribution, FunctionState, Moment
from missions.domain.states import DECIDED
from missions.domain.vocabulary import Category, ProposalKind
from missions.models import AreaRevision, Assessment, FunctionRevision
from missions.models.base import Fact
from missions.models.links import LINKS, Links
from missions.models.querysets import as_of, listed
from missions.queries.record.evidence import EVIDENCE, readable, state_of
from missions.queries.rows import rows

OF_FACT = """
{evidence} WHERE fact.entry_id = %(revision)s AND fact.effective_on = %(effective_on)s AND subject.code = %(code)s
  AND link.entry_id <= %(sequence)s ORDER BY evidence.id DESC
"""
JOINED = "{source} JOIN missions_evidence evidence ON evidence.id = link.evidence_id"

ATTACHED = """
SELECT found.*, entry.recorded_at, entry.actor_name FROM ({arms}) found
JOIN missions_auditentry entry ON entry.sequence = found.sequence
ORDER BY in_force DESC, sequence DESC, kind, code LIMIT 200
"""
ATTACHED_TO = """
SELECT '{kind}' AS kind, {area} AS area, subject.code, fact.effective_on, link.reason, link.entry_id AS sequence,
  coalesce(held.id = fact.id, false) AS in_force
FROM {source} LEFT JOIN LATERAL ({holding}) held ON true
WHERE link.evidence_id = %(evidence)s AND link.entry_id <= %(sequence)s
"""

# Subject by subject, because one piece of evidence may be attached to many facts that no longer hold.
STANDS = """
SELECT link.evidence_id, '{kind}' AS kind, {area} AS area, subject.code
FROM (SELECT DISTINCT subject.* FROM {source} WHERE link.evidence_id = ANY (%(keys)s)) subject
JOIN LATERAL ({holding}) held ON true
JOIN {table} link ON link.{column}_id = held.id AND link.entry_id <= %(sequence)s
  AND link.evidence_id = ANY (%(keys)s)
"""

# The evidence of an area and its functions: for the area's name, for names of functions, for their assessments.
OF_FUNCTIONS = f"""
missions_missionarea area JOIN missions_function function ON function.area_id = area.id
JOIN LATERAL ({as_of(FunctionRevision, of="function.id")}) revision ON NOT revision.retired OR %(function)s <> ''
"""
OF_AREA = f"""
missions_missionarea area JOIN LATERAL ({as_of(AreaRevision, of="area.id")}) revision ON %(function)s = ''
JOIN missions_areaevidence link ON link.revision_id = revision.id
"""
OF_NAMES = f"{OF_FUNCTIONS} JOIN missions_functionevidence link ON link.revision_id = revision.id"
OF_ASSESSMENTS = f"""
{OF_FUNCTIONS} JOIN LATERAL ({as_of(Assessment, of="function.id")}) assessment ON true
JOIN missions_assessmentevidence link ON link.assessment_id = assessment.id
"""


def _arm(fact: str, source: str, function: str) -> str:
    shown = f", '{fact}' AS fact, {function} AS function"
    evidence = EVIDENCE.format(source=JOINED.format(source=source), columns=shown)
    named = f" AND (%(function)s = '' OR {function} = %(function)s)" if fact != "area" else ""
    return f"{evidence} WHERE area.code = %(area)s AND link.entry_id <= %(sequence)s{named}"


AROUND = " UNION ALL ".join(
    [
        _arm("area", OF_AREA, "''"),
        _arm("function", OF_NAMES, "function.code"),
        _arm("assessment", OF_ASSESSMENTS, "function.code"),
    ]
)
AROUND = f"{AROUND} ORDER BY id DESC, function"

# Submitted proposals for people who may read them; only decided ones for everybody else.
RESTING = f"""
SELECT DISTINCT ON (revision.proposal_id) revision.proposal_id AS proposal, area.code AS area, revision.kind,
  revision.target
FROM missions_revisionevidence link
JOIN missions_proposalrevision revision ON revision.id = link.revision_id
JOIN missions_proposal proposal ON proposal.id = revision.proposal_id
JOIN missions_review review ON review.id = proposal.review_id
JOIN missions_missionarea area ON area.id = review.area_id
WHERE link.evidence_id = %(evidence)s AND link.entry_id <= %(sequence)s AND (%(everything)s OR EXISTS (
  SELECT FROM missions_transition decided WHERE decided.proposal_id = proposal.id AND decided.entry_id <= %(sequence)s
    AND decided.target IN ({listed(DECIDED)})))
ORDER BY revision.proposal_id DESC, revision.number DESC LIMIT 100
"""


def evidence_of(moment: Moment, name: str, code: str, said: Attribution) -> list[EvidenceState]:
    """The evidence of the fact of this kind about a subject that `said` describes. One query."""
    at = {
        "revision": said.sequence,
        "effective_on": said.effective_on,
        "code": code,
        "sequence": moment.sequence,
    }
    return [state_of(row) for row in rows(_of_fact(name), at)]


def attached(moment: Moment, pk: int) -> tuple[Attachment, ...]:
    """The facts of every kind that a piece of evidence is attached to, those in force first. One query."""
    at = {"evidence": pk, "on": moment.as_of, "sequence": moment.sequence}
    return tuple(
        Attachment(
            stands=Stands(row.kind, row.area or "", row.code),
            effective_on=row.effective_on,
            in_force=row.in_force,
            reason=row.reason,
            sequence=row.sequence,
            recorded_at=row.recorded_at,
            by=row.actor_name,
        )
        for row in rows(_attached(tuple(LINKS)), at)
    )


def stands_behind(moment: Moment, keys: Iterable[int]) -> dict[int, tuple[Stands, ...]]:
    """The facts in force that each of these pieces of evidence is attached to, by key. One query."""
    behind_it: dict[int, tuple[Stands, ...]] = {}
    at = {"keys": list(keys), "on": moment.as_of, "sequence": moment.sequence}
    for row in rows(_stands(tuple(LINKS)), at):
        one = Stands(row.kind, row.area or "", row.code)
        behind_it[row.evidence_id] = (*behind_it.get(row.evidence_id, ()), one)
    return behind_it


def around(moment: Moment, area: str, function: str = "") -> AreaSupport:
    """The evidence of an area and its functions in force, or of one function alone. One query."""
    return around_of(rows(AROUND, asked_around(moment, area, function)))


def asked_around(moment: Moment, area: str, function: str = "") -> dict[str, Any]:
    """The parameters of `AROUND`."""
    return {"area": area, "function": function, "on": moment.as_of, "sequence": moment.sequence}


def around_of(rested: Iterable[Any]) -> AreaSupport:
    """The evidence in the rows of `AROUND`."""
    found: dict[str, dict[int, EvidenceState]] = {"area": {}, "function": {}, "assessment": {}}
    functions: dict[tuple[str, int], list[str]] = {}
    for row in rested:
        found[row.fact].setdefault(row.id, state_of(row))
        functions.setdefault((row.fact, row.id), []).append(row.function)
    names, assessments = (
        tuple(Behind(state, tuple(functions[fact, pk])) for pk, state in found[fact].items())
        for fact in ("function", "assessment")
    )
    return AreaSupport(tuple(found["area"].values()), names, assessments)


def behind(moment: Moment, area: str, function: str = "") -> tuple[Behind, ...]:
    """The evidence for the assessments in force of an area's functions, or of one of them. One query."""
    return around(moment, area, function).assessments


def resting(moment: Moment, pk: int, *, reader: Actor) -> tuple[Resting, ...]:
    """The proposals that rest on a piece of evidence and that the reader may read, newest first. One query."""
    found = rows(RESTING, {"evidence": pk, **readable(moment, reader)})
    return tuple(Resting(row.proposal, row.area, ProposalKind(row.kind), Category(row.target)) for row in found)


def fact_of(name: str, code: str, said: Attribution) -> Fact:
    """The row of the fact of this kind about a subject that `said` describes."""
    fact = LINKS[name].fact
    made = fact.objects.select_related(fact.SUBJECT)
    return made.get(**{f"{fact.SUBJECT}__code": code}, entry=said.sequence, effective_on=said.effective_on)


def assessment_in_force(state: FunctionState) -> Assessment | None:
    """The row of the assessment in force that a function's state was read from; None if it is unassessed."""
    return fact_of("assessment", state.code, state.assessed.said) if state.assessed else None


@cache
def _of_fact(name: str) -> str:
    source = JOINED.format(source=LINKS[name].source)
    return OF_FACT.format(evidence=EVIDENCE.format(source=source, columns=""))


@cache
def _attached(_names: tuple[str, ...]) -> str:
    return ATTACHED.format(arms=" UNION ALL ".join(ATTACHED_TO.format(**_said(one)) for one in LINKS.values()))


@cache
def _stands(_names: tuple[str, ...]) -> str:
    return " UNION ALL ".join(STANDS.format(**_said(one)) for one in LINKS.values()) + " ORDER BY kind, area, code"


def _said(one: Links) -> dict[str, str]:
    areas = {
        "function": "(SELECT code FROM missions_missionarea WHERE id = subject.area_id)",
        "area": "subject.code",
    }
    return {
        "kind": one.name,
        "area": areas.get(one.fact.SUBJECT, "NULL"),
        "source": one.source,
        "table": one.table,
        "column": one.column,
        "holding": as_of(one.fact, of="subject.id", newest=True),
    }
