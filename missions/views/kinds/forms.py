"""Add a record of a kind, revise or retire it, and withdraw a mistake."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from missions.access import Refused
from missions.actions import errors
from missions.actions import kinds as actions
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.kinds.kind import Given, Kind, RecordState, line_field, problems
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Certainty, Provenance
from missions.forms.kinds import MORE, RecordForms, WithdrawForm, more_lines, opened
from missions.models.base import Fact
from missions.queries.kinds.names import Names
from missions.queries.kinds.states import Now, free_code, newest_entry, of_entry
from missions.queries.moment import Resolved
from missions.queries.record.evidence import offered
from missions.queries.record.evidence_links import evidence_of
from missions.views.kinds.lists import state_or_404
from missions.views.record.evidence_links import LOOK, Target, attaching, chosen_evidence
from missions.views.shortcuts import permit, resolved_now, respond
from missions.views.written import written


@written
def add(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Add a record of this kind."""
    permit(request, actions.may_record(kind))
    now = resolved_now()
    if request.method != "POST":
        initial = {"code": free_code(kind.name), "effective_on": now.moment.today, **_asked(kind, request.GET, now)}
        return _page(request, kind, RecordForms(kind, initial=initial, new=True), now)
    forms = RecordForms(kind, more_lines(kind, request.POST), initial={}, new=True)
    if {MORE, LOOK} & request.POST.keys():
        return _page(request, kind, forms, now, quiet=True)
    if not forms.is_valid() or not _fits(kind, forms, forms.form.cleaned_data["code"], now, None):
        return _page(request, kind, forms, now, status=400)
    given = forms.given(forms.form.cleaned_data["code"])
    try:
        actions.add(kind, by=request.actor, given=given, **_said(forms))
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        forms.tell_unfit(error)
        return _page(request, kind, forms, now, status=400)
    messages.success(request, f"Saved. {given.code} is recorded from {day(given.effective_on)}.")
    return redirect(_leads_to(kind, given, now))


