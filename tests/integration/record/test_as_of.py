"""The state at a date and a sequence, of every kind of fact and of the portfolio, against a simple model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.actions.chain import recording
from missions.domain.record.portfolio import AreaState, Moment
from missions.domain.vocabulary import Category, DecisionKind, Performer, Provenance
from missions.models import (
    AreaRevision,
    Assessment,
    AuditEntry,
    CategoryDecision,
    ChainHead,
    Function,
    FunctionRevision,
    MissionArea,
)
from missions.models.base import Fact
from missions.queries.record.portfolio import portfolio
from tests import factories

FACTS = [AreaRevision, CategoryDecision, FunctionRevision, Assessment]
FIRST_DAY = date(2025, 3, 1)
DAYS = 3
# Far beyond the official load: the entries and rows of a history are numbered from here.
FIRST = 1000


@dataclass(frozen=True)
class Known:
    """A fact of a history: `day` counts from the first, None only withdraws; `voids` is an index into the history."""

    model: type[Fact]
    subject: int
    entry: int
    day: int | None
    voids: int | None
    shade: int

    @property
    def on(self) -> date | None:
        return None if self.day is None else FIRST_DAY + timedelta(days=self.day)


# With facts of one kind only, they interact more often.
ANY_KINDS = st.just(FACTS) | st.sampled_from(FACTS).map(lambda model: [model])


@st.composite
def histories(draw, of: st.SearchStrategy[list[type[Fact]]] = ANY_KINDS) -> list[Known]:
    """Facts in the order of their entries: backdated and future ones, several a day, corrections and withdrawals."""
    history: list[Known] = []
    entry = FIRST
    kinds = draw(of)
    for _ in range(draw(st.integers(1, 14))):
        model = draw(st.sampled_from(kinds))
        subject = FIRST + draw(st.integers(0, 1))
        day = draw(st.none() | st.integers(0, DAYS))
        taken = {(known.model, known.subject, known.day) for known in history if known.entry == entry}
        if draw(st.booleans()) or (model, subject, day) in taken:
            entry += 1
        voided = {known.voids for known in history}
        earlier = [
            place
            for place, known in enumerate(history)
            if (known.model, known.subject) == (model, subject) and known.entry < entry and place not in voided
        ]
        voids = draw(st.none() | st.sampled_from(earlier)) if earlier else None
        if voids is not None or day is not None:
            history.append(Known(model, subject, entry, day, voids, shade=draw(st.integers(0, 5))))
    return history


def always(_fact: Known) -> bool:
    return True


@dataclass(frozen=True)
class Naive:
    """A history as known at an entry, read on a day; facts are named by their index."""

    history: list[Known]
    day: int
    entry: int

    def holding(self, model: type[Fact], subject: int, only: Callable[[Known], bool] = always) -> int | None:
        """The fact in force, by the sentence of the design."""
        voided = {fact.voids for fact in self.history if fact.entry <= self.entry}
        held = [
            (fact.day, fact.entry, place)
            for place, fact in enumerate(self.history)
            if (fact.model, fact.subject) == (model, subject)
            and fact.day is not None
            and fact.day <= self.day
            and fact.entry <= self.entry
            and place not in voided
            and only(fact)
        ]
        return max(held, default=(None, None, None))[2]

    def area(self, number: int) -> tuple | None:
        """An area with its category and its functions; None if it was not known."""
        revision = self.holding(AreaRevision, number)
        if revision is None:
            return None
        functions = []
        for subject in (FIRST, FIRST + 1) if number == FIRST else ():
            described = self.holding(FunctionRevision, subject)
            if described is not None and not is_special(self.history[described]):
                functions.append((described, self.holding(Assessment, subject)))
        emerging = is_special(self.history[revision])
        return revision, emerging, self.holding(CategoryDecision, number), self.since(number), functions

    def since(self, number: int) -> date | None:
        """The day of the newest decision that is no reaffirmation, if it gave the category in force."""
        decision = self.holding(CategoryDecision, number)
        if decision is None:
            return None
        chosen = self.holding(CategoryDecision, number, only=lambda fact: kind(fact) is not DecisionKind.REAFFIRM)
        if chosen is not None and category(self.history[chosen]) is category(self.history[decision]):
            return self.history[chosen].on
        return self.history[decision].on


def is_special(fact: Known) -> bool:
    """Whether an area is emerging, or a function retired."""
    return fact.shade == 0


def kind(fact: Known) -> DecisionKind:
    return DecisionKind.REAFFIRM if fact.shade % 2 else DecisionKind.SHIFT


def category(fact: Known) -> Category:
    return list(Category)[fact.shade % 3]


def columns(fact: Known) -> dict[str, Any]:
    """The columns that only this kind of fact has."""
    if fact.model is AreaRevision:
        return {"name": "An area", "code_is_local": True, "emerging": is_special(fact), "position": 1}
    if fact.model is CategoryDecision:
        return {"category": category(fact), "kind": kind(fact)}
    if fact.model is FunctionRevision:
        return {"name": "A function", "retired": is_special(fact)}
    answers = vars(factories.answers(None, performer=list(Performer)[fact.shade % 3]))
    return {name: answer for name, answer in answers.items() if name not in {"function", "voids"}}


@contextmanager
def stored(history: list[Known]) -> Iterator[None]:
    """The record with a history in it, rolled back at the end; the guards would refuse its category decisions."""
    with transaction.atomic():
        for entry in {fact.entry for fact in history}:
            make_entry(entry)
        for model in FACTS:
            model.objects.bulk_create(
                model(
                    id=FIRST + place,
                    entry_id=fact.entry,
                    effective_on=fact.on,
                    provenance=Provenance.ASSESSMENT,
                    reason=f"{place}",
                    voids_id=None if fact.voids is None else FIRST + fact.voids,
                    **{f"{model.SUBJECT}_id": fact.subject},
                    **columns(fact),
                )
                for place, fact in enumerate(history)
                if fact.model is model
            )
        yield
        transaction.set_rollback(True)


def make_entry(sequence: int) -> None:
    AuditEntry.objects.create(sequence=sequence, recorded_at=datetime(2025, 1, 1, tzinfo=UTC), entry_class="record")


@pytest.fixture
def record(database_server, django_db_blocker) -> Iterator[None]:
    """Two areas, and two functions of the first, without facts, for the owner with the guards off."""
    with django_db_blocker.unblock(), factories.as_owner(database_server):
        make_entry(FIRST - 1)
        for number in (FIRST, FIRST + 1):
            MissionArea.objects.create(id=number, code=f"A{number}", entry_id=FIRST - 1)
            Function.objects.create(id=number, code=f"F{number}", area_id=FIRST, entry_id=FIRST - 1)
        yield


LIMITS = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
moments = st.lists(st.tuples(st.integers(-1, DAYS + 1), st.integers(-1, 15)), min_size=3, max_size=8)


@given(history=histories(), asked=moments)
@settings(max_examples=100, **LIMITS)
def test_every_kind_of_fact_and_the_portfolio_equal_the_model(record, history, asked):
    with stored(history):
        for day, ahead in asked:
            naive, on = Naive(history, day, FIRST + ahead), FIRST_DAY + timedelta(days=day)
            for model in FACTS:
                rows = model.objects.as_of(on, naive.entry).filter(pk__gte=FIRST)
                expected = {naive.holding(model, subject) for subject in (FIRST, FIRST + 1)} - {None}
                assert {row.pk - FIRST for row in rows} == expected
            # Different statements find the facts known at a given time and those known now.
            for known in (None, datetime(2025, 1, 1, tzinfo=UTC)):
                shown = portfolio(Moment(as_of=on, sequence=naive.entry, known=known, today=on), None)
                for number in (FIRST, FIRST + 1):
                    area = shown.area(f"A{number}")
                    assert (shown_area(area) if area else None) == naive.area(number)


def shown_area(area: AreaState) -> tuple:
    """An area of the portfolio by the simple model; a fact's reason is its index in the history."""
    decided = area.decided
    return (
        int(area.said.reason),
        area.emerging,
        int(decided.said.reason) if decided else None,
        decided.since if decided else None,
        [(int(f.said.reason), int(f.assessed.said.reason) if f.assessed else None) for f in area.functions],
    )


