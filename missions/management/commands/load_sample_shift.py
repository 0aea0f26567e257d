"""Let a shift of the sample take effect in a demonstration."""

import json

from django.conf import settings
from django.core.management import CommandError

from missions.actions.installation import WrongInstallation
from missions.actions.setup.sample_shift import Unready, load_sample_shift
from missions.management import command


class Command(command.Command):
    help = "Complete the sample's proposal on SATCOM, illustrative, effective today. Works only in a demonstration."

    def handle(self, **_options) -> None:
        shift = json.loads((settings.BASE_DIR / "fixtures" / "shift.json").read_text(encoding="utf-8"))
        try:
            decision = load_sample_shift(shift)
        except (WrongInstallation, Unready) as error:
            raise CommandError(str(error)) from error
        since = decision.effective_on.isoformat()
        self.stdout.write(
            f"{shift['area']}: {decision.category} from {since}, illustrative, by entry {decision.entry_id}"
        )
