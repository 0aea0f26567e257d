"""Words of the audit chain that code looks for: actions that are read again, and the targets of entries.

An entry keeps these values forever, so they never change; an action that no code looks for stands with its writer.
"""

from enum import StrEnum


def target_of(kind: str, key: object) -> str:
    """The target of an entry about one object."""
    return f"{kind}:{key}"


class AuditAction(StrEnum):
    """The actions that some reader looks for: to tell people, to count, or to compare the tables with the chain."""

    CREATE_ACCOUNT = "create account"
    CORRECT_ADDRESS = "correct address"
    SET_CERTIFICATE = "set certificate"
    DEACTIVATE_ACCOUNT = "deactivate account"
    REACTIVATE_ACCOUNT = "reactivate account"
    ADD_ORGANIZATION = "add organization"
    RENAME_ORGANIZATION = "rename organization"
    CHANGE_PASSWORD = "change password"  # noqa: S105 (names an act)
    MAKE_LINK = "make link to sign in"
    ADD_SECOND_FACTOR = "add second factor"
    REMOVE_SECOND_FACTOR = "remove second factor"
    REMAKE_SECOND_FACTOR = "remake second factor"
    FAIL_SIGN_IN = "fail to sign in"
    FAIL_SECOND_FACTOR = "fail second factor"
    LOAD_OFFICIAL_FACTS = "load official facts"
    VERIFY_RECORD = "verify record"
    REMIND = "remind"


class TargetKind(StrEnum):
    """What an entry can be about; for a declared kind of record, the target begins with the kind's name.

    `of` gives the target of an entry about one object, such as `account:anna`, from its key.
    """

    ACCOUNT = "account"
    ADDRESS = "address"
    AREA = "area"
    BACKUP = "backup"
    BRIEFING = "briefing"
    CATALOG = "catalog"
    CATALOG_FILE = "catalog-file"
    CYCLE = "cycle"
    EVIDENCE = "evidence"
    EXPORT = "export"
    FUNCTION = "function"
    IMPORT = "import"
    JOB = "job"
    OPPORTUNITY = "opportunity"
    ORGANIZATION = "organization"
    POLICY = "policy"
    PROPOSAL = "proposal"
    REVIEW = "review"
    VERIFICATION = "verification"

    def __init__(self, kind: str) -> None:
        # The interpreter's own function: a vote runs through few of ours, and they are counted.
        self.of = target_of(kind, "{}").format


def object_of(target: str) -> tuple[str, str]:
    """The kind and the key in a target; the key is empty if the entry is about a whole list."""
    kind, _, key = target.partition(":")
    return kind, key