@written
def revise(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    """Record what holds from a day on, or retire the record."""
    permit(request, actions.may_record(kind))
    # Read before the record, so that the form is never older than the entry it claims to be based on.
    against = newest_entry(kind.name, code)
    now = resolved_now()
    state = state_or_404(kind, code, now.moment)
    if request.method != "POST":
        keys = [one.pk for one in evidence_of(now.moment, kind.name, code, state.said)]
        initial = opened(kind, state, against=against, today=now.moment.today, evidence=keys)
        return _page(request, kind, RecordForms(kind, initial=initial, new=False), now, state)
    forms = RecordForms(kind, more_lines(kind, request.POST), initial={}, new=False)
    if {MORE, LOOK} & request.POST.keys():
        return _page(request, kind, forms, now, state, quiet=True)
    if not forms.is_valid() or not _fits(kind, forms, code, now, state):
        return _page(request, kind, forms, now, state, status=400)
    given = forms.given(code)
    try:
        actions.revise(kind, by=request.actor, given=given, against=forms.form.cleaned_data["against"], **_said(forms))
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        forms.tell_unfit(error)
        return _page(request, kind, forms, now, state, status=400)
    except errors.Conflict as error:
        conflict = _compared(kind, error.newest, given, now)
        again = RecordForms(kind, _renewed(request.POST, error.newest), initial={}, new=False)
        return _page(request, kind, again, now, state, conflict=conflict, status=409)
    done = "is retired" if given.retired else "is revised"
    messages.success(request, f"Saved. {code} {done} from {day(given.effective_on)}.")
    return redirect(_leads_to(kind, given, now))


@written
def attach(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    """Attach evidence to the revision in force of a record."""
    permit(request, actions.may_record(kind))
    now = resolved_now()
    state = state_or_404(kind, code, now.moment)
    trail = (
        (kind.plural, addresses.records(kind.address)),
        (Names(now.moment).called(state), addresses.record(kind.address, code)),
    )
    return attaching(request, Target(kind.name, code, state.said, "what is recorded", trail, now.moment))


@written
def withdraw(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    """Withdraw the newest revision as a mistake, so that the one before it holds again."""
    permit(request, actions.may_record(kind))
    now = resolved_now()
    state = state_or_404(kind, code, now.moment)
    opens = {"against": newest_entry(kind.name, code)}
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=opens)
    if request.method != "POST" or not form.is_valid():
        return _withdraw_page(request, kind, state, form, 200 if request.method != "POST" else 400)
    given = form.cleaned_data
    try:
        actions.withdraw(kind, by=request.actor, code=code, against=given["against"], reason=given["reason"])
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except (errors.Unfit, errors.Conflict) as error:
        form.add_error(None, str(error))
        return _withdraw_page(request, kind, state, form, 409)
    messages.success(request, f"Withdrawn. The earlier revision holds again for {code}.")
    return redirect(addresses.record(kind.address, code))


def _asked(kind: Kind, query: QueryDict, now: Resolved) -> dict[str, Any]:
    """The values that the address fills in.

    These are fields, such as the solution of a use; fields of a first line; and what follows from them, such as the
    provider of an agreement on a use.
    """
    said = {name: value for name, value in query.items() if "\0" not in value}
    first = {
        lines.name: {
            field.name: said[name] for field in lines.fields if (name := line_field(lines.name, 0, field.name)) in said
        }
        for lines in kind.lines
    }
    fields = {field.name: said[field.name] for field in kind.fields if field.name in said}
    followed = {one.name: _followed(kind, one.follows, first, now) for one in kind.fields if one.follows}
    return {**followed, **fields, "lines": {name: [line] for name, line in first.items() if line}}


def _followed(kind: Kind, way: tuple[str, ...], first: Mapping[str, Mapping[str, str]], now: Resolved) -> str | None:
    """The code at the end of a field's `follows` path; None if the path breaks off."""
    name, start, *further = way
    fields = next(lines.fields for lines in kind.lines if lines.name == name)
    refers, code = next(one.refers for one in fields if one.name == start), first[name].get(start)
    known = Now(now.moment.as_of, now.moment.sequence)
    for step in further:
        state = known.state(refers, code) if code else None
        if state is None:
            return None
        refers, code = KINDS[refers].field(step).refers, state.values[step]
    return code


def _said(forms: RecordForms) -> dict[str, Any]:
    """Reason and basis, as the actions take them."""
    given = forms.form.cleaned_data
    basis = actions.Basis(
        provenance=Provenance(given["provenance"]), source=given["source"], certainty=Certainty(given["certainty"])
    )
    return {"basis": basis, "reason": given["reason"], "evidence": chosen_evidence(forms.form)}


def _fits(kind: Kind, forms: RecordForms, code: str, now: Resolved, before: RecordState | None) -> bool:
    """Whether the rules of the kind accept it; all their problems are shown beside their causes."""
    given = forms.given(code)
    known = Now(given.effective_on, now.moment.sequence)
    stood = known.state(kind.name, code) if before else None
    found = problems(kind, given, known, stood)
    forms.tell(found)
    return not found


def _leads_to(kind: Kind, given: Given, now: Resolved) -> str:
    """The page of the record; before the record exists, the page is readable only on the day it begins."""
    later = given.effective_on > now.moment.today
    suffix = f"?as_of={given.effective_on.isoformat()}" if later else ""
    return addresses.record(kind.address, given.code, suffix)


def _renewed(posted: QueryDict, newest: Fact) -> QueryDict:
    """What was typed, now based on the newer revision."""
    data = posted.copy()
    data["against"] = newest.entry_id
    return data


def _compared(kind: Kind, newest: Fact, given: Given, now: Resolved) -> dict[str, Any]:
    """The revision recorded in the meantime beside what was typed, field by field."""
    theirs, names = of_entry(kind.name, newest), Names(now.moment)
    rows = []
    for field in kind.fields:
        saved = names.words(field, theirs.values[field.name])
        typed = names.words(field, given.values[field.name])
        rows.append({"label": field.label, "theirs": saved, "yours": typed, "differs": saved != typed})
    for lines in kind.lines:
        counts = [f"{len(one.lines.get(lines.name, ()))} lines" for one in (theirs, given)]
        differs = tuple(theirs.lines[lines.name]) != tuple(given.lines.get(lines.name, ()))
        rows.append({"label": lines.plural, "theirs": counts[0], "yours": counts[1], "differs": differs})
    return {"newest": newest, "rows": rows}


def _page(
    request: HttpRequest,
    kind: Kind,
    forms: RecordForms,
    now: Resolved,
    state: RecordState | None = None,
    *,
    conflict: dict[str, Any] | None = None,
    quiet: bool = False,
    status: int = 200,
) -> HttpResponse:
    if quiet:
        forms.forget_errors()
    form = forms.form
    form.offer(offered(now.moment, area="", function="", text=form.sought, chosen=form.chosen))
    context = {
        "kind": kind,
        "state": state,
        "title": state and Names(now.moment).called(state),
        "forms": forms,
        "conflict": conflict,
    }
    return respond(request, "kinds/form.html", context, fragment="evidence", status=status)


def _withdraw_page(
    request: HttpRequest, kind: Kind, state: RecordState, form: WithdrawForm, status: int
) -> HttpResponse:
    context = {"kind": kind, "state": state, "form": form}
    return respond(request, "kinds/withdraw.html", context, status=status)
