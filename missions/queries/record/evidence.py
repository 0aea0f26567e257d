"""Evidence at a moment: what is known, who may read it, and what a form offers to choose from.

People who may not read proposals see the evidence of facts and decided proposals, and what supersedes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from missions.access import Actor, Permission, can
from missions.domain.record.evidence import EvidenceFile, EvidenceState, Offered
from missions.domain.record.figures import KeptCitation, read_figure
from missions.domain.record.portfolio import Moment
from missions.domain.states import DECIDED
from missions.domain.vocabulary import EvidenceKind, Provenance
from missions.models import Evidence
from missions.models.links import LINKS, Links
from missions.models.querysets import AFTER_EVERYTHING, listed
from missions.queries.rows import rows

PAGE = 25
MOST_SUGGESTED = 12
NEAR = {1: "this area", 2: "this function"}

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

# Placeholders for what evidence is attached to; `with_links` fills them in for all kinds of fact known by then.
BEHIND_FACTS = "/* behind facts */"
BEHIND_SUBJECT = "/* behind facts of a subject */"
# It, or a piece that it supersedes, is attached to a fact or a decided proposal.
READABLE = f"""
(%(everything)s OR EXISTS (
  WITH RECURSIVE line AS (
    SELECT evidence.id, evidence.supersedes_id
    UNION SELECT older.id, older.supersedes_id FROM missions_evidence older JOIN line ON older.id = line.supersedes_id)
  SELECT FROM line WHERE {BEHIND_FACTS} EXISTS (
    SELECT FROM missions_revisionevidence link
    JOIN missions_proposalrevision revision ON revision.id = link.revision_id
    JOIN missions_transition decided ON decided.proposal_id = revision.proposal_id
      AND decided.target IN ({listed(DECIDED)})
    WHERE link.evidence_id = line.id AND decided.entry_id <= %(sequence)s)))
"""

# Every word that was typed, in any of these columns.
SAYS = """
concat_ws(' ', evidence.title, evidence.publisher, evidence.note, evidence.url, evidence.file_name)
  ILIKE ALL (%(patterns)s)
"""

FOUND = f"""
{EVIDENCE.format(source="missions_evidence evidence", columns="")}
WHERE evidence.entry_id <= %(sequence)s AND evidence.id < %(before)s
  AND {SAYS}
  AND (%(kind)s = '' OR evidence.kind = %(kind)s)
  AND (%(provenance)s = '' OR evidence.provenance = %(provenance)s)
  AND (%(behind)s = '' OR evidence.id IN ({BEHIND_SUBJECT})) AND {READABLE}
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

# First evidence for assessments of the function, then of its area, then the newest; none that is superseded.
OFFER = f"""
{EVIDENCE.format(source="missions_evidence evidence", columns=", near.nearness")}
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
class EvidenceQuery:
    """The filters of the list of evidence; `behind` is the code of an area, a function or a record."""

    text: str = ""
    kind: str = ""
    provenance: str = ""
    behind: str = ""


@dataclass(frozen=True)
class EvidencePage:
    """A page of evidence, newest first; `older` is the key that leads to the next page, None at the end."""

    rows: tuple[EvidenceState, ...]
    older: int | None
    newest: bool


def found(
    moment: Moment, sought: EvidenceQuery, *, reader: Actor, before: int | None = None, size: int = PAGE
) -> EvidencePage:
    """The evidence known at the moment that matches and that the reader may read, newest first. One query."""
    at = {
        **readable(moment, reader),
        **vars(sought),
        "patterns": _patterns(sought.text),
        "before": before or AFTER_EVERYTHING,
        "limit": size + 1,
    }
    states = [state_of(row) for row in rows(with_links(FOUND), at)]
    shown = tuple(states[:size])
    return EvidencePage(shown, older=shown[-1].pk if states[size:] else None, newest=before is None)


def with_links(sql: str) -> str:
    """The `READABLE` or `FOUND` statement, for all kinds of fact that evidence can be attached to."""
    return _with_links(sql, tuple(LINKS))


@cache
def _with_links(sql: str, _names: tuple[str, ...]) -> str:
    facts = (
        f"EXISTS (SELECT FROM {one.table} link WHERE link.evidence_id = line.id AND link.entry_id <= %(sequence)s) OR"
        for one in LINKS.values()
    )
    subjects = (
        f"SELECT link.evidence_id FROM {one.source} WHERE {_named(one)} AND link.entry_id <= %(sequence)s"
        for one in LINKS.values()
    )
    return sql.replace(BEHIND_FACTS, " ".join(facts)).replace(BEHIND_SUBJECT, " UNION ALL ".join(subjects))


def _named(one: Links) -> str:
    """SQL: whether the code is that of the subject, or of the area of a function."""
    if one.fact.SUBJECT != "function":
        return "subject.code = %(behind)s"
    area = "(SELECT code FROM missions_missionarea WHERE id = subject.area_id)"
    return f"%(behind)s IN (subject.code, {area})"


def by_key(moment: Moment, keys: Iterable[int], *, reader: Actor) -> dict[int, EvidenceState]:
    """The evidence with those keys that is known at the moment and that the reader may read. One query."""
    states = [state_of(row) for row in rows(with_links(BY_KEY), {"keys": list(keys), **readable(moment, reader)})]
    return {state.pk: state for state in states}


def readable_file(moment: Moment, key: int, *, reader: Actor) -> Evidence | None:
    """The row of a piece of evidence with a file; None if there is none or the reader may not read it."""
    if not rows(with_links(READABLE_FILE), {"key": key, **readable(moment, reader)}):
        return None
    return Evidence.objects.get(pk=key)


def readable(moment: Moment, reader: Actor) -> dict[str, Any]:
    """The parameters of `READABLE`."""
    return {"sequence": moment.sequence, "everything": can(reader, Permission.READ_PROPOSALS)}


def readable_now(reader: Actor) -> dict[str, Any]:
    """The parameters of `READABLE` for all that is recorded, for pages that show the present."""
    return {"sequence": AFTER_EVERYTHING, "everything": can(reader, Permission.READ_PROPOSALS)}


def readable_keys(keys: Iterable[int], *, reader: Actor) -> list[int]:
    """The keys whose evidence the reader may read. One query; none for people who read every proposal."""
    at = readable_now(reader)
    return (
        list(keys)
        if at["everything"]
        else [row.id for row in rows(with_links(READABLE_KEYS), at | {"keys": list(keys)})]
    )


def offered(
    moment: Moment, *, area: str, function: str, text: str = "", chosen: Iterable[int] = ()
) -> tuple[Offered, ...]:
    """The choices of a form: everything chosen, then related evidence, then the newest that matches. One query."""
    keys = list(chosen)
    at = {
        "area": area,
        "function": function,
        "sequence": moment.sequence,
        "keys": keys,
        "patterns": _patterns(text),
        "limit": MOST_SUGGESTED + len(keys),
    }
    return tuple(Offered(state_of(row), NEAR.get(row.nearness, "")) for row in rows(OFFER, at))


def of_keys(keys: Iterable[int]) -> list[Evidence]:
    """The rows with those keys, in the order they were recorded."""
    return list(Evidence.objects.filter(pk__in=list(keys)).order_by("pk"))


def _patterns(text: str) -> list[str]:
    """Each typed word as a LIKE pattern that finds it anywhere; its own wildcards are escaped."""
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
        kept=KeptCitation(read_figure(row.content), row.content_hash, row.computed_at) if row.content else None,
    )
