"""GCAT is read by its rules, in any order of files and columns; unusable rows are reported with their line."""

from collections import Counter
from datetime import date
from itertools import permutations

import pytest

from missions.catalog.formats.gcat import launch_of
from missions.catalog.formats.vague import span
from missions.catalog.objects import INVENTED, Publisher, Span
from missions.domain.catalog.vocabulary import CatalogPart, ProblemKind
from missions.sheets.columns import UnreadableFile
from tests.unit.catalog import files
from tests.unit.catalog.files import gcat, launch, payload, read_files, sample, tsv

DAY = date(2025, 7, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024 Sep 14", "2024-09-14", "2024-09-14"),
        ("2025 jan  3?", "2025-01-03", "2025-01-03"),
        ("2024 Sep 14 1928:34", "2024-09-14", "2024-09-14"),
        ("2024 Sep 14 0030?", "2024-09-14", "2024-09-14"),
        ("2024 Sep 14.5", "2024-09-14", "2024-09-14"),
        ("2024 Feb", "2024-02-01", "2024-02-29"),
        ("2024 Q3?", "2024-07-01", "2024-09-30"),
        ("2024 Q4", "2024-10-01", "2024-12-31"),
        ("2024?", "2024-01-01", "2024-12-31"),
        ("2020s?", "2020-01-01", "2029-12-31"),
    ],
)
def test_a_vague_date_is_the_span_it_can_mean(text: str, first: str, last: str) -> None:
    assert span(text) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "-", "*", "soon", "2024 Sep 31", "2024 Xyz", "2024 Q5", "2024-09-14", "24 Sep 1"])
def test_an_invalid_date_is_none(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("piece", "tag"),
    [("1998-067AB", "1998-067"), ("1957 ALP 2", "1957 ALP"), ("1960 GAM", "1960 GAM"), ("2020-F01", "2020-F01"),
     ("1961 A ALP 1", "1961 A ALP"), ("2020-F01A", "2020-F01"), ("-", None)],
)  # fmt: skip
def test_a_piece_belongs_to_its_launch(piece: str, tag: str | None) -> None:
    assert launch_of(piece) == tag


def test_the_order_of_files_does_not_matter() -> None:
    readings = [read_files(*order) for order in permutations(sample())]
    assert len({one.objects for one in readings}) == 1
    assert [part.part for part in readings[0].parts] == [
        CatalogPart.PAYLOADS,
        CatalogPart.LAUNCHES,
        CatalogPart.ORGANIZATIONS,
    ]


def test_the_order_of_columns_does_not_matter() -> None:
    def turned(content: bytes) -> bytes:
        lines = [line.lstrip("#").split("\t")[::-1] for line in content.decode().splitlines() if line[:2] != "# "]
        return "".join("\t".join(cells) + "\n" for cells in ([f"#{lines[0][0]}", *lines[0][1:]], *lines[1:])).encode()

    payloads, *others = sample()
    turned_round, usual = read_files(turned(payloads), *others), read_files(payloads, *others)
    said = [(one.identifier, one.owner_code, one.area, one.ended) for one in usual.objects]
    assert [(one.identifier, one.owner_code, one.area, one.ended) for one in turned_round.objects] == said


def test_the_sample_has_every_basis_except_rules_and_most_kinds_of_problems() -> None:
    reading = read_files(*sample())
    assert len(reading.objects) == 39
    assert {one.owner_basis.value for one in reading.objects} == {"joined", "majority", "unknown"}
    assert {one.kind for one in reading.problems} == {"warning", "unmapped", "unjoined"}
    assert all(b"Illustrative" in content for content in sample())


def test_invented_files_have_no_credit() -> None:
    payloads, launches, names = sample()
    ucs = (files.SAMPLE / "ucs.txt").read_bytes()
    told = [(one.invented, one.credit, one.license) for one in (read_files(payloads, launches, names), read_files(ucs))]
    assert told == [(True, INVENTED, "")] * 2
    real = gcat([payload(1)])
    assert (real.invented, real.credit, real.license) == (False, Publisher.GCAT.credit, "CC-BY")
    real = read_files(ucs.replace(b"Illustrative: invented.", b""))
    assert (real.invented, real.credit) == (False, Publisher.UCS.credit)


