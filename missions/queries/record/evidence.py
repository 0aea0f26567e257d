"""Evidence at a moment: what is known, what it stands behind, and what a form offers to choose from.

Whoever may not read proposals reads the evidence behind assessments and decided proposals, and what supersedes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from missions.access import Actor, Permission, can
from missions.domain.record.evidence import Attachment, Behind, EvidenceFile, EvidenceState, Resting
from missions.domain.record.figures import Kept, read_figure
from missions.domain.record.portfolio import FunctionState, Moment
from missions.domain.vocabulary import Category, EvidenceKind, ProposalKind, Provenance, State
from missions.models import Assessment, Evidence, FunctionRevision
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.rows import rows

PAGE = 25
OFFERED = 12
AFTER_EVERYTHING = 2**62

EVIDENCE = """
SELECT evidence.id, evidence.kind, evidence.title, evidence.publisher, evidence.dated_on, evidence.url, evidence.note,
  evidence.provenance, evidence.reason, evidence.sha256, evidence.size, evidence.media_type, evidence.file_name,
  evidence.supersedes_id, newer.id AS newer_id, entry.sequence, entry.recorded_at, entry.actor_name,
  kept.content, kept.content_hash, kept.computed_at{columns}
FROM {source}
JOIN missions_auditentry entry ON entry.sequence = evidence.entry_id
LEFT JOIN missions_evidence newer ON newer.supersedes_id = evidence.id AND newer.entry_id <= %(sequence)s
LEFT JOIN missions_keptfigure kept ON kept.evidence_id = evidence.id
"""

# Where a statement says that records of kinds rest on it: `with_kinds` writes it for those that are declared by then.
BEHIND_RECORDS = "/* behind records of kinds */"
# It, or what it took the place of, stands behind an assessment, a record of a declared kind, or a decided proposal.
READABLE = f"""
(%(everything)s OR EXISTS (
  WITH RECURSIVE line AS (
    SELECT evidence.id, evidence.supersedes_id
    UNION SELECT older.id, older.supersedes_id FROM missions_evidence older JOIN line ON older.id = line.supersedes_id)
  SELECT FROM line WHERE EXISTS (
    SELECT FROM missions_assessmentevidence link WHERE link.evidence_id = line.id AND link.entry_id <= %(sequence)s)
  {BEHIND_RECORDS}
  OR EXISTS (
    SELECT FROM missions_revisionevidence link
    JOIN missions_proposalrevision revision ON revision.id = link.revision_id
    JOIN missions_transition decided ON decided.proposal_id = revision.proposal_id
      AND decided.target IN ('{State.EFFECTIVE.value}', '{State.REJECTED.value}')
    WHERE link.evidence_id = line.id AND decided.entry_id <= %(sequence)s)))
"""

# Every word that was typed, wherever it stands.
SAYS = """
concat_ws(' ', evidence.title, evidence.publisher, evidence.note, evidence.url, evidence.file_name)
  ILIKE ALL (%(patterns)s)
"""

# Behind any assessment of that function, or of a function of that area.
BEHIND_CODE = """
EXISTS (SELECT FROM missions_assessmentevidence link
  JOIN missions_assessment assessment ON assessment.id = link.assessment_id
  JOIN missions_function function ON function.id = assessment.function_id
  JOIN missions_missionarea area ON area.id = function.area_id
  WHERE link.evidence_id = evidence.id AND link.entry_id <= %(sequence)s AND %(behind)s IN (function.code, area.code))
"""

FOUND = f"""
{EVIDENCE.format(source="missions_evidence evidence", columns="")}
WHERE evidence.entry_id <= %(sequence)s AND evidence.id < %(before)s
  AND {SAYS}
  AND (%(kind)s = '' OR evidence.kind = %(kind)s)
  AND (%(provenance)s = '' OR evidence.provenance = %(provenance)s)
  AND (%(behind)s = '' OR {BEHIND_CODE}) AND {READABLE}
