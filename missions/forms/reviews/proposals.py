"""Writing a proposal, voting on it, asking for changes, and deciding."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.html import format_html

from missions.actions.constraints import message
from missions.actions.reviews.proposals import EVIDENCE_AT_MOST
from missions.domain.vocabulary import Category, ProposalKind, ReplyKind, VoteChoice
from missions.forms.base import Form, Prose, Text
from missions.forms.declared import Against, EffectiveDate
from missions.forms.record.evidence_links import EvidenceChoice, OffersEvidence

LONGEST = 10_000
ITEMS = 3
FINAL = "Recorded permanently with your vote. A vote is final for this revision."
WHY = message("vote_reason_given")


def prose(*, rows: int = 3, longest: int = LONGEST, **options: Any) -> Prose:
    """Text of several lines."""
    return Prose(max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options)


class LiveForm(Form):
    """An act on a revision, which names the revision."""

    revision = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    content_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @property
    def against(self) -> dict[str, Any]:
        """Number and hash of that revision, as the actions take them."""
        return {"revision": self.cleaned_data["revision"] or 0, "content_hash": self.cleaned_data["content_hash"]}

    @property
    def typed(self) -> list[dict[str, str]]:
        """The input by label, for a page that keeps it when it can no longer be used."""
        shown = (field for field in self if not field.is_hidden)
        return [{"label": field.label, "text": str(field.value())} for field in shown if field.value()]


class VoteForm(LiveForm):
    """Support, object or recuse, once for each revision."""

    choice = forms.ChoiceField(choices=VoteChoice.choices, widget=forms.HiddenInput)
    reason = prose(required=False, help_text=FINAL)


class ReasonedVoteForm(VoteForm):
    """Object or recuse: a vote that says why."""

    reason = prose(help_text=FINAL, error_messages={"required": WHY})


VOTE_FORMS = {
    VoteChoice.SUPPORT: VoteForm,
    VoteChoice.OBJECT: ReasonedVoteForm,
    VoteChoice.RECUSE: ReasonedVoteForm,
}


class MoveForm(LiveForm):
    """A move that needs a reason."""

    reason = prose(
        longest=2000,
        rows=2,
        help_text="Recorded permanently in the audit chain.",
        error_messages={"required": message("transition_reason_given")},
    )


class DecisionForm(MoveForm):
    """Approve or reject; an approval overrules in writing the objections that nobody has answered.

    `hint` says when an approval takes effect.
    """

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("reject", "Reject")], widget=forms.HiddenInput)

    def __init__(self, *given: Any, objections: Iterable[Any] = (), hint: str = "", **options: Any) -> None:
        super().__init__(*given, **options)
        self.hint = hint
        self.overruled = {}
        for vote in objections:
            name = f"overrule-{vote.pk}"
            self.overruled[name] = vote.pk
            self.fields[name] = prose(
                required=False,
                rows=2,
                label=f"Overrule the objection of {vote.name}",
                help_text="Only if no author answers it. Enter why you overrule it.",
            )
        self.order_fields([*self.overruled, "reason"])

    @property
    def overrulings(self) -> dict[int, str]:
        """The texts that overrule objections, by the keys of their votes."""
        given = self.cleaned_data
        return {pk: given[name] for name, pk in self.overruled.items() if given.get(name)}


class ChangesForm(LiveForm):
    """Items to change, each with its reason."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for number in range(1, ITEMS + 1):
            first = number == 1
            self.fields[f"item-{number}"] = Text(
                required=first,
                max_length=500,
                label="What must change" if first else f"Change {number}",
                error_messages={"required": "Say what must change."},
            )
            self.fields[f"reason-{number}"] = prose(
                required=first, rows=2, longest=2000, label="Why", error_messages={"required": WHY}
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for number in range(2, ITEMS + 1):
            item, reason = given.get(f"item-{number}"), given.get(f"reason-{number}")
            if item and not reason:
                self.add_error(f"reason-{number}", message("change_request_reason_given"))
            elif reason and not item:
                self.add_error(f"item-{number}", message("change_request_item_given"))
        return given

    @property
    def items(self) -> list[tuple[str, str]]:
        """The items that were filled in."""
        given = self.cleaned_data
        numbers = range(1, ITEMS + 1)
        return [(given[f"item-{n}"], given[f"reason-{n}"]) for n in numbers if given.get(f"item-{n}")]

    @property
    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each item with its reason."""
        return ((self[f"item-{number}"], self[f"reason-{number}"]) for number in range(1, ITEMS + 1))

    @property
    def folded(self) -> list[forms.BoundField]:
        """All but the first: most people request one change, and the button should stay visible."""
        return [field for pair in list(self.pairs)[1:] for field in pair]


class AnswerForm(LiveForm):
    """An author's answer to an objection."""

    vote = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    text = prose(rows=2, label="Answer", error_messages={"required": message("objection_answer_given")})


class ReplyForm(LiveForm):
    """An objector's reply to an answer; the button says which."""

    answer = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=ReplyKind.choices, widget=forms.HiddenInput)
    reason = prose(
        required=False,
        rows=2,
        longest=2000,
        help_text="Needed to stand firm. Kept for good beside your objection; nobody can change a reply.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == ReplyKind.STAND_FIRM and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", message("objection_reply_reason_given"))
        return given


class DraftForm(OffersEvidence, Form):
    """A draft while it is typed. Nothing is required before it is submitted, but everything must be storable."""

    kind = forms.ChoiceField(label="Proposal", choices=[])
    target = forms.ChoiceField(
        required=False, label="Proposed category", choices=[("", "Choose a category"), *Category.choices]
    )
    effective_on = EffectiveDate(
        required=False,
        help_text="The day the decision takes effect, if it is approved by then.",
    )
    rationale = prose(
        required=False, rows=10, longest=20_000, help_text="Why, for a reader who decides from this page alone."
    )
    evidence = EvidenceChoice(
        most=EVIDENCE_AT_MOST,
        help_text="At least one item is needed before sending. Evidence of this area comes first, and says so.",
    )
    against = Against()

    def __init__(self, *given: Any, kinds: Iterable[ProposalKind], gaps: Any, requests: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        # Required before submission, so never labeled optional.
        for name in ("target", "effective_on", "rationale", "evidence"):
            self.fields[name].needed_later = True
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.gaps = {f"gap-{function.code}": function.code for function in gaps}
        self.answers = {f"answer-{request.pk}": request.pk for request in requests}
        for request in requests:
            self.fields[f"answer-{request.pk}"] = prose(
                required=False, rows=3, label=request.item, help_text=format_html("Because: {}", request.reason)
            )
            self.fields[f"answer-{request.pk}"].needed_later = True
        for function in gaps:
            self.fields[f"gap-{function.code}"] = prose(
                required=False, rows=2, longest=2000, label=f"{function.name}, {function.code}"
            )

    @property
    def content(self) -> dict[str, Any]:
        """The input, as a draft keeps it."""
        given = self.cleaned_data
        return {
            "kind": ProposalKind(given["kind"]),
            "target": Category(given["target"]) if given["target"] else None,
            "effective_on": given["effective_on"],
            "rationale": given["rationale"],
            "evidence": tuple(given["evidence"]),
            "gaps": {code: given[name] for name, code in self.gaps.items() if given[name]},
            "answers": {key: given[name] for name, key in self.answers.items() if given[name]},
        }

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields every proposal has."""
        return [self[name] for name in ("kind", "target", "effective_on", "rationale", "evidence")]

    @property
    def gap_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.gaps]

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.answers]
