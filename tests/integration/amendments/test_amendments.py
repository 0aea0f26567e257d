"""Two people together change the policy or the set of areas; nobody can alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from missions.access import Actor, Refused
from missions.actions.chain import recording
from missions.actions.errors import Conflict, Unfit
from missions.actions.reviews import amendments
from missions.actions.reviews.amendments import NewArea, PolicyNumbers
from missions.domain import canonical
from missions.domain.dates import latest
from missions.domain.vocabulary import Provenance, Role
from missions.models import Amendment, AmendmentDecision, AreaRevision, MissionArea, Policy, PolicyRevision
from missions.queries.moment import resolve
from missions.queries.people.verification import verify
from missions.queries.record.portfolio import portfolio
from tests import factories

pytestmark = pytest.mark.django_db

NOW = PolicyNumbers(50, 25, 50, 36, 24, 24, 2, 2, 1)
NUMBERS = PolicyNumbers(60, 25, 50, 36, 24, 24, 3, 2, 1)


def today() -> date:
    return timezone.now().date()


@pytest.fixture
def steward() -> Actor:
    return factories.actor(Role.STEWARD)


@pytest.fixture
def authority() -> Actor:
    return factories.actor(Role.AUTHORITY)


def drafted(by: Actor, on: date | None = None):
    return amendments.draft_policy(by=by, numbers=NUMBERS, effective_on=on or today(), reason="Clearer.")


def test_a_policy_drafted_by_one_and_approved_by_another_holds_from_its_day(steward, authority):
    later = today() + timedelta(days=30)
    amendments.approve(by=authority, amendment=drafted(steward, later), reason="Agreed.")
    before = resolve(as_of=today(), known=None, today=today(), chosen=False).policy
    after = resolve(as_of=later, known=None, today=today(), chosen=True).policy
    assert (before.number, before.government_over) == (1, 50)
    assert (after.number, after.government_over, after.shift_supports) == (2, 60, 3)
    assert list(verify()) == []


def test_older_revisions_of_the_policy_are_on_further_pages(steward, authority, signed):
    amendments.approve(by=authority, amendment=drafted(steward), reason="Agreed.")
    newest = PolicyRevision.objects.latest("number")
    shown = signed(steward).get("/policy/").context
    assert shown["history"].rows[0].sequence == newest.entry_id
    older = signed(steward).get(f"/policy/?before={newest.entry_id}")
    assert newest.entry_id not in [row.sequence for row in older.context["history"].rows]
    assert older.context["newer_url"] == "/policy/"
    assert 'rel="prev"' in older.content.decode()


def test_nobody_approves_their_own_draft():
    both = factories.actor(Role.STEWARD, Role.AUTHORITY, username="both")
    amendment = drafted(both)
    with pytest.raises(Refused, match="You drafted"):
        amendments.approve(by=both, amendment=amendment, reason="Mine.")
    with pytest.raises(IntegrityError, match="did not draft"), transaction.atomic():
        approve_past_the_action(both, amendment)


def approve_past_the_action(by: Actor, amendment) -> None:
    with recording(by=by, action="approve", target="policy") as entry:
        entry.add(AmendmentDecision(by_id=by.pk, amendment=amendment, approved=True, reason="Past the action."))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST, Role.REVIEWER, Role.AUDITOR, Role.AUTHORITY])
def test_only_a_steward_drafts(role):
    with pytest.raises(Refused):
        drafted(factories.actor(role))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST, Role.REVIEWER, Role.AUDITOR, Role.STEWARD])
def test_only_a_decision_authority_approves(role, steward):
    amendment = drafted(steward)
    with pytest.raises(Refused):
        amendments.approve(by=factories.actor(role, username="other"), amendment=amendment, reason="No.")


def test_an_amendment_is_decided_once(steward, authority):
    amendment = drafted(steward)
    amendments.turn_down(by=authority, amendment=amendment, reason="Not now.")
    with pytest.raises(Unfit, match="decided meanwhile"):
        amendments.approve(by=authority, amendment=amendment, reason="After all.")
    assert PolicyRevision.objects.count() == 1


def test_an_overlapping_or_unchanged_policy_is_not_drafted(steward):
    numbers = PolicyNumbers(**{**vars(NUMBERS), "commercial_government_at_most": 70})
    with pytest.raises(Unfit) as overlapping:
        amendments.draft_policy(by=steward, numbers=numbers, effective_on=today(), reason="Wrong.")
    assert overlapping.value.field == "commercial_government_at_most"
    same = PolicyNumbers(50, 25, 50, 36, 24, 24, 2, 2, 1)
    with pytest.raises(Unfit, match="Nothing would change"):
        amendments.draft_policy(by=steward, numbers=same, effective_on=today(), reason="Same.")
    with pytest.raises(Unfit, match="at the earliest"):
        drafted(steward, today() - timedelta(days=1))


def test_the_database_refuses_a_policy_that_was_not_approved(steward, authority):
    amendment = drafted(steward)
    with pytest.raises(IntegrityError, match="drafted by a steward"), transaction.atomic():
        bring(authority, amendment=None)
    with pytest.raises(IntegrityError, match="drafted by a steward"), transaction.atomic():
        bring(authority, amendment=amendment)
    with pytest.raises(IntegrityError, match="nothing else"), transaction.atomic():
        bring(authority, amendment, approved=True, government_over=90)


def bring(by: Actor, amendment, *, approved: bool = False, **other: int) -> None:
    with recording(by=by, action="set policy", target="policy") as entry:
        if approved:
            entry.add(AmendmentDecision(by_id=by.pk, amendment=amendment, approved=True, reason="Agreed."))
        entry.add(policy(amendment, **other))


def policy(amendment, **other: int) -> PolicyRevision:
    return PolicyRevision(
        policy=Policy.objects.get(),
        effective_on=today(),
        provenance=Provenance.ASSESSMENT,
        reason="Past the action.",
        amendment=amendment,
        **{"number": 2, **vars(NUMBERS), **other},
    )


def test_an_emerging_area_becomes_one_only_by_a_review(steward):
    isam = NewArea(code="ISAM", name="In-space servicing", abbreviation="ISAM", position=14)
    with pytest.raises(Unfit, match="open a review") as refused:
        amendments.draft_area(by=steward, area=isam, effective_on=today(), reason="It has emerged.")
    assert refused.value.field == "code"


def test_a_new_area_is_added_and_an_existing_one_refused(steward, authority):
    new = NewArea(code="XYZ", name="Something new", abbreviation="", position=15)
    amendment = amendments.draft_area(by=steward, area=new, effective_on=today(), reason="New.")
    amendments.approve(by=authority, amendment=amendment, reason="Agreed.")
    assert AreaRevision.objects.get(area__code="XYZ").amendment == amendment
    now = resolve(as_of=today(), known=None, today=today(), chosen=False)
    assert [one.code for one in portfolio(now.moment, now.policy).uncategorized] == ["XYZ"]
    assert list(verify()) == []
    with pytest.raises(Unfit, match="already"):
        amendments.draft_area(by=steward, area=new, effective_on=today(), reason="Again.")
    assert MissionArea.objects.filter(code="XYZ").count() == 1


def test_a_draft_contains_only_changes_in_canonical_form(steward):
    assert drafted(steward).content == canonical.text({"government_over": 60, "shift_supports": 3})


def changed(by: Actor, on: date | None = None, against: int | None = None, **numbers: int) -> Amendment:
    policy = PolicyNumbers(**{name: numbers.get(name, value) for name, value in vars(NOW).items()})
    thresholds = {name: value for name, value in numbers.items() if name not in vars(NOW)}
    return amendments.draft_policy(
        by=by, numbers=policy, effective_on=on or today(), reason="Clearer.", thresholds=thresholds, against=against
    )


def test_a_stale_amendment_does_not_undo_a_newer_one(steward, authority):
    stale, fresh = changed(steward, government_over=60), changed(steward, shift_supports=3)
    amendments.approve(by=authority, amendment=fresh, reason="Agreed.")
    with pytest.raises(Conflict) as moved:
        amendments.approve(by=authority, amendment=stale, reason="Agreed too.")
    assert moved.value.newest.number == 2
    newest = PolicyRevision.objects.order_by("-number").first()
    assert (newest.number, newest.government_over, newest.shift_supports) == (2, 50, 3)


def test_the_database_refuses_an_amendment_of_an_older_policy(steward, authority):
    stale = changed(steward, government_over=60)
    amendments.approve(by=authority, amendment=changed(steward, shift_supports=3), reason="Agreed.")
    with pytest.raises(IntegrityError, match="has changed since"), transaction.atomic():
        bring(authority, stale, approved=True, number=3, **{**vars(NOW), "government_over": 60})


def test_the_database_refuses_a_number_that_the_amendment_does_not_name(steward, authority):
    narrow = changed(steward, government_over=60)
    with pytest.raises(IntegrityError, match="nothing else"), transaction.atomic():
        bring(authority, narrow, approved=True, **{**vars(NOW), "government_over": 60, "reaffirm_supports": 2})


def test_a_policy_that_takes_effect_later_is_not_undone_by_an_earlier_one(steward, authority):
    later = today() + timedelta(days=30)
    amendments.approve(by=authority, amendment=changed(steward, later, government_over=60), reason="Agreed.")
    with pytest.raises(Unfit, match="Policy 2 takes effect on") as refused:
        changed(steward, today(), shift_supports=3)
    assert refused.value.field == "effective_on"


def test_a_draft_based_on_an_older_policy_is_answered_with_both(client, steward, authority):
    form = FIELDS | {"effective_on": today().isoformat(), "against": "1"}
    amendments.approve(by=authority, amendment=changed(steward, cadence_hybrid=12), reason="Agreed.")
    answer = sign_in(client, steward).post("/amendments/policy/", form)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "approved policy 2" in text
    assert "Policy 2 says 12." in text
    assert Amendment.objects.count() == 1
    assert answer.context["form"]["government_over"].value() == "60"
    assert client.post("/amendments/policy/", form | {"against": "2"}).status_code == 302


def test_approving_over_a_newer_policy_is_answered_with_both(client, steward, authority):
    stale = changed(steward, government_over=60)
    amendments.approve(by=authority, amendment=changed(steward, cadence_hybrid=12), reason="Agreed.")
    answer = sign_in(client, authority).post(f"/amendments/{stale.pk}/", {"decision": "approve", "reason": "Agreed."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Policy 2, approved since" in text
    assert not AmendmentDecision.objects.filter(amendment=stale).exists()


@pytest.mark.parametrize("choice", [{}, {"decision": ""}, {"decision": "aprove"}])
def test_an_unknown_decision_decides_nothing(client, steward, authority, choice):
    waiting = changed(steward, government_over=60)
    answer = sign_in(client, authority).post(f"/amendments/{waiting.pk}/", choice | {"reason": "Agreed."})
    assert answer.status_code == 400
    assert "Choose a decision. Nothing was decided." in answer.content.decode()
    assert answer.context["form"]["reason"].value() == "Agreed."
    assert not AmendmentDecision.objects.exists()


def sign_in(client: Client, actor: Actor) -> Client:
    client.force_login(factories.User.objects.get(pk=actor.pk))
    return client


FIELDS = {**{name: str(value) for name, value in vars(NUMBERS).items()}, "reason": "Clearer."}


def test_the_pages_lead_from_draft_to_approval(client, steward, authority):
    answer = sign_in(client, steward).post("/amendments/policy/", FIELDS | {"effective_on": today().isoformat()})
    page = client.get(answer["Location"])
    assert "You drafted this" in page.content.decode()
    assert "60" in page.content.decode()
    done = sign_in(client, authority).post(answer["Location"], {"decision": "approve", "reason": "Agreed."})
    assert done.status_code == 302
    assert "Policy 2" in client.get("/policy/").content.decode()
    again = client.post(answer["Location"], {"decision": "approve", "reason": "Twice."})
    assert again.status_code == 409
    assert "decided meanwhile" in again.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"government_over": "abc"},
        {"government_over": "101"},
        {"shift_supports": "1"},
        {"shift_organizations": "9"},
        {"effective_on": "2020-01-01"},
        {"effective_on": "9999-01-01"},
        {"reason": ""},
        {"reason": "a\x00b"},
        {"cadence_hybrid": "0"},
    ],
)
def test_an_invalid_draft_is_reported_beside_the_field(client, steward, wrong):
    given = FIELDS | {"effective_on": today().isoformat()} | wrong
    answer = sign_in(client, steward).post("/amendments/policy/", given)
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() & wrong.keys()


def test_the_effective_date_is_within_the_calendar_of_the_record(client, steward):
    after = latest(today()) + timedelta(days=1)
    answer = sign_in(client, steward).post("/amendments/policy/", FIELDS | {"effective_on": after.isoformat()})
    assert answer.status_code == 400
    assert "the record looks 10 years ahead" in answer.context["form"].errors["effective_on"][0]


def test_nothing_is_written_under_somebody_elses_name(steward):
    with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
        draft_as(steward, by=factories.SETUP)


def draft_as(named: Actor, *, by: Actor) -> None:
    said = {"kind": "policy", "content": "{}", "effective_on": today(), "reason": "In another name."}
    with recording(by=by, action="draft", target="policy") as entry:
        entry.add(Amendment(by_id=named.pk, **said))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("rest", ["", "policy/", "area/", "7/"])
def test_the_old_address_leads_to_the_amendments(client, steward, rest):
    answer = sign_in(client, steward).get(f"/changes/{rest}")
    assert (answer.status_code, answer["Location"]) == (301, f"/amendments/{rest}")
    assert client.get("/changes/other/").status_code == 404


def test_two_people_change_thresholds_of_the_posture_from_a_day(client, steward, authority):
    later = today() + timedelta(days=30)
    amendment = changed(steward, later, tried_months=12)
    assert amendment.content == canonical.text({"tried_months": 12})
    with pytest.raises(Refused):
        amendments.approve(by=steward, amendment=amendment, reason="Mine.")
    amendments.approve(by=authority, amendment=amendment, reason="Agreed.")
    before, after = (resolve(as_of=on, known=None, today=today(), chosen=True).policy for on in (today(), later))
    assert (before.number, before.limits["tried_months"]) == (1, 24)
    assert after.number == 2
    assert after.limits == {**before.limits, "tried_months": 12}
    newest = PolicyRevision.objects.latest("number")
    assert (newest.tried_months, newest.finding_days) == (12, None)
    amendments.approve(by=authority, amendment=changed(steward, later, finding_days=90), reason="Agreed.")
    newest = PolicyRevision.objects.latest("number")
    assert (newest.tried_months, newest.finding_days, newest.cadence_hybrid) == (12, 90, 24)
    assert list(verify()) == []
    page = sign_in(client, steward).get(f"/policy/?as_of={later}").content.decode()
    assert "How long ago a trial may be" in page
    assert "12 months" in page
    assert "Integration before crisis: how long ago a trial may be" in page


@pytest.mark.parametrize(
    ("name", "value"), [("tried_months", 0), ("conflict_at_least", 0), ("overdue_at_most", 100), ("sharing_level", 4)]
)
def test_a_threshold_of_the_posture_has_a_minimum(client, steward, authority, name, value):
    with pytest.raises(Unfit) as refused:
        changed(steward, **{name: value})
    assert refused.value.field == name
    answer = sign_in(client, steward).post(
        "/amendments/policy/", FIELDS | {"effective_on": today().isoformat(), name: str(value)}
    )
    assert answer.context["form"].errors.keys() == {name}
    forged = {"kind": "policy", "content": canonical.text({name: value}), "effective_on": today(), "reason": "Low."}
    with recording(by=steward, action="draft", target="policy") as entry:
        amendment = entry.add(Amendment(by_id=steward.pk, **forged))
    with pytest.raises(Unfit, match="out of bounds"), transaction.atomic():
        bring(authority, amendment, approved=True, **{**vars(NOW), name: value})


def test_the_approver_of_a_threshold_sees_the_cells_that_it_would_change(client, steward, authority):
    answer = sign_in(client, steward).post(
        "/amendments/policy/",
        {**FIELDS, **{name: str(value) for name, value in vars(NOW).items()}}
        | {"effective_on": today().isoformat(), "tried_months": "12", "lapse_days": ""},
    )
    assert Amendment.objects.get().content == canonical.text({"tried_months": 12})
    shown = sign_in(client, authority).get(answer["Location"])
    assert "What today's posture would show" in shown.content.decode()
    assert shown.context["cells"] == []
    assert [line.label for line in shown.context["lines"]] == ["Integration before crisis: how long ago a trial may be"]
