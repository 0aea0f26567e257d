"""Roles and accounts that somebody renews just as the program is about to end them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from missions.actions import installation
from missions.actions.chain import locked
from missions.actions.people import accounts
from missions.domain.vocabulary import GrantStep, Role
from missions.models import User
from tests import factories
from tests.patience import SECONDS, until

WAIT = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_a_renewed_role_and_an_account_in_use_again_are_left_alone(real_db, app_connect, settings) -> None:
    settings.DORMANT_DAYS = 90
    somebody, watching = factories.user("somebody"), app_connect(autocommit=True)
    viewer = {"by": factories.SETUP, "user": somebody, "role": Role.VIEWER, "reason": "For the exercise."}
    accounts.grant_role(**viewer, ends_on=timezone.localdate())
    long_ago = timezone.now() - timedelta(days=91)
    User.objects.filter(pk=somebody.pk).update(created_at=long_ago, last_login=long_ago)
    with ThreadPoolExecutor(2) as pool:
        with locked(chain=True):
            ending = [pool.submit(tomorrow, act) for act in (accounts.end_expired, accounts.deactivate_dormant)]
            until(lambda: watching.execute(WAIT).fetchone() == (2,))
            accounts.end_role(**viewer)
            accounts.grant_role(**viewer)
            User.objects.filter(pk=somebody.pk).update(last_login=timezone.now())
        assert [one.result(SECONDS) for one in ending] == [0, 0]
    assert User.objects.get(pk=somebody.pk).is_active
    assert somebody.grants.latest("entry").step == GrantStep.ACTIVE


def tomorrow(act: Callable[[], int]) -> int:
    """The result of the act in a session for which it is one day later."""
    try:
        with installation.clock(timezone.now() + timedelta(days=1)):
            return act()
    finally:
        connection.close()
