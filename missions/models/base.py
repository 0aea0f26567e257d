"""The insert-only base classes of the record."""

from typing import Any

from django.db import models

from missions.domain.vocabulary import Provenance
from missions.models.guards import RECORD_ROW, REFUSALS, choices_check
from missions.models.querysets import FactQuerySet


class Record(models.Model):
    """A row that is written once, by exactly one audit entry, and never changes."""

    entry = models.ForeignKey("missions.AuditEntry", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        triggers = [*REFUSALS, RECORD_ROW]


class Identity(Record):
    """A subject of facts: a code, and nothing that can change."""

    code = models.TextField(unique=True)

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.code


class Fact(Record):
    """What holds for a subject from a day on, as known since its audit entry.

    `voids` withdraws an earlier fact of the same subject. A fact without an effective date only withdraws: it repeats
    what it withdraws and never holds. Subclasses name their subject in `SUBJECT`.
    """

    SUBJECT: str

    effective_on = models.DateField(null=True, blank=True)
    provenance = models.TextField(choices=Provenance.choices)
    source = models.TextField(blank=True)
    reason = models.TextField()
    voids = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="voided_by")

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} of {getattr(self, self.SUBJECT)} from {self.effective_on}"


def fact_constraints(name: str, subject: str) -> list[models.BaseConstraint]:
    """The constraints of every fact table: a reason, a known provenance, one fact per subject, day and entry."""
    return [
        models.CheckConstraint(condition=~models.Q(reason=""), name=f"{name}_reason_given"),
        choices_check("provenance", Provenance, f"{name}_provenance_known"),
        models.CheckConstraint(
            condition=models.Q(effective_on__isnull=False) | models.Q(voids__isnull=False),
            name=f"{name}_undated_only_to_withdraw",
        ),
        models.UniqueConstraint(
            fields=[subject, "entry", "effective_on"],
            name=f"{name}_one_per_day_and_entry",
        ),
    ]


def fact_indexes(name: str, subject: str) -> list[models.Index]:
    """The index for `as_of`, and the one for a subject's history, newest entry first."""
    return [
        models.Index(fields=[subject, "-effective_on", "-entry"], name=f"{name}_as_of"),
        models.Index(fields=[subject, "-entry"], name=f"{name}_history"),
    ]


def declared_model(name: str, bases: tuple[type, ...], module: str, about: str, /, **said: Any) -> Any:
    """A model made from a declaration, as of `module`: its columns, `constraints`, `indexes` and `triggers`."""
    options = {key: said.pop(key) for key in ("constraints", "indexes", "triggers") if key in said}
    meta = type("Meta", (), {"app_label": "missions", **options})
    described = {"__module__": module, "__qualname__": name, "__doc__": about, "__str__": _said, "Meta": meta}
    return type(name, bases, {**described, **said})


def _said(row: models.Model) -> str:
    return f"{row._meta.verbose_name} {row.pk}"
