"""The tables. Everything of record is insert-only (`record.py`); the database guards it (`guards.py`)."""

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
from missions.models.people import Organization, RoleGrant, User
from missions.models.policy import Policy, PolicyRevision
from missions.models.sessions import Session
from missions.models.strategy import Passage, PassageRevision

__all__ = [
    "AreaRevision",
    "Assessment",
    "AuditEntry",
    "Briefing",
    "BriefingFile",
    "CategoryDecision",
    "ChainHead",
    "Function",
    "FunctionRevision",
    "Installation",
    "MissionArea",
    "Organization",
    "Passage",
    "PassageRevision",
    "Policy",
    "PolicyRevision",
    "RoleGrant",
    "Session",
    "User",
]
