"""The policy under which the record is read: thresholds of the rule and of the posture, cadence, quorum.

The strategy does not give these numbers.
"""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q

from missions.domain.record.rule.policy_numbers import THRESHOLDS, limits_in
from missions.models.base import Fact, Identity, fact_constraints, fact_indexes
from missions.models.guards import amended, fact_guards

IN_BOUNDS = reduce(
    and_,
    (
        Q(**{f"{name}__gte": one.bounds.lowest}) & Q(**{f"{name}__lte": one.bounds.highest})
        for name, one in THRESHOLDS.items()
    ),
)


class Policy(Identity):
    """The one policy; its revisions say what was in force when."""


class PolicyRevision(Fact):
    """Percentages of functions, months between evaluations, votes needed, and the thresholds of the posture.

    A threshold of the posture is None if the default holds; each of `THRESHOLDS` has a column.
    """

    SUBJECT = "policy"

    policy = models.ForeignKey(Policy, models.PROTECT, db_index=False, related_name="revisions")
    number = models.PositiveIntegerField(unique=True)
    government_over = models.PositiveSmallIntegerField(default=50)
    commercial_government_at_most = models.PositiveSmallIntegerField(default=25)
    commercial_demonstrated_over = models.PositiveSmallIntegerField(default=50)
    cadence_government_primary = models.PositiveSmallIntegerField(default=36)
    cadence_hybrid = models.PositiveSmallIntegerField(default=24)
    cadence_commercial_primary = models.PositiveSmallIntegerField(default=24)
    shift_supports = models.PositiveSmallIntegerField(default=2)
    shift_organizations = models.PositiveSmallIntegerField(default=2)
    reaffirm_supports = models.PositiveSmallIntegerField(default=1)
    amendment = models.OneToOneField(
        "missions.Amendment", models.PROTECT, null=True, related_name="policy", help_text="None for the first policy."
    )

    class Meta:
        constraints = [
            *fact_constraints("policy_revision", "policy"),
            models.CheckConstraint(
                condition=Q(government_over__lte=100)
                & Q(commercial_demonstrated_over__lte=100)
                & Q(commercial_government_at_most__lte=F("government_over")),
                name="policy_revision_thresholds_apart",
            ),
            models.CheckConstraint(
                condition=Q(shift_supports__gte=2) & Q(shift_organizations__gte=2) & Q(reaffirm_supports__gte=1),
                name="policy_revision_quorum_floor",
            ),
            models.CheckConstraint(condition=IN_BOUNDS, name="policy_revision_posture_in_bounds"),
        ]
        indexes = fact_indexes("policy_revision", "policy")
        triggers = [*fact_guards("policy"), amended("policy")]

    def value_of(self, name: str) -> int:
        """The number of that name."""
        return limits_in(self)[name] if name in THRESHOLDS else getattr(self, name)


for _name in THRESHOLDS:
    PolicyRevision.add_to_class(_name, models.PositiveSmallIntegerField(null=True))
