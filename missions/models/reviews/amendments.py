"""Amendments of the policy and of the set of areas: drafted by a steward, approved by a decision authority."""

from django.db import models

from missions.domain.vocabulary import AmendmentKind
from missions.models.guards import choices_check
from missions.models.reviews.reviews import Act, before_insert, reasoned


class Amendment(Act):
    """A steward's draft: `content` is the canonical JSON of the fact that it would add."""

    kind = models.TextField(choices=AmendmentKind.choices)
    content = models.TextField()
    effective_on = models.DateField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [reasoned("amendment"), choices_check("kind", AmendmentKind, "amendment_kind_known")]
        triggers = [*Act.Meta.triggers, before_insert("drafted", "csis_amendment")]

    def __str__(self) -> str:
        return f"Amendment {self.pk}"


class AmendmentDecision(Act):
    """Its approval, which adds the fact in the same entry, or its end without effect."""

    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [reasoned("amendment_decision")]
        triggers = [*Act.Meta.triggers, before_insert("decided", "csis_amendment_decision")]
