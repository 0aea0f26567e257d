"""Every constraint of the database that can refuse a value has a message beside a field."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from missions.access import SYSTEM
from missions.actions.chain import recording
from missions.actions.constraints import SAYS, words_of
from missions.actions.errors import Unfit
from missions.actions.record import evidence
from missions.domain.vocabulary import EvidenceKind, Role
from missions.models import Evidence
from tests import factories

pytestmark = pytest.mark.django_db

CONSTRAINTS = """
SELECT conname FROM pg_constraint
WHERE contype IN ('u', 'c', 'x') AND connamespace = 'public'::regnamespace
  AND conrelid::regclass::text LIKE 'missions\\_%'
UNION
SELECT indexrelid::regclass::text FROM pg_index
WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text LIKE 'missions\\_%'
"""
# Why nobody can meet these constraints: no form leads there. Keyed by a pattern of names.
OUT_OF_REACH = {
    r"\w+_is_one_row|installation_sample_in_demonstration": "the row is made with the database",
    r"\w+_known": "a form takes one of the choices that the constraint lists",
    r"\w+_one_per_day_and_entry": "each act records one fact of a subject",
    r"\w+_undated_only_to_withdraw": "a form demands the day; a withdrawal names what it withdraws",
    r"(notice|reminder|missions_notice)_\w+": "the worker writes it",
    r"verification_one_at_a_time": "the run that is under way is shown instead",
    r"sign_in_failures_once|missions_(signinfailures|refusals|noticefailure)_\w+": "counted beside the record",
    r"staged_\w+|missions_staged\w+": "rows are numbered as they are read",
    r"catalog_(file|row|problem)_\w+|missions_catalog(reading|row|problem)_\w+|catalog_reading_digest_whole": (
        "the reader writes them"
    ),
    r"catalog_snapshot_credit_given": "each publisher has one",
    r"briefing_\w+|missions_briefing\w+": "one is built under the lock, from what is counted",
    r"missions_passage\w+|missions_policy_code_key|missions_\w+revision_amendment_id_key": (
        "the load or one approval writes it"
    ),
    r"missions_policyrevision_\w+_check|missions_proposalrevision_\w+_check|missions_draft_saved_check": (
        "counted, or at least 0 by the form"
    ),
    r"missions_categorydecision_\w+_key|category_decision_reason_given|passage_revision_reason_given": (
        "taking effect and the load write it, with a reason"
    ),
    r"comment_tie_to_one_thing|missions_commenttie_comment_id_key": "a comment brings one choice with it",
    r"missions_keptfigure_evidence_id_key": "evidence brings one with it",
    r"missions_revisionposture_revision_id_key": "a revision brings one with it",
    r"proposal_revision_(number_once|quorum_floor)": "counted and copied from the policy under the lock",
    r"missions_(solutiondependency|agreementcommitment|exercisetrial)_position_check": "numbered as they are read",
    r"file_piece_once": "pieces are numbered as a file is written, and a file that is there is not written again",
    r"role_grant_ends_after_it_began": "the day is held against today before",
    r"authorship_once|(transition|review_request|due_date_move)_one_per_entry|role_grant_one_step_per_entry": (
        "an act adds one, under the lock"
    ),
}


def test_every_constraint_has_a_message_or_a_reason_why_nobody_meets_it():
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS)
        names = {name for (name,) in cursor.fetchall()}
    unreached = {name for name in names for pattern in OUT_OF_REACH if re.fullmatch(pattern, name)}
    assert {name for name in names - unreached if words_of(name) is None} == set()
    assert SAYS.keys() - names == set(), "There is no such constraint."
    assert SAYS.keys() & unreached == set()
    for pattern in OUT_OF_REACH:
        assert any(re.fullmatch(pattern, name) for name in names), pattern


def test_a_message_of_a_constraint_is_written_once():
    code = Path(__file__).parents[3] / "missions"
    messages = {message for _, message in SAYS.values()}
    files = (*(code / "actions").rglob("*.py"), *(code / "forms").rglob("*.py"))
    texts = [
        (path.relative_to(code).as_posix(), node.value)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    ]
    # A snapshot's name has a message of its own where it is refused.
    # The name of a snapshot is demanded by its form alone.
    messages.remove("Give it a name.")
    assert [(path, text) for path, text in texts if text in messages and path != "actions/constraints.py"] == []


@pytest.mark.parametrize("name", SAYS)
def test_a_refusal_by_a_constraint_has_its_message(name):
    raised = f"RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"
    opened = recording(by=SYSTEM, action="try", target="test")
    with pytest.raises(Unfit) as refused, opened, connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN {raised}; END $$")
    assert (refused.value.field, str(refused.value)) == SAYS[name]


def test_an_address_that_no_form_checked_is_refused_and_leaves_nothing():
    content = evidence.EvidenceContent(kind=EvidenceKind.LINK, title="Report", url="ftp://example.org/")
    with pytest.raises(Unfit, match="begins with https"):
        evidence.add_evidence(by=factories.actor(Role.ANALYST), content=content, reason="Shows it.")
    assert not Evidence.objects.exists()


def test_a_message_without_its_field_is_shown_above_the_form(client: Client, monkeypatch):
    monkeypatch.setitem(SAYS, "user_username_unique_in_any_case", ("elsewhere", "This name is in use."))
    client.force_login(factories.user("admin", Role.ADMINISTRATOR, organization="Office"))
    account = {"name": "N", "organization": "Office", "reason": "Needed."}
    first, second = (client.post("/people/", {**account, "username": name}) for name in ("one", "One"))
    assert (first.status_code, second.status_code) == (302, 400)
    assert "This name is in use." in second.content.decode()
