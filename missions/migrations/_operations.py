"""Operations that leave the columns of a model as they are, without Django building its classes again for each.

Django builds a model, and all that are related to it, after every operation: of the time that a new database takes,
that was most. A trigger, a constraint and an index need no more than the name of the table.
"""

import pgtrigger.migrations
from django.db import migrations
from django.db.migrations.state import ProjectState


class _Unbuilt:
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What is not there is not built again; the next operation on columns builds it with what was added.
        built = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if built is not None:
            state.apps = built


class AddTrigger(_Unbuilt, pgtrigger.migrations.AddTrigger):
    """A trigger of the trigger library."""


class AddConstraint(_Unbuilt, migrations.AddConstraint):
    """A constraint."""


class AddIndex(_Unbuilt, migrations.AddIndex):
    """An index."""


class AddField(migrations.AddField):
    """A column among many that one statement adds: the classes are built again once, by the next that asks for them."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class CreateModel(migrations.CreateModel):
    """A table that nothing names yet: it alone is built, and not again all that it names."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        built = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if built is not None:
            state.apps = built
            built.render_multiple([state.models[app_label, self.name_lower]])
