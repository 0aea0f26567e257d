"""Print what covers each paragraph of the strategy: docs/strategy-coverage.md is what this prints."""

from missions.domain.commercial.coverage_page import page
from missions.management import command


class Command(command.Command):
    help = "Print docs/strategy-coverage.md, made from the table of the strategy's paragraphs."

    def handle(self, **_options) -> None:
        self.stdout.write(page(), ending="")
