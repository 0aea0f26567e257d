"""The strategy's own words, kept as official facts."""

from django.db import models

from missions.domain.vocabulary import PassageKind
from missions.models.base import Fact, Identity, fact_constraints, fact_indexes
from missions.models.guards import choices_check, fact_guards


class Passage(Identity):
    """A passage of the strategy, by a code such as `category.hybrid`."""


class PassageRevision(Fact):
    """The passage word for word, with its section and its page."""

    SUBJECT = "passage"

    passage = models.ForeignKey(Passage, models.PROTECT, db_index=False, related_name="revisions")
    parent = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.TextField(choices=PassageKind.choices)
    title = models.TextField()
    text = models.TextField()
    section = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            *fact_constraints("passage_revision", "passage"),
            choices_check("kind", PassageKind, "passage_revision_kind_known"),
        ]
        indexes = fact_indexes("passage_revision", "passage")
        triggers = fact_guards("passage")
