"""Every page, wide and narrow: no violation, no error in the console, nothing sideways, one heading."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from missions.actions import installation
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import Role, VoteChoice
from missions.models import SavedFilter
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import LONG_NAME, reader, record_sample, sign_in
from tests.integration.kinds.recorded import every_kind

pytestmark = pytest.mark.browser

# As a phone loads it first: what then fills a wide window has followed the window.
WIDTHS = (390, 1280)
AXE = Axe().axe_script
VIOLATIONS = "axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)"
RENDERED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Why functions of the sample are not assessed.
GAPS = {"S-2": "Nobody operates it yet.", "S-3": "Under study."}


@dataclass(frozen=True)
class Visit:
    """A page to look at: where it is, for whom, what to press there, and the status it answers with."""

    path: str
    role: Role | None = Role.ANALYST
    status: int = 200
    press: str = ""


VISITS = {
    "desk of an analyst": Visit("/"),
    "desk of a reviewer": Visit("/", Role.REVIEWER),
    "desk of a steward": Visit("/", Role.STEWARD),
    "desk of an administrator": Visit("/", Role.ADMINISTRATOR),
    "overview of a viewer": Visit("/", Role.VIEWER),
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
    "reviews": Visit("/reviews/?view=all"),
    "reviews with triage": Visit("/reviews/?view=all", Role.STEWARD),
    "reviews for a viewer": Visit("/reviews/", Role.VIEWER),
    "nothing waits": Visit("/reviews/?view=awaiting"),
    "reviews that lack their people": Visit("/reviews/?view=unassigned", Role.STEWARD),
    "cycles": Visit("/reviews/?view=cycles"),
    "cycle": Visit("/cycles/{cycle}/"),
    "late cycle": Visit("/cycles/{late}/", Role.STEWARD),
    "ask for a review": Visit("/areas/C2/ask/"),
    "ask for a review with errors": Visit("/areas/C2/ask/", status=400, press="Ask for a review"),
    "request for a review": Visit("/review-requests/{request}/", Role.STEWARD),
    "opportunities": Visit("/reviews/?view=opportunities"),
    "open a review": Visit("/reviews/open/", Role.STEWARD),
    "open a review with errors": Visit("/reviews/open/", Role.STEWARD, 400, "Open"),
    "review": Visit("/reviews/{review}/"),
    "review with seats": Visit("/reviews/{review}/", Role.STEWARD),
    "review for a viewer": Visit("/reviews/{review}/", Role.VIEWER),
    "proposal": Visit("/proposals/{proposal}/"),
    "proposal to decide": Visit("/proposals/{proposal}/", Role.AUTHORITY),
    "proposal not to be voted on": Visit("/proposals/{proposal}/", Role.REVIEWER),
    "proposal withheld": Visit("/proposals/{proposal}/", Role.VIEWER, 403),
    "draft": Visit("/proposals/{draft}/draft/", Role.STEWARD),
    "posture": Visit("/posture/"),
    "posture with a cell open": Visit("/posture/?cell=SATCOM.resilience&since=2025-06-01"),
    "posture with errors": Visit("/posture/?since=yesterday", status=400),
    "posture of an area": Visit("/posture/areas/SATCOM/"),
    "loss": Visit("/posture/loss/?loss=parent:PROVIDER-1"),
    "loss with errors": Visit("/posture/loss/?loss=luck", status=400),
    "access": Visit("/posture/access/"),
    "protection": Visit("/posture/protection/"),
    "pipeline": Visit("/posture/pipeline/"),
    **{f"list of {kind.plural.lower()}": Visit(f"/{kind.address}/") for kind in COMMERCIAL},
    **{f"a {kind.label.lower()}": Visit(f"/{kind.address}/{kind.name.upper()}-1/") for kind in COMMERCIAL},
    "solutions, none found": Visit("/solutions/?q=nothing-is-called-this"),
    "record an agreement": Visit("/agreements/add/"),
    "record an agreement with errors": Visit("/agreements/add/", status=400, press="Save the agreement"),
    "revise an agreement": Visit("/agreements/AGREEMENT-1/revise/"),
    "withdraw a revision": Visit("/agreements/AGREEMENT-1/withdraw/"),
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
    "password change": Visit("/accounts/password/change/"),
    "password change with errors": Visit("/accounts/password/change/", press="Change the password"),
    "no permission": Visit("/audit/", Role.VIEWER, 403),
    "not found": Visit("/areas/NOWHERE/", status=404),
    "bad date": Visit("/areas/?as_of=yesterday", status=400),
}


class Watch:
    """A tab that notes whatever the console and the page report as wrong, but for the page's own status."""

    def __init__(self, page: Page):
        self.page = page
        self.wrong: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not own_status:
            self.wrong.append(f"console: {message.text}")

    def open(self, address: str) -> Response:
        """Loads a page at the first width, and returns what the site answered."""
        self._resize(WIDTHS[0])
        self.wrong = []
        return self.page.goto(address)

    def look(self, *widths: int) -> list[str]:
        """What is wrong with the page as it stands, at these widths or else at each, a line each."""
        self.page.evaluate(AXE)
        found = []
        for width in widths or WIDTHS:
            self._resize(width)
            found += [f"{width}: {line}" for line in self._wrong_at(width)]
        return found

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(RENDERED)

    def _wrong_at(self, width: int) -> list[str]:
        sideways = self.page.evaluate("document.documentElement.scrollWidth")
        violations = self.page.evaluate(VIOLATIONS)
        found, self.wrong = self.wrong, []
        if sideways > width:
            found.append(f"{sideways} pixels wide")
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} h1")
        for violation in violations:
            places = "; ".join(node["html"] for node in violation["nodes"][:3])
            found.append(f"{violation['id']}: {violation['help']}: {places}")
        return found


