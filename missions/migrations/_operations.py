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
    """Delays building classes: they are removed while the state changes."""

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
    """A constraint that existing rows are not checked against."""


class RemoveConstraint(_Unbuilt, migrations.RemoveConstraint):
    """Removes a constraint."""


class AddIndex(_Unbuilt, migrations.AddIndex):
    """An index."""


class _OfOneTable(_Unbuilt):
    def _changed(self) -> list[str]:
        return [self.model_name_lower]


class AddField(_OfOneTable, migrations.AddField):
    """A new column."""


class AlterField(_OfOneTable, migrations.AlterField):
    """Changes a column that no foreign key of another table names."""


class CreateModel(_Unbuilt, migrations.CreateModel):
    """Creates a table that nothing refers to yet."""

    def _changed(self) -> list[str]:
        return [self.name_lower]
