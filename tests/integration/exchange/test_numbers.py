"""Every number on slides, PDF, brief, board and list is the domain's, over the whole sample."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pptx import Presentation
from pptx.slide import Slide

from missions.access import Actor
from missions.domain.exchange.briefed import AreaSheet
from missions.domain.leadership.headline import headline, opening
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.rule.trust import Trust
from missions.domain.reviews.brief.gauge import Gauge
from missions.domain.vocabulary import Category, Role, Standing, State
from missions.exports.document import Document
from missions.exports.registry import render
from missions.models import Proposal, User
from missions.queries.exchange.briefings import briefing_document
from missions.queries.moment import resolve
from missions.queries.people.accounts import actor_of
from tests import sample
from tests.office import needs, printed


@pytest.fixture(scope="module")
def sampled(database_server, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), sample.sampled(database_server), transaction.atomic():
        yield


@pytest.fixture(scope="module")
def reader(sampled: None) -> Actor:
    """Somebody who may read proposals in review."""
    people = map(actor_of, User.objects.filter(is_active=True).order_by("pk"))
    return next(one for one in people if Role.AUTHORITY in one.roles)


@pytest.fixture(scope="module")
def client(reader: Actor) -> Client:
    made = Client()
    made.force_login(User.objects.get(pk=reader.pk))
    return made


def made(reader: Actor, *, proposal: int | None = None, areas: tuple[str, ...] = ()) -> Document:
    today = timezone.localdate()
    at = resolve(as_of=today, known=None, today=today, chosen=False)
    return briefing_document(at.moment, at.policy, areas, by=reader, proposal=proposal)


@pytest.fixture(scope="module")
def document(reader: Actor) -> Document:
    """The portfolio's briefing, with a sheet for every area."""
    codes = tuple(area.code for area in made(reader).portfolio.areas)
    return made(reader, areas=codes)


@pytest.fixture(scope="module")
def lead(document: Document) -> Leadership:
    return document.lead


@pytest.fixture(scope="module")
def deck(document: Document) -> list[Slide]:
    return slides(document)


def slides(document: Document) -> list[Slide]:
    return list(Presentation(io.BytesIO(b"".join(render(document, "pptx")))).slides)


def words(slide: Slide) -> str:
    """The text of a slide without that of its charts."""
    told = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            told += [cell.text for row in shape.table.rows for cell in row.cells]
    return one_line(" ".join(told))


def one_line(text: str) -> str:
    return " ".join(re.sub("[\u2068\u2069\u200b]", "", text).split())


