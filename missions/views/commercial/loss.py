"""What is lost with a parent, launcher, bus, ground, cloud or country. Nothing is stored."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.commercial.posture.consequences import FallenCell, consequences
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.losses import Loss, Losses, LossKind
from missions.domain.record.portfolio import Moment
from missions.queries.kinds.names import NamedRecord, Names
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.paging import ON_PAGE, first_place, paged
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, record_page, respond

# How many of the worst losses are listed if none is chosen.
MOST = 10


@dataclass(frozen=True, slots=True)
class Struck:
    """An affected area: how many functions keep an offer, and those that lose it or may lose it, by name."""

    code: str
    kept: int
    lost: tuple[NamedRecord | None, ...]
    unknown: tuple[NamedRecord | None, ...]


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Choose a loss; functions before and after, and the cells that get worse. The choice is in the address."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    names = Names(moment)
    asked = request.GET.get("loss", "")
    loss = _asked(held.losses, asked)
    context = {
        "groups": [(kind, _choices(held.losses, kind, names)) for kind in LossKind],
        "asked": asked,
        "problem": f"“{asked[:80]}” is nothing that a recorded solution depends on." if asked and loss is None else "",
        "tabs": tabs("loss", moment.suffix),
    }
    if loss:
        context |= _shown(request, held, loss, names, moment)
    elif not asked:
        context |= _worst(held, names)
    return respond(
        request, "commercial/loss.html", context, fragment="result", status=400 if context["problem"] else 200
    )


def _asked(losses: Losses, text: str) -> Loss | None:
    """The loss with that kind and name; None if nothing depends on it."""
    return next((one for one in losses.fallen if key_of(one) == text), None)


def key_of(loss: Loss) -> str:
    """A loss as the address names it."""
    return f"{loss.kind.value}:{loss.name}"


def _choices(losses: Losses, kind: LossKind, names: Names) -> list[dict[str, str]]:
    return sorted((_choice(one, names) for one in losses.of(kind)), key=lambda one: one["name"].casefold())


def _choice(loss: Loss, names: Names) -> dict[str, str]:
    named = names.of("provider", loss.name) if loss.kind is LossKind.PARENT else None
    return {"key": key_of(loss), "name": named.title if named else loss.title, "kind": loss.kind.label}


def _worst(held: Posture, names: Names) -> dict[str, Any]:
    """The losses that affect most of the areas where solutions are sought."""
    found = held.losses.worst_first(area for area in held.areas if not area.not_sought)
    return {"worst": [(_choice(one.loss, names), one.lost, one.unknown) for one in found[:MOST]], "losses": len(found)}


def _shown(request: HttpRequest, held: Posture, loss: Loss, names: Names, moment: Moment) -> dict[str, Any]:
    found = consequences(held, loss)
    codes, first = sorted(found.fallen.possible), first_place(request)
    shown = codes[first : first + ON_PAGE]
    names.read(("solution", code) for code in shown)
    struck = [(code, one) for code, one in found.survivals.items() if one.lost or one.unknown]
    return {
        "found": found,
        "lost": _choice(loss, names),
        "losing": sum(len(one.lost) for _, one in struck),
        "doubtful": sum(len(one.unknown) for _, one in struck),
        "cells": [(one, _cell(one, moment)) for one in found.cells],
        "fallen": [(names.of("solution", code), code, code in found.fallen.certain) for code in shown],
        "areas": [
            Struck(code, len(one.kept), _named(one.lost, names), _named(one.unknown, names)) for code, one in struck
        ],
        **paged(request, len(codes)),
    }


def _cell(one: FallenCell, moment: Moment) -> str:
    """The address that opens a cell in the posture, without the loss."""
    return addresses.posture(moment.parameters, cell=f"{one.area}.{one.column.value}") + "#cell"


def _named(codes: tuple[str, ...], names: Names) -> tuple[NamedRecord | None, ...]:
    return tuple(names.of("function", code) for code in codes)
