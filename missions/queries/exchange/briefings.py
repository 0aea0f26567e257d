"""The contents of a briefing, as its reader may know them; and the existing briefings that a person may read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from missions.access import Actor, Permission, Refused, can
from missions.domain import canonical
from missions.domain.commercial.posture.block import read_block
from missions.domain.exchange.briefed import AreaSheet, Before, BriefedPosture, CastVote, Recommendation, Ruling, sheet
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import AreaState, Moment, PolicyState, Portfolio
from missions.domain.states import ANNOUNCED, DECIDED, FINAL, RULINGS
from missions.domain.vocabulary import Category, ProposalKind, State, VoteChoice
from missions.exports.document import Document, header_of
from missions.exports.registry import BRIEFING
from missions.models.exchange.briefings import Briefing
from missions.models.querysets import last_entry_of_day, listed
from missions.queries.catalog.beside import beside
from missions.queries.commercial.portfolio import posture, records
from missions.queries.exchange.exports import pinned
from missions.queries.leadership.summary import leadership
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.brief.baseline import area_at, baseline
from missions.queries.reviews.brief.contents import demand_sight
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.spans import review_spans
from missions.queries.reviews.visibility import READS_REVISION
from missions.queries.rows import rows

RECENT = 20

# Proposals at a moment, each with the last revision submitted by then, the newest of an area first. Withdrawn ones are
# included only if asked for by key. Steps hold from when they are recorded.
PROPOSED = f"""
WITH known AS (SELECT least(%(sequence)s, {last_entry_of_day()}) AS sequence)
SELECT area.code AS area, proposal.id AS proposal, standing.state, {READS_REVISION} AS reads, review.due_on AS due,
  revision.id AS revision, revision.number, revision.kind, revision.target, revision.effective_on, revision.rationale,
  revision.content, revision.content_hash, revision.needed_supports AS supports,
  revision.needed_organizations AS organizations, revision.base_on, revision.base_sequence, votes.number AS cast,
  votes.said AS votes, authors.names AS authors, ruled.by, ruled.on, ruled.reason,
  beside.content AS beside, beside.content_hash AS beside_hash, sent.recorded_at::date AS sent_on
FROM missions_proposal proposal
JOIN known ON proposal.entry_id <= known.sequence
JOIN missions_proposalstate state ON state.proposal_id = proposal.id
JOIN missions_review review ON review.id = proposal.review_id
JOIN missions_missionarea area ON area.id = review.area_id
JOIN LATERAL (
  SELECT step.target AS state, step.revision_id FROM missions_transition step
  WHERE step.proposal_id = proposal.id AND step.entry_id <= known.sequence
  ORDER BY step.entry_id DESC LIMIT 1) standing ON true
JOIN missions_proposalrevision revision ON revision.id = standing.revision_id
JOIN missions_auditentry sent ON sent.sequence = revision.entry_id
LEFT JOIN missions_revisionposture beside ON beside.revision_id = revision.id
CROSS JOIN LATERAL (
  SELECT count(*) AS number,
    coalesce(json_agg(json_build_array(vote.voter_name, vote.voter_organization, vote.choice) ORDER BY vote.entry_id),
      '[]') AS said
  FROM missions_vote vote WHERE vote.revision_id = revision.id AND vote.entry_id <= known.sequence) votes
CROSS JOIN LATERAL (
  SELECT coalesce(string_agg(account.name, ', ' ORDER BY authorship.entry_id), '') AS names
  FROM missions_authorship authorship JOIN missions_user account ON account.id = authorship.by_id
  WHERE authorship.proposal_id = proposal.id AND authorship.entry_id <= known.sequence) authors
LEFT JOIN LATERAL (
  SELECT entry.actor_name AS by, entry.recorded_at::date AS on, step.reason FROM missions_transition step
  JOIN missions_auditentry entry ON entry.sequence = step.entry_id
  WHERE step.revision_id = revision.id AND step.move IN ({listed(RULINGS)}) AND step.entry_id <= known.sequence
  ORDER BY step.entry_id DESC LIMIT 1) ruled ON true
WHERE proposal.id = %(proposal)s
  OR %(proposal)s::bigint IS NULL AND area.code = ANY(%(areas)s) AND standing.state <> '{State.WITHDRAWN}'
ORDER BY proposal.id DESC
"""

# Briefings without the wording of any proposal that the reader may not read.
READABLE = f"""
SELECT briefing.id FROM missions_briefing briefing
WHERE (%(briefing)s::bigint IS NULL OR briefing.id = %(briefing)s) AND NOT EXISTS (
  SELECT FROM missions_proposalstate state
  WHERE state.proposal_id = ANY(briefing.quoted) AND NOT {READS_REVISION})
