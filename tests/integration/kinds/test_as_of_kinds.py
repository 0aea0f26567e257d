"""The state of a record at a date and a sequence: every way of reading it, against a simple reading of history."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.commercial.vocabulary import DependencyKind, ExerciseKind, Level, Phase, SafeguardKind, YesNo
from missions.domain.kinds.kind import Given, Kind
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.queries.kinds.history import revisions
from missions.queries.kinds.lists import RecordQuery, listed
from missions.queries.kinds.measured import measured_on_days, measured_record, measured_records
from missions.queries.kinds.states import states
from tests.factories import DAY, SETUP
from tests.integration.kinds.recorded import REASON, given, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DAYS = 5
CODE = "NEW-1"
LAUNCHERS = ("Falcon 9", "Vulcan", "Ariane 6")


@dataclass(frozen=True)
class Said:
    """One revision as a person would describe it; without a day, it withdraws the one with that index."""

    entry: int
    on: date | None
    given: Given
    withdraws: int | None = None


def varied(kind: str, random: Random, number: int) -> dict[str, Any]:
    """What a revision of the kind says: different values each time, also in its lines."""

    def some(every: list[Any]) -> list[Any]:
        return random.sample(every, random.randint(0, len(every)))

    match kind:
        case "provider":
            parent = random.choice([None, "PROVIDER-1"])
            return {"country": random.choice(["US", "FR"]), "name": f"Name {number}", "parent": parent}
        case "solution":
            lines = some([{"kind": DependencyKind.LAUNCHER, "name": name} for name in LAUNCHERS])
            lines += some([{"kind": DependencyKind.SOLUTION, "solution": "SOLUTION-1"}])
            return {"provider": "PROVIDER-1", "name": f"Name {number}", "lines": {"dependencies": lines}}
        case "use":
            return {"solution": "SOLUTION-1", "function": "K-2", "interface_name": f"Interface {number}"}
        case "agreement":
            lines = some([{"use": "USE-1", "phase": phase, "level": Level.ASSURED} for phase in Phase])
            withheld = random.choice([YesNo.YES, YesNo.NO])
            provider = None if withheld is YesNo.YES else "PROVIDER-1"
            days = {"starts_on": DAY, "ends_on": random.choice([None, DAY + timedelta(days=number)])}
            said = {"title": f"Title {number}", "provider": provider, "parties_withheld": withheld, **days}
            return {**said, "ceiling": random.choice([None, 0, 10**12]), "lines": {"commitments": lines}}
        case "exercise":
            lines = some([{"use": "USE-1", "phase": phase, "finding": f"Seen {number}."} for phase in Phase])
            return {"name": f"Name {number}", "kind": random.choice([*ExerciseKind]), "lines": {"trials": lines}}
        case "safeguard":
            whose = random.choice([{"provider": "PROVIDER-1"}, {"solution": "SOLUTION-1"}])
            return {"covers": f"Cover {number}", "kind": SafeguardKind.CYBER_ASSESSMENT, **whose}
        case "judgment":
            return {"area": random.choice(["SATCOM", "SAML"]), "gap": f"Gap {number}"}
    raise ValueError(kind)


def history(kind: Kind, random: Random) -> list[Said]:
    """Revisions of one record on days in any order; some retire it, and some are withdrawn."""
    said: list[Said] = []
    for number in range(9):
        newest = said[-1] if said else None
        gone = {one.withdraws for one in said}
        left = [place for place, one in enumerate(said) if one.on and place not in gone]
        if newest and newest.on and len(left) > 1 and random.random() < 0.3:
            made = kinds.withdraw(kind, by=SETUP, code=CODE, against=newest.entry, reason=REASON)
            said.append(Said(made.entry_id, None, newest.given, len(said) - 1))
            continue
        on = DAY + timedelta(days=random.randint(0, DAYS) if said else 0)
        retired = bool(newest) and random.random() < 0.2
        new = given(kind, CODE, on=on, retired=retired, **varied(kind.name, random, number))
        if newest is None:
            fact = kinds.add(kind, by=SETUP, given=new, reason=REASON)
        else:
            fact = kinds.revise(kind, by=SETUP, given=new, against=newest.entry, reason=REASON)
        said.append(Said(fact.entry_id, on, new))
    return said


def holding(said: list[Said], on: date, sequence: int) -> Said | None:
    """The revision of the latest day up to this one, known and not withdrawn by then; the later entry wins a tie."""
    known = [one for one in said if one.entry <= sequence]
    gone = {one.withdraws for one in known}
    standing = [one for place, one in enumerate(known) if one.on and one.on <= on and place not in gone]
    return max(standing, key=lambda one: (one.on, one.entry), default=None)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", COMMERCIAL, ids=lambda kind: kind.name)
def test_a_record_reads_as_a_person_would_read_its_history(kind: Kind, seed: int) -> None:
    said = history(kind, Random(seed))
    assert TABLES[kind.name].revision.objects.filter(**{f"{kind.name}__code": CODE}).count() == len(said)
    days = [DAY + timedelta(days=number) for number in range(-1, DAYS + 1)]
    for sequence in range(said[0].entry - 1, said[-1].entry + 1):
        for known in (None, DAY):
            over = measured_on_days(kind.name, days, Moment(DAY, sequence, known, DAY), lambda one: one)
            for on in days:
                moment = Moment(as_of=on, sequence=sequence, known=known, today=on)
                expected = holding(said, on, sequence)
                found = [one for one in states(kind.name, moment) if one.code == CODE]
                read = [(one.values, one.lines, one.retired, one.said.effective_on, one.said.sequence) for one in found]
                one = expected and expected.given
                assert read == ([(one.values, one.lines, one.retired, expected.on, expected.entry)] if one else [])
                in_force = [measured_record(one) for one in states(kind.name, moment) if not one.retired]
                assert measured_records(kind.name, moment) == over[on] == in_force
                assert listed(moment, kind.name, RecordQuery()) == tuple(one.code for one in in_force)
    for on in days:
        page = revisions(kind.name, Moment(on, said[-1].entry, None, on), CODE)
        assert len(page.rows) == sum(one.on is None or one.on <= on for one in said)
