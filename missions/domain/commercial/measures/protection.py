"""The measures of security (III.3): sharing, and who bears the war risk."""

from collections.abc import Callable, Iterable

from django.db.models import TextChoices

from missions.domain.commercial.measures.counting import (
    Counted,
    CountedItem,
    Measure,
    MeasureScope,
    Wanted,
    known,
    strongest,
    weakest,
)
from missions.domain.commercial.measures.principles import applicable, protecting
from missions.domain.commercial.posture.columns import PostureColumn
from missions.domain.commercial.records import Safeguard, Use
from missions.domain.commercial.vocabulary import (
    Direction,
    Phase,
    SafeguardKind,
    SafeguardState,
    SharingLevel,
    WarRisk,
    YesNo,
)

TOOLS = (
    SafeguardKind.COMMERCIAL_INSURANCE,
    SafeguardKind.WAR_RISK_INSURANCE,
    SafeguardKind.GOVERNMENT_INSURANCE,
    SafeguardKind.INDEMNIFICATION,
)
BY_GOVERNMENT = {SafeguardKind.GOVERNMENT_INSURANCE, SafeguardKind.INDEMNIFICATION}
LEVELS = tuple(SharingLevel)

Judge = Callable[[MeasureScope, tuple[Safeguard, ...]], YesNo]


class Bearer(TextChoices):
    """Who bears the war risk."""

    GOVERNMENT = "government", "The government"
    INSURER = "insurer", "An insurer"
    PROVIDER = "provider", "The provider"
    UNKNOWN = "unknown", "Unknown"


def bearer(safeguards: Iterable[Safeguard]) -> Bearer:
    """Who bears the war risk under the tools of Annex A recorded for one solution.

    The government, if indemnification or its own insurance is in place; an insurer, if its policy in place includes war
    risk; the provider, if every recorded tool is known not to cover it; else unknown. Without any tool it is unknown.
    """
    tools = [one for one in safeguards if one.kind in TOOLS and one.state is not SafeguardState.NOT_APPLICABLE]
    if any(one.in_place and one.kind in BY_GOVERNMENT for one in tools):
        return Bearer.GOVERNMENT
    if any(one.in_place and one.war_risk is WarRisk.INCLUDED for one in tools):
        return Bearer.INSURER
    return Bearer.PROVIDER if tools and not any(doubtful(one) for one in tools) else Bearer.UNKNOWN


def doubtful(tool: Safeguard) -> bool:
    """Whether it is unknown if a tool covers the war risk."""
    unknown_cover = tool.in_place and tool.war_risk is WarRisk.UNKNOWN
    return tool.state is SafeguardState.UNKNOWN or unknown_cover


def channel(scope: MeasureScope) -> Counted:
    """Providers in use; the numerator has those with a two-way channel at the level needed or above."""
    return _of_providers(scope, scope.area.uses_in_use, (SafeguardKind.THREAT_SHARING,), _has_channel)


def _has_channel(scope: MeasureScope, safeguards: tuple[Safeguard, ...]) -> YesNo:
    return strongest(_is_channel(scope, one) for one in safeguards)


def _is_channel(scope: MeasureScope, one: Safeguard) -> YesNo:
    if one.state is SafeguardState.UNKNOWN:
        return YesNo.UNKNOWN
    if not one.in_place:
        return YesNo.NO
    high = None if one.level is None else LEVELS.index(one.level) >= scope.limits["sharing_level"]
    both = None if one.direction is None else one.direction is Direction.TWO_WAY
    return weakest((known(high), known(both)))


def bearer_known(scope: MeasureScope) -> Counted:
    """Providers committed for crisis or conflict; the numerator has those whose bearer of war risk is known.

    If a tool is recorded but not whether it covers the risk, the bearer is unsettled; without a tool, it is unknown.
    """
    return _of_providers(scope, _committed(scope), TOOLS, _bearer_known)


def _bearer_known(_scope: MeasureScope, safeguards: tuple[Safeguard, ...]) -> YesNo:
    return known(bearer(safeguards) is not Bearer.UNKNOWN if safeguards else None)


def war_risk_covered(scope: MeasureScope) -> Counted:
    """Providers committed for crisis or conflict; the numerator has those whose war risk others bear."""
    return _of_providers(scope, _committed(scope), TOOLS, _covered)


def _covered(_scope: MeasureScope, safeguards: tuple[Safeguard, ...]) -> YesNo:
    borne_by = bearer(safeguards)
    return known(None if borne_by is Bearer.UNKNOWN else borne_by is not Bearer.PROVIDER)


def _committed(scope: MeasureScope) -> tuple[Use, ...]:
    """The uses that an agreement in force commits for crisis or conflict."""
    promised = scope.area.portfolio.promises_of_use
    return tuple(
        use
        for use in scope.area.uses
        if any(one.commitment.phase is not Phase.DAY_TO_DAY for one in promised.get(use.code, ()))
    )


def _of_providers(
    scope: MeasureScope, uses: tuple[Use, ...], kinds: tuple[SafeguardKind, ...], judge: Judge
) -> Counted:
    """The providers of these uses, each judged by its weakest solution under the safeguards of these kinds."""
    portfolio, items = scope.area.portfolio, []
    for code, own in sorted(scope.area.by_provider(uses).items()):
        provider = portfolio.provider_of[code]
        found, verdicts = [], []
        for solution in sorted({use.solution for use in own}):
            safeguards = protecting(scope, portfolio.solution_of[solution], kinds)
            found += [one.ref for one in safeguards]
            if (called_for := applicable(safeguards)) is not None:
                verdicts.append(judge(scope, called_for))
        if not verdicts:
            continue
        items.append(CountedItem(provider.ref, weakest(verdicts), (provider.ref, *found), scope.area.functions_of(own)))
    return Counted(tuple(items))


SECURITY = (
    Measure(
        "channel",
        PostureColumn.SECURITY,
        ("priority.3", "priority.3.approach", "priority.3.threat_information", "priority.2.approach"),
        "Two-way channel",
        "providers with a two-way channel for threat information at the level needed or above",
        "providers in use",
        Wanted.AT_LEAST,
        "channel_at_least",
        "record how threat information is shared with them, both ways or not, and at what level",
        "open a two-way channel at the level needed",
        "Record a solution in use.",
        channel,
        windows=("sharing_level",),
        told="providers with a two-way channel",
    ),
    Measure(
        "bearer_known",
        PostureColumn.SECURITY,
        ("priority.3", "priority.3.approach", "priority.3.financial_protection", "protection.commercial_insurance"),
        "Bearer of the war risk known",
        "providers whose bearer of the war risk is known",
        "providers committed for crisis or conflict",
        Wanted.AT_LEAST,
        "bearer_at_least",
        "record their insurance and indemnification",
        "settle whether a policy includes war risk",
        "Record an agreement that commits a use for crisis or conflict.",
        bearer_known,
        told="providers whose bearer of the war risk is known",
    ),
    Measure(
        "war_risk_covered",
        PostureColumn.SECURITY,
        (
            "priority.3",
            "priority.3.approach",
            "priority.3.financial_protection",
            "protection.war_risk_insurance",
            "protection.government_insurance",
            "protection.indemnification",
        ),
        "War risk covered",
        "providers whose war risk an insurer or the government bears",
        "providers committed for crisis or conflict",
        Wanted.AT_LEAST,
        "covered_at_least",
        "record who bears the war risk",
        "insure or indemnify a provider against war risk",
        "Record an agreement that commits a use for crisis or conflict.",
        war_risk_covered,
        remark="No statute authorizes government-provided insurance for space (Annex A).",
        told="providers with the war risk covered",
    ),
)
