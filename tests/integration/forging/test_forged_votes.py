"""Without the actions: nobody writes the vote of somebody else."""

import pytest

from missions.actions.chain import recording
from missions.domain.vocabulary import EntryClass
from missions.models import Seat, Vote
from tests import review_factories as made
from tests.integration.forging.as_application import refused, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_categories_stand")]


def ballot(people, proposal, **said) -> Vote:
    revision = made.again(proposal).state.revision
    seat = Seat.objects.get(review=proposal.review, user=people.reviewer.pk)
    usual = {
        "revision": revision,
        "seat": seat,
        "choice": "support",
        "content_hash": revision.content_hash,
        "voter_name": people.reviewer.name,
        "voter_role": "reviewer",
        "voter_organization": made.SSC,
    }
    return Vote(**usual | said)


@pytest.mark.parametrize(
    ("said", "who", "words"),
    [
        ({"content_hash": "0" * 64}, "reviewer", "live revision"),
        ({"voter_organization": made.USSF}, "reviewer", "pins the name"),
        ({"voter_name": "Somebody"}, "reviewer", "pins the name"),
        ({"voter_role": "authority"}, "reviewer", "pins the name"),
        ({}, "reviewer2", "pins the name"),
        ({}, "authority", "seated in the review"),
        ({}, "analyst", "seated in the review"),
    ],
)
def test_people_write_only_their_own_votes(people, proposal, said, who, words):
    with refused(words):
        write(ballot(people, proposal, **said), by=getattr(people, who))


def test_nobody_signs_for_somebody_else(people, proposal):
    vote = ballot(people, proposal)
    vote.by_id = people.reviewer.pk
    with (
        refused("somebody else than its audit entry"),
        recording(
            by=people.analyst, action="forge", target="x", reason="Forged.", entry_class=EntryClass.PROCESS
        ) as entry,
    ):
        entry.add(vote)
