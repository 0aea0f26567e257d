"""Write a record of a declared kind: a revision with its lines and its evidence, in one entry."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from missions.access import Actor, Permission, check
from missions.actions.chain import Entry, recording
from missions.actions.errors import Conflict, Unfit, unchanged
from missions.domain.audit import target_of
from missions.domain.dates import day
from missions.domain.kinds.kind import EARLIER, Field, Given, Holds, Kind, RecordOnDay, RecordState, problems, says
from missions.domain.vocabulary import Certainty, Provenance
from missions.models import Evidence
from missions.models.base import Fact, Identity
from missions.models.kinds import TABLES, Tables
from missions.models.links import LINKS
from missions.queries.kinds.states import Now, identities

TAKEN = "There is a {label} {code} already; codes are never reused."


@dataclass(frozen=True)
class Basis:
    """The basis of a revision: its provenance, its source in words, its certainty."""

    provenance: Provenance = Provenance.ASSESSMENT
    source: str = ""
    certainty: Certainty = Certainty.MODERATE


def may_record(kind: Kind) -> Permission:
    """The permission needed to write records of this kind."""
    return Permission[kind.permission]


def add(
    kind: Kind,
    *,
    by: Actor,
    given: Given,
    reason: str,
    basis: Basis = Basis(),
    evidence: Iterable[Evidence] = (),
) -> Fact:
    """Add a record.

    Raises `Refused` unless the actor may, and `Unfit` if the code is taken or the rules of the kind refuse it.
    """
    check(by, may_record(kind))
    found = TABLES[kind.name]
    action, target = f"record {kind.label.lower()}", target_of(kind.name, given.code)
    with recording(by=by, action=action, target=target, reason=reason) as entry:
        if found.identity.objects.filter(code=given.code).exists():
            raise Unfit(TAKEN.format(label=kind.label.lower(), code=given.code), "code")
        known = Now(given.effective_on, entry.sequence - 1)
        _demand_fit(kind, given, known, None)
        subject = entry.add(found.identity(code=given.code))
        return insert(entry, found, subject, given, basis, reason, evidence)


def revise(
    kind: Kind,
    *,
    by: Actor,
    given: Given,
    against: int,
    reason: str,
    basis: Basis = Basis(),
    evidence: Iterable[Evidence] = (),
) -> Fact:
    """Record what holds from a day on; `against` is the entry of the revision that the form started from.

    Raises `Refused` unless the actor may, `Conflict` if there is a newer revision, and `Unfit` if the record did not
    exist on that day, if nothing would change, or if the rules of the kind refuse it.
    """
    check(by, may_record(kind))
    found = TABLES[kind.name]
    verb = "retire" if given.retired else "revise"
    action, target = f"{verb} {kind.label.lower()}", target_of(kind.name, given.code)
    evidence = list(evidence)
    with recording(by=by, action=action, target=target, reason=reason) as entry:
        subject = found.identity.objects.get(code=given.code)
        _demand_newest(found, subject, against)
        known = Now(given.effective_on, entry.sequence - 1)
        before = known.state(kind.name, given.code)
        if before is None:
            raise Unfit(EARLIER.format(code=given.code, day=day(given.effective_on)), "effective_on")
        same = says(before, given) and _is_basis(basis, before)
        if same and _attached(found, subject, before) == {one.pk for one in evidence}:
            raise unchanged(given.effective_on)
        _demand_fit(kind, given, known, before)
        return insert(entry, found, subject, given, basis, reason, evidence)


def withdraw(kind: Kind, *, by: Actor, code: str, against: int, reason: str) -> Fact:
    """Withdraw the newest revision of a record as a mistake, so that the one before it holds again.

    Raises `Refused` unless the actor may, `Conflict` if there is a newer revision, and `Unfit` if it is the only one
    (the code would have no meaning left) or if the earlier one no longer fits the rules.
    """
    check(by, may_record(kind))
    found = TABLES[kind.name]
    with recording(
        by=by, action=f"withdraw {kind.label.lower()}", target=target_of(kind.name, code), reason=reason
    ) as entry:
        subject = found.identity.objects.get(code=code)
        newest = _demand_newest(found, subject, against)
        standing = found.revision.objects.filter(**{kind.name: subject}, voids=None, voided_by=None)
        if newest.voids_id or standing.count() < 2:
            raise Unfit("There is no earlier revision to return to. Retire the record instead.")
        _demand_return(kind, code, newest, Now(newest.effective_on, entry.sequence - 1))
        copied = {column.attname: getattr(newest, column.attname) for column in newest._meta.concrete_fields}
        drop = ("id", "entry_id", "voids_id", "effective_on", "reason")
        copied = {name: value for name, value in copied.items() if name not in drop}
        return entry.add(found.revision(**copied, effective_on=None, voids=newest, reason=reason))


def insert(
    entry: Entry,
    found: Tables,
    subject: Identity,
    given: Given,
    basis: Basis,
    reason: str,
    evidence: Iterable[Evidence] = (),
) -> Fact:
    """Insert one revision of the subject with its lines and its evidence, as part of the entry."""
    kind = found.kind
    referred = keys_of(kind, [given])
    columns = columns_of(kind.fields, given.values, referred)
    subject_of = {kind.name: subject}
    revision = entry.add(
        found.revision(
            **subject_of,
            **columns,
            **vars(basis),
            reason=reason,
            effective_on=given.effective_on,
            retired=given.retired,
        )
    )
    for lines in kind.lines:
        model = found.lines[lines.name]
        rows = [
            model(revision=revision, position=place, **columns_of(lines.fields, line, referred))
            for place, line in enumerate(given.lines.get(lines.name, ()))
        ]
        if rows:
            entry.add_all(model, rows)
    links = [found.evidence(revision=revision, evidence=one, reason=reason) for one in evidence]
    if links:
        entry.add_all(found.evidence, links)
    return revision


def _is_basis(basis: Basis, before: RecordState) -> bool:
    """Whether the revision in force has the same basis; a source that is left empty changes nothing."""
    said = before.said
    same = (basis.provenance, basis.certainty) == (said.provenance, before.certainty)
    return same and basis.source in {"", said.source}


def _attached(found: Tables, subject: Identity, before: RecordState) -> set[int]:
    """The keys of the evidence that the revision in force rests on."""
    said = before.said
    return LINKS[found.kind.name].attached(subject, entry=said.sequence, effective_on=said.effective_on)


def _demand_fit(kind: Kind, given: Given, known: RecordOnDay, before: RecordState | None) -> None:
    for problem in problems(kind, given, known, before):
        raise Unfit(problem.message, problem.field)


def _demand_return(kind: Kind, code: str, newest: Fact, known: RecordOnDay) -> None:
    """Raise `Unfit` if what holds again without the newest revision does not fit what was recorded since."""
    # The newest revision is the only thing that changed about this subject since the moment just before it.
    back = Now(newest.effective_on, newest.entry_id - 1).state(kind.name, code)
    if back:
        again = Given(code, back.values, back.lines, newest.effective_on, back.retired)
        _demand_fit(kind, again, known, back)


def _demand_newest(found: Tables, subject: Identity, against: int) -> Fact:
    """The revision recorded last; raises `Conflict` unless its entry is `against`. Call it while holding the lock."""
    of_subject = found.revision.objects.filter(**{found.kind.name: subject})
    newest = of_subject.select_related("entry").order_by("-entry_id").first()
    if newest.entry_id != against:
        raise Conflict(newest)
    return newest


def keys_of(kind: Kind, many: Collection[Given | RecordState]) -> dict[tuple[str, str], int]:
    """The keys of everything these records refer to, by kind and code. One query for each kind referred to."""
    wanted: dict[str, set[str]] = {}
    told = [(kind.fields, [one.values for one in many])]
    told += [(lines.fields, [line for one in many for line in one.lines.get(lines.name, ())]) for lines in kind.lines]
    for fields, valued in told:
        for field in fields:
            if field.holds is Holds.REFERENCE:
                wanted.setdefault(field.refers, set()).update(one[field.name] for one in valued if one[field.name])
    return {(refers, code): key for refers, codes in wanted.items() for code, key in identities(refers, codes).items()}


def columns_of(fields: tuple[Field, ...], values: Any, referred: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Values as the columns of a table store them: a reference as its key."""
    return {
        f"{field.name}_id" if field.holds is Holds.REFERENCE else field.name: (
            referred.get((field.refers, values[field.name])) if field.holds is Holds.REFERENCE else values[field.name]
        )
        for field in fields
    }
