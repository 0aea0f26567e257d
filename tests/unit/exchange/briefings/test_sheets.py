"""The sheet of an area: its recommendation in the proposal's words, votes after the decision, nothing left out."""

from dataclasses import replace
from datetime import date

import pytest

from missions.domain.exchange.briefed import AreaSheet, Before, CastVote, Recommendation, Ruling, sheet
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.evaluation import evaluation
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Availability, Category, ProposalKind, Standing, State, VoteChoice
from missions.exports.briefings.outline import slides
from missions.exports.briefings.render import fit
from missions.exports.briefings.sheets import sheets
from missions.exports.briefings.slide import Gauged, Slide, SlideTable, Words
from missions.exports.registry import BRIEFING
from tests import portfolios

CAST = (
    CastVote("T. Nakamura", "Space Force", VoteChoice.SUPPORT),
    CastVote("B. Osei", "Space Systems Command", VoteChoice.OBJECT),
)
RULING = Ruling("A. Keller", date(2026, 11, 12), "It is well founded.")


def area(functions: int = 4, **answers: object) -> AreaState:
    made = [
        portfolios.function(f"S-{n}", "SATCOM", portfolios.assessed(**portfolios.DEMONSTRATED | answers))
        for n in range(functions)
    ]
    return portfolios.area("SATCOM", Category.HYBRID, tuple(made))


def recommendation(**said: object) -> Recommendation:
    usual = {
        "proposal": 12,
        "revision": 2,
        "content_hash": "a" * 64,
        "area": "SATCOM",
        "state": State.IN_REVIEW,
        "kind": ProposalKind.SHIFT,
        "target": Category.COMMERCIAL_PRIMARY,
        "effective_on": date(2027, 1, 1),
        "rationale": "Commercial solutions carry the traffic.\nThey have for two years.",
        "authors": "R. Ortiz",
        "evidence": 3,
        "due": date(2026, 12, 12),
        "supports": 2,
        "organizations": 2,
        "cast": 1,
        "base_on": date(2026, 11, 1),
        "base": area(),
    }
    return Recommendation(**usual | said)


def drawn(held: AreaState, *, reviews: tuple[ReviewSpan, ...] = (), **said: object) -> list[Slide]:
    portfolio = portfolios.portfolio(held, held=portfolios.policy())
    lead = Leadership(portfolio, {}, reviews)
    made = sheet(held, portfolio.policy, portfolios.DAY, **said)
    return list(sheets(lead, lead.watch(evaluation(portfolio, held)), made))


def words(told: list[Slide]) -> list[str]:
    found = []
    for block in (block for one in told for block in one.blocks):
        if isinstance(block, Words):
            found += [block.head, *block.paragraphs]
    return found


def lines(told: list[Slide]) -> list[tuple[str, ...]]:
    return [row for one in told for block in one.blocks if isinstance(block, SlideTable) for row in block.rows]


def changed_from(held: AreaState) -> Before:
    then = tuple(
        replace(one, assessed=replace(one.assessed, availability=Availability.LIMITED)) for one in held.functions
    )
    return Before(date(2024, 4, 2), replace(held, functions=then), began=False)


def test_the_recommendation_has_the_proposals_words() -> None:
    told = words(drawn(area(), recommendation=recommendation()))
    assert (
        "Shift to Commercial Primary on 1 Jan 2027."
        " Proposal 12, revision 2, drafted by R. Ortiz: in review, due 12 Dec 2026." in told
    )
    assert "Commercial solutions carry the traffic." in told and "They have for two years." in told


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.CHANGES_REQUESTED, State.NEEDS_REBASE, State.APPROVED])
def test_votes_are_not_shown_before_the_decision(state: State) -> None:
    told = " ".join(words(drawn(area(), recommendation=recommendation(state=state))))
    assert "1 vote cast; it needs 2 supports from 2 organizations." in told
    assert "support" not in told.replace("2 supports", "") and "object" not in told


@pytest.mark.parametrize("state", [State.EFFECTIVE, State.REJECTED])
def test_after_the_decision_votes_and_decision_are_shown(state: State) -> None:
    made = recommendation(state=state, votes=CAST, ruling=RULING)
    told = words(drawn(area(), recommendation=made))
    assert "T. Nakamura (Space Force): support" in told and "B. Osei (Space Systems Command): object" in told
    assert "Decided by A. Keller on 12 Nov 2026: It is well founded." in told


def test_a_proposal_hidden_from_the_reader_is_shown_by_its_target_only() -> None:
    review = ReviewSpan(
        "SATCOM", date(2026, 9, 1), date(2026, 12, 12), None, None, Category.COMMERCIAL_PRIMARY, State.IN_REVIEW
    )
    told = " ".join(words(drawn(area(), reviews=(review,), withheld=True)))
    assert "Commercial Primary is proposed in a review that is due 12 Dec 2026." in told
    assert "vote" not in told.lower()


