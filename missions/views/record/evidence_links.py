"""Choose evidence on a form, and attach more of it to a fact in force."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.access import Permission, Refused
from missions.actions.errors import Unfit
from missions.actions.record import evidence as actions
from missions.domain import addresses
from missions.domain.record.portfolio import Attribution, Moment
from missions.forms.record.evidence_links import AttachForm, OffersEvidence
from missions.models import Evidence
from missions.queries.record.evidence import of_keys, offered
from missions.queries.record.evidence_links import fact_of
from missions.views.record.function_forms import FormFunction, area_or_404, subject_or_404
from missions.views.shortcuts import beside, permit, resolved_now, respond
from missions.views.written import written

# The name of the button that finds more evidence.
LOOK = "look"
POLICY = "policy"
# The steps that lead to a page: the label and address of each.
Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Target:
    """The fact in force that evidence is attached to: its kind, its subject's code, and who recorded it.

    `about` names it in a sentence; the last step of the `trail` is the page that shows it.
    """

    name: str
    code: str
    said: Attribution
    about: str
    trail: Trail
    moment: Moment

    @property
    def back_url(self) -> str:
        return self.trail[-1][1]


def offer_evidence(subject: FormFunction, form: OffersEvidence) -> None:
    """Set the choices of the form, including what was ticked before. One query."""
    states = offered(
        subject.moment, area=subject.area.code, function=subject.state.code, text=form.sought, chosen=form.chosen
    )
    form.offer(states)


def chosen_evidence(form: OffersEvidence) -> list[Evidence]:
    """The rows that were ticked. Raises `Unfit` if one of them does not exist."""
    keys = form.cleaned_data["evidence"]
    rows = of_keys(keys)
    if len(rows) != len(keys):
        raise Unfit("Some of the evidence does not exist. Choose from the list.", "evidence")
    return rows


@written
def assessment(request: HttpRequest, code: str, function: str) -> HttpResponse:
    """Attach evidence to the assessment in force of a function."""
    permit(request, Permission.ASSESS)
    subject = subject_or_404(code, function)
    if subject.state.assessed is None:
        messages.info(request, "This function is not assessed yet. Assess it first, with its evidence.")
        return redirect("function", code=code, function=function)
    said = subject.state.assessed.said
    target = Target("assessment", function, said, "the assessment in force", _function_trail(subject), subject.moment)
    return attaching(request, target, area=code, function=function)


@written
def function(request: HttpRequest, code: str, function: str) -> HttpResponse:
    """Attach evidence to a function's name and description, or to its retirement."""
    permit(request, Permission.ASSESS)
    subject = subject_or_404(code, function)
    about = "its retirement" if subject.state.retired else "its name and description"
    target = Target("function", function, subject.state.said, about, _function_trail(subject), subject.moment)
    return attaching(request, target, area=code, function=function)


@written
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Attach evidence to the name and standing of a mission area."""
    permit(request, Permission.ASSESS)
    found, moment = area_or_404(code)
    trail = (("Mission areas", addresses.areas()), (found.name, addresses.area(code)))
    return attaching(request, Target("area", code, found.said, "its name and standing", trail, moment), area=code)


@written
def policy(request: HttpRequest) -> HttpResponse:
    """Attach evidence to the policy in force."""
    permit(request, Permission.ASSESS)
    now = resolved_now()
    if now.policy is None:
        raise Http404("No policy is in force.")
    said = now.policy.said
    about = f"policy {now.policy.number}"
    return attaching(request, Target("policy", POLICY, said, about, (("Policy", addresses.POLICY),), now.moment))


def attaching(request: HttpRequest, target: Target, *, area: str = "", function: str = "") -> HttpResponse:
    """The form that attaches evidence to a fact; evidence of the named area and function comes first."""
    form = AttachForm(request.POST if request.method == "POST" else None)

    def page(status: int = 200) -> HttpResponse:
        form.offer(offered(target.moment, area=area, function=function, text=form.sought, chosen=form.chosen))
        context = {"target": target, "form": form, "url": request.path}
        return respond(request, "record/evidence/attach.html", context, fragment="evidence", status=status)

    if request.method != "POST":
        return page()
    if LOOK in request.POST:
        form.forget_errors()
        return page()
    if not form.is_valid():
        return page(400)
    fact = fact_of(target.name, target.code, target.said)
    try:
        rows, reason = chosen_evidence(form), form.cleaned_data["reason"]
        new = actions.attach(by=request.actor, fact=fact, evidence=rows, reason=reason)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        beside(form, error)
        return page(400)
    count = f"{len(new)} pieces of evidence stand" if len(new) > 1 else "The evidence stands"
    messages.success(request, f"Attached. {count} behind {target.about} from now on.")
    return redirect(target.back_url)


def _function_trail(subject: FormFunction) -> Trail:
    area, state = subject.area, subject.state
    return ((area.name, addresses.area(area.code)), (state.name, addresses.function(area.code, state.code)))
