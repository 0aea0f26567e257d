"""A change of an area sends its open proposal back, whatever state that is in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from missions.actions.record import facts
from missions.domain.vocabulary import Move, State
from missions.models import ChainHead, Proposal, Transition
from tests import factories
from tests import review_factories as made
from tests.integration.conftest import settled

pytestmark = pytest.mark.django_db

MOVES = {
    "assessing": lambda function: factories.assessment(function, performer="government_only"),
    "another function": lambda function: factories.function("T-2"),
    "retiring": lambda function: facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Retired",
        description="",
        effective_on=factories.DAY + timedelta(days=1),
        reason="Over.",
        retired=True,
    ),
    "withdrawing": lambda function: facts.withdraw_assessment(
        by=factories.SETUP, assessment=function.assessments.get(), reason="Mistaken."
    ),
    "reassessing": lambda function: facts.reassess(
        by=factories.SETUP,
        answers=factories.answers(function, performer="government_only"),
        effective_on=factories.DAY + timedelta(days=1),
        reason="Looked again.",
        against=function.assessments.get().entry_id,
    ),
}


@pytest.fixture(scope="module", params=["draft", "submitted", "approved"])
def standing(people, request) -> Iterator[Proposal]:
    """A proposal in each of these states, made once for all changes."""
    with transaction.atomic():
        proposal = getattr(made, request.param)(people)
        settled()
        yield proposal
        transaction.set_rollback(True)


@pytest.mark.parametrize("made_by", MOVES)
def test_every_material_change_of_the_area_sends_the_open_proposal_back_at_once(standing, made_by):
    proposal = made.again(standing)
    before = ChainHead.objects.get().sequence
    MOVES[made_by](proposal.review.area.functions.get())
    assert made.state(proposal) is State.NEEDS_REBASE
    assert ChainHead.objects.get().sequence == before + 2
    assert Transition.objects.filter(proposal=proposal).latest("entry_id").move == Move.AREA_MOVED
