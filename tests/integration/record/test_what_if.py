"""What-if: the rule with answers that are tried out, kept in the address only."""

import pytest
from django.test import Client

from missions.domain.vocabulary import Availability, Fit, Performer, Role
from missions.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/areas/PNT/what-if/"
DEMONSTRATED = "{code}.performer=either&{code}.availability=mature&{code}.fit=meets&{code}.risk=low"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("viewer", Role.VIEWER))
    return client


@pytest.fixture
def three_functions() -> None:
    """PNT with two government functions and one that is open, so that Government Primary is indicated."""
    for code in ("PNT-01", "PNT-02"):
        function = factories.function(code, area_code="PNT")
        factories.assessment(function, performer=Performer.GOVERNMENT_ONLY)
    open_one = factories.function("PNT-03", area_code="PNT")
    factories.assessment(open_one, availability=Availability.LIMITED, fit=Fit.PARTIALLY)


@pytest.mark.usefixtures("three_functions")
class TestWhatIf:
    def test_changed_answers_change_what_is_indicated(self, reader: Client) -> None:
        page = reader.get(f"{ADDRESS}?{DEMONSTRATED.format(code='PNT-01')}")
        assert page.status_code == 200
        assert page.context["before"].indication.category == "government_primary"
        assert page.context["after"].indication.category == "hybrid"
        assert "government → demonstrated" in page.content.decode()

    def test_nothing_is_stored(self, reader: Client) -> None:
        before = AuditEntry.objects.count()
        reader.get(f"{ADDRESS}?{DEMONSTRATED.format(code='PNT-01')}&government_over=10")
        assert AuditEntry.objects.count() == before

    def test_a_fragment_puts_only_changes_into_the_address(self, reader: Client) -> None:
        given = f"{ADDRESS}?PNT-01.risk=&PNT-02.risk=low&government_over=50&commercial_government_at_most=20"
        answer = reader.get(given, headers={"HX-Request": "true"})
        assert answer["HX-Push-Url"] == f"{ADDRESS}?PNT-02.risk=low&commercial_government_at_most=20"
        assert "<html" not in answer.content.decode()

    def test_the_link_keeps_the_date_shown(self, reader: Client) -> None:
        page = reader.get(f"{ADDRESS}?as_of=2025-06-01&PNT-02.performer=either")
        assert page.context["link"] == f"{ADDRESS}?as_of=2025-06-01&PNT-02.performer=either"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("PNT-99.risk=low", "PNT has no function PNT-99"),
            ("PNT-01.luck=low", "luck is no answer"),
            ("PNT-01.risk=none", "none is not possible"),
            ("government_over=abc", "Write a whole percentage"),
            ("government_over=10&commercial_government_at_most=60", "The thresholds overlap"),
        ],
    )
    def test_invalid_changes_are_reported(self, reader: Client, given: str, said: str) -> None:
        page = reader.get(f"{ADDRESS}?{given}")
        assert page.status_code == 400
        assert said in page.content.decode()


def test_an_emerging_area_has_nothing_to_try_out(reader: Client) -> None:
    assert reader.get("/areas/ISAM/what-if/").status_code == 404


def test_an_area_without_functions_says_so(reader: Client) -> None:
    page = reader.get(ADDRESS)
    assert page.status_code == 200
    assert "Without functions there is nothing to apply the rule to." in page.content.decode()
