"""Leadership's figures: every number as a slow, plain reading of the facts has it, on several days."""

import csv
from collections.abc import Iterator
from datetime import date
from html import escape
from io import StringIO

import pytest
from django.db import connection
from django.test import Client

from missions.charts.registry import CHARTS
from missions.domain.dates import day, months_after
from missions.domain.record.comparison import MovementKind
from missions.domain.vocabulary import (
    Availability,
    Category,
    Contribution,
    DecisionKind,
    Fit,
    Performer,
    Provenance,
    Risk,
    RiskOfNot,
    Role,
)
from missions.models import AreaRevision, AuditEntry, CategoryDecision, ChainHead
from tests import factories
from tests.database import Server
from tests.integration.record.plain_record import Plain

DAYS = [date(2024, 4, 2), date(2024, 12, 31), date(2025, 3, 15), date(2025, 9, 1), date(2026, 11, 23), date(2031, 1, 1)]
MATURE = {"availability": Availability.MATURE, "fit": Fit.MEETS, "contribution": Contribution.SIGNIFICANT}
# Area, day, category and kind of decisions that reviews would bring; a round trip, a reaffirmation, one on its day.
DECISIONS = [
    ("SATCOM", date(2024, 10, 1), Category.COMMERCIAL_PRIMARY, DecisionKind.SHIFT),
    ("SATCOM", date(2025, 6, 1), Category.HYBRID, DecisionKind.SHIFT),
    ("SDA", date(2025, 3, 15), Category.HYBRID, DecisionKind.REAFFIRM),
    ("C2", date(2027, 1, 1), Category.HYBRID, DecisionKind.SHIFT),
]
VOIDED = ("EW", date(2025, 2, 1), Category.COMMERCIAL_PRIMARY, DecisionKind.SHIFT)


def assessed() -> None:
    """Functions of several standings, assessed again, one never, one retired."""
    for code, area, first, then in (
        ("S-1", "SATCOM", {"performer": Performer.GOVERNMENT_ONLY}, MATURE),
        ("S-2", "SATCOM", MATURE, {"risk": Risk.HIGH}),
        ("S-3", "SATCOM", {"risk_of_not": RiskOfNot.HIGH}, None),
        ("C-1", "C2", MATURE, MATURE | {"risk_of_not": RiskOfNot.HIGH}),
        ("D-1", "SDA", {"performer": Performer.GOVERNMENT_ONLY}, MATURE),
    ):
        function = factories.function(code, area_code=area, on=date(2024, 6, 1))
        factories.assessment(function, on=date(2024, 7, 1), **first)
        if then:
            factories.assessment(function, on=date(2025, 5, 1), **then)
    factories.function("S-4", area_code="SATCOM", on=date(2025, 1, 1))
    retired = factories.function("C-2", area_code="C2", on=date(2024, 6, 1))
    factories.assessment(retired, on=date(2024, 7, 1))
    factories.facts.revise_function(
        by=factories.SETUP,
        function=retired,
        name="C-2",
        description="",
        effective_on=date(2025, 1, 1),
        reason="Gone.",
        retired=True,
    )


def decide(code: str, on: date | None, category: Category, kind: DecisionKind, **more) -> CategoryDecision:
    return CategoryDecision.objects.create(
        area=factories.area(code),
        effective_on=on,
        category=category,
        kind=kind,
        entry_id=ChainHead.objects.get().record_sequence,
        provenance=Provenance.ASSESSMENT,
        reason="Decided.",
        **more,
    )


