"""Input survives an ended session: after sign-in, it returns to its form, for its sender only."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from missions.actions.reviews import reviews
from missions.domain.vocabulary import Category, Performer, Role, VoteChoice
from missions.forms import carried
from missions.models import Evidence, Function, RoleGrant, SavedFilter
from tests import catalogs, factories
from tests import review_factories as made
from tests.integration.catalog import counted
from tests.integration.kinds.recorded import provider
from tests.running.browsers.sessions import ASSESS, SHOWN, SIGN_IN, TEXT, entries, sent_too_late, sign_in, signed_in
from tests.uploads import dry_run, row

pytestmark = pytest.mark.django_db

EVERYBODY = ("analyst", "reviewer3", "authority", "steward", "root")

# Address name, or a word for one of its several forms: (who, address, fields besides the text, field of the text).
FORMS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "assess": ("analyst", ASSESS, {"fit": "partially"}, "rationale"),
    "assess: see the effect": ("analyst", ASSESS, {"preview": "yes"}, "rationale"),
    "assess: find evidence": ("analyst", ASSESS, {"look": "yes", "find": "report"}, "rationale"),
    "add_function": ("analyst", "/areas/SATCOM/add-function/", {"name": "Beams"}, "reason"),
    "revise_function": ("analyst", "/areas/SATCOM/functions/T-1/revise/", {"name": "Beams"}, "description"),
    "attach_evidence": ("analyst", "/areas/SATCOM/functions/T-1/evidence/", {}, "reason"),
    "attach_function_evidence": ("analyst", "/areas/SATCOM/functions/T-1/name/evidence/", {}, "reason"),
    "attach_area_evidence": ("analyst", "/areas/SATCOM/evidence/", {}, "reason"),
    "attach_policy_evidence": ("analyst", "/policy/evidence/", {}, "reason"),
    "add_record": ("analyst", "/providers/add/", {"country": "US"}, "name"),
    "revise_record": ("analyst", "/providers/PRV-001/revise/", {"country": "US"}, "note"),
    "attach_record_evidence": ("analyst", "/providers/PRV-001/evidence/", {}, "reason"),
    "withdraw_record": ("analyst", "/providers/PRV-001/withdraw/", {"against": "1"}, "reason"),
    "add_evidence": ("analyst", "/evidence/add/?for=T-1", {"kind": "document"}, "note"),
    "supersede_evidence": ("analyst", "/evidence/{evidence}/supersede/", {"title": "Newer"}, "note"),
    "cite": ("analyst", "/concentration/SATCOM/cite/", {}, "reason"),
    "cite_cell": ("analyst", "/posture/cite/?cell=SATCOM.access&as_of=2025-03-01", {}, "reason"),
    "import_confirm": ("analyst", "/imports/{staged}/confirm/", {}, "reason"),
    "catalog_import_confirm": ("analyst", "/catalogs/imports/{catalog}/confirm/", {"name": "GCAT"}, "reason"),
    "draft": ("analyst", "/proposals/{draft}/draft/", {"kind": "shift", "against": "1"}, "rationale"),
    "draft: find evidence": (
        "analyst",
        "/proposals/{draft}/draft/",
        {"kind": "shift", "against": "1", "look": "yes", "find": "report"},
        "rationale",
    ),
    "submission": ("analyst", "/proposals/{draft}/submission/", {"revision": "1"}, "reason"),
    "answers": ("analyst", "/proposals/{proposal}/answers/", {"vote": "{vote}"}, "text"),
    "withdrawal": ("analyst", "/proposals/{proposal}/withdrawal/", {}, "reason"),
    "rebase": ("analyst", "/proposals/{stale}/rebase/", {}, "reason"),
    "votes": ("reviewer3", "/proposals/{proposal}/votes/", {"choice": "object"}, "reason"),
    "replies": ("reviewer3", "/proposals/{proposal}/replies/", {"answer": "1", "kind": "stand_firm"}, "reason"),
    "change_requests": ("reviewer3", "/proposals/{proposal}/change-requests/", {"item-1": "The day"}, "reason-1"),
    "decision": ("authority", "/proposals/{proposal}/decision/", {"decision": "reject"}, "reason"),
    "recall": ("authority", "/proposals/{approved}/recall/", {}, "reason"),
    "amendment": ("authority", "/amendments/{amendment}/", {"decision": "end"}, "reason"),
    "comments": ("analyst", "/reviews/{review}/comments/", {}, "text"),
    "comments: on a proposal": ("analyst", "/reviews/{review}/comments/", {"proposal": "{proposal}"}, "text"),
    "opportunities": ("analyst", "/reviews/{review}/opportunities/", {}, "action"),
    "progress": ("steward", "/opportunities/{opportunity}/progress/", {"step": "done"}, "reason"),
    "seats": ("steward", "/reviews/{review}/seats/", {"place": "reviewer"}, "reason"),
    "seats: end": (
        "steward",
        "/reviews/{review}/seats/",
        {"end": "yes", "user": "{reviewer}", "place": "reviewer"},
        "reason",
    ),
    "due_date": ("steward", "/reviews/{review}/due-date/", {}, "reason"),
    "ask_review": ("analyst", "/areas/C2/ask/", {}, "reason"),
    "review_request": ("steward", "/review-requests/{request}/", {}, "reason"),
    "remind_cycle": ("steward", "/cycles/{cycle}/reminders/", {}, "words"),
    "closing": ("steward", "/reviews/{idle}/closing/", {}, "reason"),
    "triage": ("steward", "/reviews/triage/?view=all", {"do": "remind"}, "reason"),
    "open_review": ("steward", "/reviews/open/", {"name": "Yearly"}, "reason"),
    "amend_policy": ("steward", "/amendments/policy/", {"government_over": "61"}, "reason"),
    "amend_area": ("steward", "/amendments/area/", {"code": "NEW"}, "reason"),
    "grant_step": ("steward", "/people/somebody/grants/{grant}/confirm/", {}, "reason"),
    "save_filter": ("analyst", "/saved-filters/add/?address=%2Fareas%2F%3Fdrift%3Dyes", {}, "name"),
    "rename_filter": ("analyst", "/saved-filters/{saved}/rename/", {}, "name"),
    "organizations": ("steward", "/organizations/", {}, "name"),
    "rename_organization": ("steward", "/organizations/{organization}/rename/", {}, "name"),
    "people": ("root", "/people/", {"username": "joins", "password": "a secret of theirs"}, "reason"),
    "make_link": ("root", "/people/somebody/link/", {}, "reason"),
    "certificate": ("steward", "/people/somebody/certificate/", {"edipi": "1234567890"}, "reason"),
    "reset_second_factor": ("steward", "/people/somebody/second-factor/", {}, "reason"),
    "end_sessions": ("root", "/people/somebody/sessions/end/", {}, "reason"),
    "grant": ("root", "/people/somebody/grants/", {"role": "viewer"}, "reason"),
    "active": ("root", "/people/somebody/active/", {}, "reason"),
    "address": ("root", "/people/somebody/address/", {"email": "new@example.mil"}, "reason"),
}


@pytest.fixture
def analyst() -> Client:
    """The browser of an analyst, and a function to assess."""
    factories.assessment(factories.function("T-1"))
    factories.user("analyst", Role.ANALYST)
    return signed_in("analyst")


@pytest.fixture
def places() -> dict[str, object]:
    """Every form that is offered to somebody of the cast, with its address."""
    people = made.cast()
    factories.user("root", Role.ADMINISTRATOR)
    factories.assessment(factories.function("T-1"))
    factories.evidence(behind=[factories.assessment(factories.function("T-5"))])
    provider("PRV-001")
    proposal = made.submitted(people)
    stale = made.submitted(people, area_code="PNT", target=Category.HYBRID)
    factories.assessment(Function.objects.get(code="T-PNT"), performer=Performer.GOVERNMENT_ONLY)
    somebody = factories.user("somebody")
    factories.accounts.grant_role(by=factories.SETUP, user=somebody, role=Role.REVIEWER, reason="Joins.")
    found = reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action="Lease capacity",
        owner=made.account(people.analyst),
        due_on=made.in_days(9),
    )
    catalogs.snapshot(by=people.analyst, found=catalogs.read(counted.many(SpaceX=3)))
    staged = dry_run(signed_in("analyst"), row("T-9", name="A new one"))
    return {
        "proposal": proposal.pk,
        "review": proposal.review_id,
        "vote": made.vote(people.reviewer, proposal, VoteChoice.OBJECT).pk,
        "stale": stale.pk,
        "approved": made.approved(people, area_code="SDA").pk,
        "draft": made.draft(people, area_code="MW", target=Category.HYBRID).pk,
        "idle": made.review(people, area_code="EM").pk,
        "opportunity": found.pk,
        "request": made.asked(people, area_code="NUDET").pk,
        "cycle": made.in_cycle(people, "ISR").pk,
        "amendment": factories.drafted_policy().pk,
        "evidence": Evidence.objects.order_by("pk").first().pk,
        "staged": staged.request["PATH_INFO"].split("/")[2],
        "catalog": catalogs.held(by=people.analyst).pk,
        "grant": RoleGrant.objects.get(user=somebody).pk,
        "reviewer": people.reviewer.pk,
        "saved": SavedFilter.objects.create(person_id=people.analyst.pk, name="Mine", address="/areas/").pk,
        "organization": somebody.organization_id,
    }


def test_every_form_returns_with_its_input_and_stores_nothing(places: dict[str, object]) -> None:
    clients = {username: signed_in(username) for username in EVERYBODY}
    before = entries()
    for name, (username, address, more, field) in FORMS.items():
        client, address = clients[username], address.format(**places)
        fields = {key: value.format(**places) for key, value in more.items()} | {field: TEXT}
        refused = sent_too_late(client, address, fields)
        assert refused.context["carries"], name
        assert TEXT not in refused.content.decode(), name
        back = sign_in(client, username, typed=refused.context["typed"], next=address)
        assert (back.status_code, back["Location"]) == (HTTPStatus.FOUND, address), name
        page = client.get(address)
        text = page.content.decode()
        assert page.status_code == HTTPStatus.OK, name
        assert "<h1>What you typed</h1>" not in text, name
        assert SHOWN in text and "Nothing is stored yet" in text, name
        assert "a secret of theirs" not in text, name
        again = client.get(address, follow=True)
        assert SHOWN not in again.content.decode(), name
    assert entries() == before


def views(patterns: list) -> dict[str, Callable[..., HttpResponse]]:
    found: dict[str, Callable[..., HttpResponse]] = {}
    for pattern in patterns:
        found |= views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else {pattern.name: pattern.callback}
    return found


def test_no_form_with_typed_input_is_left_out() -> None:
    giving = {name for name, view in views(get_resolver().url_patterns).items() if getattr(view, "gives_back", False)}
    # These forms send only files.
    assert giving - {"imports", "catalog_imports"} == {name.partition(":")[0] for name in FORMS}


def test_the_text_of_a_form_that_no_longer_exists_can_be_copied(analyst: Client) -> None:
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT})
    user = factories.accounts.User.objects.get(username="analyst")
    factories.accounts.end_role(by=factories.SETUP, user=user, role=Role.ANALYST, reason="Moves on.")
    sign_in(analyst, "analyst", typed=refused.context["typed"], next=ASSESS)
    page = analyst.get(ASSESS)
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "<h1>What you typed</h1>" in page.content.decode() and SHOWN in page.content.decode()


def test_another_person_who_signs_in_sees_nothing_of_it(analyst: Client) -> None:
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT})
    factories.user("other", Role.ANALYST)
    sign_in(analyst, "other", typed=refused.context["typed"], next=ASSESS)
    page = analyst.get(ASSESS).content.decode()
    assert SHOWN not in page
    assert "belongs to another account" in page
    assert carried.NAME not in analyst.session


def test_input_survives_a_wrong_password(analyst: Client) -> None:
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT})
    wrong = analyst.post(
        SIGN_IN, {"login": "analyst", "password": "wrong", "typed": refused.context["typed"], "next": ASSESS}
    )
    kept = re.search(r'name="typed" value="([^"]+)"', wrong.content.decode())
    assert kept and kept[1] == refused.context["typed"]
    leads_to = re.search(r'name="next" value="([^"]+)"', wrong.content.decode())
    assert leads_to and leads_to[1] == ASSESS


def test_what_the_sign_in_page_carries_cannot_be_forged(analyst: Client) -> None:
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT})
    sign_in(analyst, "analyst", typed=refused.context["typed"][:-3] + "abc", next=ASSESS)
    assert carried.NAME not in analyst.session
    assert SHOWN not in analyst.get(ASSESS).content.decode()


def test_input_of_an_unknown_sender_is_shown_to_its_sender_only(analyst: Client) -> None:
    del analyst.cookies[carried.LAST_COOKIE]
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT, "csrfmiddlewaretoken": "of no use"})
    text = refused.content.decode()
    assert not refused.context["typed"]
    assert SHOWN in text and "of no use" not in text


def test_input_too_long_to_be_carried_is_shown(analyst: Client) -> None:
    refused = sent_too_late(analyst, ASSESS, {"rationale": TEXT + "x" * carried.MOST_CHARACTERS})
    assert not refused.context["typed"]
    assert SHOWN in refused.content.decode()


def test_a_file_is_named_so_that_it_can_be_chosen_again(analyst: Client) -> None:
    file = SimpleUploadedFile("the-yearly-look.csv", b"area,function\n")
    refused = sent_too_late(analyst, "/imports/", {"file": file})
    sign_in(analyst, "analyst", typed=refused.context["typed"], next="/imports/")
    assert "Choose the file again: the-yearly-look.csv." in analyst.get("/imports/").content.decode()


def test_a_returned_draft_still_names_the_save_it_is_based_on() -> None:
    people = made.cast()
    proposal = made.draft(people)
    client = signed_in("analyst")
    address, typed = f"/proposals/{proposal.pk}/draft/", {"kind": "shift", "against": "1", "rationale": TEXT}
    made.proposals.save_draft(by=people.coauthor, proposal=proposal, against=1, content=made.content())
    refused = sent_too_late(client, address, typed)
    sign_in(client, "analyst", typed=refused.context["typed"], next=address)
    page = client.get(address)
    assert str(page.context["against"]) == "1"
    assert client.post(address, typed).status_code == HTTPStatus.CONFLICT
