"""What a review allows, in a simple model that uses none of the program's own rules."""

from dataclasses import dataclass, field

from missions.domain.vocabulary import ProposalKind, Role, State, VoteChoice

S = State
OVER = {None, S.EFFECTIVE, S.REJECTED, S.WITHDRAWN}
WRITERS = {Role.ANALYST, Role.STEWARD}


@dataclass
class Ballot:
    """A vote on the live revision."""

    choice: VoteChoice
    organization: str
    answered: bool = False


@dataclass
class Model:
    """One area, its review, and the proposal in it: `said` is the draft's content, `sent` the live revision's."""

    roles: dict[str, set[Role]]
    organizations: dict[str, str]
    category: str
    inactive: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    is_open: bool = False
    standing: int = 0
    decisions: int = 0
    state: State | None = None
    authors: set[str] = field(default_factory=set)
    voters: set[str] = field(default_factory=set)
    recused: set[str] = field(default_factory=set)
    requesters: set[str] = field(default_factory=set)
    deciders: set[str] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    said: tuple | None = None
    sent: tuple | None = None
    base: tuple | None = None
    been_authority: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.been_authority = {name for name, roles in self.roles.items() if Role.AUTHORITY in roles}

    def holds(self, name: str, *roles: Role) -> bool:
        return name not in self.inactive and bool(self.roles[name] & set(roles))

    def sits(self, name: str) -> bool:
        return self.holds(name, Role.REVIEWER) and name in self.seats

    def writes(self, name: str) -> bool:
        return name in self.authors and self.holds(name, *WRITERS)

    def judged(self, name: str) -> bool:
        return name in self.voters | self.requesters | self.deciders | self.seats

    def open_objections(self) -> bool:
        return any(vote.choice is VoteChoice.OBJECT and not vote.answered for vote in self.ballots.values())

    def enough(self, kind: ProposalKind, people: list[tuple[str, str]]) -> bool:
        """Whether these (name, organization) reach the quorum of the first policy."""
        organizations = {organization for _, organization in people}
        if kind is ProposalKind.REAFFIRM:
            return bool(people)
        return len(people) >= 2 and len(organizations) >= 2

    def may_create(self, name: str) -> bool:
        return self.is_open and self.state in OVER and self.holds(name, Role.ANALYST) and name not in self.seats

    def may_save(self, name: str) -> bool:
        return self.state in {S.DRAFT, S.CHANGES_REQUESTED} and self.holds(name, *WRITERS) and not self.judged(name)

    def may_submit(self, name: str) -> bool:
        if self.state not in {S.DRAFT, S.CHANGES_REQUESTED} or not self.writes(name) or self.said is None:
            return False
        out = self.authors | self.recused | self.deciders
        able = [(one, self.organizations[one]) for one in self.seats if self.sits(one) and one not in out]
        kind, target, _, _, answered = self.said
        aims = (target == self.category) == (kind is ProposalKind.REAFFIRM)
        return aims and self.asked <= answered and self.enough(kind, able)

    def may_vote(self, name: str) -> bool:
        out = self.authors | self.deciders | self.recused | self.ballots.keys()
        return self.state is S.IN_REVIEW and self.sits(name) and name not in out

    def may_ask(self, name: str) -> bool:
        allowed = self.sits(name) or self.holds(name, Role.AUTHORITY)
        return self.state is S.IN_REVIEW and allowed and name not in self.authors

    def may_decide(self, name: str) -> bool:
        return self.holds(name, Role.AUTHORITY) and name not in self.authors | self.voters

    def may_approve(self, name: str, overruling: bool) -> bool:
        supports = [(one, vote.organization) for one, vote in self.ballots.items() if vote.choice is VoteChoice.SUPPORT]
        met = self.state is S.IN_REVIEW and self.enough(self.sent[0][0], supports)
        return met and self.may_decide(name) and (overruling or not self.open_objections())

    def may_rebase(self, name: str) -> bool:
        if self.state is not S.NEEDS_REBASE:
            return False
        if self.said and self.said[0] is ProposalKind.SHIFT and self.said[1] == self.category:
            return False
        if self.holds(name, Role.STEWARD):
            return not self.judged(name)
        return self.writes(name)

    def may_withdraw(self, name: str) -> bool:
        if self.state in OVER:
            return False
        orphaned = not any(self.writes(author) for author in self.authors)
        return self.writes(name) or (self.holds(name, Role.STEWARD) and orphaned)

    def may_seat(self, name: str) -> bool:
        stands = self.state not in OVER
        writing, read = stands and name in self.authors, stands and self.ballots and name in self.been_authority
        free = name not in self.seats and not writing and not read
        return self.is_open and self.holds(name, Role.REVIEWER) and free

    def begin(self, author: str) -> None:
        """A new draft by this author."""
        self.state, self.authors, self.base = S.DRAFT, {author}, (self.category, self.standing)
        self.said = self.sent = None
        for gone in (self.voters, self.recused, self.requesters, self.deciders, self.asked, self.ballots):
            gone.clear()

    def send(self) -> None:
        """The draft becomes the live revision; unchanged content keeps its votes."""
        self.state = S.IN_REVIEW
        if self.sent != (self.said, self.base):
            self.sent = (self.said, self.base)
            self.ballots.clear()

    def approved(self) -> None:
        """It takes effect at once if its day has come."""
        _, target, days, *_ = self.sent[0]
        if days:
            self.state = S.APPROVED
            return
        self.state, self.category, self.is_open = S.EFFECTIVE, target, False
        self.decisions += 1

    def area_moves(self) -> None:
        """The standing of the one function changes."""
        self.standing = 1 - self.standing
        movable = {S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED, S.APPROVED}
        if self.state in movable and self.base != (self.category, self.standing):
            self.state = S.NEEDS_REBASE
