"""Today is the day in the deployment's time zone: in pages, forms, queries and the database's guards."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from psycopg import sql

from missions.actions import installation
from missions.domain.vocabulary import Role
from missions.forms.base import DayField
from missions.models import Assessment, Opportunity, Review
from missions.queries.moment import today_of_database
from missions.storage.calendar import TODAY
from tests import factories
from tests.integration.record.test_assessments import ASSESS, posted

ZONE = "America/New_York"
# An evening of 9 January in New York.
EVENING = datetime(2027, 1, 10, 1, 0, tzinfo=UTC)
THAT_DAY = date(2027, 1, 9)
CLOCKS = re.compile(r"\.now\([^)]*\)\.date\(\)|\bdate\.today\(|datetime\.(utc)?now\(")


@pytest.fixture
def evening(real_db: None, owner: psycopg.Connection, settings) -> Iterator[None]:
    """The program and its database with that zone, on that evening."""
    own = connections["default"]
    kept = own.settings_dict["TIME_ZONE"]
    own.close()
    own.settings_dict["TIME_ZONE"] = ZONE
    # Django also forgets the zone of the connection.
    settings.TIME_ZONE = ZONE
    owner.execute(sql.SQL(TODAY).format(sql.Literal(ZONE)))
    with time_machine.travel(EVENING, tick=False), installation.clock(EVENING):
        yield
    own.close()
    own.settings_dict["TIME_ZONE"] = kept


def signed_in(client: Client, name: str, *roles: Role) -> Client:
    client.force_login(factories.user(name, *roles))
    return client


def test_program_and_database_agree_on_the_day(evening):
    assert (timezone.localdate(), today_of_database()) == (THAT_DAY, THAT_DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT csis_now()::date")
        assert cursor.fetchone() == (THAT_DAY,)


def test_pages_show_the_day_and_name_its_zone(evening, client):
    page = signed_in(client, "reader", Role.VIEWER).get("/areas/").content.decode()
    assert "today, 9 Jan 2027" in page
    assert f'As of <span class="quiet">({ZONE})</span>' in page


def test_an_entry_of_that_evening_has_that_day_and_is_not_late(evening, client):
    function = factories.function()
    signed_in(client, "ortiz", Role.ANALYST)
    assert client.get(ASSESS).context["form"]["effective_on"].value() == THAT_DAY
    before = client.get("/areas/SATCOM/functions/T-1/").content.decode().count("recorded later")
    client.post(ASSESS, posted(client, effective_on="2027-01-09"))
    row = Assessment.objects.select_related("entry").get(function=function)
    assert (row.effective_on, row.entry.recorded_at) == (THAT_DAY, EVENING)
    page = client.get("/areas/SATCOM/functions/T-1/").content.decode()
    assert "9 Jan 2027" in page
    assert page.count("recorded later") == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_of_an_import_names_the_zone_of_its_days(evening, client, kind):
    made = signed_in(client, "ortiz", Role.ANALYST).get(f"/imports/template.{kind}").content
    if kind == "csv":
        assert f"Time zone: {ZONE}." in made.decode("utf-8-sig")
    else:
        days = [one for one in load_workbook(BytesIO(made))["Functions"].data_validations.dataValidation if one.prompt]
        assert [ZONE in one.prompt for one in days] == [True]


def test_today_is_accepted_as_a_due_date_and_yesterday_refused(evening, client):
    signed_in(client, "stew", Role.STEWARD)
    form = {"areas": ["SATCOM"], "reason": "Asked for."}
    assert client.post("/reviews/open/", {**form, "due_on": "2027-01-08"}).status_code == 400
    assert client.post("/reviews/open/", {**form, "due_on": "2027-01-09"}).status_code == 302
    review = Review.objects.get(area__code="SATCOM")
    assert review.due_on == THAT_DAY
    noted = {"action": "Ask for bids.", "owner": client.session["_auth_user_id"], "due_on": "2027-01-09"}
    assert client.post(f"/reviews/{review.pk}/opportunities/", noted).status_code == 302
    assert Opportunity.objects.get().due_on == THAT_DAY
    page = client.get("/reviews/?view=opportunities").content.decode()
    assert "9 Jan 2027" in page


@pytest.mark.django_db
def test_no_guard_computes_a_day_by_itself():
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE prosrc ~* 'current_date|AT TIME ZONE ''UTC''\\)::date'")
        assert cursor.fetchall() == [("csis_today",)]


def test_only_the_frameworks_function_computes_the_day():
    for path in Path("missions").rglob("*.py"):
        assert not CLOCKS.search(path.read_text()), path
        if "migrations" not in path.parts:
            assert not re.search(r"AT TIME ZONE 'UTC'|current_date|combine\([^)]*UTC", path.read_text()), path


def test_every_field_of_a_day_names_the_zone(settings):
    assert DayField(help_text="Of the thing itself.").help_text == "Of the thing itself. Time zone: UTC."
    for path in Path("templates").rglob("*.html"):
        text = path.read_text()
        assert text.count('type="date"') <= text.count("{% time_zone %}"), path
