"""One cycle: its reviews, its progress, who acts next, and one reminder for all late reviews."""

from collections import defaultdict
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.actions.reviews import reviews as actions
from missions.domain import addresses
from missions.domain.reviews.cycles import progress_in_words
from missions.domain.vocabulary import ReviewOutcome
from missions.forms.reviews.reviews import REMINDED, ReminderForm
from missions.models import User
from missions.queries.reviews.cycles import cycle_row
from missions.queries.reviews.reviews import ReviewRow, reviews_of_cycle
from missions.views.reviews.reviews import in_each, lines_of
from missions.views.shortcuts import never_shared, permit, respond
from missions.views.written import posted


@never_shared
@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """One cycle, as much of it as the reader may see."""
    permit(request, Permission.READ_RECORD)
    return _page(request, pk)


@never_shared
@posted(addresses.cycle)
def remind(request: HttpRequest, pk: str) -> HttpResponse:
    """Remind the people who act next in every late review of the cycle, each in an entry of its own."""
    actor = permit(request, Permission.RUN_REVIEWS)
    _cycle_or_404(pk)
    form = ReminderForm(request.POST, auto_id="remind-%s")
    if not form.is_valid():
        return _page(request, pk, form, status=400)
    late = _late(reviews_of_cycle(actor, int(pk), timezone.localdate())[0])
    if not late:
        form.add_error(None, "No review of this cycle is late by now.")
        return _page(request, pk, form, status=409)
    act = partial(actions.remind, by=actor, words=form.cleaned_data["words"])
    in_each(request, [row.pk for row in late], REMINDED, lambda review: act(review=review))
    return redirect(addresses.cycle(int(pk)))


def _late(rows: list[ReviewRow]) -> list[ReviewRow]:
    return [row for row in rows if row.past_due_days]


def _cycle_or_404(pk: str) -> Any:
    found = cycle_row(int(pk), timezone.localdate())
    if found is None:
        raise Http404(f"There is no cycle {pk}.")
    return found


def _page(request: HttpRequest, pk: str, form: ReminderForm | None = None, *, status: int = 200) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    cycle = _cycle_or_404(pk)
    rows, awaited = reviews_of_cycle(actor, cycle.pk, today)
    late, steward = _late(rows), can(actor, Permission.RUN_REVIEWS)
    context = {
        "cycle": cycle,
        "progress": progress_in_words(
            reviews=len(rows),
            decided=sum(row.outcome is ReviewOutcome.EFFECTIVE for row in rows),
            closed=sum(row.outcome is ReviewOutcome.CLOSED for row in rows),
            late=len(late),
        ),
        "lines": lines_of(rows, today),
        "awaited": _awaited(rows, awaited),
        "late": [row.area for row in late],
        "form": form or (ReminderForm(auto_id="remind-%s") if steward and late else None),
        "reads_proposals": can(actor, Permission.READ_PROPOSALS),
    }
    return respond(request, "reviews/cycles/detail.html", context, status=status)


def _awaited(rows: list[ReviewRow], awaited: dict[int, frozenset[int]]) -> list[tuple[str, list[str]]]:
    """Each person who acts next, by name, with their areas. One query, or none if there is nobody."""
    areas = defaultdict(list)
    for row in rows:
        for person in awaited.get(row.pk, ()):
            areas[person].append(row.area)
    named = User.objects.filter(pk__in=areas).order_by("name", "pk").values_list("pk", "name")
    return [(name, areas[key]) for key, name in named] if areas else []
