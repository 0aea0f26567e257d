"""The draft of a proposal: saved while it is typed, or with its button if there is no JavaScript."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from missions.access import Permission, Refused, can, check_any
from missions.actions.errors import Unfit
from missions.actions.reviews import proposals as actions
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.actions.reviews.proposals import DraftContent
from missions.domain.record.rule.indication import rule_result
from missions.domain.reviews.guards import why_not_edit
from missions.domain.vocabulary import ProposalKind, Standing
from missions.forms.reviews.proposals import DraftForm
from missions.models import Draft, Proposal
from missions.queries.record.evidence import offered
from missions.queries.reviews.brief.contents import demand_sight
from missions.queries.reviews.proposals import Loaded, load_subject
from missions.views.reviews.proposals.offers import person_of
from missions.views.shortcuts import is_fragment, never_shared, respond
from missions.views.written import written

# For a part of the content that an action names, the field that shows the message.
FIELDS = {"rationale": "rationale", "evidence": "evidence", "effective_on": "effective_on", "target": "target"}


@never_shared
@written
def draft(request: HttpRequest, pk: str) -> HttpResponse:
    """Write the proposal; every save names the one it started from. "Find" stores nothing."""
    loaded = _load(request, pk)
    blocks = why_not_edit(loaded.subject, person_of(request.actor))
    if blocks:
        raise PermissionDenied(" ".join(str(block) for block in blocks))
    if request.method != "POST":
        return _page(request, loaded, _form(loaded))
    form = _form(loaded, request.POST)
    if "look" in request.POST:
        form.forget_errors()
        return _page(request, loaded, form, fragment="evidence")
    if not form.is_valid():
        return _page(request, loaded, form, status=200 if is_fragment(request) else 400)
    return _save(request, loaded, form)


def _load(request: HttpRequest, pk: str) -> Loaded:
    """The proposal with its draft, for people who may read it."""
    actor = request.actor
    try:
        check_any(actor, actions.WRITES)
        sight = demand_sight(actor, int(pk), timezone.localdate())
        if not sight.draft:
            raise PermissionDenied("A draft is read by its authors, a steward or an auditor. An author can send it.")
        return load_subject(int(pk), also=[actor.pk])
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Proposal.DoesNotExist as error:
        raise Http404(str(error)) from error


def _save(request: HttpRequest, loaded: Loaded, form: DraftForm) -> HttpResponse:
    """Save it and say so; a newer save is shown beside this version, and the input stays."""
    content = DraftContent(**form.content)
    against = form.cleaned_data["against"]
    try:
        saved = actions.save_draft(by=request.actor, proposal=loaded.proposal, against=against, content=content)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Blocked as error:
        if error.personal:
            raise PermissionDenied(str(error)) from error
        form.add_error(None, str(error))
        return _page(request, loaded, form, status=409)
    except Overtaken as error:
        return _superseded(request, form, error)
    except Unfit as error:
        form.add_error(FIELDS.get(error.field), str(error))
        return _page(request, loaded, form, status=200 if is_fragment(request) else 400)
    if is_fragment(request):
        return _page(request, loaded, form, saved=saved)
    messages.success(request, "Saved. It stays a draft until you send it to the reviewers.")
    return redirect("proposal", pk=loaded.proposal.pk)


def _superseded(request: HttpRequest, form: DraftForm, error: Overtaken) -> HttpResponse:
    """409: both versions, with the input kept and now based on the newer save."""
    loaded = load_subject(error.newest.pk, also=[request.actor.pk])
    posted = request.POST.copy()
    if not is_fragment(request):
        posted["against"] = loaded.draft.saved
    again = _form(loaded, posted)
    by = loaded.draft.saved_by
    own = by.pk == request.actor.pk
    conflict = {"message": str(error), "by": by.name, "own": own, "rows": _beside(loaded.draft, form)}
    return _page(request, loaded, again, conflict=conflict, status=409)


def _beside(draft: Draft, form: DraftForm) -> list[dict[str, Any]]:
    """The save of the meantime beside the input, field by field."""
    mine = DraftContent(**form.content).columns
    labels = {field.name: field.label for field in form.main} | {"gaps": "Gaps", "answers": "Answers"}
    found = []
    for name, label in labels.items():
        theirs, yours = getattr(draft, name), mine[name]
        if theirs != yours:
            found.append({"label": label, "theirs": _text(theirs), "yours": _text(yours)})
    return found


def _text(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(f"{key}: {text}" for key, text in value.items())
        case list():
            return ", ".join(str(one) for one in value)
    return str(value or "")


def _form(loaded: Loaded, posted: Any = None) -> DraftForm:
    draft, area = loaded.draft, loaded.subject.area
    kinds = [ProposalKind.SHIFT, ProposalKind.REAFFIRM] if area.category else [ProposalKind.FIRST]
    if ProposalKind(draft.kind) not in kinds:
        kinds.append(ProposalKind(draft.kind))
    gaps = [one for one in area.functions if one.standing is Standing.UNASSESSED]
    initial = {name: getattr(draft, name) for name in ("kind", "target", "effective_on", "rationale", "evidence")}
    initial |= {"against": draft.saved}
    initial |= {f"gap-{code}": text for code, text in draft.gaps.items()}
    initial |= {f"answer-{key}": text for key, text in draft.answers.items()}
    return DraftForm(
        posted,
        initial=initial,
        kinds=kinds,
        gaps=gaps,
        requests=loaded.requests,
        auto_id="draft-%s",
    )


def _page(
    request: HttpRequest,
    loaded: Loaded,
    form: DraftForm,
    *,
    saved: Draft | None = None,
    conflict: dict[str, Any] | None = None,
    fragment: str = "saved",
    status: int = 200,
) -> HttpResponse:
    code = loaded.subject.area.code
    form.offer(offered(loaded.moment, area=code, function="", text=form.sought, chosen=form.chosen))
    context = {
        "proposal": loaded.proposal,
        "area": loaded.subject.area,
        "result": rule_result(loaded.subject.area, loaded.subject.policy),
        "form": form,
        "draft": saved or loaded.draft,
        "against": saved.saved if saved else form["against"].value(),
        "saved_now": saved is not None,
        "conflict": conflict,
        "wrong": [field for field in form if field.errors],
        "author": request.actor.pk in loaded.subject.authors,
        "may_add": can(request.actor, Permission.ASSESS),
    }
    return respond(request, "reviews/proposals/draft.html", context, fragment=fragment, status=status)