ORDER BY evidence.id DESC LIMIT %(limit)s
"""

BY_KEY = f"""
{EVIDENCE.format(source="missions_evidence evidence", columns="")}
WHERE evidence.entry_id <= %(sequence)s AND evidence.id = ANY (%(keys)s) AND {READABLE} ORDER BY evidence.id DESC
"""

READABLE_KEYS = f"SELECT evidence.id FROM missions_evidence evidence WHERE evidence.id = ANY (%(keys)s) AND {READABLE}"

READABLE_FILE = f"""
SELECT FROM missions_evidence evidence WHERE evidence.id = %(key)s AND evidence.sha256 <> '' AND {READABLE}
"""

IN_FORCE = f"""
missions_missionarea area
JOIN missions_function function ON function.area_id = area.id
JOIN LATERAL ({as_of(FunctionRevision, of="function.id")}) revision ON NOT revision.retired OR %(function)s <> ''
JOIN LATERAL ({as_of(Assessment, of="function.id")}) assessment ON true
JOIN missions_assessmentevidence link ON link.assessment_id = assessment.id AND link.entry_id <= %(sequence)s
JOIN missions_evidence evidence ON evidence.id = link.evidence_id
"""

BEHIND = f"""
{EVIDENCE.format(source=IN_FORCE, columns=", function.code AS function")}
WHERE area.code = %(area)s AND (%(function)s = '' OR function.code = %(function)s)
ORDER BY evidence.id DESC, function.code
"""

FUNCTIONS_BEHIND = f"""
SELECT link.evidence_id, area.code AS area, function.code AS function
FROM (SELECT DISTINCT assessment.function_id AS id FROM missions_assessmentevidence link
  JOIN missions_assessment assessment ON assessment.id = link.assessment_id
  WHERE link.evidence_id = ANY (%(keys)s)) one
JOIN missions_function function ON function.id = one.id
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({as_of(Assessment, of="function.id")}) held ON true
JOIN missions_assessmentevidence link ON link.assessment_id = held.id AND link.entry_id <= %(sequence)s
  AND link.evidence_id = ANY (%(keys)s)
ORDER BY area.code, function.code
"""

ATTACHED = f"""
SELECT area.code AS area, function.code AS function, revision.name, assessment.effective_on, link.reason,
  entry.sequence, entry.recorded_at, entry.actor_name, coalesce(held.id = assessment.id, false) AS in_force
FROM missions_assessmentevidence link
JOIN missions_auditentry entry ON entry.sequence = link.entry_id
JOIN missions_assessment assessment ON assessment.id = link.assessment_id
JOIN missions_function function ON function.id = assessment.function_id
JOIN missions_missionarea area ON area.id = function.area_id
LEFT JOIN LATERAL ({as_of(FunctionRevision, of="function.id")}) revision ON true
LEFT JOIN LATERAL ({as_of(Assessment, of="function.id")}) held ON true
WHERE link.evidence_id = %(evidence)s AND link.entry_id <= %(sequence)s
ORDER BY in_force DESC, link.entry_id DESC, function.code LIMIT 200
"""

# Proposals that were sent, to whom may read them; to the others those that were decided on.
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
    AND decided.target IN ('{State.EFFECTIVE.value}', '{State.REJECTED.value}')))
ORDER BY revision.proposal_id DESC, revision.number DESC LIMIT 100
"""

