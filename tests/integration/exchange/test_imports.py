"""What a file of functions and assessments does to the record, row by row, and all of it or nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from missions.actions.exchange import imports
from missions.models import Assessment, AuditEntry, Function, FunctionRevision
from missions.queries.people.verification import verify
from tests import factories
from tests.uploads import ANSWERS, analyst, confirm, dry_run, function_row, of_record, outcome, problems, row, upload

pytestmark = pytest.mark.django_db


def test_a_dry_run_tells_each_row_and_stores_nothing_of_record() -> None:
    factories.assessment(factories.function("T-1"))
    factories.assessment(factories.function("T-2"))
    client = analyst()
    before = of_record()
    page = dry_run(
        client,
        row("T-1"),
        row("T-2", answers=ANSWERS.replace("low,low", "high,low")),
        row("T-3", name="A new one"),
        row("T-4"),
    )
    assert outcome(page) == [(2, "same"), (3, "changed"), (4, "new"), (5, "wrong")]
    assert page.context["rows"][1].plan["changes"] == [
        {"field": "Risk of integrating", "before": "Low", "after": "High"}
    ]
    assert problems(page) == ["There is no function T-4; give it a name to add it, or correct the code."]
    assert b"cannot be recorded while 1 row is wrong" in page.content
    assert of_record() == before


def test_what_is_confirmed_is_recorded_in_one_entry() -> None:
    factories.function("T-1")
    client = analyst()
    page = dry_run(client, row("T-1"), row("N-1", name="New"), function_row("N-2", "Only a function"))
    entries = AuditEntry.objects.count()
    assert confirm(client, page).status_code == 302
    assert AuditEntry.objects.count() == entries + 1
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.target, entry.reason) == ("import", "import:file.csv", "The yearly look.")
    assert set(Assessment.objects.filter(entry=entry).values_list("function__code", flat=True)) == {"T-1", "N-1"}
    assert set(FunctionRevision.objects.filter(entry=entry).values_list("name", flat=True)) == {
        "New",
        "Only a function",
    }
    assert list(verify()) == []
    again = client.get(page.request["PATH_INFO"])
    assert again.context["recorded"]
    address = "/areas/SATCOM/functions/N-1/?as_of=2025-03-01"
    assert f'href="{address}"' in again.content.decode() and client.get(address).status_code == 200
    assert client.get("/areas/SATCOM/functions/N-1/").status_code == 200


def test_a_row_may_rename_a_function_and_an_empty_cell_changes_nothing() -> None:
    factories.function("T-1")
    client = analyst()
    page = dry_run(client, function_row("T-1", "Another name", on="2025-04-01"))
    assert page.context["rows"][0].plan["changes"] == [
        {"field": "Name", "before": "Function T-1", "after": "Another name"}
    ]
    confirm(client, page)
    assert FunctionRevision.objects.latest("pk").name == "Another name"
    assert outcome(dry_run(client, function_row("T-1", "", on="2025-04-01"))) == [(2, "same")]


def test_answers_may_be_labels_in_any_case() -> None:
    factories.function("T-1")
    answers = "GOVERNMENT OR COMMERCIAL,limited,Partially meets,some,low,Not assessed,Seen."
    page = dry_run(analyst(), row("T-1", answers=answers))
    assert outcome(page) == [(2, "new")]
    assert page.context["rows"][0].plan["assessment"]["risk_of_not"] == "not_assessed"


def test_each_row_is_compared_with_the_record_of_its_own_day() -> None:
    function = factories.function("T-1")
    factories.assessment(function)
    factories.assessment(function, on=factories.DAY + timedelta(days=30), rationale="Seen again.")
    client = analyst()
    assert outcome(dry_run(client, row("T-1"))) == [(2, "same")]
    later = dry_run(client, row("T-1", on="2025-05-01"))
    assert outcome(later) == [(2, "changed")]
    assert later.context["rows"][0].plan["changes"][0]["field"] == "Rationale"


WRONG = {
    "no such area": (row(area="NOWHERE"), "There is no mission area NOWHERE."),
    "no such area, beside what else is wrong": (
        row(area="NOWHERE", answers=ANSWERS.replace("low,low", "tiny,low")),
        "There is no mission area NOWHERE.",
    ),
    "no such area, on an unreadable day": (row(area="NOWHERE", on="soon"), "There is no mission area NOWHERE."),
    "a new function of an emerging area": (
        row("N-1", area="ISAM", name="x"),
        "ISAM: An emerging area gets new functions",
    ),
    "another's function": (row(area="PNT"), "The function T-1 belongs to SATCOM, not to PNT"),
    "no such function": (row("T-9"), "There is no function T-9; give it a name"),
    "a code that cannot be": (row("T 9", name="x"), "The function code “T 9” cannot be used"),
    "a code too long": (row("T" * 3000, name="x"), "Function code has 3,000 characters; the record takes 40."),
    "no code": (row("", name="x"), "Function code is missing."),
    "no area": (row(area=""), "Mission area is missing."),
    "no day": (row(on=""), "Effective date is missing."),
    "an unreadable day": (row(on="03/01/2025"), "“03/01/2025” is ambiguous: 1 Mar 2025 or 3 Jan 2025. Write a day as"),
    "a day that is none": (
        row(on="2025-02-30"),
        "The effective date “2025-02-30” cannot be used. There is no 30 Feb 2025.",
    ),
    "before the strategy": (row(on="2024-04-01"), "Choose 2 Apr 2024 or later; the strategy is of that day."),
    "in the far future": (row(on="2990-01-01"), "the record looks 10 years ahead."),
    "before the function": (row(on="2025-02-28"), "The function T-1 did not exist on 28 Feb 2025"),
    "retired": (row("OLD-1", on="2025-06-01"), "The function OLD-1 is retired since 1 May 2025"),
    "an unknown answer": (
        row(answers=ANSWERS.replace("low,low", "tiny,low")),
        "Risk of integrating “tiny” is not an answer. Possible: Low, Moderate, High, Unacceptable.",
    ),
    "an answer missing": (row(answers=ANSWERS.replace("low,low", ",low")), "Risk of integrating is missing."),
    "no rationale": (row(answers="either,limited,partially,some,low,low,"), "Rationale is missing."),
    "a long name": (function_row("N-1", "x" * 201), "Name has 201 characters; the record takes 200."),
}


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_says_why_and_nothing_can_be_recorded(wrong: str, said: str) -> None:
    factories.function("T-1")
    old = factories.function("OLD-1")
    factories.facts.revise_function(
        by=factories.SETUP,
        function=old,
        name="Old",
        description="",
        retired=True,
        effective_on=factories.DAY.replace(month=5),
        reason="Ended.",
    )
    client = analyst()
    page = dry_run(client, function_row("N-9", "A fine row"), wrong)
    assert outcome(page) == [(2, "new"), (3, "wrong")]
    assert any(said in problem for problem in problems(page))
    before = of_record()
    assert confirm(client, page).status_code == 409
    assert of_record() == before


def test_a_code_may_stand_in_a_file_once() -> None:
    factories.function("T-1")
    page = dry_run(analyst(), row("T-1"), row("t-1"))
    assert outcome(page) == [(2, "new"), (3, "wrong")]
    assert problems(page) == ["Line 2 is about T-1 already; keep one row for each function."]


def test_a_record_that_moved_on_is_told_with_its_rows_and_compared_again() -> None:
    function = factories.function("T-1")
    factories.function("T-2")
    client = analyst()
    page = dry_run(client, row("T-1"), row("T-2"))
    factories.assessment(function, rationale="Meanwhile.")
    before = of_record()
    refused = confirm(client, page)
    assert refused.status_code == 409
    assert [(one.line, one.code, one.by) for one in refused.context["moved"]] == [(2, "T-1", "Set-up")]
    assert "The yearly look." in refused.content.decode()
    assert of_record() == before
    address = page.request["PATH_INFO"]
    client.post(f"{address}again/")
    client.post(f"{address}step/")
    anew = client.get(address)
    assert outcome(anew) == [(2, "changed"), (3, "new")]
    assert confirm(client, anew).status_code == 302


def test_what_moved_elsewhere_does_not_stand_in_the_way() -> None:
    factories.function("T-1")
    client = analyst()
    page = dry_run(client, row("T-1"))
    factories.assessment(factories.function("T-2"))
    assert confirm(client, page).status_code == 302


def test_a_code_added_meanwhile_is_told_too() -> None:
    client = analyst()
    page = dry_run(client, function_row("N-1", "Mine"))
    factories.function("N-1")
    assert [one.code for one in confirm(client, page).context["moved"]] == ["N-1"]


def test_confirming_twice_records_once() -> None:
    client = analyst()
    page = dry_run(client, function_row("N-1", "Mine"))
    confirm(client, page)
    before = of_record()
    assert confirm(client, page).status_code == 302
    assert of_record() == before


def test_a_reason_is_asked_for() -> None:
    client = analyst()
    page = dry_run(client, function_row("N-1", "Mine"))
    assert confirm(client, page, reason="").status_code == 400
    assert confirm(client, page, reason="a\0b").status_code == 400
    assert Function.objects.count() == 0


def test_a_file_of_what_is_recorded_already_records_nothing() -> None:
    factories.function("T-1")
    client = analyst()
    page = dry_run(client, function_row("T-1", ""))
    assert b"there is nothing to record" in page.content
    assert confirm(client, page).status_code == 409


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(imports, "BATCH", 3)


def test_progress_is_shown_batch_by_batch(small_batches: None) -> None:
    client = analyst()
    address = upload(client, *(function_row(f"N-{n}", "x") for n in range(7)))["Location"]
    page = client.get(address)
    assert not page.context["compared"] and (page.context["counts"].compared, page.context["counts"].total) == (3, 7)
    assert confirm(client, page).status_code == 302
    assert Function.objects.count() == 0
    fragment = client.post(f"{address}step/", headers={"HX-Request": "true"})
    assert b"6 of 7 rows are compared" in fragment.content and b"<html" not in fragment.content
    assert client.post(f"{address}step/")["Location"] == address
    page = client.get(address)
    assert page.context["compared"]
    assert confirm(client, page).status_code == 302
    assert Function.objects.count() == 7


def test_a_duplicate_is_found_across_batches(small_batches: None) -> None:
    client = analyst()
    rows = [*(function_row(f"N-{n}", "x") for n in range(4)), function_row("N-0", "x")]
    address = upload(client, *rows)["Location"]
    client.post(f"{address}step/")
    assert problems(client.get(f"{address}?status=wrong")) == [
        "Line 2 is about N-0 already; keep one row for each function."
    ]


def test_rows_are_filtered_and_paged() -> None:
    client = analyst()
    rows = [function_row(f"N-{n}", "x") for n in range(60)]
    address = upload(client, *rows, row("T-1"))["Location"]
    page = client.get(f"{address}?status=all")
    assert len(page.context["rows"]) == 50
    assert [one.line for one in client.get(page.context["next_url"]).context["rows"]] == list(range(52, 63))
    assert len(client.get(f"{address}?status=wrong").context["rows"]) == 1
    # What has to be corrected is read first.
    assert [one.line for one in client.get(address).context["rows"]] == [62]
    assert client.get(f"{address}?status=purple").status_code == 404
    assert client.get(f"{address}?after=x").status_code == 404
    assert client.get(f"{address}?after=999999999999").context["rows"] == []
