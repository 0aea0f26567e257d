"""The forms that record evidence, and the filters of its list."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from missions.actions.constraints import message
from missions.domain.kinds.kind import PROVENANCES
from missions.domain.record.area_names import LONGEST, AreaNames
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.links import read_link
from missions.domain.record.media import ACCEPTED, BY_ENDING
from missions.domain.vocabulary import EvidenceKind, Provenance
from missions.forms.base import ANY, DayField, FilterForm, Prose, ReasonForm, Text, told_early
from missions.queries.record.evidence import EvidenceQuery
from missions.queries.record.functions import code_of

EARLIEST = date(1900, 1, 1)
AGAIN = "Choose the file again; browsers do not keep it."


class LinkField(Text):
    """An address on the web or an intranet."""

    widget = forms.URLInput

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        try:
            return read_link(text) if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class EvidenceForm(ReasonForm):
    """One piece of evidence."""

    kind = forms.ChoiceField(
        choices=[("", "Choose a kind"), *EvidenceKind.choices],
        error_messages={"required": "Choose a kind.", "invalid_choice": "Choose one of the kinds listed."},
    )
    title = Text(
        max_length=300, help_text="As it is cited.", error_messages={"required": message("evidence_title_given")}
    )
    publisher = Text(required=False, max_length=200, help_text="Who published or holds it.")
    dated_on = DayField(
        required=False,
        label="Date",
        help_text="Date of the item itself, if known.",
    )
    url = LinkField(
        required=False,
        max_length=2000,
        label="Address",
        help_text="Where it can be read, beginning with https:// or http://.",
    )
    note = Prose(required=False, max_length=2000, help_text="What it shows and what matters: pages, tables, limits.")
    provenance = forms.ChoiceField(
        choices=[("", "Choose where it comes from"), *((one.value, one.label) for one in PROVENANCES)],
        help_text="Public source: published elsewhere. Catalog: computed from an imported satellite catalog. "
        "Assessment: made here, such as a paper or an exercise report.",
        error_messages={"required": "Choose where it comes from.", "invalid_choice": "Choose one of those listed."},
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(BY_ENDING)}),
        help_text=f"{ACCEPTED}; no macros. The type is detected from the content.",
        error_messages={"max_length": "The name of the file is too long: rename it to 255 characters at most."},
    )
    behind = forms.BooleanField(required=False, initial=True)
    keep_file = forms.BooleanField(required=False, initial=True)
    field_order = [
        "kind",
        "title",
        "publisher",
        "dated_on",
        "url",
        "note",
        "provenance",
        "file",
        "keep_file",
        "behind",
        "reason",
    ]
    CONTENT = ("kind", "title", "publisher", "dated_on", "url", "note", "provenance")

    def __init__(self, *args, earlier: EvidenceState | None = None, function: str = "", **kwargs):
        """`earlier` is the evidence that this one supersedes; `function` is one whose assessment may rest on it."""
        if earlier:
            kwargs["initial"] = {name: getattr(earlier, name) for name in self.CONTENT}
        super().__init__(*args, **kwargs)
        most = settings.EVIDENCE_MAX_BYTES
        told_early(self.fields["file"], most, f"Choose a file of at most {most:,} bytes, or a link to it.")
        if earlier and earlier.file:
            self.fields["keep_file"].label = f"Keep {earlier.file.name}, unless another is chosen"
        else:
            del self.fields["keep_file"]
        if function:
            self.fields["behind"].label = f"Attach it to the assessment in force of {function}"
        else:
            del self.fields["behind"]

    def clean_dated_on(self) -> date | None:
        dated_on = self.cleaned_data["dated_on"]
        if dated_on and not EARLIEST <= dated_on <= timezone.localdate():
            raise forms.ValidationError(f"Choose a day from {EARLIEST.year} up to today.")
        return dated_on

    def clean(self) -> dict:
        given = super().clean()
        if given.get("kind") == EvidenceKind.LINK and not given.get("url") and "url" not in self.errors:
            self.add_error("url", message("evidence_link_has_url"))
        return given

    def say_file_again(self) -> None:
        """If a file was sent that the page cannot offer again, say so beside the field."""
        if self.files.get("file") and "file" not in self.errors:
            self.add_error("file", AGAIN)


class EvidenceFilters(FilterForm):
    """The filters of the list; each is optional."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        help_text="Title, publisher, note, address or file",
        widget=forms.SearchInput,
    )
    kind = forms.ChoiceField(required=False, choices=[ANY, *EvidenceKind.choices])
    provenance = forms.ChoiceField(required=False, choices=[ANY, *Provenance.choices])
    behind = forms.CharField(
        required=False,
        max_length=LONGEST,
        help_text="An area by code or name, or the code of a function or a record",
        widget=forms.TextInput(attrs={"list": "area-codes"}),
    )

    def __init__(self, query: QueryDict, areas: AreaNames):
        super().__init__(query)
        self.areas = areas
        self.is_valid()

    def clean_behind(self) -> str:
        """The code of the area, function or record that is meant. It makes no query if an area in force has it."""
        typed = self.cleaned_data["behind"]
        if not typed:
            return ""
        code = self.areas.code(typed) or code_of(typed)
        if code is None:
            raise forms.ValidationError(f"{self.areas.why_not(typed)} A function or a record is named by its code.")
        return code

    @property
    def sought(self) -> EvidenceQuery:
        """The filters as the query takes them; an invalid filter is not applied."""
        given = self.cleaned_data
        return EvidenceQuery(
            text=given.get("q", ""),
            kind=given.get("kind", ""),
            provenance=given.get("provenance", ""),
            behind=given.get("behind", ""),
        )
