"""Write facts about functions: add, describe, retire and assess them, and withdraw a mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from missions.access import Actor, Permission, check
from missions.actions.chain import Entry
from missions.actions.errors import Conflict, Unfit, unchanged
from missions.actions.reviews.effect import recording_about
from missions.domain.audit import TargetKind
from missions.domain.dates import day
from missions.domain.record.portfolio import FunctionState, Moment
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import Availability, Contribution, Fit, Performer, Provenance, Risk, RiskOfNot
from missions.models import Assessment, AssessmentEvidence, Evidence, Function, FunctionRevision, MissionArea
from missions.models.base import Fact
from missions.models.links import LINKS
from missions.queries.record.functions import newest
from missions.queries.record.portfolio import portfolio

COMPARED_ANSWERS = (*CRITERIA, "rationale")


@dataclass(frozen=True)
class NewFunction:
    """A function to add; its code is never reused."""

    code: str
    name: str
    description: str


@dataclass(frozen=True)
class AssessmentAnswers:
    """The answers of one assessment."""

    function: Function
    performer: Performer
    availability: Availability
    fit: Fit
    contribution: Contribution
    risk: Risk
    risk_of_not: RiskOfNot
    rationale: str
    source: str = ""
    voids: Assessment | None = None


def add_functions(
    *,
    by: Actor,
    area: MissionArea,
    functions: Iterable[NewFunction],
    effective_on: date,
    reason: str,
    provenance: Provenance = Provenance.ASSESSMENT,
) -> list[Function]:
    """Add functions to an area, effective from a date. Raises `Refused` unless the actor may assess, or `Unfit`."""
    check(by, Permission.ASSESS)
    target = TargetKind.AREA.of(area.code)
    with recording_about([area], by=by, action="add functions", target=target, reason=reason) as entry:
        added = list(functions)
        taken = Function.objects.filter(code__in=[new.code for new in added]).select_related("area").first()
        if taken:
            raise Unfit(
                f"There is a function {taken.code} in {taken.area.code} already; codes are never reused.", "code"
            )
        identities = entry.add_all(Function, [Function(code=new.code, area=area) for new in added])
        entry.add_all(
            FunctionRevision,
            [
                FunctionRevision(
                    function=identity,
                    name=new.name,
                    description=new.description,
                    effective_on=effective_on,
                    provenance=provenance,
                    reason=reason,
                )
                for identity, new in zip(identities, added, strict=True)
            ],
        )
    return identities


def revise_function(
    *,
    by: Actor,
    function: Function,
    name: str,
    description: str,
    effective_on: date,
    reason: str,
    retired: bool = False,
    against: int | None = None,
    provenance: Provenance = Provenance.ASSESSMENT,
) -> FunctionRevision:
    """Rename, describe or retire a function from a date. Raises `Refused` unless the actor may assess.

    `against` is the entry of the revision that the form started from. Raises `Conflict` if there is a newer one, and
    `Unfit` if the function did not exist on that day or nothing would change.
    """
    check(by, Permission.ASSESS)
    action = "retire function" if retired else "revise function"
    target = TargetKind.FUNCTION.of(function.code)
    with recording_about([function.area], by=by, action=action, target=target, reason=reason) as entry:
        if against is not None:
            _demand_newest(FunctionRevision, function, against)
            state = state_on(function, effective_on, entry.sequence - 1)
            demand_existing(state, effective_on)
            if (state.name, state.description, state.retired) == (name, description, retired):
                raise unchanged(effective_on)
        return entry.add(
            FunctionRevision(
                function=function,
                name=name,
                description=description,
                retired=retired,
                effective_on=effective_on,
                provenance=provenance,
                reason=reason,
            )
        )


def assess(
    *,
    by: Actor,
    target: str,
    answered: Iterable[AssessmentAnswers],
    effective_on: date,
    reason: str,
    provenance: Provenance = Provenance.ASSESSMENT,
    evidence: Iterable[Evidence] = (),
) -> list[Assessment]:
    """Record one assessment for each function answered, all on the same evidence and in one entry.

    Raises `Refused` unless the actor may assess.
    """
    check(by, Permission.ASSESS)
    answered = list(answered)
    areas = MissionArea.objects.filter(functions__in=[answers.function for answers in answered]).distinct()
    with recording_about(areas, by=by, action="assess", target=target, reason=reason) as entry:
        rows = [
            Assessment(**vars(answers), effective_on=effective_on, provenance=provenance, reason=reason)
            for answers in answered
        ]
        assessments = entry.add_all(Assessment, rows)
        attach_in(entry, assessments, evidence, reason)
        return assessments


def reassess(
    *,
    by: Actor,
    answers: AssessmentAnswers,
    effective_on: date,
    reason: str,
    against: int,
    evidence: Iterable[Evidence] = (),
) -> Assessment:
    """Record one assessment with its evidence; `against` is the entry of the assessment it revises, 0 for none.

    Raises `Refused` unless the actor may assess, `Conflict` if a newer assessment was recorded in the meantime, and
    `Unfit` if the function does not exist or is retired on that day, or if nothing would change.
    """
    check(by, Permission.ASSESS)
    function = answers.function
    target = TargetKind.FUNCTION.of(function.code)
    with recording_about([function.area], by=by, action="assess", target=target, reason=reason) as entry:
        _demand_newest(Assessment, function, against)
        state = state_on(function, effective_on, entry.sequence - 1)
        demand_assessable(state, effective_on)
        given = list(evidence)
        if _says(state, answers) and _attached(state, function) == {one.pk for one in given}:
            raise unchanged(effective_on)
        made = entry.add(
            Assessment(**vars(answers), effective_on=effective_on, provenance=Provenance.ASSESSMENT, reason=reason)
        )
        attach_in(entry, [made], given, reason)
        return made


def attach_in(entry: Entry, assessments: Iterable[Assessment], evidence: Iterable[Evidence], reason: str) -> None:
    """Attach each piece of evidence to each of the assessments, as part of the entry."""
    given = list(evidence)
    links = [
        AssessmentEvidence(assessment=assessment, evidence=one, reason=reason)
        for assessment in assessments
        for one in given
    ]
    entry.add_all(AssessmentEvidence, links)


def state_on(function: Function, on: date, sequence: int) -> FunctionState | None:
    """The function on a day, as known at a sequence; None before it existed."""
    moment = Moment(as_of=on, sequence=sequence, known=None, today=on)
    area = portfolio(moment, None, area=function.area.code, retired=True).area(function.area.code)
    return next((one for one in area.functions if one.code == function.code), None) if area else None


def demand_existing(state: FunctionState | None, on: date) -> None:
    """Raise `Unfit` unless the function exists on that day."""
    if state is None:
        raise Unfit(f"The function did not exist on {day(on)}; choose a later day.", "effective_on")


def demand_assessable(state: FunctionState | None, on: date) -> None:
    """Raise `Unfit` unless the function exists on that day and is not retired."""
    demand_existing(state, on)
    if state.retired:
        since = day(state.said.effective_on)
        raise Unfit(f"The function has been retired since {since}; choose an earlier day.", "effective_on")


def _demand_newest(fact: type[Fact], function: Function, against: int) -> None:
    """Raise `Conflict` unless nothing newer was recorded. Call it while holding the lock on the chain's head."""
    found = newest(fact, function)
    if found and found.entry_id != against:
        raise Conflict(found)


