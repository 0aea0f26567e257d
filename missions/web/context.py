"""What every page shows around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from missions.access import WORKFLOW_ROLES, Actor, Permission, can
from missions.queries.reviews import awaiting

REVIEWS = "Reviews"
NAVIGATION = [
    ("Overview", "/", Permission.READ_RECORD),
    ("Areas", "/areas/", Permission.READ_RECORD),
    (REVIEWS, "/reviews/", Permission.READ_RECORD),
    ("Strategy", "/strategy/", Permission.READ_RECORD),
    ("Policy", "/policy/", Permission.READ_RECORD),
    ("People", "/people/", Permission.READ_ACCOUNTS),
    ("Audit", "/audit/", None),
]
AUDITS = (Permission.READ_AUDIT_RECORD, Permission.READ_AUDIT_PROCESS, Permission.READ_AUDIT_ACCESS)

DEPLOYMENT = {
    "banner_text": settings.CLASSIFICATION,
    "banner_level": settings.CLASSIFICATION.lower().replace(" ", "-"),
    "demonstration": settings.DEMONSTRATION,
    "government_banner": settings.GOVERNMENT_BANNER,
    "consent_notice": settings.CONSENT_NOTICE,
}


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool
    count: int | None = None


def shell(request: HttpRequest) -> dict:
    """Context of `templates/base.html`; one query beyond the session's, for those who take part in reviews."""
    actor = request.actor
    page = getattr(request, "page", None)
    return {
        "deployment": DEPLOYMENT,
        "actor": actor and _shown(actor),
        # Only a whole page has a header: a fragment costs no count.
        "nav": SimpleLazyObject(lambda: _navigation(request, actor)),
        "bar": page and page.bar,
        "record": page and page.record,
    }


def _shown(actor: Actor) -> dict:
    return {
        "username": actor.username,
        "name": actor.name,
        "initials": "".join(word[0] for word in actor.name.split()[:2]).upper(),
        "organization": actor.organization,
        "role_labels": sorted(role.label for role in actor.roles),
    }


def _navigation(request: HttpRequest, actor: Actor | None) -> list[Item]:
    if actor is None:
        return []
    page = getattr(request, "page", None)
    suffix = page.resolved.moment.suffix if page and page.resolved else ""
    items = []
    for label, url, permission in NAVIGATION:
        allowed = can(actor, permission) if permission else any(can(actor, audit) for audit in AUDITS)
        if allowed:
            current = request.path == "/" if url == "/" else request.path.startswith(url)
            keeps = permission is Permission.READ_RECORD
            count = _awaiting(actor) if label == REVIEWS else None
            # A queue is of now; what it leads to is not shown at a date.
            keeps = keeps and label != REVIEWS
            items.append(Item(label, url + (suffix if keeps else ""), current, count))
    return items


def _awaiting(actor: Actor) -> int | None:
    """How many reviews wait for this person: theirs alone, so never in what a cache may keep."""
    return awaiting(actor, timezone.now().date()) if actor.roles & WORKFLOW_ROLES else None
