"""Every measure computed from its words: without an index, every record is looked at for every question."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from missions.domain.commercial.portfolio import CommercialPortfolio
from missions.domain.commercial.posture.losses import Loss, LossKind
from missions.domain.commercial.records import Agreement, Commitment, FunctionInForce, Safeguard, Solution, Use
from missions.domain.commercial.vocabulary import Interface, Phase
from missions.domain.dates import months_after
from missions.domain.record.rule.policy_numbers import Limits

# The verdict of something counted: yes, no or unknown; with its dollars if dollars are counted.
Verdicts = list[bool | None]


class Slow:
    """One area of a portfolio, computed slowly."""

    def __init__(self, portfolio: CommercialPortfolio, area: str, limits: Limits) -> None:
        self.p, self.area, self.limits = portfolio, area, limits

    def open(self) -> list[FunctionInForce]:
        return [f for f in self.p.functions if f.area == self.area and f.performer in {"either", "commercial_capable"}]

    def solution(self, use: Use) -> Solution | None:
        return next((s for s in self.p.solutions if s.code == use.solution), None)

    def whole(self, use: Use) -> bool:
        solution = self.solution(use)
        return (
            use.state != "ended"
            and any(f.code == use.function for f in self.p.functions)
            and solution is not None
            and solution.stage != "withdrawn"
            and any(p.code == solution.provider for p in self.p.providers)
        )

    def uses(self, function: FunctionInForce | None = None) -> list[Use]:
        wanted = [function.code] if function else [f.code for f in self.open()]
        found = [u for u in self.p.uses if u.function in wanted and self.whole(u)]
        return [u for u in found if self.solution(u).owned_by == "commercial"]

    def offers(self, function: FunctionInForce) -> list[Use]:
        return [u for u in self.uses(function) if self.solution(u).stage == "offered"]

    def offered(self) -> list[FunctionInForce]:
        return [f for f in self.open() if self.offers(f)]

    def owner(self, code: str) -> str:
        parent = next(p.parent for p in self.p.providers if p.code == code)
        return self.owner(parent) if any(p.code == parent for p in self.p.providers) else code

    def lines(self, use: Use) -> list[tuple[Agreement, Commitment]]:
        maker = self.solution(use).provider
        pairs = [(a, c) for a in self.p.agreements for c in a.commitments]
        return [(a, c) for a, c in pairs if c.use == use.code and a.provider in {None, maker}]

    def lines_for(self, function: FunctionInForce) -> list[tuple[Agreement, Commitment]]:
        return [pair for u in self.uses(function) for pair in self.lines(u)]

    def agreements(self) -> list[Agreement]:
        return [a for a in self.p.agreements if any(b is a for u in self.uses() for b, _ in self.lines(u))]

    def used(self) -> list[Use]:
        return [u for u in self.uses() if u.state == "in_use" or self.lines(u)]

    def protected(self, solution: str, kinds: Iterable[str]) -> list[Safeguard]:
        maker = next(s.provider for s in self.p.solutions if s.code == solution)
        owned = [w for w in self.p.safeguards if w.solution == solution or w.provider == maker]
        return [w for w in owned if w.kind in kinds]

    def trials(self, use: Use) -> list:
        pairs = [(e, t) for e in self.p.exercises for t in e.trials]
        return [(e, t) for e, t in pairs if t.use == use.code and e.first_day <= self.p.on]

    def recent(self, use: Use) -> list:
        since = months_after(self.p.on, -self.limits["tried_months"])
        return [e for e, t in self.trials(use) if t.result != "not_tried" and e.last_day >= since]


def all_of(verdicts: Iterable[bool | None]) -> bool | None:
    said = list(verdicts)
    if False in said:
        return False
    return True if said and None not in said else None


def any_of(verdicts: Iterable[bool | None]) -> bool | None:
    said = list(verdicts)
    if True in said:
        return True
    return False if said and None not in said else None


def says(word: str) -> bool | None:
    return {"yes": True, "no": False, "unknown": None}[word]


def falls(portfolio: CommercialPortfolio, loss: Loss, *, doubt: bool) -> set[str]:
    """What a loss takes, by trying every solution again until nothing more falls."""
    fallen: set[str] = set()
    words = {"no", "unknown"} if doubt else {"no"}
    while True:
        more = {s.code for s in portfolio.solutions if struck(portfolio, s, loss, words, fallen)} - fallen
        if not more:
            return fallen
        fallen |= more


def struck(portfolio: CommercialPortfolio, solution: Solution, loss: Loss, words: set[str], fallen: set[str]) -> bool:
    slow = Slow(portfolio, "", {})
    maker = next((p for p in portfolio.providers if p.code == solution.provider), None)
    if maker and loss.kind == "parent" and slow.owner(maker.code) == loss.name:
        return True
    if maker and loss.kind == "country" and maker.country == loss.name:
        return True
    needs = [d for d in solution.dependencies if d.substitutable in words]
    named = any(d.kind == loss.kind.value and d.on == loss.name for d in needs)
    return named or any(d.kind == "solution" and d.on in fallen for d in needs)


def every_loss(portfolio: CommercialPortfolio) -> list[Loss]:
    """Each loss that the portfolio names, except the home country, in order."""
    slow = Slow(portfolio, "", {})
    parents = {Loss(LossKind.PARENT, slow.owner(p.code)) for p in portfolio.providers}
    countries = {Loss(LossKind.COUNTRY, p.country) for p in portfolio.providers}
    needs = [d for s in portfolio.solutions for d in s.dependencies if d.kind not in {"spectrum", "solution"}]
    found = parents | countries | {Loss(LossKind(d.kind.value), d.on) for d in needs}
    return sorted(found - {Loss(LossKind.COUNTRY, "US")})


def survival(slow: Slow, loss: Loss) -> Verdicts:
    certain, possible = falls(slow.p, loss, doubt=False), falls(slow.p, loss, doubt=True)
    verdicts: Verdicts = []
    for function in slow.offered():
        codes = [u.solution for u in slow.offers(function)]
        standing = [s for s in slow.p.solutions if s.code in codes and s.code not in possible and s.dependencies]
        verdicts.append(False if set(codes) <= certain else (True if standing else None))
    return verdicts


def survives(slow: Slow) -> Verdicts:
    """What the worst loss leaves, after trying every loss."""
    outcomes = [survival(slow, loss) for loss in every_loss(slow.p)]
    return max(outcomes, key=lambda one: (one.count(False), one.count(None)), default=[])


def single_parent(slow: Slow) -> Verdicts:
    return [len({slow.owner(slow.solution(u).provider) for u in slow.offers(f)}) == 1 for f in slow.offered()]


def largest_parent(slow: Slow) -> list[tuple[bool | None, int]]:
    known = {p.code for p in slow.p.providers}
    paid = [(slow.owner(a.provider), a.obligated or 0) for a in slow.agreements() if a.provider in known]
    totals = {owner: sum(amount for other, amount in paid if other == owner) for owner, _ in paid}
    largest = min((o for o in totals if totals[o] == max(totals.values())), default=None)
    return [
        (
            slow.owner(a.provider) == largest if a.provider in known and a.obligated is not None else None,
            a.obligated or 0,
        )
        for a in slow.agreements()
    ]


def government_path(slow: Slow) -> Verdicts:
    verdicts: Verdicts = []
    for function in slow.offered():
        everything = [u for u in slow.p.uses if u.function == function.code and slow.whole(u)]
        owned = any(slow.solution(u).owned_by == "government" for u in everything)
        roles = {u.role for u in slow.uses(function)}
        verdicts.append(True if owned or "supplement" in roles else (False if roles == {"primary"} else None))
    return verdicts


def open_to(use: Use) -> bool | None:
    return None if use.interface == Interface.UNKNOWN else use.interface in {"commercial", "military"}


def cyber(slow: Slow) -> Verdicts:
    since = months_after(slow.p.on, -slow.limits["cyber_months"])
    verdicts: Verdicts = []
    for code in {u.solution for u in slow.used()}:
        found = slow.protected(code, {"cyber_assessment"})
        kept = [w for w in found if w.state != "not_applicable"]
        if kept or not found:
            verdicts.append(
                any_of(
                    None
                    if w.state == "unknown"
                    else w.state == "in_place" and w.verified_by != "self" and w.stated.effective_on >= since
                    for w in kept
                )
            )
    return verdicts


def per_provider(slow: Slow, uses: list[Use], groups: list[set[str]], judge: Callable) -> Verdicts:
    verdicts: Verdicts = []
    for maker in {slow.solution(u).provider for u in uses}:
        said = []
        for code in {u.solution for u in uses if slow.solution(u).provider == maker}:
            for kinds in groups:
                found = slow.protected(code, kinds)
                kept = [w for w in found if w.state != "not_applicable"]
                said += [judge(kept)] if kept or not found else []
        verdicts += [all_of(said)] if said else []
    return verdicts


def conduct(slow: Slow) -> Verdicts:
    groups = [{"conduct_debris"}, {"conduct_notification"}, {"conduct_data"}]
    return per_provider(
        slow,
        slow.used(),
        groups,
        lambda found: any_of(None if w.state == "unknown" else w.state == "in_place" for w in found),
    )


def channel(slow: Slow) -> Verdicts:
    order = ["unclassified", "controlled", "secret", "top_secret"]

    def judge(safeguard: Safeguard) -> bool | None:
        if safeguard.state != "in_place":
            return None if safeguard.state == "unknown" else False
        high = None if safeguard.level is None else order.index(safeguard.level) >= slow.limits["sharing_level"]
        return all_of([high, None if safeguard.direction is None else safeguard.direction == "two_way"])

    return per_provider(slow, slow.used(), [{"threat_sharing"}], lambda found: any_of(map(judge, found)))


def committed(slow: Slow) -> list[Use]:
    return [u for u in slow.uses() if any(c.phase != "day_to_day" for _, c in slow.lines(u))]


TOOLS = {"commercial_insurance", "war_risk_insurance", "government_insurance", "indemnification"}


def borne(found: list[Safeguard]) -> str | None:
    placed = [w for w in found if w.state == "in_place"]
    if any(w.kind in {"government_insurance", "indemnification"} for w in placed):
        return "government"
    if any(w.war_risk == "included" for w in placed):
        return "insurer"
    vague = any(w.state == "unknown" for w in found) or any(w.war_risk == "unknown" for w in placed)
    return None if vague or not found else "provider"


def bearer(slow: Slow) -> Verdicts:
    return per_provider(slow, committed(slow), [TOOLS], lambda found: borne(found) is not None if found else None)


def covered(slow: Slow) -> Verdicts:
    def judge(found: list[Safeguard]) -> bool | None:
        return None if borne(found) is None else borne(found) != "provider"

    return per_provider(slow, committed(slow), [TOOLS], judge)


def ensured(slow: Slow, phase: str) -> Verdicts:
    found = [slow.lines_for(f) for f in slow.open()]
    return [any(c.phase == phase and c.level != "best_effort" for _, c in one) if one else None for one in found]


def lapses(slow: Slow) -> Verdicts:
    verdicts: Verdicts = []
    by = slow.p.on + timedelta(days=slow.limits["lapse_days"])
    for function in slow.open():
        firm = [(a, c) for a, c in slow.lines_for(function) if c.level in {"priority", "assured"}]
        held = {c.phase for _, c in firm}
        kept = {c.phase for a, c in firm if a.stated.ends_on is None or a.stated.ends_on > by}
        verdicts += [held != kept] if firm else []
    return verdicts


def overdue(slow: Slow) -> Verdicts:
    late = slow.p.on - timedelta(days=slow.limits["finding_days"])
    return [
        e.last_day < late and not (t.closed_on and t.closed_on <= slow.p.on)
        for u in slow.uses()
        for e, t in slow.trials(u)
        if t.finding
    ]


def funded(slow: Slow) -> Verdicts:
    verdicts: Verdicts = []
    for function in slow.open():
        if slow.offers(function):
            continue
        said = []
        for use in slow.uses(function):
            amounts = [a.obligated for a, _ in slow.lines(use)]
            said.append(any_of(None if x is None else x > 0 for x in amounts) if amounts else False)
        verdicts.append(any_of(said))
    return verdicts


def moving(slow: Slow) -> Verdicts:
    coming = {slow.solution(u).code: slow.solution(u) for u in slow.uses()}.values()
    early = [s for s in coming if s.stage in {"research", "prototype", "demonstrated"}]
    return [(slow.p.on - s.stage_since).days <= slow.limits["stage_days"] for s in early]


def instruments(slow: Slow) -> Verdicts:
    used = {a.instrument for a in slow.agreements()}
    return [True] * len(used) + [False] * (7 - len(used)) if used else []


SLOW: dict[str, Callable[[Slow], list]] = {
    "single_parent": single_parent,
    "largest_parent": largest_parent,
    "government_path": government_path,
    "open_interface": lambda slow: [open_to(u) for u in slow.uses()],
    "tested_interface": lambda slow: [all_of([open_to(u), says(u.interface_tested)]) for u in slow.uses()],
    "survives": survives,
    "cyber_assessed": cyber,
    "conduct_stated": conduct,
    "access_day_to_day": lambda slow: ensured(slow, Phase.DAY_TO_DAY),
    "access_crisis": lambda slow: ensured(slow, Phase.CRISIS),
    "access_conflict": lambda slow: ensured(slow, Phase.CONFLICT),
    "access_lapses": lapses,
    "access_clauses": lambda slow: [
        all_of(map(says, (a.clauses.cyber, a.clauses.data, a.clauses.supply_chain))) for a in slow.agreements()
    ],
    "tried": lambda slow: [bool(slow.recent(u)) if slow.trials(u) else None for u in slow.uses()],
    "tried_with_allies": lambda slow: [any(e.allies for e in slow.recent(u)) for u in slow.uses() if slow.recent(u)],
    "overdue_findings": overdue,
    "channel": channel,
    "bearer_known": bearer,
    "war_risk_covered": covered,
    "funded": funded,
    "moving": moving,
    "instruments": instruments,
    "property_known": lambda slow: [None if a.property_terms == "unknown" else True for a in slow.agreements()],
}
