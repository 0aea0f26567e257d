"""The words of the record: every choice a stored value can take, with the label shown on screen.

Source: DoD Commercial Space Integration Strategy (2024), sections II to IV and Annex A; the answers of an
assessment, and the standing derived from them, are this program's own (docs/words.md).
"""

from django.db.models import TextChoices


class Category(TextChoices):
    """The three categories of section IV, from most to least government."""

    GOVERNMENT_PRIMARY = "government_primary", "Government Primary"
    HYBRID = "hybrid", "Hybrid"
    COMMERCIAL_PRIMARY = "commercial_primary", "Commercial Primary"


class Provenance(TextChoices):
    """Where a fact comes from; shown on every fact and printed in every export."""

    OFFICIAL = "official", "Official"
    PUBLIC_SOURCE = "public_source", "Public source"
    CATALOG = "catalog", "Catalog"
    ASSESSMENT = "assessment", "Assessment"
    ILLUSTRATIVE = "illustrative", "Illustrative"


class Certainty(TextChoices):
    """How certain its author is of a record."""

    HIGH = "high", "High: looked up at its source"
    MODERATE = "moderate", "Moderate: well known, not looked up"
    LOW = "low", "Low: one secondary source, or likely to have changed"


class DecisionKind(TextChoices):
    """How a category decision came about."""

    INITIAL = "initial", "First category"
    SHIFT = "shift", "Shift"
    REAFFIRM = "reaffirm", "Reaffirmation"


class Standing(TextChoices):
    """The standing that an assessment gives a function, from most to least government."""

    GOVERNMENT = "government", "Government"
    OPEN = "open", "Open"
    DEMONSTRATED = "demonstrated", "Demonstrated"
    UNASSESSED = "unassessed", "Unassessed"


class Performer(TextChoices):
    """Who may perform a function; the quoted words are the strategy's (section IV)."""

    GOVERNMENT_ONLY = "government_only", "Must be performed by the government"
    EITHER = "either", "Government or commercial"
    COMMERCIAL_CAPABLE = (
        "commercial_capable",
        "Could be performed by the commercial sector",
    )


class Availability(TextChoices):
    """Commercial solutions available to perform the function."""

    NONE = "none", "None"
    EMERGING = "emerging", "Emerging"
    LIMITED = "limited", "Limited"
    MATURE = "mature", "Mature"


class Fit(TextChoices):
    """Whether those solutions meet requirements and capability needs for mission assurance."""

    NOT_ASSESSED = "not_assessed", "Not assessed"
    DOES_NOT_MEET = "does_not_meet", "Does not meet"
    PARTIALLY = "partially", "Partially meets"
    MEETS = "meets", "Meets"


class Contribution(TextChoices):
    """What integrating would add in resilience and capability."""

    NONE = "none", "None"
    SOME = "some", "Some"
    SIGNIFICANT = "significant", "Significant"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class Risk(TextChoices):
    """The risk of integrating commercial solutions."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    UNACCEPTABLE = "unacceptable", "Unacceptable"


class RiskOfNot(TextChoices):
    """The risk of not integrating commercial solutions."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class EvidenceKind(TextChoices):
    """The kind of a piece of evidence."""

    DOCUMENT = "document", "Document"
    LINK = "link", "Link"
    DATA_SNAPSHOT = "data_snapshot", "Data snapshot"
    EXERCISE = "exercise", "Exercise"


class FigureKind(TextChoices):
    """Which page a figure was cited from."""

    POSTURE = "posture", "Posture"
    CATALOG = "catalog", "Catalog"


class Role(TextChoices):
    """The roles; `missions.access` has the table of what each may do."""

    VIEWER = "viewer", "Viewer"
    ANALYST = "analyst", "Analyst"
    REVIEWER = "reviewer", "Reviewer"
    AUTHORITY = "authority", "Decision authority"
    STEWARD = "steward", "Steward"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class GrantStep(TextChoices):
    """The steps of a role grant; only `active` gives rights."""

    PROPOSED = "proposed", "Proposed"
    ACTIVE = "active", "Active"
    ENDED = "ended", "Ended"


class EntryClass(TextChoices):
    """The three classes of audit entries."""

    RECORD = "record", "Record"
    PROCESS = "process", "Process"
    ACCESS = "access", "Access"


class PassageKind(TextChoices):
    """The parts of the strategy that are kept word for word."""

    CATEGORY = "category", "Category"
    PRINCIPLE = "principle", "Principle"
    PRIORITY = "priority", "Priority"
    PROTECTION = "protection", "Financial protection"
    DEFINITION = "definition", "Definition"
    STATEMENT = "statement", "Statement"


class InstallationKind(TextChoices):
    """The purpose of a database; set once, by its owner."""

    PRODUCTION = "production", "Production"
    DEMONSTRATION = "demonstration", "Demonstration"
    TEST = "test", "Test"


