"""The page of the operation says what is late or failed and why, and an administrator has a job run again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from missions import jobs
from missions.actions.people import notices, verifications
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Backup, ChainHead, JobRun, Notice, VerificationRun
from tests import factories
from tests.database import Server

PAGE = "/operation/"


@pytest.fixture
def keeper(db: None, client: Client) -> Client:
    client.force_login(factories.user("keeper", Role.ADMINISTRATOR))
    return client


def text(client: Client, path: str = PAGE) -> str:
    return " ".join(client.get(path).content.decode().split())


def backed_up(*, hours_ago: float) -> Backup:
    end = ChainHead.objects.get()
    return Backup(
        made_at=timezone.now() - timedelta(hours=hours_ago),
        name="csis.tar",
        size=2_000_000,
        sha256="0" * 64,
        files=3,
        encrypted=True,
        sequence=end.sequence,
        digest=end.digest,
    )


def test_a_backup_that_is_too_old_is_an_alarm_there_and_on_the_desk(
    database_server: Server, django_db_blocker, client: Client, settings
) -> None:
    settings.BACKUP_LATE_HOURS = 26
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        client.force_login(factories.user("keeper", Role.ADMINISTRATOR))
        late = "No backup was made within the last 26 hours."
        assert late in text(client) and late in text(client, "/")
        backed_up(hours_ago=27).save()
        assert late in text(client) and late in text(client, "/")
        backed_up(hours_ago=1).save()
        assert late not in text(client) and late not in text(client, "/")
        assert "3 files of evidence" in text(client)


def test_none_is_missed_where_none_is_expected(keeper: Client) -> None:
    assert "No backup was made" not in text(keeper)
    assert "None yet. The owner of the database makes one" in text(keeper)


def test_a_job_that_failed_says_why_and_how_often_until_it_succeeds(keeper: Client, settings) -> None:
    settings.WITNESS_FILE = "/nowhere/chain.txt"
    for _ in range(2):
        with pytest.raises(Exception, match="File: The file cannot be written"):
            jobs.witness(0)
    run = JobRun.objects.get()
    assert (run.name, run.runs, run.failures) == ("witness", 2, 2)
    page = text(keeper)
    assert "<strong>Failed</strong>" in page and "File: The file cannot be written" in page and "2 in all" in page
    assert "<strong>Not told</strong>" in page
    settings.WITNESS_FILE = ""
    jobs.witness(0)
    assert "<strong>Failed</strong>" not in text(keeper)


def test_an_administrator_has_a_job_run_which_the_chain_tells(keeper: Client) -> None:
    assert keeper.post(f"{PAGE}jobs/remind/run/")["Location"] == PAGE
    assert "1 waiting" in text(keeper)
    assert keeper.post(f"{PAGE}jobs/remind/run/").status_code == 302
    assert "1 waiting" in text(keeper)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.target, entry.actor_name) == ("run job", "job:remind", "Keeper")
    assert keeper.post(f"{PAGE}jobs/send_link/run/").status_code == 404


def test_each_night_what_is_new_is_proven_and_each_week_all_of_it(keeper: Client) -> None:
    factories.assessment(factories.function())
    assert verifications.verify_nightly()
    first = VerificationRun.objects.latest("pk")
    assert (first.by, first.since, first.entries) == (None, 0, first.sequence)
    factories.function("T-2")
    assert verifications.verify_nightly()
    second = VerificationRun.objects.latest("pk")
    # The last entry that was proven is held against what was proven.
    assert (second.since, second.found) == (first.sequence, 0)
    assert second.entries == second.sequence - first.sequence + 1 < second.sequence
    assert f"from entry {second.since} to {second.sequence}" in text(keeper)
    VerificationRun.objects.filter(pk=first.pk).update(ended_at=timezone.now() - timedelta(days=8))
    assert verifications.verify_nightly()
    assert VerificationRun.objects.latest("pk").since == 0


def test_what_was_altered_since_is_found_by_the_night_and_told_as_a_failure(
    database_server: Server, django_db_blocker
) -> None:
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        verifications.verify_nightly()
        VerificationRun.objects.update(digest="0" * 64)
        with pytest.raises(verifications.Altered, match="1 findings"):
            jobs.verify_nightly(0)
        run = VerificationRun.objects.latest("pk")
        assert "was expected by an earlier verification" in run.findings[0]["what"]
        auditor, administrator = (factories.user(role.value, role) for role in (Role.AUDITOR, Role.ADMINISTRATOR))
        factories.user("reader", Role.VIEWER)
        notices.deliver(mail=False)
        assert {
            (one.person_id, one.path) for one in Notice.objects.filter(text__contains="with 1 finding: the record")
        } == {
            (auditor.pk, f"/audit/verifications/{run.pk}/"),
            (administrator.pk, PAGE),
        }
        # What was not proven is no ground for the next.
        with pytest.raises(verifications.Altered):
            verifications.verify_nightly()
