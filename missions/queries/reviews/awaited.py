"""Who is awaited in an open review: whoever has the next move."""

from collections.abc import Iterable

from missions.domain.reviews.transitions import FINAL, Ballot, Quorum, tally
from missions.domain.vocabulary import ProposalState as State
from missions.domain.vocabulary import VoteChoice
from missions.models import ProposalState, Review, Vote
from missions.queries.people.notice_texts import Circle


def awaited(reviews: Iterable[Review]) -> dict[int, frozenset[int]]:
    """The people awaited, by review. Constant queries.

    Without a proposal the analysts asked to draft one, and the stewards where nobody was asked; while it is written or
    to be changed its authors; in review the seated who have not voted, and with them the decision authorities once the
    quorum is met; approved, nobody: it takes effect by itself.
    """
    keys = [review.pk for review in reviews]
    circle = Circle(keys)
    states = ProposalState.objects.filter(review__in=keys).exclude(state__in=FINAL).select_related("revision")
    standing = {state.review_id: state for state in states}
    cast: dict[int, list[Ballot]] = {}
    for vote in Vote.objects.filter(revision__in=[state.revision_id for state in standing.values()]):
        ballot = Ballot(vote.by_id, vote.voter_name, vote.voter_organization, VoteChoice(vote.choice))
        cast.setdefault(vote.revision_id, []).append(ballot)
    return {key: _awaited(key, standing.get(key), cast, circle) for key in keys}


def _awaited(
    review: int, standing: ProposalState | None, cast: dict[int, list[Ballot]], circle: Circle
) -> frozenset[int]:
    if standing is None:
        return circle.analysts(review) or circle.stewards
    authors = circle.authors(review)
    if standing.state == State.APPROVED:
        return frozenset()
    if standing.state != State.IN_REVIEW:
        return authors
    ballots = cast.get(standing.revision_id, [])
    needed = Quorum(standing.revision.needed_supports, standing.revision.needed_organizations)
    # Whoever has not voted stays asked, so that silence does not tell them how the others did.
    asked = circle.reviewers(review)
    if tally(ballots, needed, authors).met:
        asked |= circle.authorities
    return asked - authors - {ballot.voter for ballot in ballots}
