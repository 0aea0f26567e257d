"""History: every fact with what it changed, newest entry first."""

from datetime import date, timedelta

import pytest

from missions.actions.chain import recording
from missions.actions.record import facts
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Category, ProposalKind, Provenance, Risk
from missions.models import Assessment, ChainHead
from missions.queries.record.history import area_history, function_history, policy_history
from tests import factories
from tests import review_factories as made
from tests.factories import DAY, SETUP

pytestmark = pytest.mark.django_db


def now(on: date = DAY + timedelta(days=900), sequence: int | None = None) -> Moment:
    return Moment(as_of=on, sequence=sequence or ChainHead.objects.get().sequence, known=None, today=on)


def test_a_reassessment_shows_only_what_it_changed() -> None:
    function = factories.function()
    factories.assessment(function)
    factories.assessment(function, on=DAY + timedelta(days=1), risk=Risk.HIGH)
    newest = function_history(now(), function.code).rows[0]
    assert newest.what == "Assessment revised"
    assert [(change.label, change.before, change.after) for change in newest.changes] == [
        ("Risk of integrating", "Low", "High")
    ]


def test_a_withdrawal_restores_the_earlier_fact_and_marks_the_withdrawn_one() -> None:
    function = factories.function()
    factories.assessment(function)
    mistaken = factories.assessment(function, on=DAY + timedelta(days=1), risk=Risk.HIGH)
    facts.withdraw_assessment(by=SETUP, assessment=mistaken, reason="Entered for another function.")
    withdrawal, voided = function_history(now(), function.code).rows[:2]
    assert withdrawal.what == "Assessment withdrawn"
    assert [(change.before, change.after) for change in withdrawal.changes] == [("High", "Low")]
    assert voided.voided
    assert not withdrawal.voided


def test_a_fact_recorded_after_its_day_says_so() -> None:
    function = factories.function()
    factories.assessment(function, on=DAY)
    assert function_history(now(), function.code).rows[0].recorded_later


def test_later_entries_are_not_shown_at_an_earlier_sequence() -> None:
    function = factories.function()
    known = ChainHead.objects.get().sequence
    factories.assessment(function)
    assert [row.what for row in function_history(now(sequence=known), function.code).rows] == ["Function recorded"]


def test_what_takes_effect_later_is_not_shown_at_an_earlier_date() -> None:
    function = factories.function()
    factories.assessment(function, on=DAY + timedelta(days=10))
    assert [row.what for row in function_history(now(on=DAY), function.code).rows] == ["Function recorded"]


def test_pages_consist_of_whole_entries_and_lose_none() -> None:
    functions = [factories.function(f"T-{number}") for number in range(3)]
    for number in range(5):
        facts.assess(
            by=SETUP,
            target="area:SATCOM",
            answered=[factories.answers(function) for function in functions],
            effective_on=DAY + timedelta(days=number),
            reason="Assessed together.",
        )
    seen, before = [], None
    while True:
        page = area_history(now(), "SATCOM", before=before, size=2)
        assert len({row.sequence for row in page.rows}) <= 2
        seen += [(row.sequence, row.what, row.subject) for row in page.rows]
        before = page.older
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 3 + 15 + 2
    assert [sequence for sequence, _, _ in seen] == sorted((sequence for sequence, _, _ in seen), reverse=True)


def test_the_history_of_an_area_ends_with_the_strategy() -> None:
    rows = area_history(now(), "SATCOM").rows
    assert [(row.what, row.path, row.by) for row in rows] == [
        ("Area recorded", "/areas/SATCOM/", "csis"),
        ("Category recorded", "/areas/SATCOM/", "csis"),
    ]
    assert ("Category", "", "Hybrid") in [(change.label, change.before, change.after) for change in rows[1].changes]


@pytest.mark.parametrize(
    ("kind", "target", "told"),
    [
        (ProposalKind.SHIFT, Category.GOVERNMENT_PRIMARY, "Category shifted"),
        (ProposalKind.REAFFIRM, Category.HYBRID, "Category reaffirmed"),
    ],
)
def test_a_decision_is_named_by_its_kind(kind: ProposalKind, target: Category, told: str) -> None:
    decision = made.effective(made.cast(), kind=kind, target=target)
    found = area_history(now(decision.effective_on), "SATCOM").rows
    assert [row.what for row in found if row.sequence == decision.entry_id] == [told]


def test_the_history_of_the_policy_names_its_numbers() -> None:
    rows = policy_history(now()).rows
    assert [(row.what, row.path) for row in rows] == [("Policy recorded", "/policy/")]
    assert rows[0].changes[0].after == "50"


def test_large_entries_make_shorter_pages_and_are_never_split() -> None:
    functions = [factories.function(f"T-{number}") for number in range(3)]
    for number in range(3):
        facts.assess(
            by=SETUP,
            target="area:SATCOM",
            answered=[factories.answers(function) for function in functions],
            effective_on=DAY + timedelta(days=number),
            reason="Assessed together.",
        )
    newest = area_history(now(), "SATCOM", size=4)
    assert [row.what for row in newest.rows] == ["Assessment revised"] * 6
    following = area_history(now(), "SATCOM", before=newest.older, size=3)
    assert [row.what for row in following.rows] == ["Assessment recorded"] * 3


def test_a_function_with_many_facts_in_one_entry_hides_no_entry_of_another() -> None:
    function, other = factories.function("T-1"), factories.function("T-2")
    factories.assessment(other)
    factories.assessment(function)
    with recording(by=SETUP, action="assess", target="function:T-1", reason="Taken over.") as entry:
        for number in range(4):
            answers = vars(factories.answers(function))
            day = DAY + timedelta(days=number + 1)
            entry.add(Assessment(**answers, effective_on=day, provenance=Provenance.ASSESSMENT, reason="Taken over."))
    page = area_history(now(), "SATCOM", size=5)
    assert [row.subject for row in page.rows] == ["T-1"] * 5
    assert area_history(now(), "SATCOM", before=page.older, size=1).rows[0].subject == "T-2"


def test_evidence_is_in_the_row_of_its_assessment_or_in_its_own() -> None:
    function = factories.function()
    first = factories.evidence("First")
    assessment = facts.reassess(
        by=factories.SETUP,
        answers=factories.answers(function),
        effective_on=DAY,
        reason="Looked at.",
        against=0,
        evidence=[first],
    )
    later = factories.evidence("Later", behind=[assessment])
    told = [(row.what, [one.title for one in row.evidence]) for row in function_history(now(), "T-1").rows]
    assert told == [("Evidence attached", ["Later"]), ("Assessment recorded", ["First"]), ("Function recorded", [])]
    assert area_history(now(), "SATCOM").rows[0].sequence == later.entry_id
    before = function_history(now(sequence=later.entry_id - 1), "T-1").rows
    assert [row.what for row in before] == ["Assessment recorded", "Function recorded"]
