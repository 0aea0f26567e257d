"""Bring a shift of the sample into effect. It is never loaded with the sample, which changes no published category."""

from typing import Any

from django.db import transaction

from missions.access import Refused
from missions.actions import installation
from missions.actions.errors import Unfit
from missions.actions.people import notices
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.actions.setup.sample_reviews import ReviewLoader
from missions.domain.vocabulary import InstallationKind, ProposalKind, State
from missions.models import CategoryDecision, Proposal


class Unready(Exception):
    """The demonstration is no longer as the sample left it; the message says what to do."""


def load_sample_shift(shift: dict[str, Any]) -> CategoryDecision:
    """Complete the sample's open proposal of a shift, as of today, through the same actions that people use.

    It does everything or nothing. The decision is marked illustrative. Raises `WrongInstallation` outside a
    demonstration, and `Unready` if somebody has acted in that review since.
    """
    installation.demand(InstallationKind.DEMONSTRATION)
    try:
        with transaction.atomic():
            loader = ReviewLoader()
            loader.proposals["open"] = proposal = _proposal(shift["area"])
            for event in shift["events"]:
                loader.replay(event)
            notices.deliver(mail=False)
            return CategoryDecision.objects.get(revision__proposal=proposal)
    except (Refused, Blocked, Overtaken, Unfit, CategoryDecision.DoesNotExist) as error:
        raise Unready(f"{error} Someone has acted since: reset the demonstration first.") from error


def _proposal(code: str) -> Proposal:
    found = Proposal.objects.select_related("review__area").filter(
        review__area__code=code,
        state__state=State.IN_REVIEW,
        state__revision__kind=ProposalKind.SHIFT,
        state__revision__number=1,
    )
    if not found:
        raise Unready(f"The sample's proposal on {code} has moved on: reset the demonstration first.")
    return found[0]
