"""Staged imports: refused files, ownership, expiry, and cost."""

from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.actions.exchange import staging
from missions.domain.vocabulary import Role
from missions.models import Function, FunctionRevision, StagedImport
from tests import factories
from tests.uploads import HEADER, analyst, confirm, dry_run, function_row, outcome, row, upload

pytestmark = pytest.mark.django_db


def test_only_its_owner_sees_an_import() -> None:
    page = dry_run(analyst(), function_row("N-1", "Mine"))
    address, other = page.request["PATH_INFO"], analyst("lee")
    assert other.get(address).status_code == 404
    for act in ("step", "again", "confirm", "discard"):
        assert other.post(f"{address}{act}/", {"reason": "x"}).status_code == 404
    assert other.get("/imports/").context["staged"].count() == 0
    assert StagedImport.objects.count() == 1


def test_a_discarded_import_is_gone() -> None:
    client = analyst()
    page = dry_run(client, function_row("N-1", "Mine"))
    assert client.post(f"{page.request['PATH_INFO']}discard/")["Location"] == "/imports/"
    assert client.get(page.request["PATH_INFO"]).status_code == 404
    assert Function.objects.count() == 0


def test_an_old_import_is_deleted_with_the_next_upload() -> None:
    client = analyst()
    dry_run(client, function_row("N-1", "Mine"))
    StagedImport.objects.update(staged_at=timezone.now() - staging.KEPT_FOR - timedelta(hours=1))
    dry_run(client, function_row("N-2", "Mine"))
    assert StagedImport.objects.count() == 1


def test_old_imports_are_deleted_without_an_upload() -> None:
    client = analyst()
    dry_run(client, function_row("N-1", "Mine"))
    dry_run(client, function_row("N-2", "Mine"))
    old = StagedImport.objects.filter(pk=StagedImport.objects.latest("pk").pk)
    old.update(staged_at=timezone.now() - staging.KEPT_FOR - timedelta(hours=1))
    assert staging.discard_expired() == 1
    assert staging.discard_expired() == 0
    assert StagedImport.objects.count() == 1


def test_the_number_of_waiting_imports_of_a_person_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "MOST_WAITING", 2)
    client = analyst()
    first = dry_run(client, function_row("N-1", "Mine"))
    dry_run(client, function_row("N-2", "Mine"))
    answer = upload(client, function_row("N-3", "Mine"))
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"][0].startswith("You have 2 imports waiting. Record or discard one")
    assert upload(analyst("lee"), function_row("N-3", "Mine")).status_code == 302
    confirm(client, first)
    assert upload(client, function_row("N-3", "Mine")).status_code == 302


@pytest.mark.parametrize("evidence", [100, 10_000_000])
def test_the_limit_of_evidence_does_not_apply_to_imports(settings, evidence: int) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.IMPORT_MAX_BYTES = evidence, 200_000
    rows = [function_row(f"N-{number}", "Mine") for number in range(2000)]
    page = dry_run(analyst(), *rows)
    assert page.context["staged"].rows == 2000
    answer = upload(analyst("lee"), *rows, *rows, *rows, *rows, *rows)
    assert answer.status_code == 400
    assert "at most 200,000 bytes" in answer.context["form"].errors["file"][0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("file.xlsx", b"area,function", "is not a workbook"),
        ("file.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format"),
        ("file.csv", b"", "The file is empty"),
        ("file.csv", HEADER.encode(), "no rows below it"),
        ("file.csv", f'{HEADER}\n{row()}\n"'.encode(), "begins on line 3"),
    ],
)
def test_an_unusable_file_is_refused_beside_the_field(name: str, content: bytes, said: str) -> None:
    answer = upload(analyst(), name=name, content=content)
    assert answer.status_code == 400
    assert said in answer.context["form"].errors["file"][0]
    assert StagedImport.objects.count() == 0


def test_a_file_beyond_the_limit_is_refused_and_not_kept(settings) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    answer = upload(analyst(), content=b"x" * 5_000_000)
    assert answer.status_code == 400
    assert "at most 1,000 bytes" in answer.context["form"].errors["file"][0]


def test_an_upload_without_a_file_is_refused() -> None:
    answer = analyst().post("/imports/", {"file": "text"})
    assert answer.context["form"].errors["file"] == ["Choose a file."]


def test_an_upload_needs_the_token_of_its_page() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("ortiz", Role.ANALYST))
    assert upload(client, row()).status_code == 403
    assert client.post("/imports/1/confirm/", {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_can_be_uploaded_unchanged(kind: str) -> None:
    client = analyst()
    blank = client.get(f"/imports/template.{kind}")
    assert f'filename="functions-and-assessments.{kind}"' in blank["Content-Disposition"]
    address = upload(client, name=f"mine.{kind}", content=blank.content)["Location"]
    client.post(f"{address}step/")
    page = client.get(f"{address}?status=new")
    assert outcome(page) == [(2, "new")]
    assert page.context["counts"].wrong == 0
    assert confirm(client, page).status_code == 302


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_kept_on_disk_is_read_too(kind: str, settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    client = analyst()
    content = client.get(f"/imports/template.{kind}").content
    assert outcome(dry_run(client, name=f"mine.{kind}", content=content))[0] == (2, "new")


def test_a_formula_is_recorded_as_text() -> None:
    client = analyst()
    confirm(client, dry_run(client, function_row("N-1", "=1+1")))
    assert FunctionRevision.objects.latest("pk").name == "=1+1"


def test_more_rows_need_no_more_queries() -> None:
    client = analyst()
    codes = count()

    def queries(rows: int) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as uploaded:
            page = dry_run(client, *(function_row(f"N-{next(codes)}", "x") for _ in range(rows)))
        with CaptureQueriesContext(connection) as confirmed:
            assert confirm(client, page).status_code == 302
        return len(uploaded), len(confirmed)

    queries(1)
    assert queries(2) == queries(400)


def test_people_who_may_assess_see_the_links() -> None:
    assert b'href="/imports/"' in analyst().get("/areas/").content
    viewer = Client()
    viewer.force_login(factories.user("reader", Role.VIEWER))
    assert b'href="/imports/"' not in viewer.get("/areas/").content


def import_file(path: Path, *options: str) -> str:
    """The output of the command."""
    out = StringIO()
    call_command("import_assessments", str(path), "--as", "ortiz", *options, stdout=out)
    return out.getvalue()


def test_the_command_shows_the_same_and_records_only_if_told_to(tmp_path: Path) -> None:
    factories.user("ortiz", Role.ANALYST)
    file = tmp_path / "file.csv"
    file.write_text(f"{HEADER}\n{function_row('N-1', 'New')}\n")
    assert "line 2, N-1: new\n  Name: none -> New\n1 new, 0 changed, 0 same, 0 wrong" in import_file(file)
    assert Function.objects.count() == 0
    assert "Recorded, all in entry" in import_file(file, "--confirm", "--reason", "From the archive.")
    assert Function.objects.get().code == "N-1"
    assert StagedImport.objects.count() == 0


def test_the_command_refuses_what_the_page_refuses(tmp_path: Path) -> None:
    factories.user("ortiz", Role.VIEWER)
    file = tmp_path / "file.csv"
    file.write_text("area\n")
    with pytest.raises(CommandError, match="needs the role analyst"):
        import_file(file)
    with pytest.raises(CommandError, match="Give a --reason"):
        import_file(file, "--confirm")
