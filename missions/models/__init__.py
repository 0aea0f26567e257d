"""The tables. Everything of record is insert-only (`record.py`); the database guards it (`guards.py`)."""

from missions.models.amendments import Amendment, AmendmentDecision
from missions.models.areas import (
    AreaRevision,
    Assessment,
    CategoryDecision,
    Function,
    FunctionRevision,
    MissionArea,
)
from missions.models.audit import AuditEntry, ChainHead, Installation
from missions.models.briefings import Briefing, BriefingFile
from missions.models.evidence import AssessmentEvidence, Evidence
from missions.models.imports import StagedImport, StagedRow
from missions.models.notices import Notice, NoticeCursor, NoticePreference, Reminder
from missions.models.people import Organization, RoleGrant, User
from missions.models.policy import Policy, PolicyRevision
from missions.models.proposals import (
    Authorship,
    ChangeAnswer,
    ChangeRequest,
    Draft,
    ObjectionAnswer,
    Proposal,
    ProposalRevision,
    ProposalState,
    RevisionEvidence,
    Transition,
    Vote,
)
from missions.models.reviews import (
    Comment,
    Cycle,
    Opportunity,
    OpportunityProgress,
    Review,
    ReviewClosing,
    ReviewState,
    Seat,
)
from missions.models.sessions import Session
from missions.models.strategy import Passage, PassageRevision

__all__ = [
    "Amendment",
    "AmendmentDecision",
    "AreaRevision",
    "Assessment",
    "AssessmentEvidence",
    "AuditEntry",
    "Authorship",
    "Briefing",
    "BriefingFile",
    "CategoryDecision",
    "ChainHead",
    "ChangeAnswer",
    "ChangeRequest",
    "Comment",
    "Cycle",
    "Draft",
    "Evidence",
    "Function",
    "FunctionRevision",
    "Installation",
    "MissionArea",
    "Notice",
    "NoticeCursor",
    "NoticePreference",
    "ObjectionAnswer",
    "Opportunity",
    "OpportunityProgress",
    "Organization",
    "Passage",
    "PassageRevision",
    "Policy",
    "PolicyRevision",
    "Proposal",
    "ProposalRevision",
    "ProposalState",
    "Reminder",
    "Review",
    "ReviewClosing",
    "ReviewState",
    "RevisionEvidence",
    "RoleGrant",
    "Seat",
    "Session",
    "StagedImport",
    "StagedRow",
    "Transition",
    "User",
    "Vote",
]
