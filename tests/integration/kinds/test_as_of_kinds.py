"""What holds of a record at a date, known by a sequence: against a naive reading of random histories."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from missions.domain.commercial.vocabulary import DependencyKind
from missions.domain.kinds.kind import State
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.queries.kinds.history import revisions
from missions.queries.kinds.states import states
from tests.factories import DAY, SETUP
from tests.integration.kinds.recorded import KINDS, REASON, given, kinds, provider

pytestmark = pytest.mark.django_db
DAYS = 5
LINES = [{"kind": DependencyKind.LAUNCHER, "name": name} for name in ("Falcon 9", "Vulcan", "Ariane 6")]


@dataclass(frozen=True)
class Said:
    """One revision as a person would tell it; without a day it withdraws the one at that place."""

    entry: int
    on: date | None
    name: str
    launchers: tuple[str, ...]
    withdraws: int | None = None


def history(random: Random) -> list[Said]:
    """Revisions of one solution on days in any order, some of them withdrawn."""
    provider("PRV-001")
    kind, told = KINDS["solution"], []
    for number in range(9):
        newest = told[-1] if told else None
        gone = {one.withdraws for one in told}
        left = [place for place, one in enumerate(told) if one.on and place not in gone]
        if newest and newest.on and len(left) > 1 and random.random() < 0.3:
            made = kinds.withdraw(kind, by=SETUP, code="SOL-001", against=newest.entry, reason=REASON)
            told.append(Said(made.entry_id, None, newest.name, newest.launchers, len(told) - 1))
            continue
        lines = random.sample(LINES, random.randint(0, 2))
        on = DAY + timedelta(days=random.randint(0, DAYS) if told else 0)
        values = {"provider": "PRV-001", "name": f"Name {number}", "lines": {"dependencies": lines}}
        made = given(kind, "SOL-001", on=on, **values)
        if newest is None:
            fact = kinds.add(kind, by=SETUP, given=made, reason=REASON)
        else:
            fact = kinds.revise(kind, by=SETUP, given=made, against=newest.entry, reason=REASON)
        told.append(Said(fact.entry_id, on, f"Name {number}", tuple(line["name"] for line in lines)))
    return told


def holding(told: list[Said], on: date, sequence: int) -> Said | None:
    """The latest day up to this one, of what is known and not withdrawn by then; ties go to the later entry."""
    known = [one for one in told if one.entry <= sequence]
    gone = {one.withdraws for one in known}
    standing = [one for place, one in enumerate(known) if one.on and one.on <= on and place not in gone]
    return max(standing, key=lambda one: (one.on, one.entry), default=None)


def launchers(state: State) -> tuple[str, ...]:
    return tuple(line["name"] for line in state.lines["dependencies"])


@pytest.mark.parametrize("seed", range(8))
def test_a_record_reads_as_a_person_would_read_its_history(seed: int) -> None:
    told = history(Random(seed))
    assert TABLES["solution"].revision.objects.count() == len(told)
    for on in (DAY + timedelta(days=days) for days in range(-1, DAYS + 1)):
        for sequence in range(told[0].entry - 1, told[-1].entry + 1):
            expected = holding(told, on, sequence)
            for known in (None, on):
                moment = Moment(as_of=on, sequence=sequence, known=known, today=on)
                found = states("solution", moment)
                read = [
                    (one.values["name"], tuple(line["name"] for line in one.lines["dependencies"])) for one in found
                ]
                assert read == ([(expected.name, expected.launchers)] if expected else [])
        page = revisions("solution", Moment(on, told[-1].entry, None, on), "SOL-001")
        assert len(page.rows) == sum(one.on is None or one.on <= on for one in told)
