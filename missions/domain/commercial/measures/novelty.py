"""The measures of new solutions (III.4)."""

from statistics import median_low

from missions.domain.commercial.measures.counting import (
    Counted,
    CountedItem,
    Measure,
    MeasureScope,
    Wanted,
    known,
    strongest,
)
from missions.domain.commercial.portfolio import PIPELINE
from missions.domain.commercial.posture.columns import PostureColumn
from missions.domain.commercial.records import Solution, Use
from missions.domain.commercial.vocabulary import Instrument, PropertyTerms, YesNo

PASSAGES = ("priority.4", "priority.4.approach")


def funded(scope: MeasureScope) -> Counted:
    """Open functions without an offer; the numerator has those with a funded solution in development."""
    portfolio, items = scope.area.portfolio, []
    for function in scope.area.uncovered:
        uses = portfolio.uses_of_function.get(function.code, ())
        verdict = strongest(_paid(scope, use) for use in uses)
        agreements = (one.agreement.ref for use in uses for one in portfolio.promises_of_use.get(use.code, ()))
        behind = (function.ref, *(use.ref for use in uses), *agreements)
        items.append(CountedItem(function.ref, verdict, behind, (function.code,)))
    return Counted(tuple(items))


def _paid(scope: MeasureScope, use: Use) -> YesNo:
    """Whether an agreement in force obligates money for a use; False if the use is recorded and none does."""
    found = scope.area.portfolio.promises_of_use.get(use.code, ())
    amounts = [one.agreement.obligated for one in found]
    return strongest(known(None if amount is None else amount > 0) for amount in amounts) if amounts else YesNo.NO


def moving(scope: MeasureScope) -> Counted:
    """Solutions in development; the numerator has those in their stage for no longer than the policy's days."""
    uses = scope.area.by_solution(scope.area.uses)
    coming = coming_solutions(scope)
    items = tuple(
        CountedItem(
            one.ref,
            known(days_in_stage(scope, one) <= scope.limits["stage_days"]),
            (one.ref,),
            scope.area.functions_of(uses[one.code]),
        )
        for one in coming
    )
    told = []
    for stage in PIPELINE:
        days = [days_in_stage(scope, one) for one in coming if one.stage is stage]
        told += [f"{stage.label.lower()} {median_low(days)} days"] if days else []
    return Counted(items, f"Median in stage: {', '.join(told)}." if told else "")


def coming_solutions(scope: MeasureScope) -> tuple[Solution, ...]:
    """The solutions for open functions that are not offered yet, by code."""
    solutions = scope.area.portfolio.solution_of
    found = [solutions[code] for code in sorted({use.solution for use in scope.area.uses})]
    return tuple(one for one in found if one.stage in PIPELINE)


def days_in_stage(scope: MeasureScope, solution: Solution) -> int:
    """Days since a solution entered its stage."""
    return (scope.on - solution.stage_since).days


def instruments(scope: MeasureScope) -> Counted:
    """All kinds of instruments; the numerator has those that agreements here use. None without agreements."""
    agreements, committed = scope.area.agreements, scope.area.functions_of_agreement
    items = []
    for kind in Instrument if agreements else ():
        using = [one for one in agreements if one.instrument is kind]
        behind = tuple(one.ref for one in using or agreements)
        functions = sorted({code for one in using for code in committed[one.code]})
        items.append(CountedItem(behind[0], known(bool(using)), behind, tuple(functions)))
    used = [kind.label.lower() for kind in Instrument if any(one.instrument is kind for one in agreements)]
    return Counted(tuple(items), f"Used: {', '.join(used)}." if used else "")


def property_known(scope: MeasureScope) -> Counted:
    """Agreements here; the numerator has those whose terms on intellectual property are known."""
    return Counted(
        tuple(
            CountedItem(
                one.ref,
                known(None if one.property_terms is PropertyTerms.UNKNOWN else True),
                (one.ref,),
                scope.area.functions_of_agreement[one.code],
            )
            for one in scope.area.agreements
        )
    )


NEW_SOLUTIONS = (
    Measure(
        "funded",
        PostureColumn.NEW_SOLUTIONS,
        PASSAGES,
        "Funded effort",
        "open functions without an offer for which an agreement funds a solution in development",
        "open functions without an offer",
        Wanted.AT_LEAST,
        "funded_at_least",
        "record the solutions in development, and what is obligated for them",
        "fund an effort",
        "Every open function has an offer.",
        funded,
        told="functions with a funded effort",
    ),
    Measure(
        "moving",
        PostureColumn.NEW_SOLUTIONS,
        PASSAGES,
        "Moving on",
        "solutions in their stage for no longer than the policy's days",
        "solutions in research, prototype or demonstrated",
        Wanted.AT_LEAST,
        "moving_at_least",
        "record since when they are in their stage",
        "bring a solution to its next stage",
        "Record a solution in development and its use.",
        moving,
        windows=("stage_days",),
        told="solutions moving on",
    ),
    Measure(
        "instruments",
        PostureColumn.NEW_SOLUTIONS,
        PASSAGES,
        "Instruments used",
        "kinds of instruments that agreements here use",
        "all kinds of instruments",
        Wanted.AT_LEAST,
        "instruments_at_least",
        "record the agreements",
        "use another kind of instrument",
        "Record an agreement that commits a use here.",
        instruments,
        told="kinds of instruments used",
    ),
    Measure(
        "property_known",
        PostureColumn.NEW_SOLUTIONS,
        PASSAGES,
        "Intellectual property terms",
        "agreements whose terms on intellectual property are known",
        "agreements in force that commit a use here",
        Wanted.AT_LEAST,
        "property_at_least",
        "record their terms",
        "settle the terms",
        "Record an agreement that commits a use here.",
        property_known,
        told="agreements with intellectual property terms known",
    ),
)
