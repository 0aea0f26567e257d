"""Without the actions: a draft makes no step that the table of moves does not have."""

import pytest

from missions.domain.vocabulary import Move, State
from missions.models import Proposal
from tests import review_factories as made
from tests.integration.conftest import settled
from tests.integration.forging.as_application import refused, step, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_categories_stand")]


@pytest.fixture(scope="module")
def drafted(people) -> Proposal:
    """A draft, made once for all steps, because each of them is refused."""
    proposal = made.draft(people)
    settled()
    return proposal


@pytest.mark.parametrize("move", sorted(Move))
@pytest.mark.parametrize("target", [State.EFFECTIVE, State.APPROVED, State.IN_REVIEW])
def test_no_step_outside_the_table_is_possible(people, drafted, move, target):
    with refused("does not make the move|may not make the move|newest revision"):
        write(step(drafted, move, target), by=people.analyst)
