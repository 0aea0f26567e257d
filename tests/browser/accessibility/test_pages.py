"""Every page of the record, of people and of the exchange, checked as in `visits`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from missions.domain.vocabulary import Role
from tests.browser.visits import Stage, Visit, look_at, press, staged
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

VISITS = {
    "overview": Visit("/overview/"),
    "overview in the past": Visit("/overview/?as_of=2024-06-01"),
    "overview, figures narrowed": Visit("/overview/?category=hybrid&from=2024-06-01"),
    "overview between two days": Visit("/overview/?from=2024-06-01&to=2025-06-01"),
    "overview, bad earlier day": Visit("/overview/?from=tomorrow", status=400),
    "areas as a board": Visit("/areas/"),
    "areas as a table": Visit("/areas/?view=table"),
    "areas, none found": Visit("/areas/?q=nothing-is-called-this"),
    "areas, bad filter": Visit("/areas/?category=purple", status=400),
    "area": Visit("/areas/SATCOM/"),
    "area with no functions": Visit("/areas/PNT/"),
    "emerging area": Visit("/areas/ISAM/"),
    "area before the strategy": Visit("/areas/SATCOM/?as_of=2020-01-01"),
    "history": Visit("/areas/SATCOM/history/"),
    "function": Visit("/areas/SATCOM/functions/S-1/"),
    "function with a long name": Visit("/areas/SATCOM/functions/S-2/"),
    "what-if": Visit("/areas/SATCOM/what-if/?S-1.performer=government_only"),
    "assess": Visit("/areas/SATCOM/functions/S-1/assess/"),
    "assess with errors": Visit("/areas/SATCOM/functions/S-1/assess/", status=400, press="Save"),
    "add a function": Visit("/areas/SATCOM/add-function/"),
    "revise a function": Visit("/areas/SATCOM/functions/S-1/revise/"),
    "compare areas": Visit("/compare/areas/?area=SATCOM&area=SDA"),
    "compare areas, none chosen": Visit("/compare/areas/"),
    "compare areas with errors": Visit("/compare/areas/?area=SATCM&area=SDA", status=400),
    "compare dates": Visit("/compare/dates/?from=2024-06-01"),
    "compare dates, rewordings too": Visit("/compare/dates/?from=2024-06-01&wording=yes"),
    "compare dates with errors": Visit("/compare/dates/?from=yesterday&to=2020-01-01&area=SATCM", status=400),
    "search": Visit("/search/?q=S-1"),
    "search by words": Visit("/search/?q=seen+standing:demonstrated"),
    "search, nothing asked": Visit("/search/"),
    "search, nothing found": Visit("/search/?q=xylophone"),
    "search with errors": Visit("/search/?q=colour:red", status=400),
    "imports": Visit("/imports/"),
    "imports with errors": Visit("/imports/", status=400, press="Preview"),
    "attach evidence": Visit("/areas/SATCOM/functions/S-1/evidence/"),
    "attach evidence with errors": Visit("/areas/SATCOM/functions/S-1/evidence/", status=400, press="Attach"),
    "attach evidence to an area": Visit("/areas/SATCOM/evidence/"),
    "evidence list": Visit("/evidence/"),
    "evidence list, none found": Visit("/evidence/?q=nothing-is-called-this"),
    "evidence list with errors": Visit("/evidence/?behind=SATCM", status=400),
    "evidence": Visit("/evidence/1/"),
    "evidence that supersedes": Visit("/evidence/2/"),
    "add evidence": Visit("/evidence/add/?for=S-1"),
    "add evidence with errors": Visit("/evidence/add/", status=400, press="Save"),
    "supersede evidence": Visit("/evidence/2/supersede/"),
    "exports": Visit("/exports/"),
    "exports in the past": Visit("/exports/?as_of=2024-06-01"),
    "briefing refused": Visit("/exports/briefing.pdf?areas=NOWHERE", status=400),
    "strategy": Visit("/strategy/"),
    "policy": Visit("/policy/"),
    "amendments": Visit("/amendments/"),
    "draft a policy": Visit("/amendments/policy/", Role.STEWARD),
    "draft a policy with errors": Visit("/amendments/policy/", Role.STEWARD, 400, "Send to a decision authority"),
    "draft an area": Visit("/amendments/area/", Role.STEWARD),
    "notices": Visit("/notices/"),
    "saved filters": Visit("/saved-filters/"),
    "saved filters, none yet": Visit("/saved-filters/", Role.VIEWER),
    "save a filter": Visit("/saved-filters/add/?address=%2Fareas%2F%3Fdrift%3Dyes"),
    "save a filter with errors": Visit("/saved-filters/add/?address=%2Fareas%2F", status=400, press="Save"),
    "audit": Visit("/audit/", Role.AUDITOR),
    "audit entry": Visit("/audit/2/", Role.AUDITOR),
    "operation": Visit("/operation/", Role.ADMINISTRATOR),
    "organizations": Visit("/organizations/", Role.STEWARD),
    "people": Visit("/people/", Role.STEWARD),
    "people with a form": Visit("/people/", Role.ADMINISTRATOR),
    "people with errors": Visit("/people/", Role.ADMINISTRATOR, 400, "Create"),
    "own account": Visit("/people/analyst/"),
    "person with forms": Visit("/people/viewer/", Role.ADMINISTRATOR),
    "person with errors": Visit("/people/viewer/", Role.ADMINISTRATOR, 400, "Grant the role"),
    "person to confirm": Visit("/people/viewer/", Role.STEWARD),
    "help": Visit("/help/"),
    "roles": Visit("/help/roles/"),
    "sign-in": Visit("/accounts/login/", None),
    "sign-in by a link": Visit("/accounts/link/?name=viewer", None),
    "sign-in by a link with errors": Visit("/accounts/link/", None, press="Send the link"),
    "link that does not work": Visit("/accounts/link/0-x/", None),
    "second factor": Visit("/accounts/second-factor/"),
    "confirm one's identity": Visit("/accounts/second-factor/app/add/"),
    "own sessions": Visit("/people/analyst/sessions/"),
    "sessions of somebody else": Visit("/people/viewer/sessions/", Role.ADMINISTRATOR),
    "password change": Visit("/accounts/password/change/"),
    "password change with errors": Visit("/accounts/password/change/", press="Change the password"),
    "no permission": Visit("/audit/", Role.VIEWER, 403),
    "not found": Visit("/areas/NOWHERE/", status=404),
    "bad date": Visit("/areas/?as_of=yesterday", status=400),
}


@pytest.fixture(scope="module")
def stage(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    with staged(site_address, committing) as made_ready:
        yield made_ready


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_page_is_accessible(stage: Stage, visit: Visit, watch: Watch) -> None:
    look_at(stage, visit, watch)


def test_refused_sign_in_is_accessible(stage: Stage, watch: Watch) -> None:
    page = watch.page
    watch.open(stage.enter(page, VISITS["sign-in"]))
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("not the password")
    press(page, "Sign in")
    assert page.get_by_role("alert").is_visible()
    assert watch.look() == []


def test_open_details_are_accessible(stage: Stage, watch: Watch) -> None:
    """Check what is hidden on a closed page: opened rows, and the menus."""
    watch.open(stage.enter(watch.page, Visit("/areas/SATCOM/")))
    watch.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert watch.look() == []