# Through every guard, as people record


def recorded(history: list[Known], functions: list[Function]) -> list[Assessment]:
    """The facts of a history about these functions, recorded in as many entries by the actions."""
    rows: list[Assessment] = []
    for _, facts in groupby(history, key=lambda fact: fact.entry):
        with recording(by=factories.SETUP, action="assess", target="test", reason="Tried.") as entry:
            for fact in facts:
                said = columns(fact) | {"effective_on": fact.on, "reason": "Tried."}
                voids = None if fact.voids is None else rows[fact.voids]
                about = functions[fact.subject - FIRST]
                made = Assessment(function=about, voids=voids, provenance=Provenance.ASSESSMENT, **said)
                rows.append(entry.add(made))
    return rows


@pytest.mark.django_db
@given(history=histories(st.just([Assessment])))
@settings(max_examples=40, **LIMITS)
def test_recorded_facts_hold_as_the_model_says_at_every_sequence(history):
    with transaction.atomic():
        functions = [factories.function(f"PNT-{number}", area_code="PNT", on=FIRST_DAY) for number in (1, 2)]
        begins = ChainHead.objects.get().sequence
        rows = recorded(history, functions)
        for ahead, entry in enumerate([FIRST - 1, *sorted({fact.entry for fact in history})]):
            for day in (-1, 0, 2, DAYS + 1):
                places = [Naive(history, day, entry).holding(Assessment, FIRST + number) for number in (0, 1)]
                held = [None if place is None else rows[place] for place in places]
                on = FIRST_DAY + timedelta(days=day)
                found = {row.function_id: row for row in Assessment.objects.as_of(on, begins + ahead)}
                assert [found.get(function.pk) for function in functions] == held
                if day < 0:
                    continue
                moment = Moment(as_of=on, sequence=begins + ahead, known=None, today=on)
                shown = portfolio(moment, None, area="PNT").area("PNT").functions
                assert [one.assessed and one.assessed.said.sequence for one in shown] == [
                    row and row.entry_id for row in held
                ]
        transaction.set_rollback(True)
