"""A form sent twice is stored once, and the second answer equals the first."""

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from missions.access import Actor
from missions.actions import submissions
from missions.actions.chain import locked, recording
from missions.domain.vocabulary import Role, VoteChoice
from missions.forms.submission import FIELD, submission_field
from missions.models import Assessment, AuditEntry, Comment, Evidence, Proposal, Review, Submission, User, Vote
from missions.queries.reviews.amendments import newest_policy
from missions.web.once import SENT_ALREADY
from tests import factories
from tests import review_factories as made
from tests.integration.record.test_assessments import ANSWERS
from tests.patience import until
from tests.running.browsers.visitors import Visitor

# Forms that need no key, by their templates.
WITHOUT = {
    "components/frame/header.html": "signing out",
    "account/": "signing in and out, and one's own password",
    "mfa/": "a code is good once, a key is added by its own answer, and what is removed twice is gone",
    "people/sessions/": "what is ended twice is ended",
    "catalog/imports/discard.html": "what is discarded twice is gone",
    "exchange/imports/": "a staged file is not of record; an import is recorded once",
    "exchange/exports/": "one briefing is kept for each moment and format",
    "leadership/desk/told.html": "read is read",
    "people/notices/index.html": "read is read, and preferences are what was sent last",
    "reviews/proposals/draft.html": "a draft is saved over itself, and names the save it was made from",
}
EVIDENCE = {"kind": "document", "title": "Report", "provenance": "public_source", "reason": "Shows it."}


@dataclass(frozen=True)
class World:
    """A review with a proposal that a reviewer objects to."""

    people: made.Cast
    review: Review
    proposal: Proposal
    objection: Vote

    @property
    def assessed(self) -> int:
        """The entry that assessed the function."""
        return Assessment.objects.get(function__code="T-SATCOM").entry_id

    @property
    def live(self) -> dict:
        return made.live(self.proposal)


def world() -> World:
    people = made.cast()
    made.assessed("T-C2", area_code="C2")
    proposal = made.submitted(people)
    objection = made.vote(people.reviewer, proposal, VoteChoice.OBJECT)
    return World(people, proposal.review, proposal, objection)


def policy(w: World) -> dict:
    newest = newest_policy()
    names = [field for field in vars(newest) if field.startswith(("government_", "commercial_", "cadence_", "shift_"))]
    stated = {name: getattr(newest, name) for name in (*names, "reaffirm_supports")}
    # A threshold of the posture that is not stated has its default.
    numbers = {name: value for name, value in stated.items() if value is not None}
    day = max(newest.effective_on, made.in_days(0)).isoformat()
    return numbers | {"cadence_hybrid": 11, "against": newest.number, "effective_on": day, "reason": "Clearer."}


@dataclass(frozen=True)
class Form:
    """A form: who sends it, its address, and its fields."""

    who: str
    path: str
    says: Callable[[World], dict]


FORMS = {
    "comment": Form("analyst", "/reviews/{review}/comments/", lambda w: {"text": "Seen at sea."}),
    "opportunity": Form(
        "analyst",
        "/reviews/{review}/opportunities/",
        lambda w: {"action": "Ask for bids.", "owner": w.people.analyst.pk, "due_on": made.in_days(9).isoformat()},
    ),
    "evidence": Form("analyst", "/evidence/add/", lambda w: EVIDENCE),
    "evidence of an area": Form(
        "analyst", "/areas/C2/evidence/", lambda w: {"evidence": [factories.evidence().pk], "reason": "Shows it."}
    ),
    "reminder": Form(
        "steward", "/reviews/triage/", lambda w: {"reviews": [w.review.pk], "do": "remind", "reason": "Please look."}
    ),
    "policy": Form("steward", "/amendments/policy/", policy),
    "area": Form(
        "steward",
        "/amendments/area/",
        lambda w: {"code": "NEW", "name": "New", "position": 14, "effective_on": made.in_days(1), "reason": "Needed."},
    ),
    "answer": Form(
        "analyst", "/proposals/{proposal}/answers/", lambda w: {"vote": w.objection.pk, "text": "It holds.", **w.live}
    ),
    "change request": Form(
        "reviewer2",
        "/proposals/{proposal}/change-requests/",
        lambda w: {"item-1": "The date.", "reason-1": "Too early.", **w.live},
    ),
    "withdrawal": Form("analyst", "/proposals/{proposal}/withdrawal/", lambda w: {"reason": "Later.", **w.live}),
    "rejection": Form(
        "authority",
        "/proposals/{proposal}/decision/",
        lambda w: {"decision": "reject", "reason": "Not now.", **w.live},
    ),
    "assessment": Form(
        "analyst",
        "/areas/SATCOM/functions/T-SATCOM/assess/",
        lambda w: {
            **ANSWERS,
            "rationale": "Seen.",
            "effective_on": made.in_days(0),
            "reason": "Yearly.",
            "against": w.assessed,
        },
    ),
    "function": Form(
        "analyst",
        "/areas/SATCOM/add-function/",
        lambda w: {"code": "SATCOM-99", "name": "New", "effective_on": made.in_days(0), "reason": "Found."},
    ),
    "request": Form("analyst", "/areas/C2/ask/", lambda w: {"reason": "It drifts."}),
    "due date": Form(
        "steward", "/reviews/{review}/due-date/", lambda w: {"due_on": made.in_days(60), "reason": "Leave."}
    ),
    "review": Form(
        "steward", "/reviews/open/", lambda w: {"areas": ["PNT"], "due_on": made.in_days(9), "reason": "Asked for."}
    ),
    "vote": Form("reviewer2", "/proposals/{proposal}/votes/", lambda w: {"choice": "support", **w.live}),
}
AT_ONCE = ("comment", "opportunity", "evidence", "reminder", "policy")


