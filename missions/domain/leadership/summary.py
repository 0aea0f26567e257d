"""The data behind leadership's figures: the portfolio, the history of its categories, and its reviews."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from missions.domain.memo import memoized
from missions.domain.record.portfolio import AreaState, Portfolio
from missions.domain.record.rule.criteria import Favor, favor_of
from missions.domain.record.rule.evaluation import Evaluation, evaluation
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind

REVIEWED = (DecisionKind.SHIFT, DecisionKind.REAFFIRM)


class Decision(NamedTuple):
    """A category decision in force: its effective day, and the entry that recorded it."""

    on: date
    sequence: int
    category: Category
    kind: DecisionKind


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken period in one category; `end` is the day the next one began, None while it lasts."""

    category: Category
    start: date
    end: date | None


@dataclass(frozen=True)
class Past:
    """An area's history: its decisions, and what its assessments favored on the day `base`.

    Of several decisions that repeat the category in force, the last one from a review is enough. `base` is the day of
    that decision, or one year before the day shown if no review led to one (`reviewed` is then False).
    """

    decisions: tuple[Decision, ...]
    base: date
    reviewed: bool
    favor: Favor

    @cached_property
    def _by_day(self) -> tuple[Decision, ...]:
        last = {decision.on: decision for decision in sorted(self.decisions, key=attrgetter("sequence"))}
        return tuple(last[day] for day in sorted(last))

    def effective(self, until: date) -> tuple[Decision, ...]:
        """The decisions effective by that day, in order of days; of several on one day, the last recorded."""
        return self._by_day[: bisect_right(self._by_day, until, key=attrgetter("on"))]

    def runs(self, until: date) -> tuple[Run, ...]:
        """The periods in each category up to that day, in order; returning to a category begins a new period."""
        return memoized(self, ("runs", until), lambda: self._runs(until))

    def _runs(self, until: date) -> tuple[Run, ...]:
        found: list[Run] = []
        for decision in self.effective(until):
            if found and found[-1].category is decision.category:
                continue
            if found:
                found[-1] = replace(found[-1], end=decision.on)
            found.append(Run(decision.category, decision.on, None))
        return tuple(found)

    def category(self, on: date) -> Category | None:
        """The category in force on that day."""
        held = self.effective(on)
        return held[-1].category if held else None

    def evaluated_on(self, on: date) -> date | None:
        """The day of the last decision by that day that came from a review; None if there is none."""
        return next((d.on for d in reversed(self.effective(on)) if d.kind in REVIEWED), None)


@dataclass(frozen=True)
class Watched(Evaluation):
    """An area's evaluation, with its open review and its last move.

    `review` is the open review or None; `review_past_due` is the number of days past its due date. `proposed` is the
    category that it proposes, if that differs from the one in force. `came_from` is the category before this one and
    `moved_on` the day of the move; both None if the area never moved.
    """

    review: ReviewSpan | None
    review_past_due: int
    proposed: Category | None
    came_from: Category | None
    moved_on: date | None

    @property
    def pending_word(self) -> str:
        """How far the category that the open review proposes has come."""
        return "approved" if self.review and self.review.is_approved else "proposed"


NO_PAST = Past((), date.min, False, favor_of(()))


@dataclass(frozen=True)
class Leadership:
    """The portfolio with its history and its reviews; `since` and `until` are the days compared, if asked for.

    `category` narrows it to the areas in that category.
    """

    portfolio: Portfolio
    past: Mapping[str, Past]
    reviews: tuple[ReviewSpan, ...] = ()
    since: date | None = None
    until: date | None = None
    category: Category | None = None

    @property
    def compared_to(self) -> date:
        """The later day of the comparison: the one asked for, else the day shown."""
        return self.until or self.today

    @property
    def today(self) -> date:
        """The day shown."""
        return self.portfolio.moment.as_of

    @cached_property
    def items(self) -> tuple[Evaluation, ...]:
        """Every mission area shown, with its result under the rule and its next evaluation, in the strategy's order."""
        return tuple(evaluation(self.portfolio, area) for area in self.areas)

    @cached_property
    def areas(self) -> tuple[AreaState, ...]:
        """The mission areas shown. Emerging areas have no category and are in no figure."""
        areas = self.portfolio.areas
        return tuple(area for area in areas if area.category is self.category) if self.category else areas

    @cached_property
    def shown_reviews(self) -> tuple[ReviewSpan, ...]:
        """The reviews of the areas shown."""
        codes = {area.code for area in self.areas}
        return tuple(review for review in self.reviews if review.area in codes)

    @cached_property
    def open_reviews(self) -> Mapping[str, ReviewSpan]:
        """The open review, by area; an area has at most one."""
        return {review.area: review for review in self.shown_reviews if review.is_open(self.today)}

    @cached_property
    def watched(self) -> tuple[Watched, ...]:
        """Every item with its open review and its previous category."""
        return tuple(map(self.watch, self.items))

    def watch(self, item: Evaluation) -> Watched:
        """An area's evaluation, with its open review and its last move."""
        code = item.area.code
        runs = self.past_of(code).runs(self.today)
        came_from = runs[-2].category if len(runs) > 1 else None
        review = self.open_reviews.get(code)
        moves = (
            review,
            review.past_due(self.today) if review else 0,
            self.pending.get(code),
            came_from,
            runs[-1].start if came_from else None,
        )
        read = (item.area, item.result, item.due, item.overdue_days, item.trust)
        return memoized(item, ("watched", moves), lambda: Watched(*read, *moves))

    @cached_property
    def pending(self) -> Mapping[str, Category]:
        """The category that an open review proposes, by area, if it differs from the one in force."""
        proposed = {code: review.target for code, review in self.open_reviews.items()}
        return {a.code: proposed[a.code] for a in self.areas if proposed.get(a.code) not in (None, a.category)}

    @cached_property
    def approved(self) -> frozenset[str]:
        """The areas whose pending category is already approved, and takes effect on its day."""
        return frozenset(code for code in self.pending if self.open_reviews[code].is_approved)

    @cached_property
    def begins(self) -> date | None:
        """The first day on which any area had a category."""
        return min((d.on for past in self.past.values() for d in past.decisions), default=None)

    @property
    def compared_with(self) -> date | None:
        """The earlier day of the comparison: the one asked for, else the record's first, if that is before today."""
        return self.since or (self.begins if self.begins and self.begins < self.compared_to else None)

    def ended_in(self, area: AreaState) -> Category | None:
        """The category of the area on the later day of the comparison."""
        if self.compared_to == self.today:
            return area.category
        return self.past_of(area.code).category(self.compared_to)

    def past_of(self, code: str) -> Past:
        """The history of the area of that code; empty if nothing was decided."""
        return self.past.get(code, NO_PAST)
