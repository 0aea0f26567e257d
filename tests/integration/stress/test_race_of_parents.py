"""Two people make two companies each other's parents at once; the rule is checked under the lock, so one fails."""

import pytest
from django.db import connection

from missions.actions.errors import Unfit
from missions.models.kinds import TABLES
from tests.integration.kinds.recorded import provider, revised
from tests.integration.stress.test_races import at_once


@pytest.mark.usefixtures("real_db")
def test_one_of_two_people_who_close_a_loop_at_once_is_refused():
    first = {code: provider(code) for code in ("PRV-1", "PRV-2")}

    def owned_by(code: str, parent: str):
        def act():
            try:
                return revised("provider", code, first[code], country="US", name=code, parent=parent)
            except Unfit as unfit:
                return unfit

        return act

    results = at_once(owned_by("PRV-1", "PRV-2"), owned_by("PRV-2", "PRV-1"))
    refused = [str(one) for one in results if isinstance(one, Unfit)]
    assert len(refused) == 1
    assert "closes a loop" in refused[0]
    assert TABLES["provider"].revision.objects.exclude(parent=None).count() == 1
    connection.close()