def sent(w: World, form: Form) -> tuple[User, str, dict]:
    """Who sends the form, the address, and all its fields, including its key."""
    who: Actor = getattr(w.people, form.who)
    path = form.path.format(review=w.review.pk, proposal=w.proposal.pk)
    return made.account(who), path, {**form.says(w), FIELD: uuid.uuid4().hex}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entries() -> int:
    """Entries other than those of signing in."""
    return AuditEntry.objects.exclude(entry_class="access").count()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_the_second_answer_equals_the_first_and_stores_nothing(name):
    user, path, says = sent(world(), FORMS[name])
    client = signed_in(user)
    before = entries()
    first = client.post(path, says)
    assert first.status_code == 302, first.context and [one.errors for one in first.context if hasattr(one, "errors")]
    stored = entries()
    second = client.post(path, says)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    # A change of the area may send its proposal back, in an entry of its own.
    assert before < stored == entries()


def waiting(owner: psycopg.Connection) -> int:
    """The number of this database's sessions that wait for a lock now; a transaction would see only its start."""
    owner.execute("SELECT pg_stat_clear_snapshot()")
    return owner.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ).fetchone()[0]


@pytest.mark.parametrize("name", AT_ONCE)
def test_two_requests_at_once_store_one_and_get_the_same_answer(site, owner, name):
    user, path, says = sent(world(), FORMS[name])
    address = urlsplit(site)
    visitor = Visitor(user, address.hostname, address.port)
    before = entries()
    with ThreadPoolExecutor(2) as pool:
        # Both are under way before either is stored: the head of the chain is held until then.
        with owner.transaction():
            owner.execute("SELECT FROM missions_chainhead FOR UPDATE")
            answers = [pool.submit(visitor.post, path, **says) for _ in range(2)]
            until(lambda: waiting(owner) == 2)
        first, second = (one.result() for one in answers)
    assert (first.status, second.status) == (302, 302)
    assert first.leads_to == second.leads_to
    assert entries() - before == 1


def test_a_form_about_several_areas_waits_for_none_while_it_holds_the_chain(site, owner):
    w = world()
    later = made.review(w.people, area_code="PNT")
    user, path, says = sent(w, FORMS["reminder"])
    address = urlsplit(site)
    visitor = Visitor(user, address.hostname, address.port)
    with ThreadPoolExecutor(1) as pool:
        with locked([later.area]):
            answer = pool.submit(visitor.post, path, **says | {"reviews": [w.review.pk, later.pk]})
            until(lambda: waiting(owner))
            with recording(by=factories.SETUP, action="x", target="x", reason="x"):
                pass
        assert answer.result().status == 302
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_other_content_another_form_and_another_person_are_stored():
    w = world()
    user, path, says = sent(w, FORMS["comment"])
    other = signed_in(made.account(w.people.steward))
    client = signed_in(user)
    for one, given in [
        (client, says),
        (client, says | {"text": "Seen again."}),
        (client, says | {FIELD: uuid.uuid4().hex}),
        (other, says),
    ]:
        assert SENT_ALREADY not in one.post(path, given, follow=True).content.decode()
    assert Comment.objects.count() == 4
    assert SENT_ALREADY in client.post(path, says, follow=True).content.decode()
    assert Comment.objects.count() == 4


@pytest.mark.django_db
def test_the_same_form_with_another_file_is_another_form():
    client = signed_in(factories.user("ortiz", Role.ANALYST))
    says = EVIDENCE | {FIELD: uuid.uuid4().hex}
    for content in (b"one", b"one", b"two"):
        file = SimpleUploadedFile("report.txt", content, "text/plain")
        assert client.post("/evidence/add/", says | {"file": file}).status_code == 302
    assert sorted(Evidence.objects.values_list("size", flat=True)) == [3, 3]
    assert Evidence.objects.values("sha256").distinct().count() == 2


@pytest.mark.django_db
def test_a_refused_form_can_be_sent_again_and_keeps_no_key():
    client = signed_in(factories.user("ortiz", Role.ANALYST))
    says = EVIDENCE | {FIELD: uuid.uuid4().hex}
    for _ in range(2):
        assert client.post("/evidence/add/", says | {"title": ""}).status_code == 400
    viewer = signed_in(factories.user("reader", Role.VIEWER))
    assert viewer.post("/evidence/add/", says).status_code == 403
    assert not Submission.objects.exists()
    assert AuditEntry.objects.filter(action__contains="refus").exists()
    assert client.post("/evidence/add/", says).status_code == 302


@pytest.mark.django_db
def test_keys_are_deleted_after_a_day():
    now = timezone.now()
    for name, age in [("old", submissions.KEPT_FOR + timedelta(hours=1)), ("new", timedelta(hours=1))]:
        Submission.objects.create(digest=name)
        Submission.objects.filter(digest=name).update(sent_at=now - age)
    submissions.discard_expired()
    assert list(Submission.objects.values_list("digest", flat=True)) == ["new"]


def test_every_posted_form_has_a_key_of_its_own():
    for path in Path("templates").rglob("*.*"):
        name = path.relative_to("templates").as_posix()
        text = path.read_text()
        posts = len(re.findall(r'method="post"', text))
        keys = len(re.findall(r"{% submission_field %}|{{ submission_field\(\) }}", text))
        assert keys == (0 if name.startswith(tuple(WITHOUT)) else posts), name
    assert all((Path("templates") / name).exists() for name in WITHOUT)
    assert submission_field() != submission_field()
