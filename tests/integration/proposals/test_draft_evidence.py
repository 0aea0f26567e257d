"""Evidence is chosen on the draft's page: the area's own first, other evidence by a search."""

import pytest

from missions.models import Assessment, Proposal
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(people) -> Proposal:
    """A draft for SATCOM that rests on one piece of evidence."""
    return made.draft(people)


def typed(proposal: Proposal, **more: object) -> dict:
    return {
        "kind": "shift",
        "target": "hybrid",
        "rationale": "Half a sentence",
        "evidence": made.again(proposal).draft.evidence,
        "against": made.again(proposal).draft.saved,
    } | more


def offered(page) -> list[str]:
    return [label.split(" · ")[0].split(" (")[0] for _, label in page.context["form"].fields["evidence"].choices]


def test_chosen_evidence_comes_first_then_the_areas_then_the_newest(people, signed, proposal):
    factories.evidence("Of the area", behind=[Assessment.objects.get()])
    for number in range(15):
        factories.evidence(f"Elsewhere {number:02}")
    page = signed(people.analyst).get(f"/proposals/{proposal.pk}/draft/")
    chosen, *others = offered(page)
    assert chosen == "A report" and others[:2] == ["Of the area", "Elsewhere 14"]
    assert "Elsewhere 00" not in others
    labels = [label for _, label in page.context["form"].fields["evidence"].choices]
    assert [label.partition(" · ")[0] for label in labels if label.endswith(" · this area")] == ["Of the area"]


def test_words_in_any_order_find_more_and_input_is_kept_but_not_stored(people, signed, proposal):
    factories.evidence("Sea trial of relays")
    for number in range(15):
        factories.evidence(f"Elsewhere {number:02}")
    client, address = signed(people.analyst), f"/proposals/{proposal.pk}/draft/"
    before = made.again(proposal).draft.saved
    page = client.post(address, typed(proposal, look="yes", find="RELAYS trial", effective_on="not a day"))
    assert page.status_code == 200
    assert offered(page) == ["A report", "Sea trial of relays"]
    form = page.context["form"]
    assert (form["rationale"].value(), form["find"].value(), form.errors) == ("Half a sentence", "RELAYS trial", {})
    assert made.again(proposal).draft.saved == before
    part = client.post(address, typed(proposal, look="yes", find="sea"), headers={"HX-Request": "true"})
    assert "Sea trial of relays" in part.content.decode() and "Rationale" not in part.content.decode()
    none = client.post(address, typed(proposal, look="yes", find="100%_"))
    assert offered(none) == ["A report"]


def test_evidence_found_is_ticked_and_saved(people, signed, proposal):
    found = factories.evidence("Sea trial of relays")
    client, address = signed(people.analyst), f"/proposals/{proposal.pk}/draft/"
    kept = made.again(proposal).draft.evidence
    assert client.post(address, typed(proposal, evidence=[*kept, found.pk], find="sea")).status_code == 302
    assert made.again(proposal).draft.evidence == sorted([*kept, found.pk])


@pytest.mark.parametrize("find", ["x" * 200, "nul\0"])
def test_invalid_words_find_nothing_and_cause_no_error(people, signed, proposal, find):
    page = signed(people.analyst).post(f"/proposals/{proposal.pk}/draft/", typed(proposal, look="yes", find=find))
    assert page.status_code == 200 and "A report" in offered(page)


def test_too_much_evidence_is_reported_beside_the_field(people, signed, proposal):
    many = list(range(1, 202))
    page = signed(people.analyst).post(f"/proposals/{proposal.pk}/draft/", typed(proposal, evidence=many))
    assert page.status_code == 400
    assert page.context["form"].errors["evidence"] == ["Choose up to 200."]
