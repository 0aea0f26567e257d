"""A catalog's figure as evidence: it stays as it was computed, and says if a newer reading differs."""

import pytest
from django.test import Client

from missions.domain.catalog.citation import citation
from missions.domain.vocabulary import Provenance, Role
from missions.models import CatalogSnapshot, Evidence, User
from missions.queries.people.accounts import actor_of
from tests import catalogs, factories, listed
from tests import review_factories as made
from tests.integration.catalog import counted
from tests.integration.catalog.test_concentration import text
from tests.integration.kinds.recorded import record

pytestmark = pytest.mark.django_db

CITE = "/concentration/SATCOM/cite/?owners=all"
SAID = "SpaceX 75.0%, index 6,250, 2 operators"
NEWER = "A newer reading differs: OneWeb 50.0%, index 5,000, 2 operators."


@pytest.fixture
def analyst(people: made.Cast, client: Client) -> User:
    found = made.account(people.analyst)
    client.force_login(found)
    catalogs.snapshot(by=people.analyst, found=catalogs.read(counted.many(SpaceX=3, OneWeb=1)))
    return found


def cited(client: Client, address: str = CITE) -> Evidence:
    """The evidence recorded by sending the form at the address unchanged."""
    form = client.get(address)
    answer = client.post(form.context["url"], {"reason": "It shows the dependence."}, follow=True)
    assert answer.status_code == 200
    return Evidence.objects.latest("pk")


def read_again(analyst: User, **numbers: int) -> None:
    snapshot = CatalogSnapshot.objects.get()
    catalogs.again(snapshot, by=actor_of(analyst), found=catalogs.read(counted.many(**numbers)))


def test_the_evidence_contains_the_question_the_figures_and_their_credit(client: Client, analyst: User) -> None:
    made_of = cited(client)
    assert made_of.title == (
        f"Concentration of SATCOM on 30 Jul 2025, by satellites, commercial, all owners, by operator: {SAID}"
    )
    assert (made_of.provenance, str(made_of.dated_on)) == (Provenance.CATALOG, "2025-07-30")
    page = text(client, f"/evidence/{made_of.pk}/")
    assert "Jonathan McDowell, https://planet4589.org, CC-BY, data of 30 Jul 2025" in page
    assert "A newer reading differs" not in page
    kept = citation(made_of.kept_figure.figure)
    assert (kept.area, kept.kept.index, kept.kept.largest) == ("SATCOM", 6250, "SpaceX")


def test_the_page_at_that_moment_still_shows_the_same_counts(client: Client, analyst: User) -> None:
    address = cited(client).kept_figure.figure.address
    read_again(analyst, SpaceX=2, OneWeb=2)
    assert '<td data-label="Share" class="amount">75.0%</td>' in text(client, address)


def test_a_newer_reading_that_differs_is_shown_beside_the_cited_figure(client: Client, analyst: User) -> None:
    made_of = cited(client)
    read_again(analyst, SpaceX=2, OneWeb=2)
    page = text(client, f"/evidence/{made_of.pk}/")
    assert f"{SAID}." in page
    assert f"{NEWER} Cited: {SAID}." in page
    [row] = [one for one in listed.rows(client, "evidence", "") if one["evidence"] == made_of.pk]
    assert SAID in row["figure"]
    assert row["moved"].startswith(NEWER)


def test_a_newer_reading_with_the_same_figures_is_not_mentioned(client: Client, analyst: User) -> None:
    made_of = cited(client)
    read_again(analyst, SpaceX=3, OneWeb=1)
    assert "A newer reading differs" not in text(client, f"/evidence/{made_of.pk}/")


def test_the_brief_of_a_proposal_shows_the_figure_and_its_change(
    client: Client, analyst: User, people: made.Cast
) -> None:
    proposal = made.submitted(people, evidence=(cited(client).pk,))
    assert SAID in text(client, f"/proposals/{proposal.pk}/")
    read_again(analyst, SpaceX=2, OneWeb=2)
    assert NEWER in text(client, f"/proposals/{proposal.pk}/")


def test_an_assessment_and_a_judgment_cite_the_figure_and_show_its_change(client: Client, analyst: User) -> None:
    factories.assessment(factories.function("T-1"))
    record("judgment", "JDG-001", area="SATCOM")
    made_of = cited(client)
    chosen = {"evidence": [made_of.pk], "reason": "It counts them."}
    pages = ("/areas/SATCOM/functions/T-1/", "/judgments/JDG-001/")
    for page in pages:
        assert client.post(f"{page}evidence/", chosen)["Location"] == page
        assert SAID in text(client, page)
        assert "A newer reading differs" not in text(client, page)
    read_again(analyst, SpaceX=2, OneWeb=2)
    for page in pages:
        assert f"{NEWER} Cited: {SAID}." in text(client, page)


def test_a_cited_figure_of_the_sample_is_illustrative(client: Client, people: made.Cast) -> None:
    client.force_login(made.account(people.analyst))
    catalogs.snapshot(by=people.analyst, found=catalogs.read(counted.many(SpaceX=3), invented=True))
    assert cited(client).provenance == Provenance.ILLUSTRATIVE


def test_an_area_without_counts_cannot_be_cited(client: Client, analyst: User) -> None:
    assert client.get("/concentration/C2/cite/").status_code == 404
    assert client.get(f"{CITE}&on=someday").status_code == 404
    client.force_login(factories.user("viewer", Role.VIEWER))
    assert client.get(CITE).status_code == 403