def test_the_owner_is_found_in_the_order_of_the_rules() -> None:
    launches = [launch(1, "AAA"), launch(2, "AAA"), launch(3, "AAA/BBB"), launch(4, "AAA"), launch(5, "AAA")]
    rows = [payload(n) for n in range(1, 7)]
    rows += [payload(7, Program="Starlink 7"), payload(8, Program="Else"), payload(9, Program="-")]
    found = {
        one.line - 2: one
        for one in gcat(rows, launches, [("AAA", "US", "Lokal", "Alpha"), ("SPXS", "US", "-", "-")]).objects
    }
    assert [found[n].owner_basis.value for n in range(1, 10)] == ["joined"] * 5 + [
        "majority",
        "rule",
        "unknown",
        "unknown",
    ]
    assert (found[3].owner_code, found[3].operator) == ("AAA/BBB", "Alpha")
    assert (found[7].owner_code, found[7].operator, found[7].state) == ("SPXS", "SpaceX", "US")
    assert found[8].owner_code is found[8].operator is None


@pytest.mark.parametrize("owners", [["AAA", "AAA"], ["AAA", "AAA", "AAA", "BBB"]])
def test_too_few_or_too_divided_payloads_decide_nothing(owners: list[str]) -> None:
    launches = [launch(n, owner) for n, owner in enumerate(owners, 1)]
    reading = gcat([payload(n) for n in range(1, len(owners) + 2)], launches)
    assert reading.objects[-1].owner_basis == "unknown"


def test_a_code_without_an_organization_names_itself() -> None:
    reading = gcat([payload(1)], [launch(1, "ZZZ?")])
    assert (reading.objects[0].operator, reading.objects[0].state) == ("ZZZ", "US")
    assert [(one.line, one.kind) for one in reading.problems if one.kind == ProblemKind.UNJOINED] == [(3, "unjoined")]


def test_codes_name_operators_exactly_then_by_the_longest_prefix() -> None:
    launches = [launch(1, "SESSA"), launch(2, "SESX"), launch(3, "XSES"), launch(4, "?")]
    names = [("SESX", "L", "SES X", "-"), ("XSES", "CN", "Xses", "Other")]
    found = gcat([payload(n, Program="-") for n in range(1, 5)], launches, names).objects
    assert [one.operator for one in found] == ["SES (incl. O3b)", "SES (incl. O3b)", "Other", None]
    assert [one.state for one in found] == ["US", "L", "CN", "US"]


@pytest.mark.parametrize(
    ("category", "program", "area"),
    [("COM", "-", "SATCOM"), ("COM/MET-RO", "-", "EM"), ("TECH/MET", "-", "EM"), ("COM?*", "-", "SATCOM"),
     ("IMG-R/SIG", "-", "ISR"), ("SIG", "-", "ISR"), ("EOSCI", "-", "EM"), ("NAV/COM", "-", "PNT"),
     ("EW*", "-", "MW"), ("EW", "GSSAP", "SDA"), ("TECH/EW", "-", None), ("IMGX", "-", None)],
)  # fmt: skip
def test_categories_mean_areas(category: str, program: str, area: str | None) -> None:
    assert gcat([payload(1, Category=category, Program=program)]).objects[0].area == area


