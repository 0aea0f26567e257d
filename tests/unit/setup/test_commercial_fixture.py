"""The commercial fixture is consistent: in order, by analysts, and either public source or illustrative."""

import json
from datetime import datetime
from pathlib import Path

from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import Provenance, Role

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
FILES = {
    name: json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("sample", "reviews", "commercial")
}
EVENTS = FILES["commercial"]["events"]
RECORDS = [(event, row) for event in EVENTS for row in event.get("records", ())]


def test_the_file_says_that_it_is_a_sample_and_no_endorsement():
    assert "illustrative" in FILES["commercial"]["label"]
    assert "no endorsement" in FILES["commercial"]["label"]


def test_events_are_in_order_in_business_hours_and_share_no_time_with_another_file():
    times = [event["recorded_at"] for event in EVENTS]
    assert times == sorted(times)
    for time in map(datetime.fromisoformat, times):
        assert time.weekday() < 5
        assert 13 <= time.hour < 21
    every = [event["recorded_at"] for file in FILES.values() for event in file["events"]]
    assert len(set(every)) == len(every)


def test_each_event_is_by_an_analyst_with_a_reason():
    analysts = {one["username"] for one in FILES["sample"]["accounts"] if Role.ANALYST in one["roles"]}
    assert {event["by"] for event in EVENTS} == analysts
    assert all(event["reason"] for event in EVENTS)


def test_nothing_is_official_and_each_record_names_its_source():
    assert {event["provenance"] for event, _ in RECORDS} == {Provenance.PUBLIC_SOURCE, Provenance.ILLUSTRATIVE}
    for event, row in RECORDS:
        assert event["effective_on"] <= event["recorded_at"][:10]
        assert row["source"]
        assert "fficial" not in json.dumps(row)


def test_illustrative_records_say_so_in_their_name_and_text():
    titles = {"agreement": "title", "exercise": "name", "safeguard": "covers", "judgment": "rationale"}
    made_up = [
        (event["kind"], row)
        for event, row in RECORDS
        if event["provenance"] == Provenance.ILLUSTRATIVE and event["action"] == "record"
    ]
    assert {kind for kind, _ in made_up} == set(titles)
    for kind, row in made_up:
        assert row[titles[kind]].startswith("Illustrative: ")
        assert kind == "judgment" or row["note"].startswith("Illustrative: ")


def test_a_code_has_its_kinds_prefix_and_is_recorded_once_then_revised():
    known: set[tuple[str, str]] = set()
    prefixes = {kind.name: kind.prefix for kind in COMMERCIAL}
    for event, row in RECORDS:
        key = event["kind"], row["code"]
        assert row["code"].startswith(f"{prefixes[event['kind']]}-")
        assert (key in known) == (event["action"] == "revise")
        known.add(key)


def test_the_information_sharing_center_is_not_a_provider():
    names = [row["name"] for event, row in RECORDS if event["kind"] == "provider" and "name" in row]
    assert not [name for name in names if "Information Sharing" in name]
    assert {"UltiSat", "Artel", "Trace Systems", "PAR Government", "RiteNet", "Satcom Direct"} <= set(names)