def test_the_sheet_shows_changes_with_both_values() -> None:
    held = area()
    (told,) = drawn(held, before=changed_from(held), recommendation=recommendation())
    grid = next(block for block in told.blocks if isinstance(block, SlideTable))
    assert grid.columns[0] == "4 changed since 2 Apr 2024"
    assert [row[0] for row in grid.rows] == [f"S-{n} Function S-{n}" for n in range(4)]
    assert {row[3] for row in grid.rows} == {"availability: limited → mature"}
    assert "No function has changed since 2 Apr 2024." in words(
        drawn(held, before=Before(date(2024, 4, 2), held, False))
    )


def test_if_not_all_changes_fit_changed_standings_come_first() -> None:
    held = area(30)
    then = changed_from(held)
    open_then = tuple(replace(one, standing=Standing.OPEN) for one in then.area.functions[:2])
    then = replace(then, area=replace(then.area, functions=(*open_then, *then.area.functions[2:])))
    told = drawn(held, before=then)
    assert [row[1:3] for row in lines(told[:1])] == [("Open", "Demonstrated")] * 2
    assert len(lines(told[1:])) == 30
    assert "30 changed since 2 Apr 2024: see the next slide." in words(told[:1])
    assert all(sum(fit.band_height(band) + fit.GAP for band in one.bands) <= fit.TALL_HEIGHT + fit.GAP for one in told)


@pytest.mark.parametrize("functions", [1, 6, 12, 60])
@pytest.mark.parametrize("sentences", [1, 12, 60, 400])
def test_nothing_is_left_out_and_every_slide_fits(functions: int, sentences: int) -> None:
    held = area(functions)
    rationale = "\n".join(f"Reason {n} why commercial solutions carry most of the traffic." for n in range(sentences))
    reason = "Well founded. " * sentences
    made = recommendation(rationale=rationale, state=State.EFFECTIVE, votes=CAST, ruling=replace(RULING, reason=reason))
    told = drawn(held, before=changed_from(held), recommendation=made)
    assert len(lines(told)) == functions
    said = " ".join(" ".join(words(told)).split())
    assert all(f"Reason {n} why" in said for n in range(sentences))
    assert said.count("Well founded.") == sentences
    for one in told:
        assert sum(fit.band_height(band) + fit.GAP for band in one.bands) <= fit.TALL_HEIGHT + fit.GAP
        assert len(lines([one])) != 2 or len(lines(told)) == 2 or len(one.bands) > 1


def test_a_paragraph_longer_than_a_slide_continues_between_words() -> None:
    rationale = " ".join(f"word{n}" for n in range(3000))
    told = words(drawn(area(), recommendation=recommendation(rationale=rationale)))
    assert " ".join(one for one in told if one.startswith("word")) == rationale


def test_the_gauge_shows_the_proposal_only_while_it_is_open() -> None:
    def points(made: Recommendation) -> list[str]:
        told = drawn(area(), before=changed_from(area()), recommendation=made)
        gauge = next(block.gauge for one in told for block in one.blocks if isinstance(block, Gauged))
        return [point.label for point in gauge.points]

    assert points(recommendation()) == ["Last decided", "As proposed", "Now"]
    assert points(recommendation(state=State.EFFECTIVE)) == ["Last decided", "Now"]


def briefing_of(made: Recommendation) -> tuple[Slide, ...]:
    held = portfolios.portfolio(area(), held=portfolios.policy())
    one = AreaSheet("SATCOM", recommendation=made)
    return slides(replace(portfolios.document(BRIEFING, held), sheets=(one,), about=made))


def test_a_briefing_of_one_proposal_has_its_question_and_whom_it_asks() -> None:
    made = briefing_of(recommendation())
    assert made[1].title == "Should SATCOM move from Hybrid to Commercial Primary on 1 Jan 2027?"
    assert lines([made[1]]) == [("Vote and decide: proposal 12", "Reviewers, authority", "12 Dec 2026")]
    assert "Approval changes the category on 1 Jan 2027. Nothing in force changes before." in words([made[1]])
    assert len(made) == 4


def test_a_decided_proposal_asks_nothing() -> None:
    made = briefing_of(recommendation(state=State.REJECTED, votes=CAST, ruling=RULING))
    assert lines([made[1]]) == []
    assert [block.empty for block in made[1].blocks if isinstance(block, SlideTable)] == [
        "Nothing is asked: it is no longer open."
    ]
    told = words([made[1]])
    assert "It was rejected; the category stayed as it was." in told
    assert "Decided by A. Keller on 12 Nov 2026." in told


def test_an_approved_proposal_asks_nothing_and_shows_no_vote_before_its_day() -> None:
    made = briefing_of(recommendation(state=State.APPROVED))
    assert lines([made[1]]) == []
    assert [block.empty for block in made[1].blocks if isinstance(block, SlideTable)] == [
        "Nothing is asked. Approved: it takes effect by itself."
    ]
    assert "T. Nakamura" not in " ".join(words(list(made)))
