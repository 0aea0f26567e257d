"""Without the actions: an approved proposal takes effect as it was approved, and its rows stay as they are."""

import pytest
from django.db import connection

from missions.access import SYSTEM
from missions.domain.vocabulary import Category, DecisionKind, Move, Provenance, State
from missions.models import Proposal, ReviewClosing
from tests import factories
from tests import review_factories as made
from tests.integration.conftest import settled
from tests.integration.forging.as_application import decide, refused, step, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_categories_stand")]


@pytest.fixture(scope="module")
def approved(people) -> Proposal:
    """A proposal that waits for its day, made once for all forgeries, because each of them is refused."""
    proposal = made.approved(people)
    settled()
    return proposal


@pytest.mark.parametrize(
    "said",
    [
        {"category": Category.COMMERCIAL_PRIMARY},
        {"kind": DecisionKind.REAFFIRM},
        {"provenance": Provenance.OFFICIAL},
        {"revision": None},
        {"area": "SDA"},
        {"effective_on": "2025-01-01"},
    ],
)
def test_an_approved_decision_carries_exactly_what_was_approved(approved, said):
    if "area" in said:
        said = {"area": factories.area(said["area"])}
    with refused("only by an approved proposal"):
        decide(approved, **said)


def test_an_approved_decision_waits_for_its_day(approved):
    with refused("only by an approved proposal"):
        decide(approved, effective_on=made.in_days(made.AHEAD))


def test_taking_effect_needs_the_decision_and_closing_needs_taking_effect(approved):
    with refused("with its category decision"):
        write(step(approved, Move.TAKE_EFFECT, State.EFFECTIVE), by=SYSTEM)
    with refused("only when its proposal took effect"):
        write(ReviewClosing(review=approved.review, outcome="effective", reason="Forged."), by=SYSTEM)


@pytest.mark.usefixtures("approved")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_proposalstate SET state = 'approved'",
        "INSERT INTO missions_proposalstate SELECT * FROM missions_proposalstate",
        "DELETE FROM missions_proposalstate",
        "UPDATE missions_reviewstate SET is_open = true",
        "UPDATE missions_proposalrevision SET needed_supports = 1",
        "UPDATE missions_vote SET choice = 'support'",
        "DELETE FROM missions_authorship",
        "UPDATE missions_transition SET move = 'approve'",
        "ALTER TABLE missions_proposalstate DISABLE TRIGGER ALL",
        "CREATE TEMP TABLE mine (LIKE missions_transition); CREATE TRIGGER mine BEFORE INSERT ON mine"
        " FOR EACH ROW EXECUTE FUNCTION csis_transition()",
    ],
)
def test_states_and_rows_of_reviews_cannot_be_overwritten(statement):
    with refused("permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement)
