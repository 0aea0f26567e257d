"""Print the page of states: docs/review-states.md is what this prints."""

from missions.domain.reviews.states_page import page
from missions.management import command


class Command(command.Command):
    help = "Print docs/review-states.md, made from the transition table."

    def handle(self, **_options) -> None:
        self.stdout.write(page(), ending="")
