"""Mission areas and their functions: identities and the facts about them."""

from django.db import models

from missions.domain.vocabulary import (
    Availability,
    Category,
    Contribution,
    DecisionKind,
    Fit,
    Performer,
    Risk,
    RiskOfNot,
)
from missions.models.base import Fact, Identity, fact_constraints, fact_indexes
from missions.models.guards import Guard, amended, choices_check, fact_guards, pgtrigger
from missions.models.words import words_index


class MissionArea(Identity):
    """One of the mission areas of section IV, or an emerging area named there."""


class AreaRevision(Fact):
    """An area's name and standing in the strategy."""

    SUBJECT = "area"

    area = models.ForeignKey(MissionArea, models.PROTECT, db_index=False, related_name="revisions")
    name = models.TextField()
    abbreviation = models.TextField(blank=True)
    code_is_local = models.BooleanField(help_text="The strategy prints no abbreviation: the code is ours.")
    emerging = models.BooleanField(help_text="Named as an emerging area: no category is ever computed.")
    position = models.PositiveSmallIntegerField(help_text="Place in the strategy's own order.")
    amendment = models.OneToOneField(
        "missions.Amendment",
        models.PROTECT,
        null=True,
        related_name="area_revision",
        help_text="None for the official load.",
    )

    class Meta:
        constraints = fact_constraints("area_revision", "area")
        indexes = fact_indexes("area_revision", "area")
        triggers = [*fact_guards("area"), amended("area")]


class Function(Identity):
    """A function of one area, permanently: to move it, retire it and name a successor."""

    area = models.ForeignKey(MissionArea, models.PROTECT, related_name="functions")

    class Meta(Identity.Meta):
        indexes = [words_index("function", "code")]


class FunctionRevision(Fact):
    """A function's name and description, and whether it is retired."""

    SUBJECT = "function"

    function = models.ForeignKey(Function, models.PROTECT, db_index=False, related_name="revisions")
    name = models.TextField()
    description = models.TextField(blank=True)
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = fact_constraints("function_revision", "function")
        indexes = [
            *fact_indexes("function_revision", "function"),
            words_index("function_revision", "name", "description"),
        ]
        triggers = fact_guards("function")


class Assessment(Fact):
    """The dated answers about one function."""

    SUBJECT = "function"

    function = models.ForeignKey(Function, models.PROTECT, db_index=False, related_name="assessments")
    performer = models.TextField(choices=Performer.choices)
    availability = models.TextField(choices=Availability.choices)
    fit = models.TextField(choices=Fit.choices)
    contribution = models.TextField(choices=Contribution.choices)
    risk = models.TextField(choices=Risk.choices)
    risk_of_not = models.TextField(choices=RiskOfNot.choices)
    rationale = models.TextField()

    class Meta:
        constraints = [
            *fact_constraints("assessment", "function"),
            models.CheckConstraint(condition=~models.Q(rationale=""), name="assessment_rationale_given"),
            choices_check("performer", Performer, "assessment_performer_known"),
            choices_check("availability", Availability, "assessment_availability_known"),
            choices_check("fit", Fit, "assessment_fit_known"),
            choices_check("contribution", Contribution, "assessment_contribution_known"),
            choices_check("risk", Risk, "assessment_risk_known"),
            choices_check("risk_of_not", RiskOfNot, "assessment_risk_of_not_known"),
        ]
        indexes = fact_indexes("assessment", "function")
        triggers = fact_guards("function")


class CategoryDecision(Fact):
    """The fact that an area is in a category from an effective date."""

    SUBJECT = "area"

    area = models.ForeignKey(MissionArea, models.PROTECT, db_index=False, related_name="decisions")
    category = models.TextField(choices=Category.choices)
    kind = models.TextField(choices=DecisionKind.choices)
    section = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    revision = models.OneToOneField(
        "missions.ProposalRevision",
        models.PROTECT,
        null=True,
        related_name="decision",
        help_text="What was approved; none for the official load.",
    )

    class Meta:
        constraints = [
            *fact_constraints("category_decision", "area"),
            choices_check("category", Category, "category_decision_category_known"),
            choices_check("kind", DecisionKind, "category_decision_kind_known"),
        ]
        indexes = [
            *fact_indexes("category_decision", "area"),
            models.Index(
                fields=["area", "-effective_on", "-entry"],
                name="category_decision_run_start",
                condition=~models.Q(kind=DecisionKind.REAFFIRM),
            ),
        ]
        triggers = [
            *fact_guards("area"),
            Guard(
                name="approved",
                function="csis_category_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
            ),
        ]
