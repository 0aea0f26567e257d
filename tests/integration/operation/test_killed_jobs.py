"""If a worker is killed in the middle of a job, another one does the job, with its effects exactly once."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from csis.settings.schedules import SCHEDULES
from missions import models
from missions.actions.catalog import staging as catalogs
from missions.actions.exchange import staging
from missions.actions.operation.stalled import take_up
from missions.actions.people import verifications
from missions.domain.vocabulary import ImportState
from missions.models import AuditEntry
from missions.soon import run, send_link
from tests import factories
from tests import review_factories as made
from tests.database import Server
from tests.integration.operation.nursery import kill, lives, nursery
from tests.patience import until
from tests.running.browsers.visitors import signed_in
from tests.unit.catalog.files import LAUNCHES, ORGANIZATIONS, PAYLOADS, payload, tsv

# A statement that writes to a table waits while the table is named here.
HOLDING = """
CREATE TABLE held (name text);
GRANT SELECT ON held TO csis_app;
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WHILE EXISTS (SELECT FROM held WHERE name = TG_TABLE_NAME) LOOP PERFORM pg_sleep(0.02); END LOOP;
  RETURN coalesce(NEW, OLD);
END $$
"""
STATEMENT = "CREATE TRIGGER hold BEFORE INSERT OR UPDATE OR DELETE ON {} EXECUTE FUNCTION hold()"
# The queue is written to all the time, so only putting a job back waits.
ROW = """
CREATE TRIGGER hold BEFORE UPDATE ON {} FOR EACH ROW
WHEN (old.status = 'doing' AND new.status = 'todo') EXECUTE FUNCTION hold()
"""
QUEUE = "procrastinate_jobs"
STANDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
LIVES = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
WAITING = "SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
LEFT = """
INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, args)
VALUES ('default', %s, 'doing', %s, '{"timestamp": 0}')
"""
# The state that a worker killed a while ago leaves.
AGED = (
    "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'",
    "UPDATE missions_verificationrun SET told_at = now() - interval '1 hour' WHERE told_at IS NOT NULL",
    "UPDATE missions_stagedcatalog SET told_at = now() - interval '1 hour' WHERE told_at IS NOT NULL",
)
MESSAGE = re.compile(r"^Message-ID: <notice-(\S+)>", re.MULTILINE)
LONG_AGO = timedelta(days=400)


@dataclass(frozen=True)
class World:
    """What the jobs work on: people, a proposal due today, a folder for files and mail."""

    people: made.Cast
    due: models.Proposal
    folder: Path
    start: Callable[[], int]

    @property
    def mails(self) -> list[str]:
        """The mails that were sent, by their names."""
        sent = (file.read_text() for file in (self.folder / "mail").glob("*"))
        return [name for text in sent for name in MESSAGE.findall(text)]


@dataclass(frozen=True)
class Job:
    """A job: the table at whose first change it is killed, how to prepare it, and what holds once it is done."""

    table: str
    before: Callable[[World], object]
    done: Callable[[World], bool]


def entries(action: str, target: str = "") -> int:
    """Entries with an action, about a target."""
    return AuditEntry.objects.filter(action=action, target__contains=target).count()


def none_left(model: type) -> Callable[[World], bool]:
    return lambda _: not model.objects.exists()


def aged(model: type, field: str) -> None:
    model.objects.update(**{field: timezone.now() - LONG_AGO})


def staged(w: World) -> models.StagedImport:
    content = b"area,function,name,effective_on\nPNT,PNT-1,One,2025-03-01\nPNT,PNT-2,Two,2025-03-01\n"
    return staging.stage(by=w.people.analyst, file=BytesIO(content), name="file.csv")


def staged_catalog(w: World) -> models.StagedCatalog:
    parts = (tsv(PAYLOADS, payload(1)), tsv(LAUNCHES), tsv(ORGANIZATIONS))
    return catalogs.stage(by=w.people.analyst, files=[(f"{n}.tsv", BytesIO(part)) for n, part in enumerate(parts)])


def stale_import(w: World) -> None:
    staged(w)
    aged(models.StagedImport, "staged_at")


def old_form(_: World) -> None:
    models.Submission.objects.create(digest="x")
    aged(models.Submission, "sent_at")


def old_failure(_: World) -> None:
    models.SignInFailures.objects.create(name="x", last_at=timezone.now() - LONG_AGO)


def idle_session(w: World) -> None:
    signed_in(made.account(w.people.steward))
    aged(models.Session, "seen_at")


def dormant(_: World) -> None:
    user = factories.user("dormant")
    past = timezone.now() - LONG_AGO
    models.User.objects.filter(pk=user.pk).update(created_at=past, last_login=past)


def pending(_: World) -> None:
    models.PendingAccess.objects.create(actor_name="Somebody", action="knock", target="door")


def left_job(_: World) -> None:
    models.Heartbeat.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(LEFT, ["beat", "beat"])


def run_ended(_: World) -> bool:
    last = models.VerificationRun.objects.order_by("-pk").first()
    return bool(last and last.found == 0 and last.ended_at) and entries("verify record", f":{last.pk}") == 1


def everybody_by_mail(_: World) -> None:
    wishes = [models.NoticePreference(person=one, mail_news=True) for one in models.User.objects.all()]
    models.NoticePreference.objects.bulk_create(wishes)


def told(w: World) -> bool:
    print(
        "MAILS",
        w.mails,
        list(w.folder.rglob("*")),
        models.Notice.objects.exclude(mailed_at=None).count(),
        models.Notice.objects.count(),
        models.Notice.objects.filter(mail_due=True).values(),
    )
    mailed = models.Notice.objects.exclude(mailed_at=None).count()
    return len(w.mails) == len(set(w.mails)) == mailed > 0


def reminded(_: World) -> bool:
    """Each person who acts next is reminded of the one review that is due."""
    told = list(models.Notice.objects.exclude(reminder=None).values_list("person", flat=True))
    return len(told) == len(set(told)) > 0


def witnessed(w: World) -> bool:
    file = w.folder / "witness"
    known = models.Witnessing.objects.order_by("-pk").first()
    return bool(known) and not known.error and len(set(file.read_text().splitlines())) == 1


def first_of_each(_: World) -> bool:
    reviews = models.Review.objects.filter(kind="periodic").values_list("area", flat=True)
    return len(reviews) == len(set(reviews)) > 0


JOBS = {
    "take_effect": Job(
        "missions_categorydecision",
        lambda w: None,
        lambda w: models.CategoryDecision.objects.filter(revision__proposal=w.due).count() == 1,
    ),
    "remind": Job("missions_notice", lambda w: None, reminded),
    "open_reviews": Job("missions_review", lambda w: None, first_of_each),
    "tell": Job("missions_notice", everybody_by_mail, told),
    "read_imports": Job(
        "missions_stagedrow",
        staged,
        lambda w: models.StagedImport.objects.get().rows == models.StagedRow.objects.count() == 2,
    ),
    "discard_imports": Job("missions_stagedimport", stale_import, none_left(models.StagedImport)),
    "read_catalogs": Job(
        "missions_stagedcatalogproblem",
        staged_catalog,
        lambda w: models.StagedCatalog.objects.get().state != ImportState.READING,
    ),
    "verify": Job("missions_auditentry", lambda w: verifications.ask(by=factories.SETUP), run_ended),
    "verify_nightly": Job("missions_auditentry", lambda w: None, run_ended),
    "witness": Job("missions_witnessing", lambda w: None, witnessed),
    "write_pending": Job(
        "missions_auditentry",
        pending,
        lambda w: entries("knock") == 1 and not models.PendingAccess.objects.exists(),
    ),
    "discard_submissions": Job("missions_submission", old_form, none_left(models.Submission)),
    "discard_attempts": Job("missions_signinfailures", old_failure, none_left(models.SignInFailures)),
    "end_sessions": Job(
        "missions_auditentry",
        idle_session,
        lambda w: not models.Session.objects.exists() and entries("end session") == 1,
    ),
    "keep_accounts": Job(
        "missions_auditentry",
        dormant,
        lambda w: (
            models.User.objects.filter(username="dormant", is_active=False).exists()
            and entries("deactivate account", "dormant") == 1
        ),
    ),
    "take_up": Job(QUEUE, left_job, lambda w: models.Heartbeat.objects.count() == 1),
    "beat": Job(
        "missions_heartbeat",
        lambda w: models.Heartbeat.objects.all().delete(),
        lambda w: models.Heartbeat.objects.count() == 1,
    ),
    "send_link": Job("csis_cache", lambda w: None, lambda w: entries("send link to sign in") == 1),
}


@pytest.fixture(scope="module")
def world(
    committing: Callable[[], AbstractContextManager[None]],
    database_server: Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One record for all jobs, and workers that do only what they are given, nothing on schedule."""
    folder = tmp_path_factory.mktemp("killed")
    own = {
        "DATABASE_URL": database_server.app(),
        "DATABASE_OWNER_URL": "",
        "CSIS_DATA_DIR": str(folder),
        "CSIS_SCHEDULES": "; ".join(f"{name}=0 0 1 1 *" for name in SCHEDULES),
        "CSIS_DORMANT_DAYS": "90",
        "CSIS_WITNESS_FILE": str(folder / "witness"),
    }
    with committing(), psycopg.connect(database_server.owner(), autocommit=True) as owner, nursery(**own) as start:
        with made.on_day(-5):
            people = made.cast()
            due = made.approved(people)
        made.reviews.open_review(
            by=people.steward,
            area=factories.area("SDA"),
            due_on=made.in_days(0),
            reason="Now.",
            reviewers=people.reviewers,
        )
        owner.execute(HOLDING)
        for table in sorted({job.table for job in JOBS.values()}):
            owner.execute((ROW if table == QUEUE else STATEMENT).format(table))
        yield World(people, due, folder, start)
        connection.close()


