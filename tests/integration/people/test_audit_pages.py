"""The auditor's pages: entries with filters, one entry opened, and the record verified with a button."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from missions.actions.people import verifications
from missions.actions.progress import SILENT_AFTER
from missions.actions.record import facts
from missions.domain.vocabulary import Performer, Role, SeatKind
from missions.models import Assessment, AuditEntry, ChainHead, User, VerificationRun
from missions.queries.people import audit
from missions.queries.people.accounts import actor_of
from tests import factories, listed
from tests import review_factories as made

pytestmark = pytest.mark.django_db

AUDIT = "/audit/"


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(factories.user("auditor", Role.AUDITOR, Role.ANALYST))
    return client


@pytest.fixture
def assessed() -> Assessment:
    """A function that was assessed, and then assessed differently."""
    function = factories.function("T-1")
    factories.assessment(function, rationale="Seen at Orléans.")
    return factories.assessment(
        function, on=date(2026, 3, 1), performer=Performer.GOVERNMENT_ONLY, rationale="Uplink/downlink is closed."
    )


def found(client: Client, **query: str) -> list[int]:
    return [entry.sequence for entry in client.get(AUDIT, query).context["entries"]]


@pytest.mark.usefixtures("assessed")
class TestFilters:
    def test_each_filter_works_alone_and_with_all_others(self, auditor: Client) -> None:
        last = AuditEntry.objects.filter(action="assess").latest("sequence")
        assert found(auditor, action="assess")[0] == last.sequence
        assert found(auditor, object="T-1", action="assess") == found(auditor, action="assess")
        assert found(auditor, object="function:t-1") == found(auditor, object="T-1")
        assert found(auditor, object="area:T-1") == []
        assert last.sequence in found(auditor, who=last.actor_name, **{"class": "record"})
        assert found(auditor, who=last.actor_name, **{"class": "access"}, action="assess") == []
        assert found(auditor, q="ass t 1", action="assess") == found(auditor, action="assess")
        assert found(auditor, q="assess -function") == []

    def test_a_person_is_found_by_username_or_name_or_without_account(self, auditor: Client) -> None:
        assert found(auditor, who="AUDITOR") == found(auditor, who="auditor")
        auditor.get("/people/")
        assert found(auditor, who="csis") == [
            entry.sequence for entry in AuditEntry.objects.filter(actor_name="csis").order_by("-sequence")[:50]
        ]
        assert found(auditor, who="nobody at all") == []

    def test_days_are_whole_and_both_are_included(self, auditor: Client) -> None:
        today = timezone.localdate()
        before, after = (str(today + timedelta(days=days)) for days in (-1, 1))
        everything = found(auditor)
        assert found(auditor, since=str(today), until=str(today)) == found(auditor, since=str(today))
        assert found(auditor, since=before, until=after) == found(auditor, since=before)
        assert set(found(auditor, until=after)) == set(everything)
        assert found(auditor, since=after) == found(auditor, until="2001-01-01") == []

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"since": "04/02/2024"}, "ambiguous"),
            ({"until": "9999-12-31"}, "Choose a day before 2200."),
            ({"since": "2026-01-02", "until": "2026-01-01"}, "not before the first"),
        ],
    )
    def test_a_wrong_day_is_reported_and_kept(self, auditor: Client, query: dict[str, str], said: str) -> None:
        page = auditor.get(AUDIT, query)
        assert page.status_code == 400 and said in page.content.decode()
        assert f'value="{query["since" if "since" in query else "until"]}"' in page.content.decode()
        assert auditor.get("/exports/audit.csv", query).status_code == 400

    def test_the_file_has_the_filters_of_the_page(self, auditor: Client) -> None:
        query = "?q=assess&object=T-1&class=record&since=2020-01-01"
        links = auditor.get(AUDIT + query).context["downloads"]
        assert all("q=assess" in one["url"] and "since=2020-01-01" in one["url"] for one in links)
        shown = [entry.sequence for entry in auditor.get(AUDIT + query).context["entries"]]
        assert [row["entry"] for row in listed.rows(auditor, "audit", query)] == shown != []

    def test_older_entries_keep_the_filters(self, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(audit, "PAGE", 1)
        monkeypatch.setattr(audit.entries, "__kwdefaults__", {**audit.entries.__kwdefaults__, "size": 1})
        first = auditor.get(AUDIT, {"action": "assess"})
        second = auditor.get(first.context["older_url"])
        assert [entry.action for entry in second.context["entries"]] == ["assess"]
        assert second.context["entries"][0].sequence < first.context["entries"][0].sequence

    def test_the_filter_offers_the_existing_actions(self, auditor: Client) -> None:
        there = set(AuditEntry.objects.values_list("action", flat=True))
        assert auditor.get(AUDIT).context["actions"] == sorted(there)


class TestPlans:
    """No filter reads the whole chain; each uses an index."""

    @pytest.mark.parametrize(
        ("sought", "index"),
        [
            (audit.EntryQuery(target="satcom"), "audit_entry_by_object"),
            (audit.EntryQuery(action="assess"), "audit_entry_by_action"),
            (audit.EntryQuery(words="downlink"), "audit_entry_by_words"),
            (audit.EntryQuery(who="nobody here"), "audit_entry_by_actor"),
        ],
    )
    def test_it_uses_its_index(self, sought: audit.EntryQuery, index: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            chain = audit.narrowed(AuditEntry.objects.all(), sought)
            assert index in chain.explain()


class TestEntry:
    def test_it_shows_the_values_before_and_after_with_links(self, auditor: Client, assessed: Assessment) -> None:
        page = auditor.get(f"{AUDIT}{assessed.entry_id}/")
        (row,) = [one for one in page.context["opened"].rows if one.kind == "assessment"]
        told = {one.label: one for one in row.columns}
        assert (told["Rationale"].before, told["Rationale"].now) == ("Seen at Orléans.", "Uplink/downlink is closed.")
        assert told["Performer"].changed and not told["Availability"].changed
        assert told["Function"].path == "/areas/SATCOM/functions/T-1/"
        text = page.content.decode()
        assert 'href="/areas/SATCOM/functions/T-1/"' in text and assessed.entry.digest in text

    def test_a_correction_is_compared_with_what_it_withdraws(self, auditor: Client, assessed: Assessment) -> None:
        earlier = Assessment.objects.earliest("pk")
        assert auditor.get(f"{AUDIT}{earlier.entry_id}/").context["opened"].rows[0].revises is False

    def test_every_entry_opens_from_the_list(self, auditor: Client) -> None:
        made.supported(made.cast())
        factories.evidence(behind=[factories.assessment(factories.function("T-9"))])
        hidden = audit.hidden_entries(actor_of(User.objects.get(username="auditor")))
        for sequence in AuditEntry.objects.exclude(pk__in=hidden).values_list("sequence", flat=True):
            page = auditor.get(f"{AUDIT}{sequence}/")
            assert page.status_code == 200 and page.context["opened"].entry.pk == sequence
            for row in page.context["opened"].rows:
                labels = {one.label for one in row.columns}
                assert row.kind != "transition" or ({"From", "To"} <= labels and not {"Source", "Target"} & labels)

    def test_the_rows_of_a_large_entry_have_pages(self, auditor: Client) -> None:
        new = [facts.NewFunction(f"T-{number}", f"One {number}", "") for number in range(60)]
        rows = facts.add_functions(
            by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason="Many."
        )
        first = auditor.get(f"{AUDIT}{rows[0].entry_id}/")
        assert (first.context["opened"].total, len(first.context["opened"].rows)) == (120, 50)
        third = auditor.get(f"{AUDIT}{rows[0].entry_id}/?page=3")
        assert len(third.context["opened"].rows) == 20 and third.context["older_url"] is None
        assert auditor.get(f"{AUDIT}{rows[0].entry_id}/?page=4").status_code == 404

    def test_it_is_withheld_like_its_class(self, client: Client, assessed: Assessment) -> None:
        client.force_login(factories.user("steward", Role.STEWARD))
        assert client.get(f"{AUDIT}{assessed.entry_id}/").status_code == 404
        client.force_login(factories.user("viewer", Role.VIEWER))
        assert client.get(f"{AUDIT}{assessed.entry_id}/").status_code == 403


class TestHiddenVotes:
    def test_people_who_are_still_to_vote_find_no_vote_with_any_filter(self, client: Client) -> None:
        people = made.cast()
        proposal = made.submitted(people)
        vote = made.vote(people.reviewer, proposal, reason="kumquat")
        both = made.person("both", Role.STEWARD, Role.REVIEWER)
        client.force_login(made.account(both))
        made.reviews.seat(
            by=people.steward,
            review=proposal.review,
            users=[made.account(both)],
            place=SeatKind.REVIEWER,
            reason="Joins.",
        )
        for query in ({"q": "kumquat"}, {"who": "reviewer", "action": "vote: support"}, {"action": "vote: support"}):
            assert found(client, **query) == []
        assert "vote: support" not in client.get(AUDIT).context["actions"]
        assert client.get(f"{AUDIT}{vote.entry_id}/").status_code == 404
        assert listed.rows(client, "audit", "?q=kumquat") == []


class TestVerification:
    def test_it_ends_with_a_statement_and_an_entry(self, auditor: Client, assessed: Assessment) -> None:
        asked = auditor.post("/audit/verify/")
        page = auditor.get(asked.url)
        assert "Waiting to begin." in page.content.decode()
        assert auditor.post("/audit/verify/").url == asked.url
        assert verifications.verify_waiting()
        run = VerificationRun.objects.get()
        head = AuditEntry.objects.get(pk=run.sequence)
        text = auditor.get(asked.url).content.decode()
        assert "No alteration was found." in text
        assert f"{head.sequence}:{head.digest}" in text and "auditor" in text
        assert run.entries == head.sequence
        told = AuditEntry.objects.latest("sequence")
        assert (told.action, told.target, told.actor.username) == ("verify record", f"verification:{run.pk}", "auditor")
        assert head.digest in told.payload
        assert str(ChainHead.objects.get()).startswith(f"{told.sequence}:")
        assert not verifications.verify_waiting()

    def test_an_alteration_is_named_with_its_entry(self, auditor: Client, evidence_folder) -> None:
        run = VerificationRun.objects.create(
            by_id=auditor.session["_auth_user_id"],
            upto=9,
            began_at=timezone.now(),
            ended_at=timezone.now(),
            found=3,
            findings=[{"entry": 7, "what": "Row 1 was altered."}],
            sequence=9,
            digest="d",
        )
        text = auditor.get(f"/audit/verifications/{run.pk}/").content.decode()
        assert "The record has been altered: 3 findings." in text and "Row 1 was altered." in text
        assert 'href="/audit/7/"' in text and "2 more, not listed here" in text

    def test_a_verification_starts_again_if_its_worker_falls_silent(self, auditor: Client) -> None:
        auditor.post("/audit/verify/")
        VerificationRun.objects.update(told_at=timezone.now(), began_at=timezone.now())
        assert not verifications.verify_waiting()
        VerificationRun.objects.update(told_at=timezone.now() - 2 * SILENT_AFTER)
        assert verifications.verify_waiting()

    def test_only_an_auditor_starts_it(self, client: Client) -> None:
        for role in (Role.STEWARD, Role.ADMINISTRATOR, Role.VIEWER):
            client.force_login(factories.user(f"the {role}", role))
            assert client.post("/audit/verify/").status_code == 403
            assert client.get("/audit/verifications/1/").status_code == 403
        assert not VerificationRun.objects.exists()
