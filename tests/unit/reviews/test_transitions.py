"""The quorum, the tally, the material version and the hash of frozen content."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain import canonical
from missions.domain.reviews.transitions import Ballot, Content, Quorum, material_version, quorum, tally
from missions.domain.vocabulary import Category, DecisionKind, ProposalKind, Standing, VoteChoice
from tests.unit.reviews.test_guards import POLICY, area, function

CONTENT = Content(
    area="SATCOM",
    kind=ProposalKind.SHIFT,
    target=Category.COMMERCIAL_PRIMARY,
    effective_on="2026-12-01",
    rationale="Why.",
    evidence=(2, 1),
    gaps={"T-1": "Nobody offers it."},
    answers={7: "Done."},
    base_version="base",
)

ballots = st.lists(
    st.builds(
        Ballot,
        voter=st.integers(1, 8),
        name=st.just("Name"),
        organization=st.sampled_from(["One", "Two", "Three"]),
        choice=st.sampled_from(VoteChoice),
    ),
    unique_by=lambda ballot: ballot.voter,
)


def test_a_first_category_needs_the_quorum_of_a_shift():
    policy = replace(POLICY, shift_supports=3, shift_organizations=2, reaffirm_supports=1)
    assert quorum(ProposalKind.SHIFT, policy) == quorum(ProposalKind.FIRST, policy) == Quorum(3, 2)
    assert quorum(ProposalKind.REAFFIRM, policy) == Quorum(1, 1)


@given(ballots, st.frozensets(st.integers(1, 8)))
def test_an_authors_vote_never_counts(votes, authors):
    counted = tally(votes, Quorum(1, 1), authors)
    others = [vote for vote in votes if vote.voter not in authors]
    assert counted == tally(others, Quorum(1, 1))
    assert counted.supports + counted.objections + counted.recusals == len(others)
    assert counted.organizations <= counted.supports


@given(ballots)
def test_only_supports_make_a_quorum(votes):
    without = [vote for vote in votes if vote.choice is not VoteChoice.SUPPORT]
    assert not tally(without, Quorum(1, 1)).met
    assert tally(votes, Quorum(2, 2)).met == (
        len(votes) - len(without) >= 2 and len({v.organization for v in votes if v not in without}) >= 2
    )


@pytest.mark.parametrize(
    "moved",
    [
        area(Category.COMMERCIAL_PRIMARY),
        area(None),
        area(Category.HYBRID, function(Standing.DEMONSTRATED)),
        area(Category.HYBRID, function(), replace(function(), code="T-2")),
        replace(area(), functions=()),
    ],
)
def test_material_changes_move_the_material_version(moved):
    assert material_version(moved, POLICY) != material_version(area(), POLICY)


def test_a_threshold_moves_it_but_a_cadence_or_quorum_does_not():
    assert material_version(area(), replace(POLICY, government_over=60)) != material_version(area(), POLICY)
    for changed in ({"cadence_hybrid": 12}, {"shift_supports": 3}, {"number": 2}):
        assert material_version(area(), replace(POLICY, **changed)) == material_version(area(), POLICY)


def test_an_editorial_change_or_a_reaffirmation_does_not_move_it():
    stands = area()
    renamed = replace(stands, name="Renamed", functions=(replace(function(), name="Renamed", description="New."),))
    reaffirmed = replace(stands, decided=replace(stands.decided, kind=DecisionKind.REAFFIRM))
    assert material_version(renamed, POLICY) == material_version(reaffirmed, POLICY) == material_version(stands, POLICY)


@pytest.mark.parametrize(
    "changed",
    [
        {"area": "SDA"},
        {"kind": ProposalKind.REAFFIRM},
        {"target": Category.HYBRID},
        {"effective_on": "2026-12-02"},
        {"rationale": "Why not."},
        {"evidence": (1,)},
        {"gaps": {}},
        {"answers": {7: "Undone."}},
        {"base_version": "other"},
    ],
)
def test_all_content_of_a_proposal_is_in_its_hash(changed):
    assert replace(CONTENT, **changed).hash != CONTENT.hash


def test_the_order_of_evidence_is_not_content_and_the_hash_is_that_of_the_text():
    assert replace(CONTENT, evidence=(1, 2)).hash == CONTENT.hash
    assert CONTENT.hash == canonical.digest(CONTENT.text)
    assert canonical.parsed(CONTENT.text)["answers"] == {"7": "Done."}
