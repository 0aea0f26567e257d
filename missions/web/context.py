"""The context that every page shows around its content."""

import secrets
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from missions.access import WORKFLOW_ROLES, Actor, Permission, can, can_any, has_desk
from missions.domain import addresses
from missions.domain.catalog.kinds.all import RULES
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.dates import day
from missions.domain.reviews.desk import owned_in_words
from missions.models.people.sessions import idle_time
from missions.queries.people.accounts import to_confirm
from missions.queries.reviews.amendments import waiting_for
from missions.queries.reviews.opportunities import owned_opportunities
from missions.queries.reviews.reviews import awaiting

DESK, OVERVIEW, POSTURE, REVIEWS, POLICY, PEOPLE = "Desk", "Overview", "Posture", "Reviews", "Policy", "People"
# The addresses, and the rights needed to be offered them.
ENTRIES = {
    DESK: (addresses.HOME, None),
    OVERVIEW: (addresses.OVERVIEW, Permission.READ_RECORD),
    "Areas": (addresses.areas(), Permission.READ_RECORD),
    POSTURE: (addresses.posture(), Permission.READ_RECORD),
    REVIEWS: (addresses.REVIEWS, Permission.READ_RECORD),
    "Evidence": (addresses.EVIDENCE, Permission.READ_RECORD),
    "Compare": (addresses.COMPARE, Permission.READ_RECORD),
    "Exports": (addresses.exports(), Permission.READ_RECORD),
    "Strategy": (addresses.STRATEGY, Permission.READ_RECORD),
    POLICY: (addresses.POLICY, Permission.READ_RECORD),
    PEOPLE: (addresses.PEOPLE, Permission.READ_ACCOUNTS),
    "Audit": (addresses.AUDIT, None),
    "Operation": (addresses.OPERATION, Permission.READ_OPERATION),
}
# Addresses that belong to an entry of the navigation but do not begin with its address.
BELONGING = {
    "Areas": (addresses.IMPORTS,),
    REVIEWS: (addresses.PROPOSALS, addresses.CYCLES, addresses.REVIEW_REQUESTS),
    POLICY: (addresses.AMENDMENTS,),
    PEOPLE: (addresses.ORGANIZATIONS,),
    POSTURE: (
        addresses.concentration(),
        addresses.findings(),
        addresses.catalogs(),
        *(addresses.records(kind.address) for kind in (*COMMERCIAL, *RULES)),
    ),
}
BEGINNINGS = {
    begins: label for label, (url, _) in ENTRIES.items() if label != DESK for begins in (url, *BELONGING.get(label, ()))
}
AUDITS = (Permission.READ_AUDIT_RECORD, Permission.READ_AUDIT_PROCESS, Permission.READ_AUDIT_ACCESS)

HEADERS_REMEMBERED = 512
COUNTS_REMEMBERED = 512

DEPLOYMENT = {
    "banner_text": settings.CLASSIFICATION,
    "banner_level": settings.CLASSIFICATION.lower().replace(" ", "-"),
    "demonstration": settings.DEMONSTRATION,
    "government_banner": settings.GOVERNMENT_BANNER,
    "consent_notice": settings.CONSENT_NOTICE,
    "sign_on": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
}


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool
    count: int | None = None


def shell(request: HttpRequest) -> dict:
    """Context of `templates/base.html`; needs no query beyond the session's.

    Personal parts must not get into a body that people share: there, slots replace `header`, `notices` and
    `own_line`.
    """
    page = getattr(request, "page", None)
    slots = getattr(request, "slots", None)
    record = page and page.record
    return {
        "deployment": DEPLOYMENT,
        "header": slots.header if slots else partial(header, request),
        "notices": slots.notices if slots else partial(notices, request),
        "own_line": slots.own_line if slots else partial(own_line, request),
        "bar": page and page.bar,
        "today": timezone.localdate(),
        "record": record | {"version": slots.version} if slots and record else record,
    }


def header(request: HttpRequest) -> SafeString:
    """The header of the page, with this request's token in the form that signs out."""
    parts = _header_parts(request)
    return mark_safe(get_token(request).join(parts) if len(parts) > 1 else parts[0])  # noqa: S308  from a template


def notices(request: HttpRequest) -> SafeString:
    """The messages for this person; each is shown once."""
    component = get_template("components/frame/message.html")
    return mark_safe("".join(component.render({"message": one}) for one in get_messages(request)))  # noqa: S308


def own_line(request: HttpRequest) -> SafeString:
    """For people without a desk, a sentence with their tasks, as a link; empty for others."""
    if has_desk(request.actor):
        return mark_safe("")
    number, due = count_owned(request.user.heads.process_sequence).get(request.actor.pk, (0, None))
    if not number:
        return mark_safe("")
    said = owned_in_words(number, day(due))
    return format_html('<p class="small"><a href="{}">{}</a></p>', addresses.reviews("opportunities"), said)


