"""The frozen revisions of a proposal, single or side by side, as far as the reader may see them."""

from datetime import date

from missions.access import Actor, Refused
from missions.domain import canonical
from missions.domain.dates import day
from missions.domain.record.portfolio import FunctionState
from missions.domain.reviews.brief.wording import WordingLine, by_lines, by_words
from missions.domain.vocabulary import Category, ProposalKind
from missions.models import ChangeAnswer, Evidence, ProposalRevision, Vote
from missions.queries.record.evidence import readable_keys
from missions.queries.reviews.brief.baseline import area_at
from missions.queries.reviews.brief.contents import demand_sight

NOT_SENT = "No revision of this proposal was sent to the reviewers."


def revisions_of(pk: int) -> list[ProposalRevision]:
    """Every frozen revision of a proposal with its sender, newest first. One query."""
    return list(ProposalRevision.objects.filter(proposal=pk).select_related("entry", "posture").order_by("-number"))


def revisions_seen(reader: Actor, pk: int, today: date) -> list[ProposalRevision]:
    """The revisions that the reader may see. Two queries.

    Raises `Refused` if there are none, `Proposal.DoesNotExist` without a proposal.
    """
    if not demand_sight(reader, pk, today).revision:
        raise Refused(NOT_SENT)
    return revisions_of(pk)


def voted_on(reader: Actor, pk: int) -> int | None:
    """The number of the last revision that the reader voted on; None if there is none. One query."""
    own = Vote.objects.filter(by=reader.pk, revision__proposal=pk).order_by("-revision__number")
    return own.values_list("revision__number", flat=True).first()


def side_by_side(reader: Actor, earlier: ProposalRevision, later: ProposalRevision) -> tuple[WordingLine, ...]:
    """Two revisions of a proposal, field by field, without votes. Eight queries."""
    before, after = earlier, later
    contents = [canonical.parsed(one.content) for one in (before, after)]
    titles = _titles({key for content in contents for key in content["evidence"]}, reader)
    evidence = [_evidence(content["evidence"], titles) for content in contents]
    gaps = [[f"{code}: {text}" for code, text in sorted(content["gaps"].items())] for content in contents]
    functions = [_functions(one, content["area"]) for one, content in zip((before, after), contents, strict=True)]
    answers = _answers(before, after)
    return (
        by_lines("Proposal", [ProposalKind(before.kind).label], [ProposalKind(after.kind).label]),
        by_lines("Category", [Category(before.target).label], [Category(after.target).label]),
        by_lines("Effective date", [day(before.effective_on)], [day(after.effective_on)]),
        by_words("Rationale", before.rationale, after.rationale),
        by_lines("Evidence", *evidence),
        by_lines("Functions not assessed, and why", *gaps),
        by_lines("Functions when it was written", *functions),
        by_lines("Answers to changes asked for", *answers),
        by_lines("Written on", [day(before.base_on)], [day(after.base_on)]),
    )


def _titles(keys: set[int], reader: Actor) -> dict[int, str]:
    readable = readable_keys(keys, reader=reader)
    return dict(Evidence.objects.filter(pk__in=readable).values_list("pk", "title"))


def _evidence(keys: list[int], titles: dict[int, str]) -> list[str]:
    """Titles with keys, because two may have the same title, and how many pieces the reader may not read."""
    shown = [f"{titles[key]}, evidence {key}" for key in sorted(keys) if key in titles]
    withheld = len(keys) - len(shown)
    return [*shown, *([f"Items you may not read: {withheld}"] if withheld else [])]


def _functions(revision: ProposalRevision, code: str) -> list[str]:
    area = area_at(revision.base_on, revision.base_sequence, code)
    return [_function(one) for one in area.functions] if area else []


def _function(function: FunctionState) -> str:
    assessed = function.assessed
    since = f", assessed {day(assessed.said.effective_on)}" if assessed else ""
    return f"{function.code} {function.name}: {function.standing.label.lower()}{since}"


def _answers(before: ProposalRevision, after: ProposalRevision) -> tuple[list[str], list[str]]:
    """The answers in each of the two. One query."""
    given = ChangeAnswer.objects.filter(revision__proposal=after.proposal_id).order_by("pk")
    said = given.values_list("revision__number", "request__item", "text")
    by_then = [[f"{item}: {text}" for number, item, text in said if number <= one.number] for one in (before, after)]
    return by_then[0], by_then[1]