ORDER BY briefing.entry_id DESC LIMIT %(most)s
"""


class NotSent(Exception):
    """The proposal had not been submitted to reviewers by the moment; the message says so."""


@dataclass(frozen=True)
class _Found:
    """The proposals found: for each area the one to show, and whether one is withheld."""

    told: dict[str, Any] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)


def briefing_document(
    moment: Moment, policy: PolicyState | None, areas: tuple[str, ...], *, by: Actor, proposal: int | None = None
) -> Document:
    """The contents of a briefing with a sheet for each of the areas, or of one proposal and its area.

    Six queries, up to three more for each area, and one for each day of a first assessment. It contains what the reader
    may read of a proposal in review. Raises `Proposal.DoesNotExist`, `Refused` if the reader may see nothing of the
    proposal, and `NotSent` if it had no submitted revision by then.
    """
    if proposal is not None:
        demand_sight(by, proposal, moment.today)
    at, known_at = pinned(moment)
    held = leadership_at(at, policy)
    commercial = records(at)
    found = _proposed(at, areas, by, proposal)
    if proposal is not None:
        areas = tuple(found.told)
    sheets = tuple(_sheet(held.portfolio, at, code, found) for code in areas)
    about = sheets[0].recommendation if proposal is not None else None
    return Document(
        name=BRIEFING,
        title=f"Proposal {proposal} on {areas[0]}" if about else "Briefing on the mission areas",
        header=header_of(held.portfolio, banner=settings.CLASSIFICATION, known_at=known_at, records=commercial),
        portfolio=held.portfolio,
        past=held,
        sheets=sheets,
        about=about,
        posture=None if about else posture(held.portfolio, commercial),
        originator=", ".join(filter(None, (by.name, by.organization))),
        catalogs=_of_catalogs(at, areas if about else ()),
    )


def _of_catalogs(moment: Moment, areas: tuple[str, ...]) -> str:
    """What the catalogs say about the area of a briefing, else about the area with the most counted."""
    found = beside(moment, *areas)
    return found.words if found else ""


def leadership_at(moment: Moment, policy: PolicyState | None) -> Leadership:
    """The portfolio with its history and its reviews. Four queries."""
    return leadership(portfolio(moment, policy), review_spans(moment))


def _proposed(moment: Moment, areas: tuple[str, ...], by: Actor, proposal: int | None) -> _Found:
    if proposal is None and not areas:
        return _Found()
    at = {"sequence": moment.sequence, "on": moment.as_of, "areas": list(areas), "proposal": proposal}
    found = _Found()
    for row in rows(PROPOSED, reader(by, moment.today) | at):
        if row.area in found.told or row.area in found.withheld or row.state not in ANNOUNCED | FINAL:
            continue
        if row.reads:
            found.told[row.area] = row
        else:
            found.withheld.add(row.area)
    if proposal is not None and not found.told:
        raise NotSent(
            f"Proposal {proposal} was not before its reviewers then. A briefing is made of what was sent to them."
        )
    return found


def _sheet(held: Portfolio, moment: Moment, code: str, found: _Found) -> AreaSheet:
    area = held.area(code)
    row = found.told.get(code)
    return sheet(
        area,
        held.policy,
        moment.as_of,
        before=_before(area, moment),
        recommendation=_recommendation(row) if row else None,
        withheld=code in found.withheld,
    )


def _before(area: AreaState, moment: Moment) -> Before | None:
    """What the area is compared with."""
    found = baseline(area, by=moment.as_of, sequence=moment.sequence)
    return found and Before(found.on, found.area, found.began)


def _recommendation(row: Any) -> Recommendation:
    decided = row.state in DECIDED
    return Recommendation(
        proposal=row.proposal,
        revision=row.number,
        content_hash=row.content_hash,
        area=row.area,
        state=State(row.state),
        kind=ProposalKind(row.kind),
        target=Category(row.target),
        effective_on=row.effective_on,
        rationale=row.rationale,
        authors=row.authors,
        evidence=len(canonical.parsed(row.content)["evidence"]),
        due=row.due,
        supports=row.supports,
        organizations=row.organizations,
        cast=row.cast,
        base_on=row.base_on,
        base=area_at(row.base_on, row.base_sequence, row.area),
        votes=tuple(CastVote(name, group, VoteChoice(choice)) for name, group, choice in row.votes) if decided else (),
        beside=BriefedPosture(read_block(row.beside), row.beside_hash, row.sent_on) if row.beside else None,
        ruling=Ruling(row.by, row.on, row.reason) if decided and row.by else None,
    )


def recent_briefings(by: Actor, today: date) -> list[Briefing]:
    """The newest briefings that this person may read, each with its entry. At most two queries."""
    held = Briefing.objects.select_related("entry").order_by("-entry_id")
    if not can(by, Permission.READ_PROPOSALS):
        held = held.filter(pk__in=_readable(by, today, RECENT))
    return list(held[:RECENT])


def briefing(pk: int, by: Actor, today: date) -> Briefing:
    """The briefing of that number, with the entry that kept it. At most two queries.

    Raises `Briefing.DoesNotExist`, and `Refused` if it contains a proposal that this person may not read.
    """
    found = Briefing.objects.select_related("entry").get(pk=pk)
    if not can(by, Permission.READ_PROPOSALS) and not _readable(by, today, 1, pk):
        raise Refused(
            "This briefing words a proposal in review. It opens to every reader once the proposal is decided."
        )
    return found


def _readable(by: Actor, today: date, most: int, pk: int | None = None) -> list[int]:
    asked = reader(by, today) | {"briefing": pk, "most": most}
    return [row.id for row in rows(READABLE, asked)]


def briefing_of(sha256: str) -> Briefing | None:
    """The briefing whose file has that digest, or None. One query."""
    return Briefing.objects.select_related("entry").filter(sha256=sha256).order_by("entry_id").first()
