"""Briefings are built once, kept byte for byte, and verified years later."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from missions.actions.exchange import exports
from missions.domain import canonical
from missions.domain.exchange.structure import SCHEMA, SCHEMA_2, content_hash
from missions.domain.vocabulary import Role
from missions.exports.briefings import apart
from missions.models import AuditEntry, Briefing, BriefingFile, CategoryDecision
from missions.models.kinds import TABLES
from missions.queries.exchange.briefings import briefing_document
from missions.queries.moment import resolve
from missions.queries.people.verification import verify
from tests import factories
from tests.database import Server
from tests.integration.kinds.recorded import provider
from tests.patience import STEP_SECONDS

FRAGMENT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    client.force_login(factories.user("reader", Role.VIEWER))
    return client


@pytest.mark.parametrize("ending", ["pptx", "pdf"])
def test_the_same_request_gets_the_same_file(reader: Client, ending: str) -> None:
    first = reader.get(f"/exports/briefing.{ending}?areas=SATCOM").content
    again = reader.get(f"/exports/briefing.{ending}?areas=SATCOM,SATCOM").content
    assert first == again
    assert Briefing.objects.get().sha256 == sha256(first).hexdigest()
    factories.function("T-1")
    assert reader.get(f"/exports/briefing.{ending}?areas=SATCOM").content != first
    kept = Briefing.objects.order_by("pk").first()
    assert reader.get(f"/exports/briefings/{kept.pk}/file/").content == first


def test_another_choice_is_another_briefing(reader: Client) -> None:
    for query in ("", "?areas=SDA", "?areas=SDA&areas=SATCOM", "?as_of=2025-03-01", "?areas=SATCOM, SDA"):
        assert reader.get(f"/exports/briefing.pdf{query}").status_code == 200
    reader.get("/exports/briefing.pptx")
    assert [one.areas for one in Briefing.objects.order_by("pk")] == ["", "SDA", "SATCOM,SDA", "", ""]


def test_without_javascript_building_redirects_to_the_briefing(reader: Client) -> None:
    answer = reader.post("/exports/briefing/?as_of=2025-03-01", {"format": "pdf", "areas": ["SATCOM", "SDA"]})
    kept = Briefing.objects.get()
    assert answer["Location"] == f"/exports/briefings/{kept.pk}/?built"
    assert (kept.as_of, kept.codes, kept.file_format) == (date(2025, 3, 1), ("SATCOM", "SDA"), "pdf")
    page = reader.get(answer["Location"]).content.decode()
    assert kept.content_hash in page and kept.sha256 in page
    assert f'href="/exports/briefings/{kept.pk}/file/"' in page and "Its download starts by itself." in page


def test_building_from_the_page_answers_with_the_link_only(reader: Client) -> None:
    answer = reader.post("/exports/briefing/", {"format": "pptx"}, **FRAGMENT)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Download the PPTX" in answer.content.decode()
    file = f"/exports/briefings/{Briefing.objects.get().pk}/file/"
    assert json.loads(answer["HX-Trigger"]) == {"briefing-built": {"file": file}}


def test_building_and_downloading_are_noted_in_the_chain(reader: Client) -> None:
    reader.post("/exports/briefing/", {"format": "pdf"})
    kept = Briefing.objects.get()
    assert (kept.entry.entry_class, kept.entry.action, kept.entry.actor_name) == ("access", "build briefing", "Reader")
    reader.get(f"/exports/briefings/{kept.pk}/file/")
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.target) == ("export", f"briefing:{kept.pk}.pdf")
    reader.post("/exports/briefing/", {"format": "pdf"})
    assert AuditEntry.objects.latest("sequence") == entry
    assert list(verify()) == []


def test_the_number_of_new_briefings_in_a_day_is_limited(reader: Client, settings) -> None:
    settings.BRIEFINGS_A_DAY = 2
    days = [f"/exports/briefing.pdf?as_of=2025-03-0{number}" for number in (1, 2, 3)]
    assert [reader.get(day).status_code for day in days] == [200, 200, 429]
    answer = reader.post("/exports/briefing/?as_of=2025-03-03", {"format": "pdf"})
    assert answer.status_code == 429
    assert "You built 2 briefings within a day" in answer.content.decode()
    told = reader.post("/exports/briefing/?as_of=2025-03-03", {"format": "pdf"}, **FRAGMENT).content.decode()
    assert "You built 2 briefings within a day" in told
    assert Briefing.objects.count() == 2
    # Existing briefings can be downloaded, and others have their own allowance.
    assert reader.get(days[0]).status_code == 200
    reader.force_login(factories.user("other", Role.VIEWER))
    assert [reader.get(day).status_code for day in days] == [200, 200, 200]
    assert list(verify()) == []


def test_simultaneous_requests_do_not_exceed_the_limit(
    real_db: None, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BRIEFINGS_A_DAY = 2
    # Each waits until those before it are drawn, however busy the machine is.
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 300)
    somebody, barrier = factories.user("reader", Role.VIEWER), Barrier(6)

    def one(number: int) -> int:
        client = Client()
        client.force_login(somebody)
        barrier.wait(STEP_SECONDS)
        try:
            return client.get(f"/exports/briefing.pdf?as_of=2025-03-0{number}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(1, 7))) == [200] * 2 + [429] * 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": "exe"}, "Choose PPTX or PDF."),
        ({"format": "pdf\0"}, "Choose PPTX or PDF."),
        ({"format": "pdf", "areas": "NOWHERE"}, "There is no mission area NOWHERE at this date."),
        ({"format": "pdf", "areas": "<script>\0"}, "There is no mission area &lt;script&gt; at this date."),
        ({"format": "pdf", "areas": "x" * 5000}, "There is no mission area xxx"),
    ],
)
def test_an_impossible_briefing_is_refused_with_a_reason(reader: Client, fields: dict[str, str], said: str) -> None:
    answer = reader.post("/exports/briefing/", fields)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert said in reader.post("/exports/briefing/", fields, **FRAGMENT).content.decode()
    assert not Briefing.objects.exists()


def test_invalid_dates_build_nothing(reader: Client) -> None:
    assert reader.post("/exports/briefing/?as_of=yesterday", {"format": "pdf"}).status_code == 400
    assert reader.post("/exports/briefing/?known=2099-01-01", {"format": "pdf"}).status_code == 400


def test_before_the_strategy_there_is_a_briefing_that_says_so(reader: Client) -> None:
    assert reader.get("/exports/briefing.pdf?as_of=2020-01-01").status_code == 200
    assert reader.get("/exports/briefing.pptx?as_of=2020-01-01").status_code == 200


def test_a_file_altered_in_the_database_is_not_delivered(reader: Client) -> None:
    kept = factories.briefing()
    BriefingFile.objects.update(content=b"Something else")
    answer = reader.get(f"/exports/briefings/{kept.pk}/file/")
    assert answer.status_code == 409
    assert "Tell the auditor" in answer.content.decode()


def test_two_people_who_ask_at_once_get_one_file(real_db: None) -> None:
    gate = Barrier(2)

    def ask(_: int) -> str:
        gate.wait(STEP_SECONDS)
        try:
            return factories.briefing().sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(ask, range(2)))
    assert found[0] == found[1]
    assert Briefing.objects.count() == BriefingFile.objects.count() == 1
    assert AuditEntry.objects.filter(action="build briefing").count() == 1


@pytest.fixture
def file(db: None, tmp_path: Path) -> Path:
    """A built briefing, in a file."""
    held = factories.briefing(areas=("SATCOM",))
    path = tmp_path / "briefing.pdf"
    path.write_bytes(bytes(BriefingFile.objects.get(pk=held.sha256).content))
    return path


def test_a_briefing_is_verified_after_further_entries(file: Path, capsys: pytest.CaptureFixture) -> None:
    factories.assessment(factories.function("T-1"), on=date(2024, 5, 1))
    call_command("verify_briefing", file)
    assert capsys.readouterr().out.startswith("ok: briefing ")


def test_an_older_briefing_is_verified_with_the_first_schema(
    reader: Client, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    at = resolve(as_of=factories.DAY, known=None, today=factories.DAY, chosen=True)
    made = briefing_document(at.moment, at.policy, (), by=factories.SETUP)
    first = replace(made.header, content_hash=content_hash(made.portfolio), schema=SCHEMA)
    before = replace(made, posture=None, records=None, header=first)
    built = exports.build_briefing(by=factories.SETUP, document=before, ending="pdf")
    assert built.content_hash != made.header.content_hash
    path = tmp_path / "before.pdf"
    path.write_bytes(bytes(BriefingFile.objects.get(pk=built.sha256).content))
    provider("PRV-001")
    call_command("verify_briefing", path)
    assert capsys.readouterr().out.startswith(f"ok: briefing {built.pk}")


def test_a_provider_that_was_altered_behind_a_briefing_is_found(owned: None, tmp_path: Path) -> None:
    provider("PRV-001")
    held = factories.briefing()
    path = tmp_path / "briefing.pdf"
    path.write_bytes(bytes(BriefingFile.objects.get(pk=held.sha256).content))
    factories.unguard(connection.cursor())
    TABLES["provider"].revision.objects.update(country="CA")
    assert refusal(path).returncode == 2


def test_the_file_of_the_portfolio_has_the_commercial_side_at_its_moment(reader: Client) -> None:
    provider("PRV-001", name="Orbital Works")
    provider("PRV-002", on=date(2026, 1, 1))
    said = json.loads(reader.get("/exports/portfolio.json?as_of=2025-06-01").getvalue())
    assert [one["name"] for one in said["portfolio"]["commercial"]["providers"]] == ["Orbital Works"]
    assert said["export"]["schema"] == said["portfolio"]["schema"] == SCHEMA_2
    assert said["export"]["content_hash"] == canonical.digest(canonical.text(said["portfolio"]))
    assert {cell["state"] for cell in said["posture"]["cells"]} == {"no_data"}
    areas = json.loads(reader.get("/exports/areas.json").getvalue())
    assert areas["export"]["schema"] == SCHEMA


def refusal(path: Path) -> CommandError:
    with pytest.raises(CommandError) as caught:
        call_command("verify_briefing", path)
    return caught.value


def test_an_altered_file_is_not_recognized(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")
    assert refusal(file).returncode == 1


def test_a_file_that_is_not_there_cannot_be_read(file: Path) -> None:
    assert refusal(file.with_name("nothing.pdf")).returncode == 3
    assert refusal(file.parent).returncode == 3


@pytest.fixture
def owned(database_server: Server, django_db_blocker) -> Iterator[None]:
    """Django's connection as the owner, who may switch the guards off."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        yield


def test_a_record_that_was_altered_behind_a_briefing_is_found(owned: None, tmp_path: Path) -> None:
    held = factories.briefing()
    path = tmp_path / "briefing.pdf"
    path.write_bytes(bytes(BriefingFile.objects.get(pk=held.sha256).content))
    factories.unguard(connection.cursor())
    CategoryDecision.objects.filter(area__code="SATCOM").update(category="commercial_primary")
    found = refusal(path)
    assert found.returncode == 2
    assert "Run verify_audit" in str(found)