def test_every_job_has_a_case() -> None:
    assert {*JOBS} == {*SCHEDULES, "send_link"}


@pytest.fixture
def start(world: World, owner: psycopg.Connection) -> Iterator[Callable[[], int]]:
    """Starts workers, which end with the test together with their waiting jobs."""
    made = []

    def starts() -> int:
        made.append(world.start())
        return made[-1]

    yield starts
    for pid in made:
        end(pid)
    owner.execute("DELETE FROM held")
    owner.execute("DELETE FROM procrastinate_jobs")
    connection.close()


@pytest.mark.parametrize("name", JOBS)
def test_the_job_of_a_killed_worker_is_done_once_by_another(
    world: World, start: Callable[[], int], owner: psycopg.Connection, name: str
) -> None:
    job = JOBS[name]
    job.before(world)
    owner.execute("INSERT INTO held VALUES (%s)", [job.table])
    first = start()
    begin(name)
    until(lambda: owner.execute(STANDS).fetchone())
    (session,) = owner.execute(STANDS).fetchone()
    end(first)
    # The job that it was doing does not end either.
    owner.execute("SELECT pg_terminate_backend(%s)", [session])
    until(lambda: not owner.execute(LIVES, [session]).fetchone())
    owner.execute("DELETE FROM held")
    assert not job.done(world)
    for statement in AGED:
        owner.execute(statement)
    assert take_up() >= 1
    start()
    for _ in range(2):
        until(lambda: not owner.execute(WAITING).fetchone())
        assert job.done(world)
        begin(name)


def end(pid: int) -> None:
    """Kill a worker; it is gone when this returns."""
    kill(pid)
    until(lambda: not lives(pid))


def begin(name: str) -> None:
    """Let the worker do that job."""
    if name == "send_link":
        send_link("analyst")
    else:
        run(name)


@pytest.mark.django_db
def test_a_job_left_in_the_middle_does_not_block_the_next_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, ["beat", "beat"])
        run("beat")
        assert take_up() == 1
        cursor.execute("SELECT status FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]
