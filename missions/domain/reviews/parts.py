"""Who has which part in a proposal; every rule about people uses it: in pages, in the queue and under the locks."""

from dataclasses import dataclass, field, replace

from missions.domain.reviews.transitions import Ballot, Quorum, Tally, tally
from missions.domain.vocabulary import Role, State, VoteChoice


@dataclass(frozen=True, slots=True)
class Person:
    """The person who would act: `roles` are those in force now."""

    pk: int
    organization: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A proposal's state, and everybody's part in it.

    `seated` are its reviewers, `ballots` the live revision's in the order they were cast. `voters` voted on any
    revision without recusing themselves, `recused` did so on any. `objections` counts those to the live revision that
    are neither answered nor overruled.
    """

    state: State
    authors: frozenset[int]
    seated: tuple[Person, ...]
    ballots: tuple[Ballot, ...]
    voters: frozenset[int]
    objections: int
    needed: Quorum
    recused: frozenset[int] = field(default_factory=frozenset)
    deciders: frozenset[int] = field(default_factory=frozenset)

    @property
    def tally(self) -> Tally:
        """The votes on the live revision, compared with its quorum."""
        return tally(self.ballots, self.needed, self.authors)

    @property
    def within_reach(self) -> bool:
        """Whether the supports of the live revision and the seated people who can still vote could make the quorum."""
        ballots = self.ballots if self.state is State.IN_REVIEW else ()
        out = self.authors | self.deciders | self.recused | {ballot.voter for ballot in ballots}
        voices = [ballot.organization for ballot in ballots if _counts(ballot, self.authors)]
        voices += [seat.organization for seat in self.seated if seat.pk not in out and Role.REVIEWER in seat.roles]
        return len(voices) >= self.needed.supports and len(set(voices)) >= self.needed.organizations

    def when(self, cast: int) -> "Parts":
        """The same state after only the first `cast` ballots."""
        later = frozenset(ballot.voter for ballot in self.ballots[cast:])
        return replace(self, ballots=self.ballots[:cast], recused=self.recused - later)

    def hides_votes_from(self, person: Person) -> bool:
        """Whether the person sits as a reviewer and has not voted on the live revision."""
        sits = any(seat.pk == person.pk for seat in self.seated)
        return sits and not any(ballot.voter == person.pk for ballot in self.ballots)


def _counts(ballot: Ballot, authors: frozenset[int]) -> bool:
    return ballot.choice is VoteChoice.SUPPORT and ballot.voter not in authors
