"""Reviews in leadership's figures: as a plain reading of their steps has them, on each day; no draft, no vote."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, timedelta

import pytest
from django.test import Client

from missions.actions.reviews import effect, reviews
from missions.charts.registry import CHARTS
from missions.domain.dates import day, month
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind, Move, ProposalKind, Role, State, VoteChoice
from missions.exports.briefings.outline import slides
from missions.exports.registry import BRIEFING
from missions.models import AuditEntry, ReviewClosing, Transition
from missions.models import Review as ReviewRow
from missions.queries.moment import resolve, today_of_database
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.spans import review_spans
from tests import factories
from tests import review_factories as made
from tests.portfolios import document

pytestmark = pytest.mark.django_db

SENT = (Move.SUBMIT, Move.REQUEST_CHANGES, Move.APPROVE, Move.RECALL)


@pytest.fixture
def story(people: made.Cast) -> made.Cast:
    """Four areas: one shifts and is then to be reaffirmed, one is drafted and due later, one to change, one closed."""
    made.assessed("T-1")
    shift = made.supported(people, effective_on=made.in_days(8))
    drafted = made.draft(people, area_code="SDA", target=Category.COMMERCIAL_PRIMARY)
    changed = made.submitted(people, area_code="PNT", target=Category.HYBRID)
    closed = made.review(people, area_code="EW")
    with made.on_day(3):
        made.approve(people.authority, shift)
        made.votes.request_changes(
            by=people.reviewer3, proposal=changed, items=[("The date", made.REASON)], **made.live(changed)
        )
    with made.on_day(5):
        reviews.close_review(by=people.steward, review=closed, reason=made.REASON)
        for days in (40, 60):
            reviews.move_due_date(
                by=people.steward, review=drafted.review, due_on=made.in_days(days), reason=made.REASON
            )
    with made.on_day(8):
        effect.apply_due_decisions()
    with made.on_day(10):
        made.submitted(
            people,
            kind=ProposalKind.REAFFIRM,
            target=Category.GOVERNMENT_PRIMARY,
            effective_on=made.in_days(10) + timedelta(days=2),
        )
    return people


def plainly(on: date, known: int) -> list[ReviewSpan]:
    """Every review, read step by step."""

    def happened(entry: AuditEntry) -> date | None:
        day = entry.recorded_at.astimezone(UTC).date()
        return day if entry.sequence <= known and day <= on else None

    found = []
    for review in ReviewRow.objects.order_by("pk"):
        opened = happened(review.entry)
        if opened is None:
            continue
        closing = ReviewClosing.objects.filter(review=review).first()
        closed = happened(closing.entry) if closing else None
        steps = Transition.objects.filter(proposal__review=review).order_by("entry_id")
        last = ([step for step in steps if happened(step.entry)] or [None])[-1]
        target = Category(last.revision.target) if last and last.move in SENT and closed is None else None
        state = State(last.target) if target else None
        outcome = DecisionKind(last.revision.kind) if closed and last and last.move == Move.TAKE_EFFECT else None
        due = ([move.due_on for move in review.due_moves.order_by("pk") if happened(move.entry)] or [review.due_on])[-1]
        found.append(ReviewSpan(review.area.code, opened, due, closed, outcome, target, state))
    return found


def test_reviews_are_those_of_a_plain_reading_on_each_day_and_as_known_by_each_step(story: made.Cast) -> None:
    today = today_of_database()
    head = AuditEntry.objects.latest("sequence").sequence
    seen = set()
    for days in (-1, 0, 2, 3, 5, 7, 8, 9, 10, 40):
        on = today + timedelta(days=days)
        moment = resolve(as_of=on, known=None, today=today, chosen=True).moment
        found = review_spans(moment)
        assert list(found) == plainly(on, head)
        seen.update((span.area, span.closed_on is None, span.outcome, span.target) for span in found)
    for sequence in AuditEntry.objects.values_list("sequence", flat=True):
        moment = resolve(as_of=today + timedelta(days=40), known=None, today=today, chosen=True).moment
        at = moment.__class__(moment.as_of, sequence, None, today)
        assert list(review_spans(at)) == plainly(moment.as_of, sequence)
    assert seen == {
        ("SATCOM", True, None, Category.GOVERNMENT_PRIMARY),
        ("SATCOM", False, DecisionKind.SHIFT, None),
        ("SDA", True, None, None),
        ("PNT", True, None, Category.HYBRID),
        ("EW", True, None, None),
        ("EW", False, None, None),
    }


def read(client: Client, role: Role = Role.VIEWER) -> Callable[[str], str]:
    account = factories.user(f"reads-{role}", role)
    client.force_login(account)
    return lambda address: client.get(address).content.decode()


def cells(client: Client, slug: str) -> list[list]:
    return client.get(f"/charts/{slug}.json").json()["table"]["rows"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST, Role.REVIEWER, Role.AUTHORITY, Role.AUDITOR])
def test_what_is_only_drafted_is_proposed_in_no_figure(people: made.Cast, client: Client, role: Role) -> None:
    made.draft(people, target=Category.COMMERCIAL_PRIMARY)
    page = read(client, role)("/overview/")
    assert "No shift since" in page and "proposed:" not in page
    assert [row[2:] for row in cells(client, "categories")] == [[0, ""]] * 3
    assert [(row[0], row[9], row[10]) for row in cells(client, "due") if row[6]] == [("SATCOM", "", "analysts")]


def test_a_draft_that_goes_back_to_its_author_keeps_what_was_sent_to_itself(people: made.Cast, client: Client) -> None:
    """Sent as a shift, changed in the draft to another: nobody learns of the other one."""
    proposal = made.submitted(people)
    made.votes.request_changes(
        by=people.reviewer3, proposal=proposal, items=[("The date", made.REASON)], **made.live(proposal)
    )
    saved = made.again(proposal).draft.saved
    content = made.content(target=Category.COMMERCIAL_PRIMARY)
    made.proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=content)
    page = read(client)("/overview/")
    assert "1 shift is proposed: SATCOM to Government Primary." in page
    assert [row[9:] for row in cells(client, "due") if row[6]] == [["Government Primary", "author"]]


def test_what_is_sent_shows_in_the_very_next_request(people: made.Cast, client: Client) -> None:
    proposal, look = made.draft(people), read(client)
    assert "is proposed" not in look("/overview/")
    made.submit(people, proposal)
    page = look("/overview/")
    assert "1 shift is proposed: SATCOM to Government Primary." in page
    assert 'class="proposed"' in page
    assert ["Hybrid", 6, 1, "Government Primary: SATCOM"] in cells(client, "categories")


def test_the_list_of_areas_names_the_day_that_the_overview_names(people: made.Cast, client: Client) -> None:
    proposal, look = made.draft(people), read(client)
    due = proposal.review.due_on

    def facts(page: str) -> dict[str, str]:
        tile = r'class="tile__code">(\w+)</span>.*?class="tile__dates">(.*?)</span>\s*</span>\s*</a>'
        tiles = re.findall(tile, page, re.S)
        # Emerging areas stand on the overview by name alone.
        return {code: dates for code, dates in tiles if code != "ISAM"}

    before = facts(look("/areas/"))
    assert before == facts(look("/overview/"))
    assert f"review due {month(due)}" in before["SATCOM"]
    made.submit(people, proposal)
    table = look("/areas/?view=table&sort=due")
    assert f'<span class="small quiet">review due {day(due)}</span>' in table
    assert facts(look("/areas/")) == facts(look("/overview/")) and 'class="proposed"' in look("/areas/")


def test_no_figure_tells_how_anybody_voted(people: made.Cast, client: Client) -> None:
    proposal = made.submitted(people)
    look = read(client)
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal, VoteChoice.OBJECT, "It does not hold.")
    shown = [look("/overview/"), *(look(f"/charts/{slug}.json") for slug in CHARTS)]
    for one in (people.reviewer, people.reviewer2):
        assert not any(one.name in page for page in shown)
    assert not any("It does not hold." in page for page in shown)


@pytest.mark.parametrize("days", [35, 400, 3000])
def test_what_is_late_is_one_number_on_every_page_figure_slide_and_export(
    people: made.Cast, client: Client, days: int
) -> None:
    made.review(people)
    read(client)
    at = {"as_of": str(made.in_days(days))}
    overview = client.get("/overview/", at)
    table = client.get("/areas/", {"view": "table"} | at)
    late = {row.area.code: row.overdue_days for row in table.context["rows"] if row.overdue_days}
    told = f"{len(late)} evaluation" if late else "No evaluation is overdue"

    assert {item.area.code: item.overdue_days for item in overview.context["overdue"].shown} == late
    said = overview.context["told"].get("Late", "")
    assert told in said or not (late or said)
    figure = client.get("/charts/due.json", at).json()
    assert told in figure["summary"]
    assert {row[0]: row[3] for row in figure["table"]["rows"] if row[3]} == late
    resolved = resolve(as_of=made.in_days(days), known=None, today=today_of_database(), chosen=True)
    briefing = slides(document(BRIEFING, portfolio(resolved.moment, resolved.policy)))
    assert told in briefing[4].title
    listed = json.loads(b"".join(client.get("/exports/areas.json", at)))["areas"]
    assert {row["area"]: row["overdue_days"] for row in listed if row["overdue_days"]} == late
    assert client.get("/areas/SATCOM/", at).context["overdue_days"] == late.get("SATCOM", 0)
    board = client.get("/areas/", {"view": "board"} | at).content.decode()
    assert ("overdue</span>" in board) is bool(late)
    # The review is past its own due date, which is another thing than the evaluation's.
    assert board.count(f">review {days - 30} days past due</span>") == 1
    assert f">review {days - 30} days past due</span>" in overview.content.decode()


def test_a_review_past_its_own_due_date_makes_no_area_late(people: made.Cast, client: Client) -> None:
    made.review(people)
    read(client)
    at = f"?as_of={made.in_days(35)}"
    assert "1 past its own due date" in client.get(f"/charts/due.json{at}").json()["summary"]
    late = {item.area.code: item.overdue_days for item in client.get(f"/{at}").context["overdue"].shown}
    due = client.get(f"/areas/SATCOM/{at}").context["due"]
    assert late.get("SATCOM", 0) == max((made.in_days(35) - due).days, 0)


def test_between_two_days_it_is_the_authority_who_decided_not_the_program(people: made.Cast, client: Client) -> None:
    made.effective(people)
    read(client)
    address = f"/?as_of={made.in_days(1)}&from={made.in_days(-30)}&to={made.in_days(1)}"
    movements = client.get(address).context["figures"].between["movements"]
    assert [by for one, by in movements if one.area == "SATCOM" and one.said] == [people.authority.name]
