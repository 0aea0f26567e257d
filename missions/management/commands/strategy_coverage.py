"""Print what covers each paragraph of the strategy: docs/strategy-coverage.md is what this prints."""

from django.core.management import BaseCommand

from missions.domain.commercial.coverage_page import page


class Command(BaseCommand):
    help = "Print docs/strategy-coverage.md, made from the table of the strategy's paragraphs."

    def handle(self, **_options) -> None:
        self.stdout.write(page(), ending="")
