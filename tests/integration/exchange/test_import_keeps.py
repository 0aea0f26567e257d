"""An import removes nothing silently: values without a column stay, and our own exports change nothing."""

import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from missions.actions import pieces
from missions.actions.exchange import staging, workbooks
from missions.actions.record import evidence as evidence_actions
from missions.domain.vocabulary import ImportState, Role
from missions.models import Assessment, AssessmentEvidence, FunctionRevision, StagedImport, StagedPart
from missions.queries.people.verification import verify
from tests import factories
from tests.uploads import ANSWERS, COLUMNS, analyst, confirm, dry_run, outcome, problems, row, upload, workbook

pytestmark = pytest.mark.django_db
XLSX = "file.xlsx"


def csv_of(header: str, *rows: str) -> bytes:
    return "\n".join([header, *rows]).encode()


def test_an_imported_assessment_keeps_the_evidence_of_the_one_it_replaces() -> None:
    function = factories.function("T-1")
    replaced = factories.assessment(function)
    pieces = [factories.evidence(title, behind=[replaced]) for title in ("A report", "An exercise")]
    client = analyst()
    page = dry_run(client, row("T-1", answers=ANSWERS.replace("Seen in use.", "Reworded."), on="2025-04-01"))
    assert "Goes on to rest on the 2 pieces of evidence attached now." in page.content.decode()
    assert confirm(client, page).status_code == 302
    made = Assessment.objects.latest("pk")
    assert made.rationale == "Reworded."
    links = AssessmentEvidence.objects.filter(assessment=made)
    assert {link.evidence_id for link in links} == {one.pk for one in pieces}
    assert {link.entry_id for link in links} == {made.entry_id}
    assert list(verify()) == []


def test_evidence_attached_since_the_comparison_is_reported_and_not_lost() -> None:
    assessment = factories.assessment(factories.function("T-1"))
    client = analyst()
    page = dry_run(client, row("T-1", answers=ANSWERS.replace("Seen in use.", "Reworded.")))
    added = factories.evidence("A report")
    evidence_actions.attach(by=factories.SETUP, fact=assessment, evidence=[added], reason="Found.")
    answer = confirm(client, page)
    assert answer.status_code == 409
    assert [one.action for one in answer.context["moved"]] == ["attach evidence"]


def test_a_source_stays_if_the_file_has_no_column_for_it() -> None:
    factories.assessment(factories.function("T-1"), source="Briefing 7")
    client = analyst()
    header = "area,function,performer,availability,fit,contribution,risk,risk_of_not,rationale,effective_on"
    content = csv_of(header, f"SATCOM,T-1,{ANSWERS.replace('Seen in use.', 'Reworded.')},2025-03-01")
    page = dry_run(client, content=content)
    assert [change["field"] for change in page.context["rows"][0].plan["changes"]] == ["Rationale"]
    confirm(client, page)
    assert Assessment.objects.latest("pk").source == "Briefing 7"


def test_a_source_that_the_file_empties_is_shown_as_lost() -> None:
    factories.assessment(factories.function("T-1"), source="Briefing 7")
    page = dry_run(analyst(), row("T-1"))
    assert page.context["rows"][0].plan["changes"] == [{"field": "Source", "before": "Briefing 7", "after": ""}]


def test_the_source_of_a_function_is_recorded_and_stays_when_it_is_renamed() -> None:
    client = analyst()
    header = "area,function,name,source,effective_on"
    confirm(client, dry_run(client, content=csv_of(header, "SATCOM,N-1,First,Briefing 7,2025-03-01")))
    confirm(client, dry_run(client, content=csv_of(header, "SATCOM,N-1,Second,,2025-04-01")))
    assert FunctionRevision.objects.latest("pk").source == "Briefing 7"
    assert FunctionRevision.objects.latest("pk").name == "Second"


def test_every_row_of_a_file_appears_in_the_preview() -> None:
    factories.assessment(factories.function("T-1"))
    header = ",".join(COLUMNS)
    content = csv_of("A title", header, row("T-1"), row("N-1", name="New"), row(area="#N/A"), "# a note", "A title")
    page = dry_run(analyst(), content=content)
    assert outcome(page) == [
        (1, "left_out"),
        (3, "same"),
        (4, "new"),
        (5, "wrong"),
        (6, "wrong"),
        (7, "left_out"),
    ]
    assert "6 rows: 1 new, 0 changed, 1 the same as recorded, 2 wrong, 2 left out." in page.content.decode()


