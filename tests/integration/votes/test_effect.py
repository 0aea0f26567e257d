"""Taking effect: on the day, once, after every guard was checked again; and changes of areas under a proposal."""

import pytest
from django.core.management import call_command

from missions.actions.reviews import amendments, decisions, effect, proposals
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    ProposalKind,
    State,
)
from missions.models import AuditEntry, CategoryDecision, ChainHead, ReviewState, Transition
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import area_today
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


def reason_of_last(proposal) -> str:
    return Transition.objects.filter(proposal=proposal).latest("entry_id").reason


def test_an_approval_on_its_day_or_later_takes_effect_in_the_same_act(people):
    for days, code in ((0, "SATCOM"), (-1, "SDA")):
        proposal = made.supported(people, area_code=code, effective_on=made.in_days(days))
        before = ChainHead.objects.get().sequence
        approval = decisions.approve(by=people.authority, proposal=proposal, reason=made.REASON, **made.live(proposal))
        assert approval.waits_for == ()
        approved, effected = AuditEntry.objects.filter(sequence__gt=before).order_by("sequence")
        assert (approved.entry_class, approved.actor_id) == ("process", people.authority.pk)
        assert (effected.entry_class, effected.actor_id, effected.action) == ("record", None, "take effect")
        for model in ("categorydecision", "transition", "reviewclosing"):
            assert f'"{model}":' in effected.payload
        assert area_today(code)[0].category is Category.GOVERNMENT_PRIMARY
        assert made.state(proposal) is State.EFFECTIVE
        assert not ReviewState.objects.get(review=proposal.review).is_open
    assert effect.apply_due_decisions() == []
    assert [finding.what for finding in verify()] == []


def test_a_proposal_takes_effect_once_and_not_before_its_day(people):
    proposal = made.approved(people)
    assert effect.apply_due_decisions() == []
    with made.on_day(2):
        assert effect.apply_due_decisions() == []
    with made.on_day(3):
        assert [decision.category for decision in effect.apply_due_decisions()] == [Category.GOVERNMENT_PRIMARY]
        assert effect.apply_due_decisions() == []
        assert area_today("SATCOM")[0].category is Category.GOVERNMENT_PRIMARY
    assert CategoryDecision.objects.filter(revision__proposal=proposal).count() == 1


def test_a_missed_day_is_made_up_with_the_date_that_was_approved(people):
    made.approved(people)
    with made.on_day(10):
        decision = effect.apply_due_decisions()[0]
    assert decision.effective_on == made.in_days(3)


def test_a_reaffirmation_keeps_the_start_of_the_category(people):
    before = area_today("SATCOM")[0].decided
    decision = made.effective(people, kind=ProposalKind.REAFFIRM, target=before.category)
    after = area_today("SATCOM")[0].decided
    assert decision.kind == DecisionKind.REAFFIRM
    assert (after.since, after.category) == (before.since, before.category)
    assert after.said.sequence == decision.entry_id


def test_a_first_category_takes_effect_as_one(people):
    decision = made.effective(people, area_code="ISAM", kind=ProposalKind.FIRST, target=Category.HYBRID)
    assert (decision.kind, decision.category, decision.area.code) == (DecisionKind.INITIAL, Category.HYBRID, "ISAM")
    promoted = area_today("ISAM")[0]
    assert (promoted.emerging, promoted.said.sequence) == (False, decision.entry_id)


def test_the_whole_effect_is_one_entry_of_the_record(people):
    made.approved(people)
    before = ChainHead.objects.get().sequence
    with made.on_day():
        effect.apply_due_decisions()
    entry = AuditEntry.objects.get(sequence__gt=before)
    assert (entry.entry_class, entry.actor_id, entry.action) == ("record", None, "take effect")
    for model in ("categorydecision", "transition", "reviewclosing"):
        assert f'"{model}":' in entry.payload


def test_a_fact_whose_day_comes_sends_the_proposal_back_before_it_takes_effect(people):
    proposal = made.approved(people)
    function = proposal.review.area.functions.get()
    factories.assessment(function, on=made.in_days(3), performer="government_only")
    assert made.state(proposal) is State.APPROVED
    with made.on_day(3):
        assert effect.apply_due_decisions() == []
    assert made.state(proposal) is State.NEEDS_REBASE
    assert "changed since" in reason_of_last(proposal)
    assert not CategoryDecision.objects.filter(revision__proposal=proposal).exists()


def test_the_daily_check_notices_a_fact_whose_day_has_come(people):
    proposal = made.draft(people)
    factories.assessment(proposal.review.area.functions.get(), on=made.in_days(2), performer="government_only")
    assert effect.notice_moved() == []
    with made.on_day(2):
        assert effect.notice_moved() == [proposal]
        assert effect.notice_moved() == []
    assert made.state(proposal) is State.NEEDS_REBASE


def test_an_immaterial_change_leaves_it_alone(people):
    proposal = made.supported(people)
    function = proposal.review.area.functions.get()
    factories.assessment(function, rationale="Said differently, standing the same.")
    factories.assessment(made.assessed("T-SDA", area_code="SDA"), performer="government_only")
    assert made.state(proposal) is State.IN_REVIEW


def test_a_changed_threshold_sends_every_affected_proposal_back(people):
    first, second = made.submitted(people), made.draft(people, area_code="SDA")
    amendments.approve(by=people.authority, amendment=factories.drafted_policy(), reason="Stricter.")
    assert {made.state(first), made.state(second)} == {State.NEEDS_REBASE}
    assert [finding.what for finding in verify()] == []


def test_the_check_costs_the_same_however_many_proposals_there_are(people, django_assert_num_queries):
    made.submitted(people)
    with django_assert_num_queries(4):
        effect.notice_moved()
    for code in ("SDA", "ISR", "PNT"):
        made.draft(people, area_code=code)
    with django_assert_num_queries(4):
        effect.notice_moved()


def test_a_proposal_that_cannot_take_effect_does_not_delay_the_others(people):
    first = made.approved(people)
    second = made.draft(people, area_code="SDA", effective_on=made.in_days(3))
    made.submit(people, second)
    made.vote(people.reviewer, second)
    made.vote(people.reviewer2, second)
    made.approve(people.authority, second)
    factories.assessment(first.review.area.functions.get(), on=made.in_days(3), performer="government_only")
    with made.on_day(3):
        assert [decision.area.code for decision in effect.apply_due_decisions()] == ["SDA"]
    assert made.state(first) is State.NEEDS_REBASE


def test_a_returned_proposal_can_be_rebased_and_take_effect_later(people):
    proposal = made.approved(people)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    proposals.rebase(by=people.analyst, proposal=proposal, reason="Looked again.")
    made.submit(people, proposal)
    for reviewer in (people.reviewer, people.reviewer2):
        made.vote(reviewer, proposal)
    made.approve(people.authority, proposal)
    with made.on_day():
        assert effect.apply_due_decisions()[0].source == f"Proposal {proposal.pk}, revision 2"


def test_the_command_says_what_it_did(people, capsys):
    made.approved(people)
    with made.on_day():
        call_command("apply_due_decisions")
    assert "SATCOM: government_primary from" in capsys.readouterr().out
    call_command("apply_due_decisions")
    assert capsys.readouterr().out == "ok: 0 took effect, 0 need an update\n"
