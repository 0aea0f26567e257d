"""Ending sessions."""

from typing import Any

from django import forms

from missions.forms.base import ReasonForm


class EndForm(ReasonForm):
    """The session to end, by its key; none for all but the current one. Ending those of others needs a reason."""

    session = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    field_order = ["session", "reason"]

    def __init__(self, *given: Any, own: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["reason"].required = not own
