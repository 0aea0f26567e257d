"""Who may read which evidence: evidence of open proposals only is for people who may read proposals."""

import pytest
from django.test import Client

from missions.actions.record import evidence as actions
from missions.actions.reviews import decisions
from missions.domain.vocabulary import EvidenceKind, Role
from missions.models import Evidence
from tests import factories, review_factories
from tests.integration.evidence.test_evidence_pages import content

pytestmark = pytest.mark.django_db

READERS = [Role.ANALYST, Role.REVIEWER, Role.AUTHORITY, Role.STEWARD, Role.AUDITOR]


def reader(role: Role = Role.VIEWER) -> Client:
    client = Client()
    client.force_login(factories.user(f"a-{role.value}", role))
    return client


def reads(client: Client, row: Evidence) -> bool:
    """Whether list, search, page and file all show it; fails if they differ."""
    place = f"/evidence/{row.pk}/"
    shown = {
        place in content(client.get("/evidence/")),
        place in content(client.get("/search/", {"q": f'"{row.title}"'})),
        client.get(place).status_code == 200,
        client.get(f"{place}file/").status_code == 200,
    }
    assert len(shown) == 1
    return shown.pop()


def rest_an_assessment_on(row: Evidence) -> None:
    assessment = factories.assessment(factories.function("T-9"))
    actions.attach(by=factories.SETUP, fact=assessment, evidence=[row], reason="It shows it.")


@pytest.fixture
def row() -> Evidence:
    return factories.evidence("Orbital trial", upload=factories.upload())


def test_unattached_evidence_is_hidden_from_viewers(row):
    assert not reads(reader(), row)


@pytest.mark.parametrize("role", READERS)
def test_evidence_of_an_open_proposal_needs_the_right_to_read_proposals(role, row):
    review_factories.submitted(review_factories.cast(), evidence=(row.pk,))
    assert reads(reader(role), row)
    assert not reads(reader(), row)


def test_evidence_of_an_assessment_is_for_everybody(row):
    rest_an_assessment_on(row)
    assert reads(reader(), row)


def test_evidence_of_a_rejected_proposal_is_for_everybody(row):
    people, viewer = review_factories.cast(), reader()
    proposal = review_factories.supported(people, evidence=(row.pk,))
    assert not reads(viewer, row)
    decisions.reject(by=people.authority, proposal=proposal, reason="Not yet.", **review_factories.live(proposal))
    assert reads(viewer, row)


def test_evidence_of_a_decision_in_effect_is_for_everybody(row):
    review_factories.effective(review_factories.cast(), evidence=(row.pk,))
    assert reads(reader(), row)


def test_evidence_that_supersedes_readable_evidence_is_readable(row):
    rest_an_assessment_on(row)
    said = actions.EvidenceContent(kind=EvidenceKind.DOCUMENT, title="Orbital trial, second edition")
    for _ in range(2):
        row = actions.supersede_evidence(
            by=factories.SETUP, evidence=row, content=said, reason="Newer.", upload=factories.upload()
        )
    assert reads(reader(), row)


def test_a_viewer_of_the_past_sees_what_a_viewer_saw_then(row):
    client = reader()
    rest_an_assessment_on(row)
    assert client.get(f"/evidence/{row.pk}/").status_code == 200
    assert client.get(f"/evidence/{row.pk}/?known=2024-04-03").status_code == 404


def test_proposals_that_rest_on_it_are_named_to_people_who_may_read_them(row):
    rest_an_assessment_on(row)
    cast = review_factories.cast()
    made = review_factories.supported(cast, evidence=(row.pk,))
    assert f"/proposals/{made.pk}/" in content(reader(Role.ANALYST).get(f"/evidence/{row.pk}/"))
    viewer = reader()
    assert f"/proposals/{made.pk}/" not in content(viewer.get(f"/evidence/{row.pk}/"))
    decisions.reject(by=cast.authority, proposal=made, reason="No.", **review_factories.live(made))
    assert f"/proposals/{made.pk}/" in content(viewer.get(f"/evidence/{row.pk}/"))