@pytest.fixture
def unguarded(database_server: Server, django_db_blocker, client: Client) -> Iterator[Client]:
    """Somebody who reads the record, while its owner may write anything; all of it is rolled back."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        assessed()
        account = factories.user("reader", Role.VIEWER)
        client.force_login(account)
        factories.unguard(connection.cursor())
        yield client


@pytest.fixture
def story(unguarded: Client) -> Client:
    """A record with assessments and decisions of every kind, and somebody who reads it."""
    for values in DECISIONS:
        decide(*values)
    mistake = decide(*VOIDED)
    decide(VOIDED[0], None, *VOIDED[2:], voids=mistake)
    return unguarded


def tables(page) -> dict[str, list[list]]:
    return {made.slug: [exchanged(row.cells) for row in made.rows] for made in figures(page)}


def figures(page) -> list:
    """Every figure of the overview, drawn or among the trends."""
    return page.context["figures"].charts + page.context["figures"].trends


def exchanged(cells: tuple) -> list:
    """The cells of a row with days as they are exchanged."""
    return [str(cell) if isinstance(cell, date) else cell for cell in cells]


def category(decided: CategoryDecision | None) -> str:
    return Category(decided.category).label if decided else "No category in force"


def iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def test_every_number_of_the_overview_is_that_of_a_plain_reading(story: Client) -> None:
    for on in DAYS:
        page = story.get(f"/?as_of={on}")
        plain, found = Plain(on), tables(page)
        areas = plain.areas()
        held = [category(plain.decided(area)) for area in areas]
        counts = {label: held.count(label) for label in Category.labels}
        assert [row[:2] for row in found["categories"]] == [[label, number] for label, number in counts.items()]
        assert sorted(row[0:1] + row[2:] for row in found["mix"]) == sorted(
            [area.code, *plain.standings(area).values(), len(plain.assessments(area))] for area in areas
        )
        moved = [area for area in areas if len(plain.stretches(area)) > 1]
        stretches = [(area.code, *stretch) for area in moved for stretch in plain.stretches(area)]
        assert [(row[0], row[2], row[3]) for row in found["timeline"]] == [(a, c, iso(d)) for a, c, d in stretches]
        assert {row[0]: row[4] for row in found["margin"]} == {
            area.code: "" if (number := plain.nearest(area)) is None else number for area in areas
        }
        assert {row[0]: row[6:] for row in found["margin"]} == {area.code: shares(plain, area) for area in areas}
        assert " ".join((page.context["summary"], *page.context["told"].values())) == opening(plain, counts)
        compare_due(plain, found["due"])
        compare_criteria(plain, found["criteria"])
        assert found["throughput"] == []


def shares(plain: Plain, area) -> list[str]:
    """The government and the demonstrated share as the table has them."""
    found = plain.standings(area)
    total = sum(found.values())
    return [f"{round(100 * found[one] / total, 2):g}" if total else "" for one in ("government", "demonstrated")]


def opening(plain: Plain, counts: dict[str, int]) -> str:
    """The opening sentences, of a record in which nothing was ever reviewed or proposed."""
    areas = plain.areas()
    words = [f"13 mission areas: {', '.join(f'{number} {label}' for label, number in counts.items())}."]
    shifts = [one for area in areas for one in plain.held(area) if one.kind == DecisionKind.SHIFT]
    if shifts:
        last = max(one.effective_on for one in shifts)
        moved = [f"{one.area.code} to {category(one)}" for one in shifts if one.effective_on == last]
        words.append(f"The last shift was on {day(last)}: {' and '.join(moved)}.")
    else:
        words.append(f"No shift since {day(min(plain.stretches(area)[0][1] for area in areas))}.")
    late = sum(plain.due(area) < plain.on for area in areas)
    drifting = [
        area.code for area in areas if plain.indicated(area) not in (None, Category(plain.decided(area).category))
    ]
    if late:
        words.append(f"{late} evaluation{'s are' if late > 1 else ' is'} overdue.")
    if drifting:
        which = " and ".join([", ".join(drifting[:-1]), drifting[-1]] if len(drifting) > 1 else drifting)
        number = f"{len(drifting)} area{'s' if len(drifting) > 1 else ''}"
        words.append(f"In {number} the assessments no longer support the category: {which}.")
    return " ".join([*words, *weakest(plain)])


def weakest(plain: Plain) -> list[str]:
    """The last sentence: no assessment of this record rests on evidence."""
    ages = {area.code: sorted((plain.on - one.effective_on).days for one in plain.assessments(area) if one)
            for area in plain.areas()}  # fmt: skip
    bare = [code for code, found in ages.items() if found]
    old = sum(bool(found) and found[(len(found) - 1) // 2] > 365 for found in ages.values())
    if not bare:
        return []
    said = f"{', '.join(bare[:-1])} and {bare[-1]} rest on no evidence"
    if old:
        said += f"; {old} area{'s rest' if old > 1 else ' rests'} mostly on assessments over a year old"
    return [f"{said}."]


def compare_due(plain: Plain, rows: list[list]) -> None:
    expected = {}
    for area in plain.areas():
        last, due = plain.evaluated_on(area), plain.due(area)
        since = [iso(last), (plain.on - last).days] if last else ["never", ""]
        expected[area.code] = [iso(due), max((plain.on - due).days, 0), *since, *[""] * 5]
    assert {row[0]: row[2:] for row in rows} == expected
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)


def compare_criteria(plain: Plain, rows: list[list]) -> None:
    for area, row in zip(plain.areas(), rows, strict=True):
        base = plain.evaluated_on(area) or months_after(plain.on, -12)
        now, then = plain.favorable(area), plain.favorable(area, base)
        moved = [a - b for a, b in zip(now or [0] * 6, then, strict=True)] if then else [""] * 6
        assert row[0] == area.code
        assert row[2] == (iso(base) if then else "nothing assessed earlier")
        assert row[3::2] == (now or [""] * 6)
        assert row[4::2] == moved


@pytest.mark.parametrize("since", DAYS[:4])
def test_shifts_between_two_days_are_those_of_a_plain_reading(story: Client, since: date) -> None:
    on = date(2028, 1, 1)
    page = story.get(f"/?as_of={on}&from={since}")
    flows: dict[tuple[str, str], list[str]] = {}
    for area in Plain(on).areas():
        flow = category(Plain(since).decided(area)), category(Plain(on).decided(area))
        if flow[0] != flow[1]:
            flows.setdefault(flow, []).append(area.code)
    expected = sorted([a, b, len(codes), ", ".join(codes)] for (a, b), codes in flows.items())
    assert sorted(tables(page)["shifts"]) == expected


def test_between_two_days_of_the_past_it_says_what_moved_and_who_decided(story: Client) -> None:
    page = story.get("/?as_of=2028-01-01&from=2024-06-01&to=2025-03-15")
    plain = Plain(date(2025, 3, 15))
    moved = {
        (area.code, category(Plain(date(2024, 6, 1)).decided(area)), category(plain.decided(area)))
        for area in plain.areas()
        if category(Plain(date(2024, 6, 1)).decided(area)) != category(plain.decided(area))
    }
    between = page.context["figures"].between
    shifted = {(one.area, one.before, one.after) for one, _ in between["movements"] if one.kind is MovementKind.SHIFTED}
    assert shifted == moved == {("SATCOM", "Hybrid", "Commercial Primary")}
    assert between["sentence"].startswith("Between 1 Jun 2024 and 15 Mar 2025, 1 area moved to another category")
    assert [row[:3] for row in tables(page)["shifts"]] == [["Hybrid", "Commercial Primary", 1]]
    text = page.content.decode()
    assert "Category moved: Hybrid → Commercial Primary" in text
    decided = next(one for one, _ in between["movements"] if one.kind is MovementKind.SHIFTED)
    assert f"{decided.said.by}, effective 1 Oct 2024" in text
    assert 'href="/compare/dates/?from=2024-06-01&amp;to=2025-03-15"' in text


# Each figure by itself


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    factories.assessment(factories.function("T-1"))
    client.force_login(factories.user("reader", Role.VIEWER))
    return client


@pytest.mark.parametrize("slug", CHARTS)
def test_a_figure_is_the_same_on_the_overview_as_json_and_as_csv(reader: Client, slug: str) -> None:
    query = "?as_of=2026-06-01&category=hybrid"
    shown = next(c for c in figures(reader.get(f"/{query}")) if c.slug == slug)
    document = reader.get(f"/charts/{slug}.json{query}").json()
    assert document["summary"] == shown.summary
    assert document["table"]["rows"] == [exchanged(row.cells) for row in shown.rows]
    assert document["links"] == [row.url for row in shown.rows]
    assert (document["figure"] is None) == (shown.spec is None)
    assert (document["as_of"], document["classification"]) == ("2026-06-01", "UNCLASSIFIED")
    answer = reader.get(f"/charts/{slug}.csv{query}")
    lines = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    first = lines.index(list(shown.header)) + 1
    assert lines[first : first + len(shown.rows)] == [[str(cell) for cell in row.cells] for row in shown.rows]
    assert lines[0] == ["Title", f"{shown.title}. {shown.summary}"]
    assert ["As of", "1 Jun 2026"] in lines and ["Classification", "UNCLASSIFIED"] in lines
    assert ["Filters", "Hybrid"] in lines
    assert AuditEntry.objects.filter(target=f"export:{slug}.csv").count() == 1
    assert answer["Content-Disposition"] == f'attachment; filename="{slug}-2026-06-01.csv"'


@pytest.mark.parametrize("address", ["/charts/nothing.json", "/charts/mix.png", "/charts/mix", "/charts/.csv"])
def test_a_figure_or_format_that_is_not_there_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("from=yesterday", "from", "Write a day as 2025-03-01."),
        ("from=2025-02-30", "from", "There is no 30 Feb 2025."),
        ("as_of=2025-01-01&from=2025-01-01", "from", "Choose a day before 2025-01-01."),
        ("as_of=2025-01-01&from=2025-06-01", "from", "Choose a day before 2025-01-01."),
        ("from=2025%00", "from", "Write a day as 2025-03-01."),
        ("from=2024-04-01", "from", "Choose 2 Apr 2024 or later; the strategy is of that day."),
        ("to=2024-04-01", "to", "Choose 2 Apr 2024 or later; the strategy is of that day."),
        ("to=tomorrow", "to", "Write a day as 2025-03-01."),
        ("as_of=2025-01-01&to=2025-01-02", "to", "Choose a day up to 2025-01-01."),
        ("from=2025-06-01&to=2025-01-01", "from", "Choose a day before 2025-01-01."),
        ("category=purple", "category", "Choose one of government_primary"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(reader: Client, query: str, field: str, said: str) -> None:
    page = reader.get(f"/?{query}")
    assert page.status_code == 400
    assert f'id="figures-{field}-error">{said}' in page.content.decode()
    assert reader.get(f"/charts/shifts.json?{query}").json()["errors"][field].startswith(said)
    answer = reader.get(f"/charts/shifts.csv?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


STRANGE = ["=1+1", "<script>alert(1)</script>&amp;", "שטח משימה", "n" * 200]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_shown_word_for_word(unguarded: Client, name: str) -> None:
    AreaRevision.objects.create(
        area=factories.area(),
        entry_id=ChainHead.objects.get().record_sequence,
        effective_on=factories.DAY,
        provenance=Provenance.OFFICIAL,
        reason="Renamed.",
        name=name,
        code_is_local=False,
        emerging=False,
        position=3,
    )
    page = unguarded.get("/").content.decode()
    assert "<script>alert" not in page
    assert f"<td>{escape(name)}</td>" in page
    rows = unguarded.get("/charts/mix.json").json()["table"]["rows"]
    assert name in {row[1] for row in rows}


@pytest.mark.parametrize("as_of", ["1000-01-01", "0001-01-01"])
def test_before_the_strategy_the_overview_says_so_in_words(reader: Client, as_of: str) -> None:
    page = reader.get(f"/?as_of={as_of}")
    assert "The record has no mission areas on this date." in page.content.decode()
    for slug in CHARTS:
        document = reader.get(f"/charts/{slug}.json?as_of={as_of}").json()
        assert document["figure"] is None and document["summary"]


def test_a_swap_gets_the_figures_alone(reader: Client) -> None:
    answer = reader.get("/?category=hybrid", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<section id="figures"') and "<html" not in text
    assert "HX-Request" in answer["Vary"]


def test_the_foot_of_a_picture_says_that_data_is_illustrative_where_it_is(reader: Client) -> None:
    address = "/overview/?as_of=2026-06-01"
    foot = "UNCLASSIFIED · csis, as of 2026-06-01"
    assert reader.get(address).context["figures"].said == foot
    factories.assessment(factories.function("T-2"), provenance=Provenance.ILLUSTRATIVE)
    assert reader.get(address).context["figures"].said == f"{foot} · Sample data is illustrative"