def _header_parts(request: HttpRequest) -> tuple[str, ...]:
    """The header without the token: the parts before and after it, or one part if nobody is signed in."""
    page = getattr(request, "page", None)
    bar = page.bar if page else {}
    actor = request.actor
    return remembered_header(
        actor,
        request.user.unread if actor else 0,
        _current_entry(request.path, actor) if actor else "",
        _counts(request, actor) if actor else (),
        page.resolved.moment.suffix if page else "",
        bar.get("as_of_text", ""),
        bar.get("known_text", ""),
        _idle_seconds(request) if actor else 0,
    )


def _idle_seconds(request: HttpRequest) -> int:
    """Seconds without activity until the session ends: as the roles allow, or its last moment if that is sooner."""
    idle, ends_at = int(idle_time(request.actor.roles).total_seconds()), request.session.ends_at
    left = int((ends_at - timezone.now()).total_seconds()) if ends_at else idle
    return min(idle, left)


@lru_cache(HEADERS_REMEMBERED)
def remembered_header(
    actor: Actor | None,
    unread: int,
    current: str,
    counts: tuple[tuple[str, int | None], ...],
    suffix: str,
    as_of: str,
    known: str,
    idle_seconds: int,
) -> tuple[str, ...]:
    """The parts of the header, remembered by everything it shows: it is the same on page after page."""
    mark = secrets.token_hex(16)
    context = {
        "actor": actor and _shown(actor),
        "unread": unread,
        "searches": actor is not None and can(actor, Permission.READ_RECORD),
        "nav": _navigation(actor, current, dict(counts), suffix) if actor else (),
        "suffix": suffix,
        "as_of_text": as_of,
        "known_text": known,
        "site": DEPLOYMENT,
        "csrf_token": mark,
        "idle_seconds": idle_seconds,
    }
    return tuple(get_template("components/frame/header.html").render(context).split(mark))


def _shown(actor: Actor) -> dict:
    return {
        "username": actor.username,
        "name": actor.name,
        "initials": "".join(word[0] for word in actor.name.split()[:2]).upper(),
        "organization": actor.organization,
        "role_labels": sorted(role.label for role in actor.roles),
    }


def _navigation(actor: Actor, current: str, counts: dict[str, int | None], suffix: str) -> list[NavigationItem]:
    """The entries that the actor is offered, each at the date shown if its page has one."""
    return [
        NavigationItem(label, url + (suffix if _keeps_date(label) else ""), label == current, counts.get(label))
        for label, (url, _) in ENTRIES.items()
        if _is_offered(actor, label)
    ]


def _keeps_date(label: str) -> bool:
    # A queue is of now; the pages it leads to are not shown at a date.
    return ENTRIES[label][1] is Permission.READ_RECORD and label != REVIEWS


def _is_offered(actor: Actor, label: str) -> bool:
    if label == DESK:
        return has_desk(actor)
    permission = ENTRIES[label][1]
    return can(actor, permission) if permission else can_any(actor, AUDITS)


def _current_entry(path: str, actor: Actor) -> str:
    """The entry that the page shown belongs to, empty if none; people without a desk see the overview first."""
    if path == addresses.HOME:
        return DESK if has_desk(actor) else OVERVIEW
    return next((label for begins, label in BEGINNINGS.items() if path.startswith(begins)), "")


def _counts(request: HttpRequest, actor: Actor) -> tuple[tuple[str, int | None], ...]:
    """The numbers beside the entries that have one."""
    today, heads = timezone.localdate(), request.user.heads[2:]
    return tuple((label, count(actor, today, heads)) for label, count in COUNTS.items() if _is_offered(actor, label))


@lru_cache(COUNTS_REMEMBERED)
def count_awaiting(actor: Actor, today: date, heads: tuple[int, int, str]) -> int | None:
    """How many reviews wait for this person, remembered until a day, entry or role begins that may change it."""
    return awaiting(actor, today) if actor.roles & WORKFLOW_ROLES else None


@lru_cache(COUNTS_REMEMBERED)
def count_confirming(actor: Actor, today: date, heads: tuple[int, int, str]) -> int:
    """How many roles wait for this person to confirm them, remembered in the same way."""
    return len(to_confirm(actor, today))


@lru_cache(COUNTS_REMEMBERED)
def count_amendments(actor: Actor, today: date, heads: tuple[int, int, str]) -> int:
    """How many amendments wait for this person, remembered in the same way."""
    return len(waiting_for(actor, today))


@lru_cache(1)
def count_owned(_process_sequence: int) -> dict[int, tuple[int, date]]:
    """By person, how many open opportunities they own and when the first is due, remembered until a new step."""
    return owned_opportunities()


# The number beside an entry of the navigation.
COUNTS = {REVIEWS: count_awaiting, POLICY: count_amendments, PEOPLE: count_confirming}
