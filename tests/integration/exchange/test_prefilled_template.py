"""The template filled with an area's functions changes nothing if imported unchanged; changed rows reassess."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from missions.domain.vocabulary import Performer, Role
from missions.models import Assessment, AuditEntry, FunctionRevision
from missions.sheets.functions import COLUMNS
from tests import factories
from tests.uploads import analyst, confirm, dry_run, of_record, outcome

pytestmark = pytest.mark.django_db

TEMPLATE = "/imports/template.{}?area={}"
TEXTS = ("=1+1", "'=guarded", "- a dash first", "@here", "Two\nlines", "“quoted” & <whole>", "_x000D_", "x" * 9_000)


def described(code: str, name: str, description: str) -> None:
    factories.facts.revise_function(
        by=factories.SETUP,
        function=factories.function(code),
        name=name,
        description=description,
        retired=False,
        effective_on=factories.DAY,
        reason="Said better.",
    )


@pytest.fixture
def functions() -> None:
    """Functions of SATCOM that are assessed, unassessed, described or retired, and one of another area."""
    factories.assessment(factories.function("T-0"), source="A paper")
    factories.function("T-UNASSESSED")
    described("T-DESCRIBED", "Described", "In a sentence.")
    for number, text in enumerate(TEXTS, start=1):
        factories.assessment(factories.function(f"T-{number}"), rationale=text)
    described("T-FORMULA", "=1+1", "'=2+2")
    retired = factories.function("T-RETIRED")
    factories.facts.revise_function(
        by=factories.SETUP,
        function=retired,
        name="Gone",
        description="",
        retired=True,
        effective_on=factories.DAY,
        reason="No longer done.",
    )
    factories.function("T-SDA", area_code="SDA")


def taken(client: Client, kind: str, area: str = "SATCOM") -> bytes:
    answer = client.get(TEMPLATE.format(kind, area))
    assert answer.status_code == 200
    assert f'filename="functions-and-assessments-{area}.{kind}"' in answer["Content-Disposition"]
    return answer.content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_unchanged_template_changes_no_function(kind: str, functions: None) -> None:
    client = analyst()
    content = taken(client, kind)
    before = of_record()
    page = dry_run(client, name=f"mine.{kind}", content=content)
    counts = page.context["counts"]
    assert (counts.same, counts.new, counts.changed, counts.wrong) == (len(TEXTS) + 4, 0, 0, 0)
    assert {one.status for one in page.context["rows"]} == {"same", "left_out"}
    assert of_record() == before


def test_changed_rows_are_assessed_from_today_on() -> None:
    factories.assessment(factories.function("T-1"))
    factories.assessment(factories.function("T-2"))
    client = analyst()
    book = load_workbook(BytesIO(taken(client, "xlsx")))
    sheet = book["Functions"]
    place = list(COLUMNS).index("performer") + 1
    sheet.cell(4, place).value = Performer.GOVERNMENT_ONLY.label
    file = BytesIO()
    book.save(file)
    page = dry_run(client, name="mine.xlsx", content=file.getvalue())
    assert outcome(page)[1:] == [(3, "same"), (4, "changed")]
    assert confirm(client, page).status_code == 302
    newest = Assessment.objects.latest("pk")
    assert (newest.function.code, newest.performer) == ("T-2", Performer.GOVERNMENT_ONLY)
    assert newest.effective_on > factories.DAY


def test_the_file_is_marked_and_its_download_noted_in_the_chain(functions: None, settings) -> None:
    settings.CLASSIFICATION = "CUI"
    client = analyst()
    sheet = load_workbook(BytesIO(taken(client, "xlsx")))["Functions"]
    assert sheet["A1"].value == "CUI" and sheet.oddHeader.center.text == sheet.oddFooter.center.text == "CUI"
    assert taken(client, "csv").decode("utf-8-sig").splitlines()[0] == "CUI"
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.target, entry.actor_name) == ("export", "export:import-template.csv", "Ortiz")
    entries = AuditEntry.objects.count()
    client.head(TEMPLATE.format("csv", "SATCOM"))
    client.get("/imports/template.csv")
    assert AuditEntry.objects.count() == entries


def test_an_area_without_functions_gets_an_example() -> None:
    text = taken(analyst(), "csv", "SDA").decode("utf-8-sig")
    assert "SDA,SDA-EXAMPLE," in text


@pytest.mark.parametrize(
    ("area", "said"), [("NOWHERE", "no mission area NOWHERE"), ("%00", "no mission area"), ("ISAM", "emerging")]
)
def test_there_is_no_filled_template_of_an_unknown_or_emerging_area(area: str, said: str) -> None:
    answer = analyst().get(TEMPLATE.format("xlsx", area))
    assert answer.status_code == 404 and said in answer.content.decode()


def test_the_area_offers_it_to_people_who_may_assess() -> None:
    factories.function("T-1")
    offered = f'href="{TEMPLATE.format("xlsx", "SATCOM")}"'
    client = analyst()
    assert offered in client.get("/areas/SATCOM/").content.decode()
    assert offered not in client.get("/areas/SATCOM/?as_of=2025-03-02").content.decode()
    assert offered not in client.get("/areas/SDA/").content.decode()
    viewer = Client()
    viewer.force_login(factories.user("reader", Role.VIEWER))
    assert offered not in viewer.get("/areas/SATCOM/").content.decode()
    assert viewer.get(TEMPLATE.format("xlsx", "SATCOM")).status_code == 403


def test_a_function_renamed_after_its_assessment_is_unchanged_too() -> None:
    function = factories.function("T-1")
    factories.assessment(function)
    factories.facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Renamed",
        description="",
        retired=False,
        effective_on=factories.DAY.replace(month=5),
        reason="Said better.",
    )
    assert FunctionRevision.objects.filter(function=function).count() == 2
    client = analyst()
    assert dry_run(client, name="mine.csv", content=taken(client, "csv")).context["counts"].same == 1
