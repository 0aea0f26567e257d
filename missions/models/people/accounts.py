"""People, their organizations, and the roles granted to them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from missions.domain.vocabulary import GrantStep, Role
from missions.models.base import Record
from missions.models.chain import ChainHead, Heads
from missions.models.guards import Guard, choices_check, pgtrigger
from missions.models.querysets import newest_steps, people_version


class Organization(models.Model):
    """The organization a person acts for; votes are counted across organizations.

    `folded` is unique (`missions.domain.folding`), so two names that look alike cannot both exist.
    """

    name = models.TextField(unique=True)
    folded = models.TextField(unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="organization_name_seen"),
        ]
        triggers = [
            Guard(
                name="folded",
                function="csis_organization",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager):
    """Accounts are found by user name, in any case."""

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account. It has no superuser flag: rights come only from role grants."""

    username = models.CharField(max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    password_is_first = models.BooleanField(default=False, help_text="Somebody else chose it; it is to be changed.")
    edipi = models.CharField(
        max_length=10,
        blank=True,
        db_default="",
        default="",
        help_text="The ten digits of the person in the subject of a certificate.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_unique_in_any_case"),
            models.UniqueConstraint(fields=["edipi"], condition=~models.Q(edipi=""), name="user_edipi_of_one_account"),
            models.CheckConstraint(condition=models.Q(edipi__regex=r"^([0-9]{10})?$"), name="user_edipi_of_ten_digits"),
        ]
        triggers = [
            Guard(
                name="organization",
                function="csis_account",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("organization_id"),
            ),
            Guard(
                name="active",
                function="csis_account_active",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("is_active"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def unread(self) -> int:
        """Number of notices not read yet; the session store fills it in with its own query."""
        return self.notices.filter(read_at__isnull=True).count()

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether there is an app or a key in addition to the password; the session store fills it in."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    @cached_property
    def heads(self) -> Heads:
        """The end of the chain when this person was loaded; the session store fills it in with its own query."""
        head = ChainHead.objects.annotate(people=people_version())
        return Heads(*head.values_list(*Heads._fields).get())

    @cached_property
    def role_codes(self) -> list[str]:
        """Codes of the roles in force today; the session store fills them in with its own query."""
        held = RoleGrant.objects.newest(timezone.localdate()).filter(user=self, step=GrantStep.ACTIVE)
        return list(held.values_list("role", flat=True))


class RoleGrantQuerySet(models.QuerySet):
    """Grants, with those in force."""

    def newest(self, on) -> "RoleGrantQuerySet":
        """The newest step per person and role, of those that have taken effect by the date `on`."""
        return self.filter(pk__in=newest_steps(on))


class RoleGrant(Record):
    """One step in the life of a person's role; the newest row per person and role counts."""

    user = models.ForeignKey(User, models.PROTECT, db_index=False, related_name="grants")
    role = models.TextField(choices=Role.choices)
    step = models.TextField(choices=GrantStep.choices)
    effective_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The last day of the role; empty where it is granted for good.")
    reason = models.TextField()

    objects = RoleGrantQuerySet.as_manager()

    class Meta(Record.Meta):
        triggers = [
            *Record.Meta.triggers,
            Guard(name="role", function="csis_role_grant", when=pgtrigger.Before, operation=pgtrigger.Insert),
        ]
        constraints = [
            choices_check("role", Role, "role_grant_role_known"),
            choices_check("step", GrantStep, "role_grant_step_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="role_grant_reason_given"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("effective_on")),
                name="role_grant_ends_after_it_began",
            ),
            models.UniqueConstraint(fields=["user", "role", "entry"], name="role_grant_one_step_per_entry"),
        ]
        indexes = [models.Index(fields=["user", "role", "-entry"], name="role_grant_newest")]

    def __str__(self) -> str:
        return f"{self.role} of {self.user}: {self.step}"
