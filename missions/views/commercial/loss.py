"""What the loss of a parent, launcher, bus, ground, cloud or country would take along. Nothing is stored."""

from django.http import HttpRequest, HttpResponse

from missions.domain.commercial.posture.consequences import consequences
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.losses import Loss, Losses, LossKind
from missions.queries.kinds.names import Names
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, record_page, respond

MOST_SHOWN = 200


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Choose what is lost; functions before and after, and the cells that fall. The choice is in the address."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    names = Names(moment)
    asked = request.GET.get("loss", "")
    loss = _asked(held.losses, asked)
    worst = held.losses.worst_of_all()
    context = {
        "groups": [(kind, [_choice(one, names) for one in held.losses.of(kind)]) for kind in LossKind],
        "asked": asked,
        "problem": f"“{asked[:80]}” is nothing that a recorded solution depends on." if asked and loss is None else "",
        "worst": worst and _choice(worst, names),
        "tabs": tabs("loss", moment.suffix),
    }
    if loss:
        context |= _shown(held, loss, names)
    return respond(
        request, "commercial/loss.html", context, fragment="result", status=400 if context["problem"] else 200
    )


def _asked(losses: Losses, text: str) -> Loss | None:
    """The loss that is named as kind and name; None where nothing depends on such a thing."""
    return next((one for one in losses.fallen if key_of(one) == text), None)


def key_of(loss: Loss) -> str:
    """A loss as the address has it."""
    return f"{loss.kind.value}:{loss.name}"


def _choice(loss: Loss, names: Names) -> dict[str, str]:
    named = names.of("provider", loss.name) if loss.kind is LossKind.PARENT else None
    return {"key": key_of(loss), "name": named.title if named else loss.name, "kind": loss.kind.label}


def _shown(held: Posture, loss: Loss, names: Names) -> dict:
    found = consequences(held, loss)
    codes = sorted(found.fallen.possible)
    return {
        "found": found,
        "lost": _choice(loss, names),
        "fallen": [(names.of("solution", code), code, code in found.fallen.certain) for code in codes[:MOST_SHOWN]],
        "areas": [(code, one) for code, one in found.survivals.items() if one.lost or one.unknown],
    }
