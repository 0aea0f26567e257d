"""The official facts and the sample: what they load, once, and where."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from missions.actions.installation import WrongInstallation
from missions.actions.setup import official, sample
from missions.domain import canonical
from missions.domain.record.portfolio import Moment
from missions.domain.record.rule.categorization import indicate, standing_of
from missions.domain.record.rule.thresholds import StandingCounts, Thresholds
from missions.domain.vocabulary import Category
from missions.models import AuditEntry, ChainHead, Function
from missions.queries.record.portfolio import portfolio
from missions.queries.record.strategy import passages

FIXTURES = settings.BASE_DIR / "fixtures"
OFFICIAL = json.loads((FIXTURES / "official.json").read_text(encoding="utf-8"))
SAMPLE = json.loads((FIXTURES / "sample.json").read_text(encoding="utf-8"))
REVIEWS = json.loads((FIXTURES / "reviews.json").read_text())
COMMERCIAL = json.loads((FIXTURES / "commercial.json").read_text(encoding="utf-8"))

# The functions of the first round; two more are added during the sample.
LISTED = {function["code"] for function in SAMPLE["functions"]}


def moment(on: date = date(2026, 11, 23)) -> Moment:
    return Moment(as_of=on, sequence=ChainHead.objects.get().sequence, known=None, today=on)


@pytest.mark.django_db
class TestOfficialFacts:
    def test_thirteen_areas_have_their_categories_and_isam_has_none(self) -> None:
        found = portfolio(moment(), None)
        assert Counter(area.category for area in found.areas) == {
            Category.GOVERNMENT_PRIMARY: 6,
            Category.HYBRID: 6,
            Category.COMMERCIAL_PRIMARY: 1,
        }
        assert [(area.code, area.category) for area in found.emerging] == [("ISAM", None)]

    def test_every_category_is_official_with_its_section_and_day(self) -> None:
        for area in portfolio(moment(), None).areas:
            assert area.decided.said.provenance == "official"
            assert area.decided.section == "IV"
            assert area.decided.since == date(2024, 4, 2)

    def test_a_new_database_has_no_functions(self) -> None:
        assert not any(area.functions for area in portfolio(moment(), None).everything)

    def test_there_is_no_area_before_the_strategy(self) -> None:
        assert portfolio(moment(date(2024, 4, 1)), None).areas == ()

    def test_passages_are_word_for_word(self) -> None:
        shown = {one.code: one for found in passages(moment()).values() for one in found}
        children = {child.code: child for one in shown.values() for child in one.children}
        for passage in OFFICIAL["passages"]:
            assert (shown | children)[passage["code"]].text == passage["text"]

    def test_loading_again_changes_nothing(self) -> None:
        before = AuditEntry.objects.count()
        assert official.load_official(OFFICIAL) is False
        assert AuditEntry.objects.count() == before


@pytest.mark.django_db
def test_the_sample_is_refused_outside_a_demonstration() -> None:
    with pytest.raises(WrongInstallation):
        sample.install_accounts(SAMPLE["accounts"], "irrelevant-here")
    with pytest.raises(WrongInstallation):
        sample.load_sample(SAMPLE, REVIEWS, COMMERCIAL)
    assert not Function.objects.exists()


def indicated(*, first: bool) -> dict[str, str | None]:
    """The category indicated by the first assessments, or by the last ones by today, without retired functions."""
    standings: dict[str, dict[str, str]] = {}
    events = [event for event in SAMPLE["events"] if event["effective_on"] <= "2026-11-23"]
    voided = {event["voids"] for event in events if event["action"] == "void_assessment"}
    dated: dict[str, str] = {}
    for event in events:
        for given in event.get("assessments", ()):
            code = given["function"]
            if first and code not in LISTED:
                continue
            stale = code in dated and (first or event["effective_on"] < dated[code])
            if given.get("key") in voided or stale:
                continue
            dated[code] = event["effective_on"]
            answers = [given[name] for name in ("performer", "risk", "availability", "fit")]
            standings.setdefault(event["area"], {})[code] = standing_of(*answers)
        if event["action"] == "retire_function" and not first:
            standings[event["area"]].pop(event["function"])
    return {
        area: indicate(StandingCounts.of(found.values()), Thresholds()).category for area, found in standings.items()
    }


def published() -> dict[str, str]:
    return {area["code"]: area["category"] for area in OFFICIAL["areas"] if area["category"]}


def test_the_first_assessments_of_the_sample_indicate_the_published_categories() -> None:
    # The sample was written to agree: this shows that rule and sample are consistent, and proves nothing else.
    found = indicated(first=True)
    assert {code: found[code] for code in published()} == published()


def test_the_sample_drifts_today_in_two_areas() -> None:
    found = indicated(first=False)
    assert {code: found[code].value for code, category in published().items() if found[code] != category} == {
        "C2": "hybrid",
        "SATCOM": "commercial_primary",
    }


@pytest.mark.django_db
def test_digests_in_python_and_in_the_database_are_the_same() -> None:
    fields = ["1", "2024-04-02T12:00:00.000000Z", "", "ß…", "a:1,b"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT csis_entry_digest(VARIADIC %s::text[])", [fields])
        assert cursor.fetchone()[0] == canonical.chained(fields)
    entry = AuditEntry.objects.get(pk=1)
    assert canonical.digest(entry.payload) == entry.payload_digest
    assert canonical.instant(entry.recorded_at) == canonical.instant(datetime(2024, 4, 2, 12, tzinfo=UTC))


@pytest.mark.django_db
def test_the_shift_of_the_sample_is_refused_outside_a_demonstration():
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match="created for demonstration"):
        call_command("load_sample_shift")
    assert AuditEntry.objects.count() == before