def test_unusable_rows_are_reported_and_never_count_as_not_ended() -> None:
    rows = [
        payload(1),
        payload(1, Name="Again"),
        payload(2, TDate="gone"),
        payload(3, LDate="-"),
        payload(4, TDate="2019 Jan"),
        payload(5, Class="Z"),
        payload(6, JCAT="-"),
        payload(7, Category="SCI"),
    ]
    reading = gcat(rows)
    assert [one.line for one in reading.objects] == [3, 7, 8, 10]
    said = {one.line: one for one in reading.problems if one.kind not in {ProblemKind.UNJOINED, ProblemKind.WARNING}}
    assert {line: one.kind for line, one in said.items()} == {
        4: "duplicate", 5: "odd", 6: "odd", 7: "odd", 8: "odd", 9: "odd", 10: "unmapped",
    }  # fmt: skip
    assert said[4].text == "JCAT S00001 stands on line 3 already; this one is left out."
    assert said[5].text == "TDate “gone” is not a date; left out."


def test_parts_of_different_dates_give_one_warning() -> None:
    payloads, launches, names = sample()
    reading = read_files(payloads.replace(b"Updated 2026 Jun 30", b"Updated 2026 May 15"), launches, names)
    warnings = [one.text for one in reading.problems if one.kind == ProblemKind.WARNING]
    assert len(warnings) == 1
    assert (
        "payload catalog of 2026-05-15; launch log reaching to 2024-10-10; organizations of 2026-06-30" in warnings[0]
    )


def test_each_row_is_a_step_at_which_reading_can_be_stopped() -> None:
    steps: Counter[str] = Counter()

    def step() -> None:
        steps["rows"] += 1
        if steps["rows"] == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files(*sample(), step=step)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file 1: The file is empty."),
        (b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "file 1: The file is a web page, not a table."),
        (b"\n  <HTML>\n", "web page"),
        (b"a,b,c\n1,2,3\n", "it reads “a,b,c”"),
        (tsv(files.PAYLOADS, payload(1)).replace(b"Category", b"Categorie"), "lacks “Category”. It names JCAT, Piece"),
        (tsv((*files.PAYLOADS, "JCAT"), (*payload(1), "x")), "names “JCAT” more than once"),
        (tsv(files.PAYLOADS, payload(1), payload(2)[:5], payload(3)), "8 columns, but line 4 has 5."),
        (tsv(files.PAYLOADS, payload(1), payload(2))[:-20], "line 4 has 4. The file ends within a line"),
        (tsv(files.PAYLOADS, payload(1, Name="R\0y")), "line 3 contains a NUL at byte 19; it is not text"),
        (tsv(files.PAYLOADS, payload(1)).replace(b"Relay 1", b"Rel\xe9"), "line 3 is not UTF-8: byte 21 of it is 0xE9"),
        (tsv(files.PAYLOADS, payload(1, Name="R" * 70_000)), "line 3 is longer than 65,536 bytes"),
        (tsv(files.PAYLOADS), "No row of the file can be used"),
    ],
)  # fmt: skip
def test_an_unusable_file_is_refused_as_a_whole(content: bytes, said: str) -> None:
    # A file without its date and without rows has no date at all.
    content = (
        content.replace(b"# Updated 2025 Jul 30 2329:45", b"# A comment") if said.startswith("No row") else content
    )
    with pytest.raises(UnreadableFile) as refused:
        read_files(content, tsv(files.LAUNCHES), tsv(files.ORGANIZATIONS))
    assert said in str(refused.value)


def test_an_unfinished_last_line_is_a_warning() -> None:
    payloads, *others = sample()
    warnings = [one.text for one in read_files(payloads[:-1], *others).problems if one.kind == ProblemKind.WARNING]
    assert "file 1 ends within a line: it may be cut off." in warnings


def test_missing_duplicate_and_foreign_parts_are_refused() -> None:
    payloads, launches, names = sample()
    ucs = (files.SAMPLE / "ucs.txt").read_bytes()
    for contents, said in (
        ((), "No file is given."),
        ((payloads, names), "GCAT is read from three files; missing: launch log."),
        ((payloads, launches, payloads, names), "file 1 and file 3 both hold the same part: payload catalog."),
        ((payloads, launches, names, ucs), "of two catalogs"),
    ):
        with pytest.raises(UnreadableFile) as refused:
            read_files(*contents)
        assert said in str(refused.value)
