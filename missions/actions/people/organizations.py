"""The list of organizations: a steward maintains it; every change is one audit entry of class access."""

from missions.access import Actor, Permission, check
from missions.actions.chain import recording
from missions.actions.constraints import message
from missions.actions.errors import Unfit
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.folding import folded
from missions.domain.vocabulary import EntryClass
from missions.models import Organization


def add_organization(*, by: Actor, name: str, reason: str) -> Organization:
    """Add an organization. Raises `Refused`, or `Unfit` if its name looks like another on the list."""
    check(by, Permission.KEEP_ORGANIZATIONS)
    action, target = AuditAction.ADD_ORGANIZATION, TargetKind.ORGANIZATION.of(name)
    with recording(by=by, action=action, target=target, reason=reason, entry_class=EntryClass.ACCESS) as entry:
        added = add(name)
        entry.note(organization=added.pk, name=added.name)
    return added


def rename_organization(*, by: Actor, organization: Organization, name: str, reason: str) -> None:
    """Rename an organization; votes keep the name they were cast under. Raises `Refused` or `Unfit`."""
    check(by, Permission.KEEP_ORGANIZATIONS)
    action, target = AuditAction.RENAME_ORGANIZATION, TargetKind.ORGANIZATION.of(organization.name)
    with recording(by=by, action=action, target=target, reason=reason, entry_class=EntryClass.ACCESS) as entry:
        key = _refuse_twin(name, organization.pk)
        if not Organization.objects.filter(pk=organization.pk).exclude(name=name).update(name=name, folded=key):
            raise Unfit("This is its name already.", "name")
        entry.note(organization=organization.pk, name=name)


def add(name: str) -> Organization:
    """Add a row to the list, in the current entry. Raises `Unfit` if its name looks like another on the list."""
    return Organization.objects.create(name=name, folded=_refuse_twin(name))


def find(name: str) -> Organization | None:
    """The organization whose name looks like this one."""
    return Organization.objects.filter(folded=folded(name)).first()


def _refuse_twin(name: str, pk: int | None = None) -> str:
    """The key of the name. Raises `Unfit` if nothing of it is visible, or another name looks alike."""
    key = folded(name)
    if not key:
        raise Unfit(message("organization_name_seen"), "name")
    twin = Organization.objects.filter(folded=key).exclude(pk=pk).first()
    if twin:
        raise Unfit(f"It looks like “{twin.name}”, which is already listed.", "name")
    return key
