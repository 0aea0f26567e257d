"""The measures of the four principles (II)."""

from collections import defaultdict

from missions.domain.commercial.measures.counting import (
    DOLLARS,
    Counted,
    CountedItem,
    Measure,
    MeasureScope,
    Wanted,
    known,
    strongest,
    weakest,
)
from missions.domain.commercial.posture.columns import PostureColumn
from missions.domain.commercial.records import FunctionInForce, Ref, Safeguard, Solution, Use
from missions.domain.commercial.vocabulary import (
    Interface,
    SafeguardKind,
    SafeguardState,
    UseRole,
    VerifiedBy,
    YesNo,
)
from missions.domain.dates import months_after

CONDUCT = (SafeguardKind.CONDUCT_DEBRIS, SafeguardKind.CONDUCT_NOTIFICATION, SafeguardKind.CONDUCT_DATA)
BEGIN = "Record a use of a commercial solution for an open function."


def offers(scope: MeasureScope, function: FunctionInForce) -> tuple[Use, ...]:
    """The offers for a function."""
    return scope.area.portfolio.offers_of_function.get(function.code, ())


def with_solutions(scope: MeasureScope, uses: tuple[Use, ...]) -> tuple[Ref, ...]:
    """Uses, their solutions and the solutions' providers, as the records behind a number."""
    portfolio = scope.area.portfolio
    solutions = [portfolio.solution_of[use.solution] for use in uses]
    providers = [portfolio.provider_of[one.provider] for one in solutions]
    return (*(one.ref for one in uses), *(one.ref for one in solutions), *(one.ref for one in providers))


def single_parent(scope: MeasureScope) -> Counted:
    """Open functions with an offer; the numerator has those whose offers all come from one parent."""
    portfolio = scope.area.portfolio
    items = []
    for function in scope.area.offered:
        uses = offers(scope, function)
        parents = {portfolio.ultimate_parent[portfolio.solution_of[use.solution].provider] for use in uses}
        behind = (function.ref, *with_solutions(scope, uses), *(portfolio.provider_of[code].ref for code in parents))
        items.append(CountedItem(function.ref, known(len(parents) == 1), behind, (function.code,)))
    return Counted(tuple(items))


def largest_parent(scope: MeasureScope) -> Counted:
    """Dollars obligated by agreements here; the numerator has those to the parent with the most.

    An agreement counts in full in each area where it commits something. A withheld party could be anyone.
    """
    area, portfolio = scope.area, scope.area.portfolio
    by_parent: dict[str, int] = defaultdict(int)
    for one in area.agreements:
        if one.provider in portfolio.provider_of:
            by_parent[portfolio.ultimate_parent[one.provider]] += one.obligated or 0
    largest = max(sorted(by_parent), key=lambda code: by_parent[code], default="")
    items = []
    for one in area.agreements:
        provider = portfolio.provider_of.get(one.provider or "")
        verdict = None
        if provider and one.obligated is not None:
            verdict = portfolio.ultimate_parent[provider.code] == largest
        behind = (one.ref, *((provider.ref,) if provider else ()))
        items.append(
            CountedItem(one.ref, known(verdict), behind, area.functions_of_agreement[one.code], one.obligated or 0)
        )
    note = f"Most goes to {portfolio.provider_of[largest].name}." if by_parent.get(largest) else ""
    return Counted(tuple(items), note)


def government_path(scope: MeasureScope) -> Counted:
    """Open functions with an offer; the numerator has those with a government path too.

    Such a path is a solution that the government owns, or one that a use adds to. If every use performs the function
    alone, there is none.
    """
    items = []
    for function in scope.area.offered:
        uses = scope.area.portfolio.uses_of_function[function.code]
        owned = scope.area.portfolio.government_paths.get(function.code, ())
        if owned or any(use.role is UseRole.SUPPLEMENT for use in uses):
            verdict = YesNo.YES
        else:
            verdict = known(False if all(use.role is UseRole.PRIMARY for use in uses) else None)
        behind = (function.ref, *(use.ref for use in (*uses, *owned)))
        items.append(CountedItem(function.ref, verdict, behind, (function.code,)))
    return Counted(tuple(items))


