"""The policy: the numbers that the strategy does not give."""

from django.http import HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.domain.record.portfolio import PolicyState
from missions.domain.record.rule.policy_numbers import THRESHOLDS
from missions.queries.catalog.citations import told_of
from missions.queries.record.evidence_links import evidence_of
from missions.queries.record.history import policy_history
from missions.views.bodies import MadeFrom
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, pager, record_page, respond


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The policy in force at the moment, and its history."""
    policy, moment = page.resolved.policy, page.resolved.moment
    found = policy_history(moment, before=number(request.GET, "before"))
    evidence = evidence_of(moment, "policy", "policy", policy.said) if policy else []
    moved = told_of(moment, evidence)
    context = {
        "policy": policy,
        "posture": _posture(policy) if policy else [],
        "evidence": [(one, moved.get(one.pk, "")) for one in evidence],
        "history": found,
        "reads_audit": can(request.actor, Permission.READ_AUDIT_RECORD),
        "downloads": downloads(request, "policy", MOMENT),
        "may_draft": can(request.actor, Permission.RUN_REVIEWS) and not moment.is_past,
        "may_attach": can(request.actor, Permission.ASSESS) and not moment.is_past,
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "record/policy/index.html", context)


def _posture(policy: PolicyState) -> list[tuple[str, str, str]]:
    """The thresholds of the posture: their column, label and value."""
    return [(one.column, one.heading, one.said(policy.limits[name])) for name, one in THRESHOLDS.items()]