@dataclass(frozen=True)
class Stage:
    """A record that pages are looked at on: the site's address, and what the example addresses name."""

    site: str
    names: dict[str, int]

    def enter(self, page: Page, visit: Visit) -> str:
        """Signs in whoever visits, who takes no part in a review, or nobody; returns the address."""
        page.context.clear_cookies()
        if visit.role:
            sign_in(page, self.site, reader(visit.role, f"visiting-{visit.role.value}" if self.names else ""))
        return self.site + visit.path.format(**self.names)


def demands_reviews(visit: Visit) -> bool:
    return visit.path == "/" or visit.path.startswith(
        ("/reviews", "/proposals", "/cycles", "/review-requests", "/areas/C2/ask")
    )


@pytest.fixture(scope="module")
def watch(browser: Browser, browser_context_args: dict) -> Iterator[Watch]:
    """One tab for all visits: the browser keeps its process and the static files."""
    with browser.new_context(**browser_context_args) as context:
        yield Watch(context.new_page())


@pytest.fixture(scope="module")
def stage(
    request: pytest.FixtureRequest, site_address: str, committing: Callable[[], AbstractContextManager[None]]
) -> Iterator[Stage]:
    """The sample, with reviews or without, made once for every visit: none of them changes the record."""
    with committing():
        record_sample()
        every_kind(LONG_NAME)
        waiting = factories.accounts.grant_role(
            by=factories.SETUP, user=reader(Role.VIEWER), role=Role.REVIEWER, reason="A test needs it to wait."
        )
        assert waiting.step == "proposed"
        names = reviewed() if request.param else {}
        visiting = reader(Role.ANALYST, "visiting-analyst" if names else "")
        SavedFilter.objects.create(person=visiting, name=LONG_NAME, address="/areas/?category=hybrid&drift=yes")
        yield Stage(site_address, names)


def reviewed() -> dict[str, int]:
    """A proposal in review with votes, an objection, an opportunity and a comment; a draft; two cycles; a request."""
    with installation.clock(timezone.now() - timedelta(days=60)):
        people = made.cast()
        late = made.in_cycle(people, "EW")
    proposal = made.supported(people, gaps=GAPS)
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, LONG_NAME)
    made.comments.comment(by=people.steward, review=proposal.review, proposal=proposal, text=LONG_NAME)
    made.reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action=LONG_NAME,
        owner=made.account(people.analyst),
        due_on=made.in_days(9),
    )
    cycle = made.reviews.open_cycle(
        by=people.steward,
        name="Annual evaluation",
        areas=[factories.area("PNT")],
        due_on=made.in_days(30),
        reason=made.REASON,
    )
    draft = made.draft(people, area_code="SDA")
    made.assessed("T-C2", area_code="C2")
    asked = made.asked(people, area_code="MW")
    return {
        "review": proposal.review_id,
        "proposal": proposal.pk,
        "draft": draft.pk,
        "cycle": cycle.pk,
        "late": late.pk,
        "request": asked.pk,
    }


def press(page: Page, button: str) -> Response:
    """Presses a button that sends a form, and returns what the site answered."""
    with page.expect_navigation() as navigation:
        page.locator("main").get_by_role("button", name=button).first.click()
    return navigation.value


@pytest.mark.parametrize(
    ("stage", "visit"), [(demands_reviews(visit), visit) for visit in VISITS.values()], ids=VISITS, indirect=["stage"]
)
def test_page_is_accessible(stage: Stage, visit: Visit, watch: Watch) -> None:
    answer = watch.open(stage.enter(watch.page, visit))
    if visit.press:
        answer = press(watch.page, visit.press)
    assert answer.status == visit.status
    assert watch.look() == []


without_reviews = pytest.mark.parametrize("stage", [False], ids=["sample"], indirect=True)
with_reviews = pytest.mark.parametrize("stage", [True], ids=["reviewed"], indirect=True)


@without_reviews
def test_refused_sign_in_is_accessible(stage: Stage, watch: Watch) -> None:
    page = watch.page
    watch.open(stage.enter(page, VISITS["sign-in"]))
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("not the password")
    press(page, "Sign in")
    assert page.get_by_role("alert").is_visible()
    assert watch.look() == []


@without_reviews
def test_details_opened_are_accessible(stage: Stage, watch: Watch) -> None:
    """What a closed page hides from the check: the opened rows, and the menus."""
    watch.open(stage.enter(watch.page, Visit("/areas/SATCOM/")))
    watch.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert watch.look() == []


@with_reviews
def test_triage_with_errors_is_accessible(stage: Stage, watch: Watch) -> None:
    watch.open(stage.enter(watch.page, Visit("/reviews/?view=all", Role.STEWARD)))
    watch.page.locator("summary", has_text="Assign or remind").click()
    assert press(watch.page, "Apply to each").status == 400
    assert watch.look() == []


@with_reviews
def test_forms_of_the_decision_page_opened_are_accessible(stage: Stage, watch: Watch) -> None:
    watch.open(stage.enter(watch.page, Visit("/proposals/{proposal}/", Role.AUTHORITY)))
    for label in ("Approve", "Request changes"):
        watch.page.locator(".offers summary", has_text=label).click()
        assert watch.look() == []