def open_interface(scope: MeasureScope) -> Counted:
    """Uses in force; the numerator has those whose interface is not proprietary."""
    return Counted(
        tuple(CountedItem(use.ref, not_proprietary(use), (use.ref,), (use.function,)) for use in scope.area.uses)
    )


def tested_interface(scope: MeasureScope) -> Counted:
    """Uses in force; the numerator has those whose interface is not proprietary and was tested."""
    return Counted(
        tuple(
            CountedItem(use.ref, weakest((not_proprietary(use), use.interface_tested)), (use.ref,), (use.function,))
            for use in scope.area.uses
        )
    )


def not_proprietary(use: Use) -> YesNo:
    """Whether the interface of a use is open to others."""
    return known(None if use.interface is Interface.UNKNOWN else use.interface is not Interface.PROPRIETARY)


def survives(scope: MeasureScope) -> Counted:
    """Open functions with an offer; the numerator has those that keep one after the worst single loss."""
    worst = scope.losses.worst(scope.area)
    if worst is None:
        return Counted(())
    items = []
    for function in scope.area.offered:
        behind = (function.ref, *with_solutions(scope, offers(scope, function)))
        items.append(CountedItem(function.ref, worst.verdict(function.code), behind, (function.code,)))
    provider = scope.area.portfolio.provider_of.get(worst.loss.name)
    name = provider.name if provider and worst.loss.kind == "parent" else worst.loss.title
    return Counted(tuple(items), f"The worst single loss is {worst.loss.kind.label.lower()} {name}.")


def cyber_assessed(scope: MeasureScope) -> Counted:
    """Solutions in use; the numerator has those recently assessed by somebody other than their provider."""
    earliest = months_after(scope.on, -scope.limits["cyber_months"])
    uses = scope.area.by_solution(scope.area.uses_in_use)
    items = []
    for solution in scope.area.solutions_in_use:
        found = protecting(scope, solution, (SafeguardKind.CYBER_ASSESSMENT,))
        if (called_for := applicable(found)) is None:
            continue
        verdict = strongest(
            known(
                None
                if one.state is SafeguardState.UNKNOWN
                else one.in_place and one.verified_by is not VerifiedBy.SELF and one.stated.effective_on >= earliest
            )
            for one in called_for
        )
        functions = scope.area.functions_of(uses[solution.code])
        items.append(CountedItem(solution.ref, verdict, (solution.ref, *(one.ref for one in found)), functions))
    return Counted(tuple(items))


def protecting(scope: MeasureScope, solution: Solution, kinds: tuple[SafeguardKind, ...]) -> tuple[Safeguard, ...]:
    """The safeguards of these kinds for a solution and its provider."""
    found = scope.area.portfolio.safeguards_over(solution)
    return tuple([one for one in found if one.kind in kinds]) if found else ()


def conduct_stated(scope: MeasureScope) -> Counted:
    """Providers in use; the numerator has those with all statements on debris, notification and data in place."""
    portfolio, items = scope.area.portfolio, []
    for code, uses in sorted(scope.area.by_provider(scope.area.uses_in_use).items()):
        provider = portfolio.provider_of[code]
        found: dict[Ref, Safeguard] = {}
        verdicts = []
        for solution in {use.solution: portfolio.solution_of[use.solution] for use in uses}.values():
            for kind in CONDUCT:
                statements = protecting(scope, solution, (kind,))
                found |= {one.ref: one for one in statements}
                if (called_for := applicable(statements)) is not None:
                    verdicts.append(strongest(stated(one) for one in called_for))
        if not verdicts:
            continue
        behind = (provider.ref, *found)
        items.append(CountedItem(provider.ref, weakest(verdicts), behind, scope.area.functions_of(uses)))
    return Counted(tuple(items))


def stated(one: Safeguard) -> YesNo:
    """Whether a statement of conduct is in place."""
    return known(None if one.state is SafeguardState.UNKNOWN else one.in_place)