def _says(state: FunctionState, answers: AssessmentAnswers) -> bool:
    """Whether the record already says the same; a source that is left empty changes nothing."""
    assessed = state.assessed
    if assessed is None or answers.source not in {"", assessed.said.source}:
        return False
    return all(getattr(assessed, name) == getattr(answers, name) for name in COMPARED_ANSWERS)


def _attached(state: FunctionState, function: Function) -> set[int]:
    """The keys of the evidence that the assessment in force rests on."""
    said = state.assessed.said
    return LINKS["assessment"].attached(function, entry=said.sequence, effective_on=said.effective_on)


def withdraw_assessment(*, by: Actor, assessment: Assessment, reason: str) -> Assessment:
    """Withdraw a mistaken assessment, so that the one before it holds again. Raises `Refused`."""
    check(by, Permission.ASSESS)
    function = assessment.function
    target = TargetKind.FUNCTION.of(function.code)
    with recording_about([function.area], by=by, action="withdraw assessment", target=target, reason=reason) as entry:
        return entry.add(
            Assessment(
                function=function,
                **{name: getattr(assessment, name) for name in COMPARED_ANSWERS},
                source=assessment.source,
                provenance=assessment.provenance,
                effective_on=None,
                voids=assessment,
                reason=reason,
            )
        )
