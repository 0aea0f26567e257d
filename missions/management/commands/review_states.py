"""Print the page of states: docs/review-states.md is what this prints."""

from django.core.management import BaseCommand

from missions.domain.reviews.states_page import page


class Command(BaseCommand):
    help = "Print docs/review-states.md, made from the transition table."

    def handle(self, **_options) -> None:
        self.stdout.write(page(), ending="")