# First what stands behind assessments of the function, then of its area, then the newest; none that is superseded.
OFFER = f"""
{EVIDENCE.format(source="missions_evidence evidence", columns="")}
LEFT JOIN LATERAL (
  SELECT max(CASE WHEN function.code = %(function)s THEN 2 ELSE 1 END) AS nearness
  FROM missions_assessmentevidence link
  JOIN missions_assessment assessment ON assessment.id = link.assessment_id
  JOIN missions_function function ON function.id = assessment.function_id
  JOIN missions_missionarea area ON area.id = function.area_id AND area.code = %(area)s
  WHERE link.evidence_id = evidence.id
) near ON true
WHERE evidence.entry_id <= %(sequence)s AND evidence.id = ANY (%(keys)s)
  OR newer.id IS NULL AND evidence.entry_id <= %(sequence)s
    AND {SAYS}
ORDER BY evidence.id = ANY (%(keys)s) DESC, near.nearness DESC NULLS LAST, evidence.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Sought:
    """What narrows the list of evidence; `behind` is the code of an area or a function."""

    text: str = ""
    kind: str = ""
    provenance: str = ""
    behind: str = ""


@dataclass(frozen=True)
class EvidencePage:
    """A page of evidence, newest first; `older` is the key that leads to the next one, None at the end."""

    rows: tuple[EvidenceState, ...]
    older: int | None
    newest: bool


def found(
    moment: Moment, sought: Sought, *, reader: Actor, before: int | None = None, size: int = PAGE
) -> EvidencePage:
    """The evidence known at the moment that matches and the reader may read, newest first. One query."""
    at = {
        **readable(moment, reader),
        **vars(sought),
        "patterns": _patterns(sought.text),
        "before": before or AFTER_EVERYTHING,
        "limit": size + 1,
    }
    states = [state_of(row) for row in rows(with_kinds(FOUND), at)]
    shown = tuple(states[:size])
    return EvidencePage(shown, older=shown[-1].pk if states[size:] else None, newest=before is None)


def with_kinds(sql: str) -> str:
    """A statement that asks `READABLE`, for all kinds of record that are declared."""
    links = (found.evidence._meta.db_table for found in TABLES.values())
    behind = (
        f"OR EXISTS (SELECT FROM {table} link WHERE link.evidence_id = line.id AND link.entry_id <= %(sequence)s)"
        for table in links
    )
    return sql.replace(BEHIND_RECORDS, " ".join(behind))


def by_key(moment: Moment, keys: Iterable[int], *, reader: Actor) -> dict[int, EvidenceState]:
    """The evidence of those keys that is known at the moment and the reader may read. One query."""
    states = [state_of(row) for row in rows(with_kinds(BY_KEY), {"keys": list(keys), **readable(moment, reader)})]
    return {state.pk: state for state in states}


def readable_file(moment: Moment, key: int, *, reader: Actor) -> Evidence | None:
    """The row of a piece of evidence with a file, None where there is none or the reader may not read it."""
    if not rows(with_kinds(READABLE_FILE), {"key": key, **readable(moment, reader)}):
        return None
    return Evidence.objects.get(pk=key)


def readable(moment: Moment, reader: Actor) -> dict[str, Any]:
    """The parameters of `READABLE`."""
    return {"sequence": moment.sequence, "everything": can(reader, Permission.READ_PROPOSALS)}


def readable_now(reader: Actor) -> dict[str, Any]:
    """The parameters of `READABLE` over all that is recorded, for pages that show the present."""
    return {"sequence": AFTER_EVERYTHING, "everything": can(reader, Permission.READ_PROPOSALS)}


def readable_keys(keys: Iterable[int], *, reader: Actor) -> list[int]:
    """Those of the keys whose evidence the reader may read. One query, none for who reads every proposal."""
    at = readable_now(reader)
    return (
        list(keys)
        if at["everything"]
        else [row.id for row in rows(with_kinds(READABLE_KEYS), at | {"keys": list(keys)})]
    )


def functions_behind(moment: Moment, keys: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """By key, the codes of area and function whose assessments in force rest on that evidence. One query."""
    behind_it: dict[int, tuple[tuple[str, str], ...]] = {}
    at = {"keys": list(keys), "on": moment.as_of, "sequence": moment.sequence}
    for row in rows(FUNCTIONS_BEHIND, at):
        behind_it[row.evidence_id] = (*behind_it.get(row.evidence_id, ()), (row.area, row.function))
    return behind_it


def behind(moment: Moment, area: str, function: str = "") -> tuple[Behind, ...]:
    """The evidence behind the assessments in force of an area's functions, or of one of them. One query."""
    return behind_of(rows(BEHIND, asked_behind(moment, area, function)))


