"""Every job has a schedule and a description, and a deployment's own schedule replaces the default."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from procrastinate.contrib.django import app

from csis.settings.schedules import SCHEDULES, schedules
from missions import jobs
from missions.domain.operation.jobs import ABOUT, next_run


def test_every_periodic_job_has_a_schedule_and_a_description() -> None:
    assert jobs.beat.name in app.tasks
    periodic = {task for task, _ in app.periodic_registry.periodic_tasks}
    assert periodic == set(SCHEDULES) == set(ABOUT)


def test_a_deployment_may_set_another_time() -> None:
    own = schedules("remind = 0 6 * * *; witness=*/15 * * * *;")
    assert (own["remind"], own["witness"], own["tell"]) == ("0 6 * * *", "*/15 * * * *", SCHEDULES["tell"])
    assert next_run(own["remind"], datetime(2026, 1, 1, 7, tzinfo=UTC)) == datetime(2026, 1, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize("text", ["nothing=0 6 * * *", "remind=at six", "remind=61 * * * *", "remind=", "remind"])
def test_an_unknown_job_or_schedule_is_refused_by_name(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^CSIS_SCHEDULES "):
        schedules(text)
