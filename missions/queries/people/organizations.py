"""The list of organizations."""

from django.db.models import Count, Q

from missions.models import Organization


def organizations() -> list[Organization]:
    """Every organization by name, each with `members`, the number of its active accounts. One query."""
    active = Count("people", filter=Q(people__is_active=True))
    return list(Organization.objects.annotate(members=active).order_by("name"))


def organization_names() -> list[str]:
    """The names on the list, in order. One query."""
    return list(Organization.objects.order_by("name").values_list("name", flat=True))