def applicable(found: tuple[Safeguard, ...]) -> tuple[Safeguard, ...] | None:
    """The safeguards that apply; None if some are recorded but none applies, so that there is nothing to count."""
    kept = tuple(one for one in found if one.state is not SafeguardState.NOT_APPLICABLE)
    return kept if kept or not found else None


PRINCIPLES = (
    Measure(
        "single_parent",
        PostureColumn.BALANCE,
        ("principle.balance",),
        "One parent",
        "open functions whose offers all come from one parent",
        "open functions with an offer",
        Wanted.AT_MOST,
        "single_parent_at_most",
        "record who owns the providers",
        "find an offer from another parent",
        BEGIN,
        single_parent,
        told="functions from one parent",
    ),
    Measure(
        "largest_parent",
        PostureColumn.BALANCE,
        ("principle.balance",),
        "Dollars to the largest parent",
        "dollars obligated to the parent with most of them",
        "dollars obligated by agreements that commit a use here, each counted whole",
        Wanted.AT_MOST,
        "largest_parent_at_most",
        "record what their agreements obligate, and to whom",
        "obligate to other parents",
        "Record an agreement that commits a use here, with what it obligates.",
        largest_parent,
        DOLLARS,
        told="to the largest parent",
    ),
    Measure(
        "government_path",
        PostureColumn.BALANCE,
        ("principle.balance", "priority.4"),
        "A government path too",
        "open functions that a government-owned solution performs, or in which a use adds to a government path",
        "open functions with an offer",
        Wanted.AT_LEAST,
        "government_path_at_least",
        "record whether the government performs them too",
        "keep or record a government path",
        BEGIN,
        government_path,
        told="functions with a government path too",
    ),
    Measure(
        "open_interface",
        PostureColumn.INTEROPERABILITY,
        ("principle.interoperability",),
        "Interface not proprietary",
        "uses with a commercial or military standard interface",
        "uses in force",
        Wanted.AT_LEAST,
        "open_interface_at_least",
        "record their interfaces",
        "agree on a standard interface",
        BEGIN,
        open_interface,
        told="uses with a standard interface",
    ),
    Measure(
        "tested_interface",
        PostureColumn.INTEROPERABILITY,
        ("principle.interoperability",),
        "Interface tested",
        "uses with a commercial or military standard interface that was tested",
        "uses in force",
        Wanted.AT_LEAST,
        "tested_interface_at_least",
        "record whether their interfaces were tested",
        "test a standard interface",
        BEGIN,
        tested_interface,
        told="uses with a tested standard interface",
    ),
    Measure(
        "survives",
        PostureColumn.RESILIENCE,
        ("principle.resilience",),
        "Survives the worst single loss",
        "open functions that keep an offer, with dependencies recorded, after the worst single loss",
        "open functions with an offer",
        Wanted.AT_LEAST,
        "survives_at_least",
        "record what their solutions depend on",
        "find an offer that does not depend on the same thing",
        BEGIN,
        survives,
        remark="One parent, launcher, bus, ground, cloud or foreign country is lost at once.",
        told="functions survive the worst single loss",
    ),
    Measure(
        "cyber_assessed",
        PostureColumn.RESILIENCE,
        ("principle.resilience",),
        "Cyber assessment",
        "solutions with a cyber assessment in place by a third party or the government, no older than the policy says",
        "solutions in use",
        Wanted.AT_LEAST,
        "cyber_at_least",
        "record their cyber assessments",
        "have a solution assessed by a third party",
        "Record a solution in use.",
        cyber_assessed,
        windows=("cyber_months",),
        told="solutions with a cyber assessment",
    ),
    Measure(
        "conduct_stated",
        PostureColumn.CONDUCT,
        ("principle.responsible_conduct", "priority.3.approach", "priority.3.norms"),
        "Statements of conduct",
        "providers whose statements on debris, notification and data sharing are in place where they apply",
        "providers in use",
        Wanted.AT_LEAST,
        "conduct_at_least",
        "record their statements on debris, notification and data sharing",
        "obtain a statement that is missing",
        "Record a solution in use.",
        conduct_stated,
        remark="The Tenets of Responsible Behavior in Space bind the Department, not firms.",
        told="providers with statements of conduct",
    ),
)
