"""Who may do what: one readable table of roles, and a check over frozen values.

`can(actor, permission)` asks for a permission, `check(actor, permission)` demands it. The help page and the
permission tests are made from the same table. Roles are dated grants (`missions.models.people.accounts.RoleGrant`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from missions.domain.sentences import listed
from missions.domain.vocabulary import Role


class Permission(StrEnum):
    """Something a role may do; the value is the sentence shown on the help page."""

    READ_RECORD = "Read the record: areas, functions, history, policy and the strategy"
    ASSESS = "Assess functions, and add, describe or retire them"
    RECORD_COMMERCIAL = (
        "Record providers, solutions, uses, agreements, exercises, safeguards and judgments, and retire them"
    )
    IMPORT_CATALOGS = "Import satellite catalogs, and have them read again"
    READ_CATALOG_FILES = "Download the files of satellite catalogs as they were published"
    CHANGE_CATALOG_RULES = "Change the rules for reading satellite catalogs"
    READ_PROPOSALS = "Read proposals in review, their evidence, comments and votes"
    READ_DRAFTS = "Read other people's drafts"
    DRAFT_PROPOSALS = "Draft proposals, send them to reviewers, answer and withdraw them"
    ASK_FOR_REVIEWS = "Ask for a review of an area that is late or out of line with its assessments"
    VOTE = "Vote on proposals in assigned reviews, and ask for changes"
    DECIDE = "Decide on proposals of others, recall an approval, approve amendments of policy"
    RUN_REVIEWS = (
        "Open and close reviews and cycles, answer requests for them, move due dates, assign reviewers,"
        " draft amendments of policy"
    )
    READ_AUDIT_PROCESS = "Read the audit entries of reviews"
    READ_AUDIT_ACCESS = "Read the audit entries of accounts, sign-ins, exports and refusals"
    READ_AUDIT_RECORD = "Read the audit entries of the record"
    VERIFY = "Verify the whole record"
    READ_ACCOUNTS = "Read every account and its roles"
    MANAGE_ACCOUNTS = "Create accounts, deactivate them, and grant or end roles"
    KEEP_ORGANIZATIONS = "Keep the list of organizations"
    CONFIRM_ROLES = "Confirm roles that an administrator has granted"
    READ_OPERATION = "See the state of background jobs, backups and witnesses of the audit chain"
    RUN_JOBS = "Run a background job now"


@dataclass(frozen=True)
class RoleRow:
    """One row of the role table: what the role is for, what it may do, and whether it acts in reviews."""

    purpose: str
    permissions: frozenset[Permission]
    workflow: bool = False


# People with any of these take part in reviews: they comment, and note opportunities.
TAKES_PART = (Permission.DRAFT_PROPOSALS, Permission.VOTE, Permission.DECIDE, Permission.RUN_REVIEWS)

_READER = frozenset({Permission.READ_RECORD})

ROLES: dict[Role, RoleRow] = {
    Role.VIEWER: RoleRow("Reads the summary and details, and downloads briefings.", _READER),
    Role.ANALYST: RoleRow(
        "Assesses functions and drafts proposals with evidence.",
        _READER
        | {
            Permission.ASSESS,
            Permission.RECORD_COMMERCIAL,
            Permission.IMPORT_CATALOGS,
            Permission.READ_CATALOG_FILES,
            Permission.CHANGE_CATALOG_RULES,
            Permission.READ_PROPOSALS,
            Permission.DRAFT_PROPOSALS,
            Permission.ASK_FOR_REVIEWS,
        },
        workflow=True,
    ),
    Role.REVIEWER: RoleRow(
        "Compares what is proposed with what is in force, and votes.",
        _READER | {Permission.READ_PROPOSALS, Permission.VOTE},
        workflow=True,
    ),
    Role.AUTHORITY: RoleRow(
        "Decides once the votes are in, never on their own proposal.",
        _READER | {Permission.READ_PROPOSALS, Permission.DECIDE},
        workflow=True,
    ),
    Role.STEWARD: RoleRow(
        "Runs the review cycle, assigns reviewers, confirms roles; has no vote.",
        _READER
        | {
            Permission.READ_PROPOSALS,
            Permission.READ_DRAFTS,
            Permission.RUN_REVIEWS,
            Permission.IMPORT_CATALOGS,
            Permission.READ_CATALOG_FILES,
            Permission.READ_AUDIT_PROCESS,
            Permission.READ_ACCOUNTS,
            Permission.CONFIRM_ROLES,
            Permission.KEEP_ORGANIZATIONS,
            Permission.READ_OPERATION,
        },
        workflow=True,
    ),
    Role.AUDITOR: RoleRow(
        "Reads everything and verifies that nothing was altered.",
        _READER
        | {
            Permission.READ_PROPOSALS,
            Permission.READ_DRAFTS,
            Permission.READ_CATALOG_FILES,
            Permission.READ_AUDIT_RECORD,
            Permission.READ_AUDIT_PROCESS,
            Permission.READ_AUDIT_ACCESS,
            Permission.VERIFY,
            Permission.READ_ACCOUNTS,
            Permission.READ_OPERATION,
        },
    ),
    Role.ADMINISTRATOR: RoleRow(
        "Keeps accounts and roles only; holds no workflow role and does not read the record.",
        frozenset(
            {
                Permission.READ_ACCOUNTS,
                Permission.MANAGE_ACCOUNTS,
                Permission.READ_AUDIT_ACCESS,
                Permission.READ_OPERATION,
                Permission.RUN_JOBS,
            }
        ),
    ),
}

WORKFLOW_ROLES = frozenset(role for role, row in ROLES.items() if row.workflow)
# They act in reviews or read more than the record, so a second person, a steward, confirms them.
CONFIRMED_ROLES = WORKFLOW_ROLES | {Role.AUDITOR}
# Without anybody in these roles, nobody could grant or confirm roles.
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.STEWARD})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the roles in force now, or the system itself (`pk` None)."""

    pk: int | None
    username: str
    name: str
    organization: str
    roles: frozenset[Role]


SYSTEM = Actor(pk=None, username="system", name="csis", organization="", roles=frozenset())


class Refused(Exception):
    """The actor may not do this; the message says what is missing, in words for the screen."""


def can(actor: Actor, permission: Permission) -> bool:
    """Whether one of the actor's roles has the permission."""
    return any(permission in ROLES[role].permissions for role in actor.roles)


def can_any(actor: Actor, permissions: Iterable[Permission]) -> bool:
    """Whether the actor has at least one of the permissions."""
    return any(not ROLES[role].permissions.isdisjoint(permissions) for role in actor.roles)


def has_desk(actor: Actor) -> bool:
    """Whether the actor has work in the program, in contrast to only reading."""
    return bool(actor.roles & (WORKFLOW_ROLES | {Role.ADMINISTRATOR}))


def refusal(*needs: Permission) -> str:
    """The message to a person without these permissions: which roles have one."""
    holders = (role.label.lower() for role, row in ROLES.items() if not row.permissions.isdisjoint(needs))
    return f"This needs the role {listed(holders, 'or')}."


def check(actor: Actor, permission: Permission) -> None:
    """Raise `Refused`, naming the roles that could do it, unless the actor has the permission."""
    if not can(actor, permission):
        raise Refused(refusal(permission))


def check_any(by: Actor, needs: tuple[Permission, ...]) -> None:
    """Raise `Refused` unless the actor is a person with one of these permissions."""
    if by.pk is None:
        raise Refused("Only a person acts in a review.")
    if not can_any(by, needs):
        raise Refused(refusal(*needs))
