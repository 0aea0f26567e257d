"""Facts about functions: adding, describing, retiring and assessing them, and withdrawing a mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from missions.access import Actor, Permission, check
from missions.actions.chain import recording
from missions.domain.vocabulary import Availability, Contribution, Fit, Performer, Provenance, Risk, RiskOfNot
from missions.models import Assessment, Function, FunctionRevision, MissionArea


@dataclass(frozen=True)
class NewFunction:
    """A function to be added: its code is unique for good."""

    code: str
    name: str
    description: str


@dataclass(frozen=True)
class Judgment:
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
    """Add functions to an area, in force from a date. Raises `Refused` unless the actor may assess."""
    check(by, Permission.ASSESS)
    with recording(by=by, action="add functions", target=f"area:{area.code}", reason=reason) as entry:
        added = list(functions)
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
    provenance: Provenance = Provenance.ASSESSMENT,
) -> FunctionRevision:
    """Rename, describe or retire a function from a date. Raises `Refused` unless the actor may assess."""
    check(by, Permission.ASSESS)
    action = "retire function" if retired else "revise function"
    with recording(by=by, action=action, target=f"function:{function.code}", reason=reason) as entry:
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
    judgments: Iterable[Judgment],
    effective_on: date,
    reason: str,
    provenance: Provenance = Provenance.ASSESSMENT,
) -> list[Assessment]:
    """Record one assessment for each judgment, all in one entry. Raises `Refused` unless the actor may assess."""
    check(by, Permission.ASSESS)
    with recording(by=by, action="assess", target=target, reason=reason) as entry:
        rows = [
            Assessment(**vars(judgment), effective_on=effective_on, provenance=provenance, reason=reason)
            for judgment in judgments
        ]
        return entry.add_all(Assessment, rows)


def withdraw_assessment(*, by: Actor, assessment: Assessment, reason: str) -> Assessment:
    """Withdraw a mistaken assessment; whatever held before it holds again. Raises `Refused`."""
    check(by, Permission.ASSESS)
    target = f"function:{assessment.function.code}"
    with recording(by=by, action="withdraw assessment", target=target, reason=reason) as entry:
        return entry.add(
            Assessment(
                function=assessment.function,
                performer=assessment.performer,
                availability=assessment.availability,
                fit=assessment.fit,
                contribution=assessment.contribution,
                risk=assessment.risk,
                risk_of_not=assessment.risk_of_not,
                rationale=assessment.rationale,
                source=assessment.source,
                provenance=assessment.provenance,
                effective_on=None,
                voids=assessment,
                reason=reason,
            )
        )
