"""A kind that is declared in one file has everything that a kind has, without further code.

Tables, guards, list, form, suggestions, page, history, as-of, search, evidence, and files in and out.
"""

import csv
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from missions.access import Actor
from missions.actions.chain import recording
from missions.domain.kinds.kind import Field, Holds, Kind, Lines
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models.kinds import TABLES, declare
from missions.models.links import LINKS
from tests import factories, listed
from tests.factories import actor, evidence
from tests.integration.kinds.test_record_imports import preview, stand
from tests.uploads import analyst, confirm, outcome, problems, workbook


class Color(models.TextChoices):
    """The colors of widgets."""

    RED = "red", "Red"
    BLUE = "blue", "Blue"


WIDGET = Kind(
    name="widget",
    label="Widget",
    plural="Widgets",
    address="widgets",
    prefix="WDG",
    about="A thing that only this test knows.",
    title=("name",),
    fields=(
        Field("name", "Name", required=True, weight="A"),
        Field("color", "Color", Holds.CHOICE, choices=Color, required=True, listed=True, filtered=True),
        Field("area", "Mission area", Holds.REFERENCE, refers="area", listed=True),
        Field("mass", "Mass", Holds.NUMBER, unit="kg"),
        Field("made_on", "Made", Holds.DAY),
    ),
    lines=(Lines("parts", "Part", "Parts", (Field("name", "Name", required=True),)),),
)


@pytest.fixture
def widget(database_server, django_db_blocker) -> Iterator[None]:
    """The kind with its tables, all removed afterward."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        made = declare(WIDGET, __name__)
        with connection.schema_editor(atomic=False) as editor:
            for model in made.models:
                editor.create_model(model)
        for model in made.models:
            for trigger in model._meta.triggers:
                trigger.install(model)
        yield
        del TABLES["widget"], KINDS["widget"], LINKS["widget"]
        for model in made.models:
            del apps.all_models["missions"][model._meta.model_name]
        apps.clear_cache()


def test_a_declaration_gives_a_list_a_form_a_page_a_history_and_guards(widget, signed):
    analyst = signed(actor(Role.ANALYST))
    typed = {
        "code": "WDG-001",
        "name": "Sprocket",
        "color": "red",
        "area": "satcom",
        "mass": "3",
        "made_on": "2025-02-01",
        "provenance": "assessment",
        "certainty": "high",
        "effective_on": "2025-03-01",
        "reason": "Made.",
        "parts-TOTAL_FORMS": "1",
        "parts-INITIAL_FORMS": "0",
        "parts-0-name": "Cog",
    }
    assert analyst.post("/widgets/add/", typed | {"color": "green"}).status_code == 400
    assert analyst.post("/widgets/add/", typed).status_code == 302
    page = analyst.get("/widgets/WDG-001/").content.decode()
    assert all(word in page for word in ("Sprocket", "Red", "3 kg", "Cog", "1 Feb 2025", 'href="/areas/SATCOM/"'))
    assert "Sprocket" in analyst.get("/widgets/?q=sprock&color=red").content.decode()
    assert "Nothing matches" in analyst.get("/widgets/?color=blue").content.decode()
    against = str(TABLES["widget"].revision.objects.get().entry_id)
    revision = typed | {"against": against, "color": "blue", "effective_on": "2025-05-01"}
    assert analyst.post("/widgets/WDG-001/revise/", revision).status_code == 302
    assert "<del><bdi>Red</bdi></del>" in analyst.get("/widgets/WDG-001/").content.decode()
    assert ">Red<" in analyst.get("/widgets/WDG-001/?as_of=2025-04-01").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        TABLES["widget"].revision.objects.update(name="Altered")


HEADER = "code,name,color,area,mass,made_on,parts_name,provenance,certainty,effective_on"
ROWS = [
    'WDG-001,Sprocket,Red,satcom,"1,200 kg",1 Feb 2025,Cog,catalog,high,2025-03-01',
    "WDG-001,,,,,,Pin,,,",
    "WDG-002,Gear,blue,,,,,assessment,low,2025-03-01",
]


def file_of(ending: str) -> bytes:
    """The rows as a file of that format."""
    if ending == "csv":
        return "\n".join([HEADER, *ROWS]).encode()
    return workbook(Widgets=list(csv.reader([HEADER, *ROWS])))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_its_records_are_imported_and_exported_without_changes(widget, ending):
    client = analyst()
    page = preview(client, content=file_of(ending), name=f"widgets.{ending}")
    assert page.context["kind"] is WIDGET
    assert outcome(page) == [(2, "new"), (3, "new"), (4, "new")], problems(page)
    assert confirm(client, page).status_code == 302
    (first, second) = stand("widget").values()
    assert first.values == {
        "name": "Sprocket",
        "color": Color.RED,
        "area": "SATCOM",
        "mass": 1200,
        "made_on": date(2025, 2, 1),
    }
    assert [line["name"] for line in first.lines["parts"]] == ["Cog", "Pin"]
    assert (second.values["color"], second.lines["parts"]) == (Color.BLUE, ())
    exported = listed.body(client.get(f"/exports/widgets.{ending}"))
    again = preview(client, content=exported, name=f"file.{ending}")
    assert {status for _, status in outcome(again)} - {"left_out"} == {"same"}, problems(again)
    assert [row["code"] for row in listed.rows(client, "widgets", "?color=red")] == ["WDG-001", "WDG-001"]
    wrong = preview(client, HEADER, "WDG-003,Cam,green,C99,heavy,soon,,catalog,high,2025-03-01")
    told = " ".join(problems(wrong))
    assert all(word in told for word in ("Color “green”", "Mass “heavy”", "Made “soon”"))


def test_its_template_search_and_evidence_work_like_those_of_every_kind(widget):
    client = analyst()
    confirm(client, preview(client, content=file_of("csv")))
    template = client.get("/imports/template.csv?of=widget").content.decode("utf-8-sig")
    assert template.startswith("code,name,color,area,mass,made_on,parts_name,retired")
    assert "color: red (Red), blue (Blue)" in template
    assert "/widgets/WDG-002/" in client.get("/search/?q=gear").content.decode()
    assert 'value="WDG-001"' in client.get("/suggestions/widget/?w=sprock").content.decode()
    rested = evidence("Bill of lading")
    attached = {"evidence": [str(rested.pk)], "reason": "Found."}
    assert client.post("/widgets/WDG-001/evidence/", attached).status_code == 302
    assert "Bill of lading" in client.get("/widgets/WDG-001/").content.decode()
    assert 'href="/widgets/WDG-001/"' in client.get(f"/evidence/{rested.pk}/").content.decode()
    viewer = Client()
    viewer.force_login(factories.user("reader", Role.VIEWER))
    assert viewer.get(f"/evidence/{rested.pk}/").status_code == 200


def forge(viewer: Actor) -> None:
    """Insert an identity in the name of somebody who is no analyst."""
    with transaction.atomic(), connection.cursor() as cursor:
        with recording(by=viewer, action="forge", target="widget:WDG-002") as entry:
            entry.add(TABLES["widget"].identity(code="WDG-002"))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_only_an_analyst_adds_its_rows(widget):
    viewer = actor(Role.VIEWER)
    with pytest.raises(IntegrityError, match="An analyst records"):
        forge(viewer)
