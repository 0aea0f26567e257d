"""The message of each constraint of the database, shown beside a field of the form."""

from typing import NoReturn

from django.db import IntegrityError

from missions.actions.errors import Unfit
from missions.domain.record.kinds import ASSESSMENT
from missions.domain.record.links import BEGIN
from missions.models.kinds import TABLES, Tables
from missions.models.links import LINKS

WHY = ("reason", "Enter a reason.")
ACCOUNT_IN_USE = ("username", "There is an account of this name already.")
IN_USE = ("code", "This code is in use already; codes are never reused.")
WITHDRAWN = (None, "It was withdrawn meanwhile.")

# By name of the constraint: its field (None: the whole form), and what to do.
SAYS: dict[str, tuple[str | None, str]] = {
    "amendment_decision_reason_given": WHY,
    "amendment_reason_given": WHY,
    "area_revision_reason_given": WHY,
    "assessment_rationale_given": (
        "rationale",
        ASSESSMENT.field("rationale").missing,
    ),
    "assessment_reason_given": WHY,
    "catalog_reading_reason_given": WHY,
    "catalog_snapshot_name_plain": (
        "name",
        "Use letters, digits, spaces, periods, hyphens and underscores; begin with a letter or a digit.",
    ),
    "catalog_snapshot_reason_given": WHY,
    "change_answer_given": ("text", "Write the answer."),
    "change_request_item_given": ("item-1", "Enter what must change."),
    "change_request_reason_given": ("reason-1", "Enter the reason for this change."),
    "comment_says_something": ("text", "Write something first."),
    "cycle_reason_given": WHY,
    "due_date_move_reason_given": WHY,
    "evidence_file_whole_or_absent": ("file", "The file did not arrive whole. Choose it again."),
    "evidence_link_has_url": ("url", "Enter the address of the link."),
    "evidence_reason_given": WHY,
    "evidence_title_given": ("title", "Give it a title."),
    "evidence_url_of_the_web": ("url", BEGIN),
    "function_revision_reason_given": WHY,
    "missions_amendmentdecision_amendment_id_key": (None, "This amendment has already been decided."),
    "missions_arearevision_position_check": ("position", "Enter a whole number of at least 1."),
    "missions_arearevision_voids_id_key": WITHDRAWN,
    "missions_assessment_voids_id_key": WITHDRAWN,
    "missions_catalogsnapshot_name_key": ("name", "There is a snapshot of this name already; choose another."),
    "missions_changeanswer_request_id_key": (None, "This change request is answered already."),
    "missions_cycle_name_key": ("name", "There is a cycle of this name already; choose another."),
    "missions_evidence_supersedes_id_key": (None, "It is superseded already."),
    "missions_function_code_key": IN_USE,
    "missions_functionrevision_voids_id_key": WITHDRAWN,
    "missions_missionarea_code_key": IN_USE,
    "missions_objectionreply_answer_id_key": (None, "You have replied to this answer."),
    "missions_organization_folded_83be7ae0_uniq": (
        "name",
        "An organization with a look-alike name is already listed.",
    ),
    "missions_organization_name_key": ("name", "An organization of this name is listed already."),
    "missions_policyrevision_number_key": (None, "Another policy was approved meanwhile."),
    "missions_policyrevision_voids_id_key": WITHDRAWN,
    "missions_requestdecline_request_id_key": (None, "This request was declined meanwhile."),
    "missions_reviewclosing_review_id_key": (None, "The review is closed."),
    "missions_user_username_key": ACCOUNT_IN_USE,
    "objection_answer_given": ("text", "Write the answer."),
    "objection_reply_reason_given": ("reason", "Enter why the answer does not settle it."),
    "opportunity_action_given": ("action", "Enter what a commercial solution could do."),
    "opportunity_progress_reason_given": WHY,
    "organization_name_seen": ("name", "Enter a visible name."),
    "policy_revision_posture_in_bounds": (None, "A threshold of the posture is out of bounds."),
    "policy_revision_quorum_floor": ("shift_supports", "A shift needs at least two supports from two organizations."),
    "policy_revision_reason_given": WHY,
    "policy_revision_thresholds_apart": ("government_over", "The thresholds overlap. Separate them."),
    "proposal_revision_rationale_given": ("rationale", "Enter a reason."),
    "proposal_state_one_open_per_review": (None, "There is an open proposal in this review already."),
    "request_decline_reason_given": WHY,
    "review_closing_reason_given": WHY,
    "review_reason_given": WHY,
    "review_request_reason_given": WHY,
    "review_state_one_open_per_area": ("areas", "A review of this area is open already."),
    "revision_evidence_once": ("evidence", "This evidence is chosen twice."),
    "role_grant_reason_given": WHY,
    "saved_filter_named": ("name", "Give it a name."),
    "saved_filter_once_per_name": ("name", "You have a saved filter of this name already."),
    "seat_one_step_per_entry": ("users", "Choose each person once."),
    "seat_reason_given": WHY,
    "transition_reason_given": WHY,
    "user_edipi_of_one_account": ("edipi", "Another account has this certificate."),
    "user_edipi_of_ten_digits": ("edipi", "Enter the ten digits, without spaces."),
    "user_username_unique_in_any_case": ACCOUNT_IN_USE,
    "vote_once_per_revision": (None, "You have voted on this revision already."),
    "vote_reason_given": ("reason", "Enter a reason so that the others know what to answer."),
    "vote_request_once": (None, "This reviewer was already asked again."),
}


def _of_kind(found: Tables) -> dict[str, tuple[str | None, str]]:
    """The words for the constraints of a declared kind, named as `models/kinds.py` names them."""
    kind = found.kind
    identity, revision = found.identity._meta.db_table, found.revision._meta.db_table
    said: dict[str, tuple[str | None, str]] = {
        f"{identity}_code_key": IN_USE,
        f"{revision}_voids_id_key": WITHDRAWN,
        f"{kind.name}_revision_reason_given": WHY,
    }
    for table, fields in (
        (f"{kind.name}_revision", kind.fields),
        *((f"{kind.name}_{lines.name}", lines.fields) for lines in kind.lines),
    ):
        for field in fields:
            said[f"{table}_{field.name}_given"] = (field.name, f"{field.label}: enter it.")
            said[f"{table}_{field.name}_not_below_zero"] = (field.name, f"{field.label}: enter 0 or more.")
    return said


def _of_links() -> dict[str, tuple[str | None, str]]:
    """The messages for the constraints of tables that link evidence, named as `models/links.py` names them."""
    once = ("evidence", "This evidence is attached already.")
    return {f"{name}_evidence_{rule}": said for name in LINKS for rule, said in (("reason_given", WHY), ("once", once))}


def message(name: str) -> str:
    """The message of a constraint, for an action or a form that finds the same fault before the database does."""
    return SAYS[name][1]


def words_of(name: str | None) -> tuple[str | None, str] | None:
    """The field and the message of a constraint; None for one that nobody can violate."""
    if name in SAYS:
        return SAYS[name]
    declared = (_of_links(), *map(_of_kind, TABLES.values()))
    return next((said[name] for said in declared if name in said), None)


def refuse(error: IntegrityError) -> NoReturn:
    """Raise `Unfit` for a constraint that has a message; other errors of the database pass through."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    said = words_of(name)
    if said is None:
        raise error
    field, message = said
    raise Unfit(message, field) from error
