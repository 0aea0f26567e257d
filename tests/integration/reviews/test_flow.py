"""From an open review to a changed category; the record verifies at the end."""

import pytest

from missions.domain.vocabulary import Category, DecisionKind, Provenance, ReviewOutcome, State
from missions.models import AuditEntry, CategoryDecision
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import area_today
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


def test_an_approved_shift_changes_the_category_on_its_day(people):
    decision = made.effective(people)
    assert (decision.category, decision.kind) == (Category.GOVERNMENT_PRIMARY, DecisionKind.SHIFT)
    assert decision.provenance == Provenance.ASSESSMENT
    assert decision.source == f"Proposal {decision.revision.proposal_id}, revision 1"
    assert area_today("SATCOM")[0].category is Category.GOVERNMENT_PRIMARY
    proposal = made.again(decision.revision.proposal)
    assert made.state(proposal) is State.EFFECTIVE
    assert proposal.review.closing.outcome == ReviewOutcome.EFFECTIVE
    assert not proposal.review.state.is_open
    assert AuditEntry.objects.get(pk=decision.entry_id).entry_class == "record"
    assert [finding.what for finding in verify()] == []


def test_a_complete_review_writes_to_every_table_of_reviews(people):
    made.every_table(people)
    assert CategoryDecision.objects.filter(revision__isnull=False).count() == 1
    assert [finding.what for finding in verify()] == []


def test_a_change_of_the_area_sends_its_open_proposal_back(people):
    proposal = made.supported(people)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    assert made.state(proposal) is State.NEEDS_REBASE
