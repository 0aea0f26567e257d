"""Operations that build only what they touch: no class is built again because a neighbor changed.

Django builds a model, and all that are related to it, after every operation: of the time that a new database takes,
that was most. A trigger, a constraint and an index need no more than the name of the table; a column needs the class of
its own table, and a new table its own.
"""

import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid as DjangosAddConstraintNotValid
from django.db import migrations
from django.db.migrations.state import ProjectState


class _Unbuilt:
    """What is not there is not built again: the classes are put aside while the state moves on."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        built = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if built is not None:
            state.apps = built
            built.render_multiple([state.models[app_label, name] for name in self._changed()])

    def _changed(self) -> list[str]:
        """The models whose classes have other columns than before."""
        return []


class AddTrigger(_Unbuilt, pgtrigger.migrations.AddTrigger):
    """A trigger of the trigger library."""


class AddConstraint(_Unbuilt, migrations.AddConstraint):
    """A constraint."""


class AddConstraintNotValid(_Unbuilt, DjangosAddConstraintNotValid):
    """A constraint that rows of before are not checked by."""


class RemoveConstraint(_Unbuilt, migrations.RemoveConstraint):
    """A constraint that goes."""


class AddIndex(_Unbuilt, migrations.AddIndex):
    """An index."""


class _OfOneTable(_Unbuilt):
    def _changed(self) -> list[str]:
        return [self.model_name_lower]


class AddField(_OfOneTable, migrations.AddField):
    """A new column."""


class AlterField(_OfOneTable, migrations.AlterField):
    """A column of another kind, which no foreign key of another table names."""


class CreateModel(_Unbuilt, migrations.CreateModel):
    """A table that nothing names yet."""

    def _changed(self) -> list[str]:
        return [self.name_lower]
