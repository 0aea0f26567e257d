"""Open the reviews that the policy's cadence asks for."""

from missions.actions.reviews.reviews import open_due_reviews
from missions.management import command


class Command(command.Command):
    help = "Open a review of every area whose evaluation is due, unless it is under review. Safe to repeat."

    def handle(self, **_options) -> None:
        opened = open_due_reviews()
        for review in opened:
            self.stdout.write(f"review {review.pk} of {review.area.code}, due {review.due_on.isoformat()}")
        self.stdout.write(f"ok: {len(opened)} opened")
