"""Files of records of kinds: their rows are recorded all at once, and exports imported again change nothing."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from missions.actions.exchange import imports
from missions.actions.kinds import add
from missions.domain.commercial.vocabulary import DependencyKind
from missions.domain.kinds.registry import KINDS
from missions.domain.record.portfolio import Moment
from missions.models import AuditEntry, StagedImport
from missions.models.kinds import TABLES
from missions.queries.kinds.states import states
from tests import factories, listed
from tests.factories import SETUP
from tests.integration.kinds.recorded import REASON, every_kind, given, provider, record, revised
from tests.office import converted, needs
from tests.uploads import analyst, confirm, outcome, problems, upload

pytestmark = pytest.mark.django_db

BASE = "code,name,country,parent,eligibility,produces_for_markets,bears_investment_risk,follows_market_incentives"
HEADER = f"{BASE},can_offer,provenance,certainty,source,effective_on"
DEPENDS = "code,dependencies_kind,dependencies_name,dependencies_substitutable,effective_on"
HOSTILE = [f"<b>=cmd</b> {'שלום' * 40}".ljust(200, "x"), "'=1+1", "\u202eright to left\u202c", "a; b, “c”\td"]


def firm(code: str, name: str = "Orbital Works", parent: str = "", country: str = "US", on: str = "2025-03-01") -> str:
    return f"{code},{name},{country},{parent},us,yes,unknown,No,yes (Yes),Public source,high,A filing,{on}"


def preview(client: Client, *lines: str, kind: str = "", content: bytes | None = None, name: str = "file.csv"):
    """The page with the preview of these lines or this file."""
    content = "\n".join(lines).encode() if content is None else content
    address = upload(client, content=content, name=name, kind=kind)["Location"]
    staged = StagedImport.objects.latest("pk")
    while staged.state == "planning":
        client.post(f"{address}step/")
        staged.refresh_from_db()
    return client.get(f"{address}?status=all")


def stand(kind: str) -> dict:
    on = date(2026, 1, 1)
    found = states(kind, Moment(as_of=on, sequence=2**60, known=None, today=on))
    return {one.code: one for one in found}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_of_any_kind_imported_again_changes_nothing(ending):
    client = analyst()
    every_kind()
    provider(
        "PRV-2", parent="PROVIDER-1", name=HOSTILE[0], note=f"{HOSTILE[1]}\n{HOSTILE[2]}", catalog_codes=HOSTILE[3]
    )
    needs_two = [{"name": HOSTILE[2]}, {"name": HOSTILE[1], "kind": DependencyKind.SPECTRUM}]
    record("solution", "SOL-2", provider="PRV-2", lines={"dependencies": needs_two})
    gone = provider("PRV-3")
    revised("provider", "PRV-3", gone, country="US", name="Firm PRV-3", retired=True, on=date(2025, 6, 1))
    for kind in KINDS.values():
        content = listed.body(client.get(f"/exports/{kind.address}.{ending}?retired=all"))
        page = preview(client, content=content, name=f"file.{ending}")
        told = {status for _, status in outcome(page)}
        assert page.context["kind"] is kind
        assert told - {"left_out"} == {"same"}, (kind.name, problems(page))
        # The number of waiting imports is limited.
        StagedImport.objects.all().delete()


def test_new_records_refer_to_earlier_rows_and_are_one_entry():
    client = analyst()
    page = preview(client, HEADER, firm("PRV-1"), firm("PRV-2", "Ground Works", "prv-1"), firm("PRV-3", parent="PRV-2"))
    assert outcome(page) == [(2, "new"), (3, "new"), (4, "new")], problems(page)
    assert "Record 3 rows" in page.content.decode()
    entries = AuditEntry.objects.count()
    assert confirm(client, page).status_code == 302
    assert AuditEntry.objects.count() == entries + 1
    found = stand("provider")
    assert [found[code].values["parent"] for code in ("PRV-1", "PRV-2", "PRV-3")] == [None, "PRV-1", "PRV-2"]
    assert found["PRV-1"].said.source == "A filing" and found["PRV-1"].certainty.value == "high"
    recorded = client.get(page.request["PATH_INFO"]).content.decode()
    assert "/providers/PRV-3/?as_of=2025-03-01" in recorded


def test_rows_with_the_same_code_are_the_lines_of_one_record():
    client = analyst()
    provider()
    record("solution", "SOL-1", provider="PRV-001", lines={"dependencies": [{"name": "Falcon 9"}]})
    lines = ["SOL-1,launcher,Falcon 9,yes,2025-03-01", "SOL-1,cloud,A firm's,unknown,2025-03-01"]
    page = preview(client, DEPENDS, *lines)
    assert {status for _, status in outcome(page)} == {"changed"}, problems(page)
    confirm(client, page)
    now = stand("solution")["SOL-1"]
    assert [line["name"] for line in now.lines["dependencies"]] == ["Falcon 9", "A firm's"]
    assert now.values["provider"] == "PRV-001" and now.certainty.value == "moderate"


def test_values_without_a_column_in_the_file_stay():
    client = analyst()
    provider()
    kept = given(KINDS["solution"], "SOL-1", provider="PRV-001", lines={"dependencies": [{"name": "Falcon 9"}]})
    add(KINDS["solution"], by=SETUP, given=kept, reason=REASON, evidence=[factories.evidence()])
    page = preview(client, "code,description,effective_on", "SOL-1,A relay,2025-04-01")
    assert outcome(page) == [(2, "changed")], problems(page)
    assert "Goes on to rest on the 1 piece of evidence" in page.content.decode()
    confirm(client, page)
    now = stand("solution")["SOL-1"]
    assert (now.values["description"], len(now.lines["dependencies"]), now.evidence) == ("A relay", 1, 1)
    emptied = preview(client, "code,description,effective_on", "SOL-1,,2025-05-01")
    assert emptied.context["rows"][0].plan["changes"] == [{"field": "Description", "before": "A relay", "after": ""}]


WRONG = {
    "no code": (firm(""), "Code is missing."),
    "a code that cannot be": (firm("a b"), "The code “A B” cannot be used"),
    "no name": (firm("PRV-9", ""), "Name is missing."),
    "a long name": (firm("PRV-9", "x" * 201), "Name has 201 characters; the record takes 200."),
    "a country of the kind's rules": (firm("PRV-9", country="USA"), "Country has 3 characters"),
    "another country": (firm("PRV-9", country="us"), "Country: there is no us. In a file, by the two letters"),
    "a country that there is not": (firm("PRV-9", country="QZ"), "Country: there is no QZ."),
    "a parent that there is not": (firm("PRV-9", parent="PRV-404"), "Parent: there is no PRV-404 on 1 Mar 2025."),
    "its own parent": (firm("PRV-9", parent="PRV-9"), "A provider cannot be its own parent."),
    "an answer that is none": (firm("PRV-9").replace(",us,", ",purple,"), "Eligibility “purple” is not an answer."),
    "a day that is none": (firm("PRV-9", on="soon"), "The effective date “soon” cannot be used."),
    "a day before the strategy": (firm("PRV-9", on="2020-01-01"), "the strategy is of that day"),
    "no day": (firm("PRV-9", on=""), "Effective date is missing."),
    "an error of a spreadsheet": (firm("PRV-9", "#REF!"), "Name holds the error #REF! of a spreadsheet."),
    "provenance that a file cannot have": (firm("PRV-9").replace("Public source", "official"), "cannot be recorded"),
    "before it existed": (firm("PRV-001", on="2024-06-01"), "PRV-001 did not exist on 1 Jun 2024"),
    "a loop": (firm("PRV-001", parent="PRV-002", on="2025-04-01"), "This closes a loop on 1 Apr 2025"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_says_why_and_nothing_is_recorded(case):
    client = analyst()
    provider("PRV-001")
    provider("PRV-002", parent="PRV-001")
    row, said = WRONG[case]
    page = preview(client, HEADER, firm("PRV-8"), row)
    assert outcome(page) == [(2, "new"), (3, "wrong")]
    assert any(said in problem for problem in problems(page)), problems(page)
    entries = AuditEntry.objects.count()
    assert confirm(client, page).status_code == 409
    assert AuditEntry.objects.count() == entries and set(stand("provider")) == {"PRV-001", "PRV-002"}


def test_a_wrong_line_is_reported_in_its_row():
    client = analyst()
    provider()
    record("solution", "SOL-1", provider="PRV-001")
    lines = ["SOL-1,launcher,Falcon 9,yes,2025-03-01", "SOL-1,solution,,maybe,2025-03-01", "SOL-1,,,,2025-03-01"]
    page = preview(client, DEPENDS, *lines)
    told = {row.line: row.plan["problems"] for row in page.context["rows"]}
    assert told[2] == []
    assert any("Substitutable “maybe” is not an answer" in one for one in told[3])
    assert "Line 2 is about SOL-1 already" in told[4][0]
    named = preview(client, DEPENDS, "SOL-1,solution,,yes,2025-03-01")
    assert problems(named) == ["Dependency: Other solution: Name the other solution by its code."]


def test_a_record_changed_in_the_meantime_is_not_overwritten():
    client = analyst()
    mine = provider("PRV-1", name="Before")
    page = preview(client, HEADER, firm("PRV-1", on="2025-04-01"))
    revised("provider", "PRV-1", mine, country="US", name="Meanwhile", on=date(2025, 4, 1))
    answer = confirm(client, page)
    assert answer.status_code == 409
    assert "Line 2, PRV-1" in answer.content.decode()
    client.post(f"{page.request['PATH_INFO']}again/")
    client.post(f"{page.request['PATH_INFO']}step/")
    assert confirm(client, client.get(page.request["PATH_INFO"])).status_code == 302
    assert stand("provider")["PRV-1"].values["name"] == "Orbital Works"


def test_references_of_rows_are_checked_again_when_they_are_recorded():
    client = analyst()
    parent = provider("PRV-1")
    page = preview(client, HEADER, firm("PRV-2", parent="PRV-1", on="2025-05-01"))
    revised("provider", "PRV-1", parent, country="US", name="Gone", retired=True, on=date(2025, 4, 1))
    assert confirm(client, page).status_code == 409
    client.post(f"{page.request['PATH_INFO']}again/")
    client.post(f"{page.request['PATH_INFO']}step/")
    assert problems(client.get(page.request["PATH_INFO"])) == [
        "Parent: PRV-1 has been retired since 1 Apr 2025. Choose another."
    ]


def test_a_header_that_fits_several_kinds_asks_which_is_meant():
    client = analyst()
    refused = upload(client, content=b"code,name,note,effective_on\nX-1,A,B,2025-03-01\n")
    assert "These columns fit several kinds of file: Providers, Exercises" in refused.content.decode()
    page = preview(client, "code,name,note,effective_on", "EXE-1,A,B,2025-03-01", kind="exercise")
    assert page.context["kind"].name == "exercise" and "Kind is missing." in problems(page)
    other = upload(client, content=HEADER.encode() + b"\n" + firm("PRV-1").encode(), kind="functions")
    assert "missing: area, function" in other.content.decode() or "There is no column" in other.content.decode()


def test_rows_beyond_a_batch_know_those_before_them(monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 2)
    client = analyst()
    provider()
    header = f"{DEPENDS},name,provider,kind,stage,owned_by,operated_by,provenance,certainty"
    said = "Relay,PRV-001,service,offered,commercial,commercial,catalog,low"
    rows = []
    for number in range(1, 5):
        rows.append(f"SOL-{number},cloud,A,yes,2025-03-01,{said}")
        rows += [f"SOL-{number},ground,B{place},yes,2025-03-01,,,,,,,," for place in range(2)]
    page = preview(client, header, *rows)
    assert {status for _, status in outcome(page)} == {"new"}, problems(page)
    assert confirm(client, page).status_code == 302
    assert {len(one.lines["dependencies"]) for one in stand("solution").values()} == {3}
    assert TABLES["solution"].identity.objects.count() == 4


@needs("soffice")
def test_the_template_of_a_kind_is_filled_in_libreoffice_and_read(tmp_path: Path):
    client = analyst()
    file = tmp_path / "providers.xlsx"
    file.write_bytes(client.get("/imports/template.xlsx?of=provider").content)
    book = load_workbook(file)
    offered = {str(one.sqref).split(":")[0] for one in book["Providers"].data_validations.dataValidation}
    assert len(offered) > 6
    cells = dict(zip(HEADER.split(","), firm("PRV-1").split(","), strict=True))
    book["Providers"].append([cells.get(cell.value, "") for cell in book["Providers"][1]])
    book.save(file)
    (saved,) = converted(tmp_path, "xlsx", file)
    page = preview(client, content=saved.read_bytes(), name="providers.xlsx")
    assert outcome(page) == [(2, "new")], problems(page)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_template_of_a_kind_names_each_column_and_answer(kind):
    client = analyst()
    lines = list(
        csv.reader(io.StringIO(client.get(f"/imports/template.csv?of={kind.name}").content.decode("utf-8-sig")))
    )
    assert lines[0][0] == "code" and {field.name for field in kind.fields} <= set(lines[0])
    told = "\n".join(cell for line in lines[1:] for cell in line)
    assert "provenance: public_source (Public source), catalog (Catalog), assessment (Assessment)" in told
    page = client.get(f"/imports/?of={kind.name}").content.decode()
    assert f"Import {kind.plural.lower()}" in page
    assert client.get("/imports/?of=nothing").status_code == 404
