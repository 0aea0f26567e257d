"""What-if: try out other answers and thresholds on one area. Nothing is stored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.criteria import CRITERIA, DECIDING
from missions.domain.record.rule.indication import rule_result_under, thresholds_of
from missions.domain.record.rule.what_if import TriedFunction, try_out
from missions.forms.record.what_if import THRESHOLDS, WhatIfAnswers, read_trial
from missions.views.shortcuts import Page, is_fragment, record_page, respond


@record_page
def area(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """One area as the rule would read it with the answers and thresholds in the address."""
    state = page.portfolio(code).area(code)
    policy = page.resolved.policy
    if state is None or state.emerging or policy is None:
        raise Http404(f"There is no mission area {code} with a rule to try out at this date.")
    recorded = thresholds_of(policy)
    trial = read_trial(request.GET, state, recorded)
    after, tried = try_out(state, trial.changes)
    context = {
        "area": state,
        "before": rule_result_under(state, recorded, policy.number),
        "after": rule_result_under(after, trial.thresholds, policy.number if trial.thresholds == recorded else None),
        "after_area": after,
        "functions": [_shown(one) for one in tried],
        "thresholds": _thresholds(trial),
        "errors": trial.errors,
        "changed": bool(trial.changes) or trial.thresholds != recorded,
        "moved": [one for one in tried if one.moved],
        "link": _address(request, page, state, trial.parameters(recorded)),
    }
    status = 400 if trial.errors and not is_fragment(request) else 200
    response = respond(request, "record/areas/what_if.html", context, fragment="result", status=status)
    if is_fragment(request):
        response["HX-Push-Url"] = context["link"]
    return response


def _shown(tried: TriedFunction) -> dict[str, Any]:
    """A function with one list of choices for each answer; the empty choice keeps the recorded answer."""
    function = tried.function
    selects = []
    for name in DECIDING:
        criterion = CRITERIA[name]
        recorded = getattr(function.assessed, name) if function.assessed else None
        selects.append(
            {
                "name": f"{function.code}.{name}",
                "label": criterion.short.capitalize(),
                "recorded": recorded.label if recorded else "not assessed",
                "chosen": tried.changes.get(name, ""),
                "choices": [one for one in criterion.choices.choices if one[0] != recorded],
            }
        )
    return {"function": function, "selects": selects}


def _thresholds(trial: WhatIfAnswers) -> list[dict[str, str]]:
    return [
        {"name": name, "label": label, "value": trial.texts[name], "error": trial.errors.get(name, "")}
        for name, label in THRESHOLDS.items()
    ]


def _address(request: HttpRequest, page: Page, area: AreaState, parameters: str) -> str:
    both = "&".join(part for part in (page.resolved.moment.parameters, parameters) if part)
    return f"{request.path}?{both}" if both else request.path
