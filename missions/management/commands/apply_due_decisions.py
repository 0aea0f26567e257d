"""Let approved proposals whose day has come take effect."""

from missions.actions.reviews.effect import apply_due_decisions, notice_moved
from missions.management import command


class Command(command.Command):
    help = "Send back proposals whose area has changed, and put approved ones into effect on their day. Safe to repeat."

    def handle(self, **_options) -> None:
        moved = notice_moved()
        for proposal in moved:
            self.stdout.write(f"proposal {proposal.pk} needs an update")
        decisions = apply_due_decisions()
        for decision in decisions:
            since = decision.effective_on.isoformat()
            self.stdout.write(f"{decision.area.code}: {decision.category} from {since}, by entry {decision.entry_id}")
        self.stdout.write(f"ok: {len(decisions)} took effect, {len(moved)} need an update")
