"""Assess, add, describe and retire functions, as an analyst does in the browser."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from missions.domain.vocabulary import Provenance, Role
from missions.models import Assessment, AuditEntry, Function, FunctionRevision
from missions.queries.people.verification import verify
from tests import factories

ANSWERS = {
    "performer": "government_only",
    "availability": "none",
    "fit": "not_assessed",
    "contribution": "none",
    "risk": "high",
    "risk_of_not": "low",
}
ASSESS = "/areas/SATCOM/functions/T-1/assess/"
REVISE = "/areas/SATCOM/functions/T-1/revise/"
ADD = "/areas/SATCOM/add-function/"
DRIFT = 'href="#drift"'

pytestmark = pytest.mark.django_db


def signed_in(username: str, role: Role = Role.ANALYST) -> Client:
    """A browser in which a new person with that role is signed in."""
    client = Client()
    client.force_login(factories.user(username, role))
    return client


def against(client: Client, address: str) -> int:
    """The entry that the form at this address is based on."""
    return client.get(address).context["form"]["against"].value()


def posted(client: Client, **changed: object) -> dict:
    """The fields of the form at `ASSESS`, all filled in."""
    today = timezone.now().date().isoformat()
    rest = {"rationale": "Seen at sea.", "source": "", "effective_on": today, "reason": "The yearly look."}
    return ANSWERS | rest | {"against": against(client, ASSESS)} | changed


def content(response) -> str:
    return response.content.decode()


def test_an_assessment_is_one_entry_and_causes_drift():
    factories.function()
    client = signed_in("ortiz")
    assert DRIFT not in content(client.get("/areas/SATCOM/"))
    data = posted(client)
    entries = AuditEntry.objects.count()
    response = client.post(ASSESS, data, follow=True)
    assert response.redirect_chain == [("/areas/SATCOM/functions/T-1/", 302)]
    assert "T-1 stands as government" in content(response)
    assert AuditEntry.objects.count() == entries + 1
    row = Assessment.objects.get()
    assert (row.performer, row.rationale, row.provenance) == ("government_only", "Seen at sea.", Provenance.ASSESSMENT)
    assert row.entry.actor_name == "Ortiz"
    assert DRIFT in content(client.get("/areas/SATCOM/"))
    assert list(verify()) == []


def test_the_form_starts_with_the_assessment_in_force_but_without_its_source():
    factories.assessment(factories.function(), source="Exercise report")
    form = signed_in("ortiz").get(ASSESS).context["form"]
    assert form["performer"].value() == "either"
    assert not form["source"].value()
    assert form["source"].help_text.endswith("The assessment in force names: Exercise report")
    assert form["effective_on"].value() == timezone.now().date()
    assert form["against"].value() == Assessment.objects.get().entry_id


@pytest.mark.parametrize("htmx", [True, False])
def test_a_preview_shows_the_effect_and_stores_nothing(htmx):
    factories.assessment(factories.function())
    client = signed_in("ortiz")
    data = posted(client, preview="yes", rationale="", reason="")
    entries = AuditEntry.objects.count()
    response = client.post(ASSESS, data, headers={"HX-Request": "true"} if htmx else {})
    effect = content(response).partition("The effect</h2>")[2]
    shown = ["standing--open", "standing--government", "cat--hybrid", "cat--government_primary", DRIFT]
    assert [effect.index(one) for one in shown] == sorted(effect.index(one) for one in shown)
    assert ("<html" in content(response)) is not htmx
    assert AuditEntry.objects.count() == entries
    assert response.status_code == 200


def test_a_preview_says_which_answer_is_missing():
    factories.function()
    client = signed_in("ortiz")
    data = posted(client, preview="yes", performer="")
    response = client.post(ASSESS, data, headers={"HX-Request": "true"})
    assert (response.status_code, "Performer: Choose an answer." in content(response)) == (200, True)
    assert client.post(ASSESS, data).status_code == 400


def test_the_second_to_save_gets_409_keeps_the_input_and_can_save_again():
    factories.function()
    first, second = signed_in("ortiz"), signed_in("lindqvist")
    mine, theirs = posted(second, rationale="Mine, <b>typed</b> at length."), posted(first, performer="either")
    assert first.post(ASSESS, theirs).status_code == 302
    response = second.post(ASSESS, mine)
    page = content(response)
    assert response.status_code == 409
    assert "Ortiz</bdi> saved before you" in page
    assert page.count("Mine, &lt;b&gt;typed&lt;/b&gt; at length.") == 2
    assert "<b>typed" not in page
    rows = {row["label"]: row for row in response.context["conflict"]["rows"]}
    assert (rows["Performer"]["theirs"], rows["Performer"]["yours"]) == (
        "Government or commercial",
        "Must be performed by the government",
    )
    assert not rows["Contribution"]["differs"]
    assert Assessment.objects.count() == 1
    again = mine | {"against": response.context["form"]["against"].value()}
    assert second.post(ASSESS, again).status_code == 302
    assert Assessment.objects.count() == 2


def test_a_form_that_names_no_base_conflicts_with_an_existing_assessment():
    factories.assessment(factories.function())
    client = signed_in("ortiz")
    assert client.post(ASSESS, posted(client, against="")).status_code == 409
    assert client.post(ASSESS, posted(client, against="9999999")).status_code == 409


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2025-02-28", "did not exist on 28 Feb 2025"),
        ("2024-04-01", "Choose 2 Apr 2024 or later"),
        ("2099-01-01", "the record looks 10 years ahead"),
        ("01/03/2025", "Write a day as 2025-03-01."),
        ("", "Select a date."),
    ],
)
def test_an_invalid_date_is_reported_beside_the_field(on, message):
    factories.function()
    client = signed_in("ortiz")
    response = client.post(ASSESS, posted(client, effective_on=on))
    assert response.status_code == 400
    assert message in " ".join(response.context["form"].errors["effective_on"])
    assert not Assessment.objects.exists()


def test_a_day_before_today_shows_as_recorded_later():
    factories.function()
    client = signed_in("ortiz")
    client.post(ASSESS, posted(client, effective_on="2025-04-01"))
    assert "recorded later" in content(client.get("/areas/SATCOM/functions/T-1/"))


@pytest.mark.parametrize("source", ["", "Exercise report"])
def test_saving_without_a_change_is_refused(source):
    factories.assessment(factories.function(), source=source)
    client = signed_in("ortiz")
    form = client.get(ASSESS).context["form"]
    same = {name: form[name].value() or "" for name in (*form.SHOWN, "effective_on", "against")}
    entries = AuditEntry.objects.count()
    response = client.post(ASSESS, same | {"reason": "Nothing."})
    assert (response.status_code, "Nothing would change" in content(response)) == (400, True)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("address", [ASSESS, REVISE, ADD])
def test_only_an_analyst_may_assess(address):
    factories.function()
    client = signed_in("whitfield", Role.VIEWER)
    assert client.get(address).status_code == 403
    assert client.post(address, ANSWERS).status_code == 403
    assert Client().get(address).status_code == 302
    assert not Assessment.objects.exists()


def test_buttons_are_shown_to_people_who_may_and_only_for_today():
    factories.function()
    analyst, viewer = signed_in("ortiz"), signed_in("whitfield", Role.VIEWER)
    for page, link in [("/areas/SATCOM/", ADD), ("/areas/SATCOM/functions/T-1/", ASSESS)]:
        assert link in content(analyst.get(page))
        assert link not in content(viewer.get(page))
        assert link not in content(analyst.get(page, {"as_of": "2025-06-01"}))


def test_what_is_stored_is_shown_escaped():
    factories.function()
    client = signed_in("ortiz")
    client.post(ASSESS, posted(client, rationale="<script>alert(1)</script>", reason="<i>r</i>"))
    for page in (ASSESS, "/areas/SATCOM/functions/T-1/"):
        text = content(client.get(page))
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<i>r</i>" not in text


def test_a_function_of_another_area_is_not_found():
    factories.function()
    client = signed_in("ortiz")
    assert client.get("/areas/SDA/functions/T-1/assess/").status_code == 404
    assert client.get("/areas/NOPE/add-function/").status_code == 404
    assert client.get("/areas/%00/add-function/").status_code == 404
    assert client.get("/areas/SATCOM/functions/%00/assess/").status_code == 404


def test_characters_that_no_text_can_contain_are_refused_beside_the_field():
    factories.function()
    client = signed_in("ortiz")
    response = client.post(ASSESS, posted(client, rationale="a\0b", source="s" * 501, fit="splendid"))
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"rationale", "source", "fit"}


def new_function(**changed: object) -> dict:
    """The fields of the form at `ADD`."""
    today = timezone.now().date().isoformat()
    usual = {"code": "satcom-07", "name": "Relay", "description": "", "effective_on": today, "reason": "Missing."}
    return usual | changed


def test_a_function_is_added_with_the_next_free_code():
    factories.function("SATCOM-06")
    client = signed_in("ortiz")
    assert client.get(ADD).context["form"]["code"].value() == "SATCOM-07"
    response = client.post(ADD, new_function(), follow=True)
    assert "SATCOM-07 is added" in content(response)
    assert FunctionRevision.objects.get(function__code="SATCOM-07").provenance == Provenance.ASSESSMENT


def test_a_function_that_begins_later_opens_on_its_first_day():
    on = timezone.now().date() + timedelta(days=30)
    response = signed_in("ortiz").post(ADD, new_function(effective_on=on.isoformat()), follow=True)
    assert response.status_code == 200
    assert response.context["function"].code == "SATCOM-07"


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"code": "T-1"}, "code", "There is a function T-1 in SATCOM already"),
        ({"code": "a/b"}, "code", "Use letters, digits and single hyphens"),
        ({"name": "n" * 201}, "name", "at most 200 characters"),
        ({"reason": " "}, "reason", "Enter a reason."),
    ],
)
def test_an_invalid_function_is_refused_with_the_reason(changed, field, message):
    factories.function()
    response = signed_in("ortiz").post(ADD, new_function(**changed))
    assert response.status_code == 400
    assert message in " ".join(response.context["form"].errors[field])
    assert Function.objects.count() == 1


def test_no_function_is_added_to_an_emerging_area():
    client = signed_in("ortiz")
    emerging = client.get("/overview/").context["emerging"][0]
    assert client.get(f"/areas/{emerging.code}/add-function/").status_code == 404


def revision(client: Client, **changed: object) -> dict:
    """The fields of the form at `REVISE`, unchanged."""
    form = client.get(REVISE).context["form"]
    usual = {name: form[name].value() for name in ("name", "description", "effective_on", "against")}
    return usual | {"reason": "Named anew."} | changed


def test_a_function_is_renamed_and_a_save_without_a_change_is_refused():
    factories.function()
    client = signed_in("ortiz")
    same = client.post(REVISE, revision(client))
    assert (same.status_code, "Nothing would change" in content(same)) == (400, True)
    response = client.post(REVISE, revision(client, name="Beyond <line> of sight"), follow=True)
    assert "Beyond &lt;line&gt; of sight" in content(response)
    assert FunctionRevision.objects.count() == 2


def test_a_retired_function_can_be_assessed_only_before_its_retirement():
    factories.function()
    client = signed_in("ortiz")
    assert client.post(REVISE, revision(client, retired="on", effective_on="2025-09-01")).status_code == 302
    assert ASSESS not in content(client.get("/areas/SATCOM/functions/T-1/"))
    late = client.post(ASSESS, posted(client, effective_on="2025-09-01"))
    assert late.status_code == 400
    assert "retired since 1 Sep 2025" in content(late)
    assert client.post(ASSESS, posted(client, effective_on="2025-08-31")).status_code == 302


def test_two_people_who_revise_get_a_conflict_too():
    factories.function()
    first, second = signed_in("ortiz"), signed_in("lindqvist")
    mine, theirs = revision(second, name="Mine"), revision(first, name="Theirs")
    assert first.post(REVISE, theirs).status_code == 302
    response = second.post(REVISE, mine)
    assert response.status_code == 409
    assert response.context["form"]["name"].value() == "Mine"
    assert [row["theirs"] for row in response.context["conflict"]["rows"]] == ["Theirs", "", "No"]


def test_an_open_row_of_the_area_links_to_the_form_for_people_who_may_assess():
    factories.assessment(factories.function())
    leads = f'href="{ASSESS}?back=area"'
    assert leads in content(signed_in("ortiz").get("/areas/SATCOM/"))
    assert leads not in content(signed_in("ortiz2").get("/areas/SATCOM/?as_of=2025-03-02"))
    assert leads not in content(signed_in("reader", Role.VIEWER).get("/areas/SATCOM/"))


def test_the_form_returns_to_the_area_it_was_opened_from_and_nowhere_else():
    factories.function()
    client = signed_in("ortiz")
    page = client.get(f"{ASSESS}?back=area")
    assert f'action="{ASSESS}?back=area"' in content(page) and 'href="/areas/SATCOM/#functions"' in content(page)
    saved = client.post(f"{ASSESS}?back=area", posted(client))
    assert (saved.status_code, saved["Location"]) == (302, "/areas/SATCOM/#functions")
    assert "T-1 stands as government" in content(client.get("/areas/SATCOM/"))
    again = client.post(f"{ASSESS}?back=//evil.example", posted(client, rationale="Seen again."))
    assert again["Location"] == "/areas/SATCOM/functions/T-1/"