def page(client: Client, address: str) -> str:
    """The text of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return one_line(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def portions(text: str) -> str:
    return one_line(text.replace("(U)", " "))


def table_of(slide: Slide) -> list[list[str]]:
    found = next(shape.table for shape in slide.shapes if shape.has_table)
    return [[one_line(cell.text) for cell in row.cells] for row in found.rows]


def titled(deck: list[Slide], words: str) -> Slide:
    return next(slide for slide in deck if words in slide.shapes.title.text_frame.text)


def counted(item: Watched) -> dict[Standing, int]:
    """Counted one by one, as the rule defines it."""
    return {one: sum(function.standing is one for function in item.area.functions) for one in Standing}


def test_the_sample_has_something_to_count(lead: Leadership) -> None:
    assert len(lead.areas) == 13 and all(item.area.functions for item in lead.watched)
    assert lead.pending and any(item.overdue_days for item in lead.watched) and any(i.drifts for i in lead.watched)


def test_the_list_counts_like_the_rule(client: Client, lead: Leadership) -> None:
    lines = list(csv.reader(io.StringIO(client.get("/exports/areas.csv").getvalue().decode("utf-8-sig"))))
    head = next(place for place, line in enumerate(lines) if line and line[0] == "Area")
    found = {line[0]: dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :] if len(line) > 3}
    for item in lead.watched:
        row, trust = found[item.area.code], item.trust
        assert [int(row[one.label]) for one in Standing] == list(counted(item).values())
        assert row["Category"] == item.area.category.label and row["Nearest other category"] == item.result.margin
        assert int(row["Days overdue"]) == item.overdue_days and row["Next evaluation due"] == item.due.isoformat()
        assert (row["Drift"] == "Yes") is item.drifts
        assert int(row["Functions resting on evidence"]) == trust.covered
        assert row["Median age of the assessments, days"] == str(trust.median_age)
        assert row["Oldest assessment, days"] == str(trust.oldest_age)


def test_the_board_counts_like_the_rule(client: Client, lead: Leadership) -> None:
    told = client.get("/areas/?view=board&trust=yes").content.decode()
    for item in lead.watched:
        start = told.index(f'<a class="tile" href="/areas/{item.area.code}/')
        tile = one_line(unescape(re.sub(r"<[^>]+>", "", told[start : told.index("</a>", start)])))
        parts = [
            f"{number} {one.value}" for one, number in counted(item).items() if number or one.value != "unassessed"
        ]
        assert " · ".join(parts) in tile
        assert item.trust.coverage_words in tile and f"median age {item.trust.median_age} days" in tile
        late = re.search(r"(\d[\d,]*) days? overdue", tile)
        assert (int(late[1]) if late else 0) == item.overdue_days
        assert ("proposed" in tile) is (item.area.code in lead.pending)
        assert ("drift" in tile) is item.drifts


def test_the_opening_sentence_is_the_same_on_page_and_slide(
    client: Client, lead: Leadership, deck: list[Slide]
) -> None:
    counts, told = opening(lead)
    shown = page(client, "/overview/")
    assert all(one_line(said) in shown for said in (counts, *told.values()))
    assert sorted(one_line(headline(lead)).replace(".", "").split()) == sorted(
        portions(" ".join(shape.text_frame.text for shape in deck[1].shapes if shape.name in {"Words", "Title 1"}))
        .replace(".", "")
        .split()
    )


def test_the_slide_of_the_board_counts_like_the_rule(lead: Leadership, deck: list[Slide]) -> None:
    board = [slide for slide in deck if any(shape.name.startswith("Lane, ") for shape in slide.shapes)]
    tiles = {}
    for shape in (shape for slide in board for shape in slide.shapes):
        if shape.name.startswith("Head, "):
            category = next(one for one in Category if one.label in shape.name)
            assert int(shape.text_frame.text.split()[-1]) == sum(one.category is category for one in lead.areas)
        for paragraph in shape.text_frame.paragraphs if shape.name.startswith("Areas, ") else ():
            if paragraph.runs[0].font.bold:
                code = one_line(paragraph.runs[0].text)
                tiles[code] = ""
            else:
                tiles[code] += f" {one_line(paragraph.text)}"
    assert tiles.keys() == {area.code for area in lead.areas}
    for item in lead.watched:
        tile = tiles[item.area.code]
        assert item.trust.coverage_words in tile and f"median {item.trust.median_age:,} day" in tile
        late = re.search(r"(\d[\d,]*) days? overdue", tile)
        assert (int(late[1]) if late else 0) == item.overdue_days
        assert ("proposed: " in tile) is (item.area.code in lead.pending)


def test_the_slide_of_what_is_late_counts_like_the_evaluation(lead: Leadership, deck: list[Slide]) -> None:
    late = [slide for slide in deck if "evaluations are overdue; " in slide.shapes.title.text_frame.text]
    rows = {row[0]: row for slide in late for row in table_of(slide)[1:]}
    assert f"{sum(item.overdue_days > 0 for item in lead.watched)} evaluations are overdue" in words(late[0])
    for item in lead.watched:
        told = re.search(r"(\d[\d,]*) days? overdue", rows[item.area.code][2]) if item.area.code in rows else None
        assert (int(told[1]) if told else 0) == item.overdue_days


def hold_gauge(slide: Slide, gauge: Gauge) -> None:
    """The native chart has each share and threshold, and the text has each distance."""
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    drawn = {
        one.name: [float(value.text) for value in one._element.xpath("./c:xVal//c:v")] for one in chart.plots[0].series
    }
    for point in gauge.points:
        name = next(one for one in drawn if one.startswith(point.label.partition(",")[0]))
        shares = [round(100 * number / point.total, 2) for number in (point.government, point.demonstrated)]
        assert drawn[name] == shares
    limits = gauge.thresholds
    assert drawn[f"Government, at most {limits.commercial_government_at_most}%"][0] == (
        limits.commercial_government_at_most
    )
    assert drawn[f"Government, over {limits.government_over}%"][0] == limits.government_over
    assert drawn[f"Demonstrated, over {limits.commercial_demonstrated_over}%"][0] == limits.commercial_demonstrated_over
    for one in gauge.crossings:
        assert f"{one.label}: {one.words}." in words(slide)


def trusted(trust: Trust) -> list[str]:
    return [
        trust.coverage_words,
        trust.age_words,
        trust.fragility_words,
        trust.provenance_words,
        trust.contradiction_words,
    ]


def test_each_sheet_counts_like_the_rule(lead: Leadership, document: Document, deck: list[Slide]) -> None:
    sheets = {sheet.area: sheet for sheet in document.sheets}
    for item in lead.watched:
        slide, sheet = titled(deck, f"({item.area.code}): "), sheets[item.area.code]
        hold_gauge(slide, sheet.gauge)
        now, numbers = sheet.gauge.points[-1], counted(item)
        assert (now.government, now.demonstrated) == (numbers[Standing.GOVERNMENT], numbers[Standing.DEMONSTRATED])
        assert now.total == len(item.area.functions)
        said = portions(words(slide))
        assert [one for one in trusted(item.trust) if one not in said] == []
        assert f"{len(sheet.changed)} changed since" in said or not sheet.changed


@needs("pdftotext")
def test_the_pdf_has_the_numbers_of_the_slides(
    lead: Leadership, document: Document, deck: list[Slide], tmp_path: Path
) -> None:
    file = tmp_path / "briefing.pdf"
    file.write_bytes(b"".join(render(document, "pdf")))
    pages = printed("pdftotext", file, "-").split("\f")[:-1]
    assert len(pages) == len(deck)
    for slide, told in zip(deck, pages, strict=True):
        missing = set(numbers(words(slide))) - set(numbers(one_line(told)))
        assert missing == set(), slide.shapes.title.text_frame.text
    for item in lead.watched:
        told = portions(next(one for one in pages if f"({item.area.code}): " in one_line(one)))
        assert [one for one in trusted(item.trust) if one not in told] == []


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*", text)


def test_the_brief_and_its_briefing_count_like_the_rule(client: Client, reader: Actor) -> None:
    proposal = Proposal.objects.filter(state__state=State.IN_REVIEW, review__area__code="SATCOM").get()
    brief, briefing = page(client, f"/proposals/{proposal.pk}/"), made(reader, proposal=proposal.pk)
    sheet: AreaSheet = briefing.sheets[0]
    slide = titled(slides(briefing), "(SATCOM): ")
    hold_gauge(slide, sheet.gauge)
    for point in sheet.gauge.points:
        assert point.label in brief
        for number in (point.government, point.demonstrated):
            assert f"{number} of {point.total}, {round(number / point.total * 100)}%" in brief
    for one in sheet.gauge.crossings:
        assert f"{one.label}: {one.words}" in brief
    trust = briefing.lead.watched[[area.code for area in briefing.lead.areas].index("SATCOM")].trust
    for one in trusted(trust):
        assert one in portions(words(slide))
        assert one.lower() in brief.lower()
    said = one_line(briefing.about.rationale)
    assert said in brief and said in portions(words(slide)) + portions(words(slides(briefing)[-2]))
