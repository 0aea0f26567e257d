"""Citing a figure: the reason, and the draft that is to rest on it."""

from collections.abc import Iterable

from django import forms

from missions.forms.base import ReasonForm

ALONE = ("", "Record it alone")


class CiteForm(ReasonForm):
    """Cite a figure as evidence; `proposals` are the keys and names of the drafts that it can be added to."""

    proposal = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label="Add it to",
        help_text="Drafts that you write. Evidence recorded alone can be selected later, in any draft or assessment.",
        error_messages={"invalid_choice": "Choose one of the drafts listed."},
    )
    field_order = ["proposal", "reason"]

    def __init__(self, *args, proposals: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = [ALONE, *proposals]