@pytest.fixture
def exported() -> Client:
    """An analyst, and a record with everything that makes a round trip difficult."""
    bullets = factories.function("T-1")
    factories.assessment(bullets, rationale="- first\n- second\u200b", source="=A1")
    factories.facts.revise_function(
        by=factories.SETUP,
        function=bullets,
        name="Named anew since _x000D_",
        description="- bullet\n'- quoted",
        effective_on=factories.DAY.replace(month=5),
        reason="Renamed.",
    )
    factories.function("T-2")
    isam = factories.function("ISAM-01", area_code="ISAM")
    factories.assessment(isam, rationale="Seen in orbit.")
    return analyst()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_of_functions_imported_again_changes_no_row(exported: Client, ending: str) -> None:
    answer = exported.get(f"/exports/functions.{ending}")
    content = answer.getvalue() if answer.streaming else answer.content
    page = dry_run(exported, name=f"functions.{ending}", content=content)
    counts = page.context["counts"]
    assert (counts.same, counts.new, counts.changed, counts.wrong) == (3, 0, 0, 0), problems(page)
    assert counts.left_out == counts.total - 3


def test_the_workbook_of_the_whole_portfolio_imported_again_changes_no_row(exported: Client) -> None:
    page = dry_run(exported, name=XLSX, content=exported.get("/exports/portfolio.xlsx").content)
    assert "sheet “Functions" in page.context["staged"].how
    assert (page.context["counts"].same, page.context["counts"].wrong) == (3, 0)


def test_a_cell_changed_in_an_export_is_the_only_change(exported: Client) -> None:
    source, file = zipfile.ZipFile(BytesIO(exported.get("/exports/functions.xlsx").content)), BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, source.read(name).replace(b"Seen in orbit.", b"Seen in orbit twice."))
    page = dry_run(exported, name=XLSX, content=file.getvalue())
    (changed,) = [one for one in page.context["rows"] if one.status == "changed"]
    assert changed.code == "ISAM-01"
    assert [change["field"] for change in changed.plan["changes"]] == ["Rationale"]
    assert confirm(exported, page).status_code == 302


def test_the_person_chooses_one_of_several_sheets() -> None:
    client = analyst()
    content = workbook(
        May=[list(COLUMNS), row("N-1", name="May").split(",")], June=[list(COLUMNS), row("N-2", name="June").split(",")]
    )
    address = upload(client, name=XLSX, content=content)["Location"]
    page = client.get(address).content.decode()
    assert "Choose a sheet" in page and "May" in page and "June" in page
    assert client.post(f"{address}choose/", {"sheet": "July"}).status_code == 400
    assert client.post(f"{address}choose/", {"sheet": "June"}).status_code == 302
    workbooks.read_waiting()
    client.post(f"{address}step/")
    shown = client.get(address)
    assert outcome(shown) == [(2, "new")]
    assert "sheet “June”" in shown.context["staged"].how
    assert not StagedPart.objects.exists()


def test_a_workbook_waits_for_the_worker_and_the_page_says_so() -> None:
    client = analyst()
    file = SimpleUploadedFile(XLSX, workbook(A=[["area"]]))
    address = client.post("/imports/", {"file": file})["Location"]
    assert "The file is being read." in client.get(address).content.decode()
    assert client.post(f"{address}confirm/", {"reason": "x"}).status_code == 302
    assert workbooks.read_waiting() == 1
    assert "A row at the top must name the columns" in client.get(address).content.decode()
    assert StagedImport.objects.get().state == ImportState.REFUSED
    assert client.post(f"{address}discard/")["Location"] == "/imports/"


def test_a_large_text_is_read_by_the_worker_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "READ_AT_ONCE", 10)
    monkeypatch.setattr(pieces, "PIECE", 100)
    assert outcome(dry_run(analyst(), row("N-1", name="New"), row("N-2", name="New"))) == [(2, "new"), (3, "new")]


def test_the_command_takes_a_sheet_by_name(tmp_path: Path) -> None:
    factories.user("ortiz", Role.ANALYST)
    file = tmp_path / XLSX
    rows = [list(COLUMNS), row("N-1", name="New").split(",")]
    file.write_bytes(workbook(A=rows, B=rows))
    with pytest.raises(CommandError, match="Say which with --sheet: A, B"):
        call_command("import_assessments", str(file), "--as", "ortiz")
    out = StringIO()
    call_command("import_assessments", str(file), "--as", "ortiz", "--sheet", "B", stdout=out)
    assert "sheet “B”" in out.getvalue() and "1 new, 0 changed" in out.getvalue()