def asked_behind(moment: Moment, area: str, function: str = "") -> dict[str, Any]:
    """The parameters of `BEHIND`."""
    return {"area": area, "function": function, "on": moment.as_of, "sequence": moment.sequence}


def behind_of(found: Iterable[Any]) -> tuple[Behind, ...]:
    """What the rows of `BEHIND` say: each piece of evidence with its functions."""
    states: dict[int, EvidenceState] = {}
    functions: dict[int, list[str]] = {}
    for row in found:
        states.setdefault(row.id, state_of(row))
        functions.setdefault(row.id, []).append(row.function)
    return tuple(Behind(state, tuple(functions[pk])) for pk, state in states.items())


def attached(moment: Moment, pk: int) -> tuple[Attachment, ...]:
    """The assessments that a piece of evidence stands behind, those in force first. One query."""
    at = {"evidence": pk, "on": moment.as_of, "sequence": moment.sequence}
    return tuple(
        Attachment(
            area=row.area,
            function=row.function,
            name=row.name or row.function,
            effective_on=row.effective_on,
            in_force=row.in_force,
            reason=row.reason,
            sequence=row.sequence,
            recorded_at=row.recorded_at,
            by=row.actor_name,
        )
        for row in rows(ATTACHED, at)
    )


def resting(moment: Moment, pk: int, *, reader: Actor) -> tuple[Resting, ...]:
    """The proposals that rest on a piece of evidence and the reader may read, newest first. One query."""
    found = rows(RESTING, {"evidence": pk, **readable(moment, reader)})
    return tuple(Resting(row.proposal, row.area, ProposalKind(row.kind), Category(row.target)) for row in found)


def offered(
    moment: Moment, *, area: str, function: str, text: str = "", chosen: Iterable[int] = ()
) -> tuple[EvidenceState, ...]:
    """What a form offers to attach: all that is chosen, then what is near, then the newest that matches. One query."""
    keys = list(chosen)
    at = {
        "area": area,
        "function": function,
        "sequence": moment.sequence,
        "keys": keys,
        "patterns": _patterns(text),
        "limit": OFFERED + len(keys),
    }
    return tuple(state_of(row) for row in rows(OFFER, at))


def assessment_in_force(state: FunctionState) -> Assessment | None:
    """The row of the assessment in force that a function's state was read from; None while it is unassessed."""
    if state.assessed is None:
        return None
    said = state.assessed.said
    made = Assessment.objects.select_related("function")
    return made.get(function__code=state.code, entry=said.sequence, effective_on=said.effective_on)


def of_keys(keys: Iterable[int]) -> list[Evidence]:
    """The rows of those keys, in the order they were recorded."""
    return list(Evidence.objects.filter(pk__in=list(keys)).order_by("pk"))


def _patterns(text: str) -> list[str]:
    """Each word that was typed as a pattern that finds it anywhere: its own signs mean nothing."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [f"%{word}%" for word in escaped.split()]


def state_of(row: Any) -> EvidenceState:
    return EvidenceState(
        pk=row.id,
        kind=EvidenceKind(row.kind),
        title=row.title,
        publisher=row.publisher,
        dated_on=row.dated_on,
        url=row.url,
        note=row.note,
        provenance=Provenance(row.provenance),
        reason=row.reason,
        sequence=row.sequence,
        recorded_at=row.recorded_at,
        by=row.actor_name,
        file=EvidenceFile(row.sha256, row.size, row.media_type, row.file_name) if row.sha256 else None,
        supersedes=row.supersedes_id,
        superseded_by=row.newer_id,
        kept=Kept(read_figure(row.content), row.content_hash, row.computed_at) if row.content else None,
    )
