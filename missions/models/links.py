"""What evidence is attached to: a table of links for each kind of fact, declared once for everything that uses them.

Category decisions have none: an approved one rests on the evidence of its proposal, and the strategy's own on the
sentence that is quoted. Its passages are themselves the source.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from missions.models.base import Fact, Record, declared_model
from missions.models.guards import OF_ANALYST


@dataclass(frozen=True)
class Links:
    """The links from evidence to one kind of fact; `name` says which, `permission` who attaches, `column` the fact."""

    name: str
    fact: type[Fact]
    model: type[Record]
    permission: str = "ASSESS"
    column: str = "revision"

    @property
    def table(self) -> str:
        """The name of the table of links."""
        return self.model._meta.db_table

    @property
    def subjects(self) -> type[models.Model]:
        """What the facts are about."""
        return self.fact._meta.get_field(self.fact.SUBJECT).related_model

    @property
    def source(self) -> str:
        """SQL of the links, each with its `fact` and that fact's `subject`, for a FROM clause."""
        return (
            f"{self.table} link JOIN {self.fact._meta.db_table} fact ON fact.id = link.{self.column}_id"
            f" JOIN {self.subjects._meta.db_table} subject ON subject.id = fact.{self.fact.SUBJECT}_id"
        )

    def attached(self, subject: models.Model, *, entry: int, effective_on: date) -> set[int]:
        """The keys of the evidence that the fact of this entry and day rests on. One query."""
        facts = {self.fact.SUBJECT: subject, "entry": entry, "effective_on": effective_on}
        links = self.model._base_manager.filter(**{f"{self.column}__{name}": value for name, value in facts.items()})
        return set(links.values_list("evidence_id", flat=True))


LINKS: dict[str, Links] = {}


def linked(name: str, fact: type[Fact], model_name: str, module: str, *, about: str, permission: str = "ASSESS") -> Any:
    """Let evidence be attached to a kind of fact; returns the model of its links, created in `module`."""
    table = f"{name}_evidence"
    model = declared_model(
        model_name,
        (Record,),
        module,
        f"That {about} rests on a piece of evidence.",
        revision=models.ForeignKey(fact, models.PROTECT, related_name="evidence_links"),
        evidence=models.ForeignKey("missions.Evidence", models.PROTECT, related_name=f"{name}_links"),
        reason=models.TextField(),
        constraints=[
            models.CheckConstraint(condition=~models.Q(reason=""), name=f"{table}_reason_given"),
            models.UniqueConstraint(fields=["revision", "evidence"], name=f"{table}_once"),
        ],
        triggers=[*Record.Meta.triggers, OF_ANALYST],
    )
    LINKS[name] = Links(name, fact, model, permission)
    return model


def links_of(fact: Fact) -> Links:
    """The links to a fact. Raises StopIteration for a fact that cannot have evidence."""
    return next(one for one in LINKS.values() if one.fact is type(fact))
