"""A kind that is declared in one file has tables, guards, list, form, page, history and as-of, without further code."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from missions.access import Actor
from missions.actions.chain import recording
from missions.domain.kinds.kind import Field, Holds, Kind, Lines
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models.kinds import TABLES, declare
from tests import factories
from tests.factories import actor


class Color(models.TextChoices):
    """What widgets come in."""

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
    """The kind with its tables, and nothing of it afterwards."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        made = declare(WIDGET, __name__)
        with connection.schema_editor(atomic=False) as editor:
            for model in made.models:
                editor.create_model(model)
        for model in made.models:
            for trigger in model._meta.triggers:
                trigger.install(model)
        yield
        del TABLES["widget"], KINDS["widget"]
        for model in made.models:
            del apps.all_models["missions"][model._meta.model_name]
        apps.clear_cache()


def test_a_declaration_is_a_list_a_form_a_page_a_history_and_guards(widget, signed):
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


def forge(viewer: Actor) -> None:
    """An identity brought in the name of somebody who is no analyst."""
    with transaction.atomic(), connection.cursor() as cursor:
        with recording(by=viewer, action="forge", target="widget:WDG-002") as entry:
            entry.add(TABLES["widget"].identity(code="WDG-002"))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_its_rows_are_brought_by_an_analyst_alone(widget):
    viewer = actor(Role.VIEWER)
    with pytest.raises(IntegrityError, match="An analyst records"):
        forge(viewer)
