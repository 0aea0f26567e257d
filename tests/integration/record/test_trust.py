"""How far to trust an area, on every page that shows it: with the evidence known then, and no additional query."""

import csv
import io

import pytest
from django.test import Client

from missions.actions.record import evidence as actions
from missions.domain.vocabulary import Role
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from tests import factories

pytestmark = pytest.mark.django_db
COVERED = "1 of 2 functions rests on evidence"
UNCOVERED = "0 of 2 functions rest on evidence"


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(factories.user("a-viewer", Role.VIEWER))
    return client


@pytest.fixture
def judged():
    """The assessment of the first of two functions of SATCOM, both assessed."""
    factories.assessment(factories.function("T-2"))
    return factories.assessment(factories.function("T-1"))


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_evidence_counts_from_the_entry_that_attached_it(judged, django_assert_num_queries):
    before = resolve(as_of=factories.DAY, known=None, today=factories.DAY, chosen=False)
    row = factories.evidence()
    actions.attach(by=factories.SETUP, fact=judged, evidence=[row], reason="It shows it.")
    now = resolve(as_of=factories.DAY, known=None, today=factories.DAY, chosen=False)
    with django_assert_num_queries(2):
        counts = [
            [one.assessed.evidence for one in portfolio(at.moment, at.policy, area="SATCOM").areas[0].functions]
            for at in (before, now)
        ]
    assert counts == [[0, 0], [1, 0]]


def test_every_page_shows_the_same(reader, judged):
    assert UNCOVERED in text(reader, "/areas/SATCOM/")
    actions.attach(by=factories.SETUP, fact=judged, evidence=[factories.evidence()], reason="It shows it.")
    assert COVERED in text(reader, "/areas/SATCOM/")
    for page in ("/areas/?view=board", "/areas/?view=table", "/?"):
        assert COVERED not in text(reader, page)
        assert COVERED in text(reader, f"{page}&trust=yes")
    file = reader.get("/exports/areas.csv").getvalue().decode("utf-8-sig")
    found = {one["Area"]: one for one in csv.DictReader(io.StringIO(file[file.index("Area,") :]))}
    assert found["SATCOM"]["Functions resting on evidence"] == "1"
    assert found["C2"]["Median age of the assessments, days"] == ""


def test_the_first_sentence_names_areas_without_evidence(reader, judged):
    assert "SATCOM rests on no evidence" in text(reader, "/").replace("\u2068", "").replace("\u2069", "")
    actions.attach(by=factories.SETUP, fact=judged, evidence=[factories.evidence()], reason="It shows it.")
    assert "on no evidence" not in text(reader, "/")
