"""What the case for a proposal is held against: the area when its category was last decided, or began."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, Min, OuterRef

from missions.domain.record.portfolio import AreaState, FunctionState, Moment
from missions.domain.vocabulary import Provenance, ReviewOutcome, Standing, State
from missions.models import Assessment, ProposalState, ReviewClosing
from missions.queries.record.portfolio import portfolio


@dataclass(frozen=True)
class Baseline:
    """The area before: `on` is the day of the decision in force; `began` says that no function was assessed by then.

    Where it began so, each function stands as it was first assessed.
    """

    area: AreaState
    on: date
    began: bool


def baseline(area: AreaState, *, by: date, sequence: int) -> Baseline | None:
    """What stood before, of what is known by a sequence; None while no category is in force.

    First assessments count up to the day `by`. One query for each day on which a function was first assessed.
    """
    decided = area.decided
    if decided is None:
        return None
    on = decided.said.effective_on
    if decided.said.provenance is not Provenance.OFFICIAL:
        found = area_at(on, decided.said.sequence, area.code)
        return Baseline(found, on, began=False) if found else None
    return Baseline(replace(area, functions=_as_first_assessed(area, by, sequence)), on, began=True)


def area_at(on: date, sequence: int, code: str) -> AreaState | None:
    """The area as it stood on a day, known by a sequence. One query."""
    moment = Moment(as_of=on, sequence=sequence, known=None, today=on, chosen=True)
    return portfolio(moment, None, area=code).area(code)


def earlier_outcomes(area: str, *, review: int, proposal: int) -> tuple[tuple[int, str], ...]:
    """The reviews of the area that ended before this proposal, newest first, each by key with its end. Two queries."""
    rejected = ProposalState.objects.filter(
        review__area__code=area, state=State.REJECTED, proposal_id__lt=proposal
    ).values_list("review_id", "proposal_id")
    closed = ReviewClosing.objects.filter(review__area__code=area, review_id__lt=review)
    said = [(review, f"proposal {pk} rejected") for review, pk in rejected]
    said += [(pk, ReviewOutcome(end).label.lower()) for pk, end in closed.values_list("review", "outcome")]
    return tuple(sorted(said, reverse=True))


def _as_first_assessed(area: AreaState, by: date, sequence: int) -> tuple[FunctionState, ...]:
    withdrawn = Assessment.objects.filter(voids=OuterRef("pk"), entry_id__lte=sequence)
    stands = Assessment.objects.filter(
        ~Exists(withdrawn), function__area__code=area.code, effective_on__lte=by, entry_id__lte=sequence
    )
    first = dict(stands.values_list("function__code").annotate(on=Min("effective_on")))
    shown = {day: area_at(day, sequence, area.code) for day in sorted(set(first.values()))}
    never = tuple(
        replace(function, assessed=None, standing=Standing.UNASSESSED)
        for function in area.functions
        if function.code not in first
    )
    return never + tuple(
        function
        for day, then in shown.items()
        for function in (then.functions if then else ())
        if first.get(function.code) == day
    )
