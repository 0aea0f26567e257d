"""The tables. Everything of record is insert-only (`record.py`); the database guards it (`guards.py`)."""

from missions.models import commercial  # noqa: F401  makes its tables
from missions.models.catalog import rules  # noqa: F401  makes theirs
from missions.models.catalog.snapshots import CatalogFile, CatalogProblem, CatalogReading, CatalogRow, CatalogSnapshot
from missions.models.catalog.staged import StagedCatalog, StagedCatalogFile, StagedCatalogPiece, StagedCatalogProblem
from missions.models.chain import AuditEntry, ChainHead, Installation
from missions.models.exchange.briefings import Briefing, BriefingFile
from missions.models.exchange.imports import StagedImport, StagedPart, StagedRow
from missions.models.heartbeat import Heartbeat
from missions.models.operation import Backup, JobRun, Witnessing
from missions.models.people.accounts import Organization, RoleGrant, User
from missions.models.people.allowances import Allowance
from missions.models.people.attempts import SignInFailures
from missions.models.people.notices import Notice, NoticeCursor, NoticeFailure, NoticePreference, Reminder
from missions.models.people.pending import PendingAccess, Refusals
from missions.models.people.saved_filters import SavedFilter
from missions.models.people.sessions import Session
from missions.models.people.verifications import VerificationRun
from missions.models.record.areas import (
    AreaRevision,
    Assessment,
    CategoryDecision,
    Function,
    FunctionRevision,
    MissionArea,
)
from missions.models.record.evidence import (
    AreaEvidence,
    AssessmentEvidence,
    Evidence,
    FilePiece,
    FunctionEvidence,
    KeptFigure,
    PolicyEvidence,
)
from missions.models.record.policy import Policy, PolicyRevision
from missions.models.record.strategy import Passage, PassageRevision
from missions.models.reviews.amendments import Amendment, AmendmentDecision
from missions.models.reviews.proposals import (
    Authorship,
    ChangeAnswer,
    ChangeRequest,
    Draft,
    ObjectionAnswer,
    ObjectionReply,
    Proposal,
    ProposalRevision,
    ProposalState,
    RevisionEvidence,
    RevisionPosture,
    Transition,
    Vote,
    VoteRequest,
)
from missions.models.reviews.reviews import (
    Comment,
    CommentStep,
    CommentTie,
    Cycle,
    DueDateMove,
    Opportunity,
    OpportunityProgress,
    RequestDecline,
    Review,
    ReviewClosing,
    ReviewRequest,
    ReviewState,
    Seat,
)
from missions.models.submissions import Submission

__all__ = [
    "Allowance",
    "Amendment",
    "AmendmentDecision",
    "AreaEvidence",
    "AreaRevision",
    "Assessment",
    "AssessmentEvidence",
    "AuditEntry",
    "Authorship",
    "Backup",
    "Briefing",
    "BriefingFile",
    "CatalogFile",
    "CatalogProblem",
    "CatalogReading",
    "CatalogRow",
    "CatalogSnapshot",
    "CategoryDecision",
    "ChainHead",
    "ChangeAnswer",
    "ChangeRequest",
    "Comment",
    "CommentStep",
    "CommentTie",
    "Cycle",
    "Draft",
    "DueDateMove",
    "Evidence",
    "FilePiece",
    "Function",
    "FunctionEvidence",
    "FunctionRevision",
    "Heartbeat",
    "Installation",
    "JobRun",
    "KeptFigure",
    "MissionArea",
    "Notice",
    "NoticeCursor",
    "NoticeFailure",
    "NoticePreference",
    "ObjectionAnswer",
    "ObjectionReply",
    "Opportunity",
    "OpportunityProgress",
    "Organization",
    "Passage",
    "PassageRevision",
    "PendingAccess",
    "Policy",
    "PolicyEvidence",
    "PolicyRevision",
    "Proposal",
    "ProposalRevision",
    "ProposalState",
    "Refusals",
    "Reminder",
    "RequestDecline",
    "Review",
    "ReviewClosing",
    "ReviewRequest",
    "ReviewState",
    "RevisionEvidence",
    "RevisionPosture",
    "RoleGrant",
    "SavedFilter",
    "Seat",
    "Session",
    "SignInFailures",
    "StagedCatalog",
    "StagedCatalogFile",
    "StagedCatalogPiece",
    "StagedCatalogProblem",
    "StagedImport",
    "StagedPart",
    "StagedRow",
    "Submission",
    "Transition",
    "User",
    "VerificationRun",
    "Vote",
    "VoteRequest",
    "Witnessing",
]
