"""The name of a saved filter."""

from missions.actions.constraints import message
from missions.forms.base import Form, Text


class SavedFilterForm(Form):
    """The name of one's own list."""

    name = Text(
        max_length=200,
        help_text="Only you can see it.",
        error_messages={"required": message("saved_filter_named")},
    )
