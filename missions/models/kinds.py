"""The tables of a kind of record, made from its declaration: identity, revisions, lines, and evidence.

Real columns, constraints and foreign keys, with the triggers that every fact has.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from missions.domain.kinds.kind import Field, Holds, Kind, Lines
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Certainty
from missions.models.base import Fact, Identity, Record, declared_model, fact_constraints, fact_indexes
from missions.models.guards import OF_ANALYST, Guard, choices_check, fact_guards, pgtrigger
from missions.models.links import linked
from missions.models.words import words_index

# What a reference may point to in addition to the declared kinds.
IDENTITIES = {"function": "missions.Function", "area": "missions.MissionArea", "passage": "missions.Passage"}

# A line is recorded in the entry of its revision.
WITH_REVISION = Guard(
    name="with_revision",
    function="csis_with_revision",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
)


@dataclass(frozen=True)
class Tables:
    """The models of a kind; `lines` are keyed by the name of the lines."""

    kind: Kind
    identity: type[Identity]
    revision: type[Fact]
    lines: Mapping[str, type[Record]]
    evidence: type[Record]

    @property
    def models(self) -> tuple[type[Record], ...]:
        """All of them."""
        return (self.identity, self.revision, *self.lines.values(), self.evidence)


TABLES: dict[str, Tables] = {}


def declare(kind: Kind, module: str) -> Tables:
    """Make a kind part of the record: create its models in `module` and return them."""
    KINDS[kind.name] = kind
    TABLES[kind.name] = _tables(kind, module)
    return TABLES[kind.name]


def _tables(kind: Kind, module: str) -> Tables:
    name = "".join(part.capitalize() for part in kind.name.split("_"))
    identity = declared_model(
        name,
        (Identity,),
        module,
        kind.about,
        indexes=[words_index(kind.name, "code")],
        triggers=[*Identity.Meta.triggers, OF_ANALYST],
    )
    subject = models.ForeignKey(identity, models.PROTECT, db_index=False, related_name="revisions")
    table = f"{kind.name}_revision"
    known = choices_check("certainty", Certainty, f"{table}_certainty_known")
    certainty = models.TextField(choices=Certainty.choices)
    revision = declared_model(
        f"{name}Revision",
        (Fact,),
        module,
        f"What a {kind.label.lower()} is from a day on.",
        SUBJECT=kind.name,
        **{kind.name: subject, "retired": models.BooleanField(default=False), "certainty": certainty},
        **{field.name: _column(field) for field in kind.fields},
        constraints=[*fact_constraints(table, kind.name), *_checks(table, kind.fields), known],
        indexes=[*fact_indexes(table, kind.name), *_words(table, kind)],
        triggers=[*fact_guards(kind.name), OF_ANALYST],
    )
    return Tables(
        kind=kind,
        identity=identity,
        revision=revision,
        lines={lines.name: _lines(name, kind, lines, revision, module) for lines in kind.lines},
        evidence=_evidence(name, kind, revision, module),
    )


def _lines(name: str, kind: Kind, lines: Lines, revision: type[Fact], module: str) -> type[Record]:
    return declared_model(
        f"{name}{lines.label.title().replace(' ', '')}",
        (Record,),
        module,
        f"One {lines.label.lower()} of a revision of a {kind.label.lower()}.",
        revision=models.ForeignKey(revision, models.PROTECT, related_name=lines.name),
        position=models.PositiveSmallIntegerField(),
        **{field.name: _column(field) for field in lines.fields},
        constraints=_checks(f"{kind.name}_{lines.name}", lines.fields),
        triggers=[*Record.Meta.triggers, WITH_REVISION, OF_ANALYST],
    )


def _evidence(name: str, kind: Kind, revision: type[Fact], module: str) -> type[Record]:
    about = f"a revision of a {kind.label.lower()}"
    return linked(kind.name, revision, f"{name}Evidence", module, about=about, permission=kind.permission)


def _column(field: Field) -> models.Field:
    match field.holds:
        case Holds.REFERENCE:
            to = IDENTITIES.get(field.refers) or f"missions.{field.refers.title().replace('_', '')}"
            return models.ForeignKey(to, models.PROTECT, null=not field.required, related_name="+")
        case Holds.DAY:
            return models.DateField(null=not field.required)
        case Holds.NUMBER:
            return models.BigIntegerField(null=not field.required)
        case Holds.CHOICE:
            return models.TextField(choices=field.choices.choices, null=not field.required)
    return models.TextField(blank=not field.required)


def _words(table: str, kind: Kind) -> list[models.Index]:
    """The index that a search begins with, if the kind has searched texts."""
    texts = [one.name for one in kind.searched if one.is_text]
    return [words_index(table, *texts)] if texts else []


def _checks(table: str, fields: tuple[Field, ...]) -> list[models.BaseConstraint]:
    checks: list[models.BaseConstraint] = []
    for field in fields:
        if field.choices:
            checks.append(choices_check(field.name, field.choices, f"{table}_{field.name}_known"))
        if field.holds is Holds.NUMBER:
            within = models.Q(**{f"{field.name}__gte": 0})
            checks.append(models.CheckConstraint(condition=within, name=f"{table}_{field.name}_not_below_zero"))
        if field.required and field.is_text:
            given = ~models.Q(**{field.name: ""})
            checks.append(models.CheckConstraint(condition=given, name=f"{table}_{field.name}_given"))
    return checks
