"""The pages of snapshots: their content, their moment, and the comparison of two."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions import kinds
from missions.catalog.objects import ProblemKind, Publisher
from missions.domain.catalog.kinds.rules import ALIAS
from missions.domain.catalog.vocabulary import AliasKind
from missions.domain.vocabulary import Role
from missions.queries.kinds.states import newest_entry
from tests import catalogs, factories, listed
from tests.integration.kinds.recorded import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Actor:
    return factories.actor(Role.ANALYST)


@pytest.fixture
def client(signed: Callable[[Actor], Client], analyst: Actor) -> Client:
    return signed(analyst)


def text(answer: object) -> str:
    return answer.content.decode()


def test_a_snapshot_is_not_shown_before_it_was_known(client: Client, analyst: Actor) -> None:
    catalogs.snapshot("GCAT", by=analyst)
    assert "GCAT</bdi>" in text(client.get("/catalogs/"))
    known = {"known": "2025-01-01"}
    assert "No catalog is recorded at this date." in text(client.get("/catalogs/", known))
    assert client.get("/catalogs/snapshots/GCAT/", known).status_code == 404


def test_two_snapshots_are_compared(client: Client, analyst: Actor) -> None:
    stays, moves, leaves, comes = (catalogs.row(line) for line in (2, 3, 4, 5))
    catalogs.snapshot("A", by=analyst, found=catalogs.read([stays, moves, leaves]))
    catalogs.snapshot("B", by=analyst, found=catalogs.read([stays, replace(moves, operator="Newcomer"), comes]))
    answer = client.get("/catalogs/compare/?from=A&to=B")
    assert [one["count"] for one in answer.context["choices"]] == [1, 1, 1]
    assert [row["object"].identifier for row in answer.context["rows"]] == ["S00005"]
    gone = client.get("/catalogs/compare/?from=A&to=B&part=gone")
    assert [row["object"].identifier for row in gone.context["rows"]] == ["S00004"]
    moved = text(client.get("/catalogs/compare/?from=A&to=B&part=changed_owner"))
    assert "<del><bdi>Relay Corp</bdi></del>" in moved and "Newcomer" in moved


@pytest.mark.parametrize("query", ["", "?from=A&to=C", "?from=A&to=A&part=x", "?from=A&to=A&page=9", "?from=A&to=U"])
def test_an_impossible_comparison_is_not_found(client: Client, analyst: Actor, query: str) -> None:
    catalogs.snapshot("A", by=analyst)
    catalogs.snapshot("U", by=analyst, found=catalogs.read([catalogs.row()], publisher=Publisher.UCS))
    assert client.get(f"/catalogs/compare/{query}").status_code == 404


def test_a_changed_rule_is_listed_with_the_rows_that_it_touched(client: Client, analyst: Actor) -> None:
    key = "alias:exact:RLAY"
    values = {"kind": AliasKind.EXACT, "pattern": "RLAY", "operator": "Relay Corp"}
    kinds.add(ALIAS, by=analyst, given=given(ALIAS, "CAL-900", **values), reason="Seen.")
    catalogs.snapshot(by=analyst, found=catalogs.read([catalogs.row()], touched={key: 1234}))
    rules = client.get("/catalogs/rules/").context["groups"]
    aliases = next(one for one in rules if one["kind"] is ALIAS)["rules"]
    assert (aliases[0]["code"], aliases[0]["rows"]) == ("CAL-900", 1234)
    twin = given(ALIAS, "CAL-901", **values)
    with pytest.raises(kinds.Unfit, match="CAL-900 is this alias rule already"):
        kinds.add(ALIAS, by=analyst, given=twin, reason="Again.")
    slow = given(ALIAS, "CAL-902", kind=AliasKind.PATTERN, pattern="(a+)+", operator="X")
    with pytest.raises(kinds.Unfit, match="plain text"):
        kinds.add(ALIAS, by=analyst, given=slow, reason="Slow.")
    retired = given(ALIAS, "CAL-900", retired=True, **values)
    kinds.revise(ALIAS, by=analyst, given=retired, against=newest_entry("alias_rule", "CAL-900"), reason="Wrong.")
    kinds.add(ALIAS, by=analyst, given=twin, reason="Again.")


def test_the_list_of_rules_is_part_of_the_catalogs(client: Client) -> None:
    page = text(client.get("/alias-rules/"))
    assert '<a href="/catalogs/" aria-current="true">Catalogs</a>' in page and "SpaceX" in page


def test_problems_of_a_recorded_reading_are_downloaded(client: Client, analyst: Actor) -> None:
    reading = catalogs.snapshot(by=analyst)
    address = f"/catalogs/readings/{reading.pk}/problems"
    assert "SCI is of no area." in text(client.get(f"{address}/?kind=unmapped"))
    assert "No problems of this kind." in text(client.get(f"{address}/?kind=odd"))
    assert client.get("/catalogs/readings/999999/problems/").status_code == 404


def test_the_problems_of_a_reading_are_a_list_in_every_format(client: Client, analyst: Actor) -> None:
    first = catalogs.snapshot("GCAT", by=analyst)
    found = catalogs.read([catalogs.row(2)], catalogs.problem(7, ProblemKind.DUPLICATE, "Twice."))
    second = catalogs.again(first.snapshot, by=analyst, found=found)
    page = client.get(f"/catalogs/readings/{first.pk}/problems/?kind=unmapped")
    offered = [one["url"] for one in page.context["downloads"]]
    query = f"snapshot=GCAT&reading={first.entry_id}&kind=unmapped"
    assert offered == [f"/exports/problems.{ending}?{query}" for ending in ("csv", "xlsx", "json")]

    def lines(asked: str) -> list[tuple[int, str, int]]:
        return [(one["line"], one["text"], one["entry"]) for one in listed.rows(client, "problems", asked)]

    assert lines(f"?{query}") == [(3, "SCI is of no area.", first.entry_id)]
    assert lines("?snapshot=GCAT") == [(7, "Twice.", second.entry_id)]
    assert lines("?snapshot=GCAT&kind=odd") == []
    for asked, status, said in (
        ("", 400, "snapshot: say which"),
        ("?snapshot=GCAT&reading=1", 400, "reading: GCAT has none of this entry"),
        ("?snapshot=Nothing", 404, "There is no snapshot Nothing"),
        ("?snapshot=GCAT&kind=luck", 404, "There is no kind of problem luck"),
    ):
        answer = client.get(f"/exports/problems.csv{asked}")
        assert (answer.status_code, said in text(answer)) == (status, True), asked