class ImportState(TextChoices):
    """The progress of a staged import; one that is `choosing` or `refused` has not been read."""

    READING = "reading", "Waiting to be read"
    CHOOSING = "choosing", "Waiting for you to choose a sheet"
    REFUSED = "refused", "Could not be used"
    PLANNING = "planning", "Being compared with the record"
    READY = "ready", "Waiting for you"
    RECORDED = "recorded", "Recorded"


class RowStatus(TextChoices):
    """What a row of an import would do to the record; `waiting` until it is compared, unless it is left out."""

    WAITING = "waiting", "Not compared yet"
    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    SAME = "same", "Same"
    WRONG = "wrong", "Wrong"
    LEFT_OUT = "left_out", "Left out"


class State(TextChoices):
    """The states of a proposal; the last three are final."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    NEEDS_REBASE = "needs_rebase", "Needs update"
    APPROVED = "approved", "Approved"
    EFFECTIVE = "effective", "Effective"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Move(TextChoices):
    """The transitions of a proposal; `missions.domain.reviews.transitions` says what each needs."""

    CREATE = "create", "Create draft"
    SUBMIT = "submit", "Send to reviewers"
    REQUEST_CHANGES = "request_changes", "Request changes"
    APPROVE = "approve", "Approve"
    REJECT = "reject", "Reject"
    RECALL = "recall", "Recall"
    TAKE_EFFECT = "take_effect", "Take effect"
    AREA_MOVED = "area_moved", "Area moved"
    REBASE = "rebase", "Update"
    WITHDRAW = "withdraw", "Withdraw"


class ProposalKind(TextChoices):
    """What a proposal asks of the reviewers; an area without a category gets its first one."""

    SHIFT = "shift", "Shift"
    REAFFIRM = "reaffirm", "Reaffirmation"
    FIRST = "first", "First category"

    @property
    def decision(self) -> DecisionKind:
        """The kind of the category decision that it becomes."""
        return DecisionKind.INITIAL if self is ProposalKind.FIRST else DecisionKind(self.value)


class VoteChoice(TextChoices):
    """A reviewer's one vote on a revision."""

    SUPPORT = "support", "Support"
    OBJECT = "object", "Object"
    RECUSE = "recuse", "Recuse"


class Duty(TextChoices):
    """What somebody is asked to do next in an open review, as the queue and reminders say it."""

    DRAFT = "draft", "Draft the proposal"
    ANSWER_CHANGES = "changes_requested", "Answer the change requests"
    REBASE = "needs_rebase", "Update your proposal to the current assessments"
    ANSWER_OBJECTIONS = "answer", "Answer the objections"
    VOTE = "vote", "Vote"
    DECIDE = "decide", "Decide"
    SEAT = "seat", "Assign reviewers"
    RESEAT = "reseat", "Assign more reviewers to reach the quorum"
    ASSIGN = "assign", "Ask an analyst to draft"
    ADOPT = "adopt", "Adopt or withdraw the proposal, as no author can act"
    CHASE = "chase", "Remind or assign others"


class ReviewKind(TextChoices):
    """Why a review was opened: by the policy's cadence, or by the steward."""

    PERIODIC = "periodic", "Periodic"
    AD_HOC = "ad_hoc", "Ad hoc"


class ReviewOutcome(TextChoices):
    """How a review ended: its proposal took effect, or the steward closed it."""

    EFFECTIVE = "effective", "Took effect"
    CLOSED = "closed", "Closed by the steward"


class SeatKind(TextChoices):
    """A person's task in a review: draft a proposal, or vote on it."""

    ANALYST = "analyst", "Analyst"
    REVIEWER = "reviewer", "Reviewer"


class AnswerKind(TextChoices):
    """How an objection is met: answered by an author, or overruled in writing by the decision authority."""

    ANSWER = "answer", "Answered"
    OVERRULE = "overrule", "Overruled"


class ReplyKind(TextChoices):
    """An objector's reply to an answer."""

    ACCEPT = "accept", "Accepts the answer"
    STAND_FIRM = "stand_firm", "Stands firm"


class OpportunityStep(TextChoices):
    """The life of an opportunity."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class NoticeKind(TextChoices):
    """Why somebody is notified."""

    ASKED = "asked", "You are asked to act"
    NEWS = "news", "News of what you take part in"
    REMINDER = "reminder", "A review is due"
    ACCOUNT = "account", "Your account changed"


class Witness(TextChoices):
    """Where the head of the chain is sent, so that no role of the program can take it back."""

    MAIL = "mail", "Mail"
    FILE = "file", "File"
    GIT = "git", "Git remote"
    TIMESTAMP = "timestamp", "Time-stamp authority"


class AmendmentKind(TextChoices):
    """What two people change together: the policy, or the set of mission areas."""

    POLICY = "policy", "Policy"
    AREA = "area", "Set of areas"
