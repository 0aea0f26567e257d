"""The two fixtures are consistent: the record accepts every code, date, word and reference in them."""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from missions.domain.vocabulary import (
    Availability,
    Category,
    Contribution,
    EvidenceKind,
    Fit,
    PassageKind,
    Performer,
    Provenance,
    Risk,
    RiskOfNot,
    Role,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
OFFICIAL = json.loads((FIXTURES / "official.json").read_text(encoding="utf-8"))
SAMPLE = json.loads((FIXTURES / "sample.json").read_text(encoding="utf-8"))
EVENTS = SAMPLE["events"]
REVIEWS = json.loads((FIXTURES / "reviews.json").read_text(encoding="utf-8"))
RECORD_BEGINS = "2024-04-02"
ANSWERS = {
    "performer": Performer,
    "availability": Availability,
    "fit": Fit,
    "contribution": Contribution,
    "risk": Risk,
    "risk_of_not": RiskOfNot,
}
EVENT_KEYS = {
    "add_functions": {"functions"},
    "add_function": {"function", "name", "description"},
    "revise_function": {"function", "name", "description"},
    "retire_function": {"function"},
    "assess": {"assessments"},
    "add_evidence": {"kind", "title", "publisher", "dated_on", "note", "behind"},
    "void_assessment": {"function", "voids"},
}
COMMON_KEYS = {"recorded_at", "by", "action", "area", "reason", "effective_on"}
ASSESSMENTS = [(event, row) for event in EVENTS for row in event.get("assessments", [])]
PUBLISHED_CODES = ["CPP", "C2", "CYB", "EW", "EM", "ISR", "MW", "NUDET", "PNT", "SAML", "SATCOM", "SDA", "SCO"]


def sources_cited(row: dict) -> list[str]:
    return row["source"].split("; ")


def citation(source: dict) -> str:
    return f"{source['title']} ({source['year']})" if source["year"] else source["title"]


def functions_named(event: dict) -> list[str]:
    assessed = [row["function"] for row in event.get("assessments", [])]
    return (
        assessed
        + event.get("functions", [])
        + event.get("behind", [])
        + ([event["function"]] if "function" in event else [])
    )


def test_the_thirteen_areas_are_in_the_strategys_order_and_isam_separate():
    assert [area["code"] for area in OFFICIAL["areas"]] == [*PUBLISHED_CODES, "ISAM"]
    assert [area["code"] for area in OFFICIAL["areas"] if area["emerging"]] == ["ISAM"]


def test_six_areas_are_government_primary_six_hybrid_one_commercial_primary_and_isam_has_no_category():
    counts = Counter(area["category"] for area in OFFICIAL["areas"])
    assert counts == {
        Category.GOVERNMENT_PRIMARY: 6,
        Category.HYBRID: 6,
        Category.COMMERCIAL_PRIMARY: 1,
        None: 1,
    }
    assert all((area["category"] is None) == area["emerging"] for area in OFFICIAL["areas"])


def test_a_code_is_local_exactly_if_the_strategy_prints_none():
    local = {area["code"] for area in OFFICIAL["areas"] if area["code_is_local"]}
    assert local == {"CPP", "CYB", "SCO"}
    for area in OFFICIAL["areas"]:
        assert area["abbreviation"] == ("" if area["code_is_local"] else area["code"])


def test_every_area_quotes_the_sentence_that_lists_it():
    phrases = {"CPP": "combat power projection", "CYB": "cyberspace operations", "SCO": "spacecraft operations"}
    for area in OFFICIAL["areas"]:
        assert area["name"]
        assert phrases.get(area["code"], area["code"]) in area["quote"]
        assert area["category_section"] == (None if area["emerging"] else "IV")


def test_the_official_record_begins_on_a_day_known_from_a_public_source():
    assert OFFICIAL["effective_on"] == RECORD_BEGINS
    assert OFFICIAL["effective_on_provenance"] == Provenance.PUBLIC_SOURCE
    assert OFFICIAL["effective_on_note"]


def test_passages_are_complete_by_kind():
    top_level = Counter(passage["kind"] for passage in OFFICIAL["passages"] if passage["parent"] is None)
    statements = top_level.pop(PassageKind.STATEMENT)
    assert top_level == {
        PassageKind.CATEGORY: 3,
        PassageKind.PRINCIPLE: 4,
        PassageKind.PRIORITY: 4,
        PassageKind.PROTECTION: 4,
        PassageKind.DEFINITION: 3,
    }
    assert statements >= 8


def test_each_priority_has_its_approach_and_the_third_its_three_lines_of_effort():
    children = Counter(passage["parent"] for passage in OFFICIAL["passages"] if passage["parent"])
    assert children == {"priority.1": 1, "priority.2": 1, "priority.3": 4, "priority.4": 1}


def test_passages_have_unique_codes_and_positions_a_section_and_clean_text():
    passages = OFFICIAL["passages"]
    assert len({passage["code"] for passage in passages}) == len(passages)
    places = [(passage["kind"], passage["parent"], passage["position"]) for passage in passages]
    assert len(set(places)) == len(places)
    for passage in passages:
        assert passage["title"]
        assert passage["section"] in {"I", "II", "III", "IV", "Annex A"}
        assert passage["text"] == " ".join(passage["text"].split())
        assert passage["text"].endswith((".", ":"))
        assert "*" not in passage["text"]


def test_each_category_has_its_definition():
    definitions = {p["code"] for p in OFFICIAL["passages"] if p["kind"] == PassageKind.CATEGORY}
    assert definitions == {f"category.{category.value}" for category in Category}


def test_the_sample_says_that_it_is_illustrative():
    assert SAMPLE["label"].startswith("Illustrative sample")
    assert "not an official assessment" in SAMPLE["label"]


def test_there_are_eleven_accounts_each_with_one_known_role():
    accounts = SAMPLE["accounts"]
    assert len({account["username"] for account in accounts}) == len(accounts) == 11
    assert {role for account in accounts for role in account["roles"]} == {role.value for role in Role}
    for account in accounts:
        assert len(account["roles"]) == 1
        assert account["name"]
        assert account["email"].endswith("@example.org")
        assert account["granted_on"] == RECORD_BEGINS


def test_the_sign_in_page_names_each_account():
    shown = (FIXTURES.parent / "templates/account/demonstration.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r"<code>(\w+)</code>", shown)) == sorted(one["username"] for one in SAMPLE["accounts"])


def test_reviewers_come_from_several_organizations_and_the_authority_from_another():
    organization = {account["username"]: account["organization"] for account in SAMPLE["accounts"]}
    assert organization["reviewer"] != organization["reviewer2"]
    assert organization["authority"] not in {organization[name] for name in ("reviewer", "reviewer2", "reviewer3")}


def test_all_functions_have_a_known_area_and_every_area_has_functions():
    functions = SAMPLE["functions"]
    assert len({function["code"] for function in functions}) == len(functions) == 102
    assert {function["area"] for function in functions} == {area["code"] for area in OFFICIAL["areas"]}
    for function in functions:
        assert function["code"].startswith(f"{function['area']}-")
        assert function["name"]
        assert function["description"]


def test_events_are_in_the_order_they_were_recorded_in_business_hours():
    times = [event["recorded_at"] for event in EVENTS]
    assert times == sorted(set(times))
    for time in map(datetime.fromisoformat, times):
        assert time.weekday() < 5
        assert 13 <= time.hour < 21


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["recorded_at"])
def test_each_event_is_by_an_analyst_with_a_reason_and_a_date_inside_the_record(event):
    keys = COMMON_KEYS | EVENT_KEYS[event["action"]]
    assert set(event) - {"provenance"} == keys
    assert all(event[key] for key in keys)
    analysts = {account["username"] for account in SAMPLE["accounts"] if Role.ANALYST in account["roles"]}
    assert event["by"] in analysts
    assert date.fromisoformat(event["effective_on"]) >= date.fromisoformat(RECORD_BEGINS)
    assert functions_named(event)
    assert all(code.startswith(f"{event['area']}-") for code in functions_named(event))


def test_published_facts_are_public_source_and_invented_ones_illustrative():
    events = [event for event in (*EVENTS, *REVIEWS["events"]) if event["action"] == "add_evidence"]
    assert {event["title"] for event in events if event["publisher"] != "Written for this sample"} == {
        event["title"] for event in events if event.get("provenance") == "public_source"
    }


def test_a_function_is_named_only_while_it_exists():
    known: set[str] = set()
    for event in EVENTS:
        named = functions_named(event)
        if event["action"] in {"add_functions", "add_function"}:
            assert known.isdisjoint(named)
            known.update(named)
        assert known.issuperset(named)
        if event["action"] == "retire_function":
            known.difference_update(named)


def test_the_first_list_adds_exactly_the_functions_described():
    added = [code for event in EVENTS for code in event.get("functions", [])]
    assert sorted(added) == sorted(function["code"] for function in SAMPLE["functions"])


def test_every_function_was_assessed_at_least_once():
    on_the_list = {code for event in EVENTS if event["action"].startswith("add_") for code in functions_named(event)}
    assert {row["function"] for _, row in ASSESSMENTS} == on_the_list


@pytest.mark.parametrize(("event", "row"), ASSESSMENTS, ids=lambda value: value.get("function", ""))
def test_an_assessment_answers_every_question_with_a_rationale_and_known_sources(event, row):
    assert set(row) - {"key"} == {"function", "rationale", "source", *ANSWERS}
    for question, words in ANSWERS.items():
        assert row[question] in words.values
    assert row["rationale"].strip()
    years = {citation(source): source["year"] for source in SAMPLE["sources"].values()}
    for cited in sources_cited(row):
        assert (years[cited] or 0) <= int(event["recorded_at"][:4])


def test_evidence_is_older_than_its_entry_and_attached_to_earlier_assessments():
    assessed: set[str] = set()
    for event in EVENTS:
        assessed.update(row["function"] for row in event.get("assessments", []))
        if event["action"] == "add_evidence":
            assert event["kind"] in EvidenceKind.values
            assert event["dated_on"] <= event["recorded_at"][:10]
            assert assessed.issuperset(event["behind"])


def test_no_group_assesses_one_function_twice():
    for event in EVENTS:
        assert len(set(functions_named(event))) == len(functions_named(event))


def test_sources_have_only_a_title_a_year_and_their_basis():
    for source in SAMPLE["sources"].values():
        assert set(source) == {"title", "year", "basis"}
        assert source["title"]
        assert source["basis"]


def test_what_is_withdrawn_was_recorded_before_under_the_same_function():
    keyed: dict[str, str] = {}
    voids = 0
    for event in EVENTS:
        keyed.update({row["key"]: row["function"] for row in event.get("assessments", []) if "key" in row})
        if event["action"] == "void_assessment":
            voids += 1
            assert keyed.pop(event["voids"]) == event["function"]
    assert voids == 1
    assert not keyed


def test_the_history_contains_each_kind_of_event_that_the_pages_must_show():
    actions = Counter(event["action"] for event in EVENTS)
    assert set(actions) == set(EVENT_KEYS)
    assert actions["revise_function"] == 2
    recorded_later = [event for event in EVENTS if event["effective_on"] < event["recorded_at"][:10]]
    assert {event["action"] for event in recorded_later} == {"assess", "void_assessment"}
    assert [event["effective_on"] for event in EVENTS if event["effective_on"] > event["recorded_at"][:10]] == [
        "2027-01-15"
    ]
