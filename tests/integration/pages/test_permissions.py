"""What each role may see and do: every address and every role, cell by cell (the read table of the design)."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from missions.domain.vocabulary import Role
from missions.models import Amendment, AuditEntry, CatalogFile, CatalogReading, Evidence, StagedCatalog, User
from tests import catalogs, factories
from tests.integration.kinds.recorded import provider
from tests.integration.reviews import test_permissions as reviewing
from tests.integration.reviews.test_permissions import COLUMNS, act

pytestmark = pytest.mark.django_db

SIGN_IN = 302
# A form sent without a session is answered with the sign-in page, which carries what was typed.
UNSIGNED = 401
columns, places = reviewing.columns, reviewing.places
Reads = dict[str, tuple[str, list[int]]]
# Steps of signing in and out; signing in never redirects to one of them.
NOWHERE_BACK = {"account_logout", "certificate_sign_in", "mfa_authenticate", "mfa_login_webauthn"}
# Pages without an entry in the navigation.
OUTSIDE = ("/accounts/", "/help/", "/notices/", "/saved-filters/", "/search/")

FACTOR = "/accounts/second-factor/"
RECORD = [SIGN_IN, 200, 200, 200, 200, 200, 200, 403]
ANALYSTS = [SIGN_IN, 403, 200, 403, 403, 403, 403, 403]
EVERYONE = [SIGN_IN] + [200] * 7
IMPORTERS = [SIGN_IN, 403, 200, 403, 403, 200, 403, 403]
NOBODYS = [SIGN_IN, 403, 404, 403, 403, 404, 403, 403]
STEWARDS = [SIGN_IN, 403, 403, 403, 403, 200, 403, 403]
# Opened with GET, they redirect to the page of their form.
ONLY_POST = [SIGN_IN] + [302] * 7

# Address name: (example address, answer to GET for each column).
READS: Reads = {
    "healthz": ("/healthz", [200] * 8),
    "readyz": ("/readyz", [200] * 8),
    "account_login": ("/accounts/login/", [200] + [302] * 7),
    "ask_for_link": ("/accounts/link/", [200] * 8),
    "account_reset_password_from_key": ("/accounts/link/0-x/", [200] * 8),
    "account_logout": ("/accounts/logout/", [SIGN_IN] + [200] * 7),
    "account_change_password": ("/accounts/password/change/", EVERYONE),
    "account_reauthenticate": ("/accounts/confirm/", EVERYONE),
    "stay": ("/accounts/stay/", [200] * 8),
    "mfa_index": (f"{FACTOR}", EVERYONE),
    "certificate_sign_in": ("/accounts/certificate/", [302] * 8),
    # Without a provider, there is nothing to redirect to.
    "openid_connect_login": ("/accounts/sign-on/", [404] * 8),
    "openid_connect_callback": ("/accounts/sign-on/sso/", [404] * 8),
    # Only between the steps of signing in.
    "mfa_authenticate": (f"{FACTOR}sign-in/", [302] * 8),
    "mfa_login_webauthn": (f"{FACTOR}key-alone/", [302] * 8),
    # Changes ask for the password again; without anything to change, they redirect.
    "mfa_reauthenticate": (f"{FACTOR}confirm/", ONLY_POST),
    "mfa_reauthenticate_webauthn": (f"{FACTOR}confirm-by-key/", ONLY_POST),
    "mfa_activate_totp": (f"{FACTOR}app/add/", ONLY_POST),
    "mfa_deactivate_totp": (f"{FACTOR}app/remove/", [SIGN_IN] + [404] * 7),
    "mfa_view_recovery_codes": (f"{FACTOR}codes/", [SIGN_IN] + [404] * 7),
    "mfa_generate_recovery_codes": (f"{FACTOR}codes/remake/", ONLY_POST),
    "mfa_list_webauthn": (f"{FACTOR}keys/", ONLY_POST),
    "mfa_add_webauthn": (f"{FACTOR}keys/add/", ONLY_POST),
    "mfa_edit_webauthn": (f"{FACTOR}keys/1/name/", ONLY_POST),
    "mfa_remove_webauthn": (f"{FACTOR}keys/1/remove/", ONLY_POST),
    "home": ("/", EVERYONE),
    "overview": ("/overview/", [SIGN_IN, 200, 200, 200, 200, 200, 200, 403]),
    "areas": ("/areas/", RECORD),
    "area": ("/areas/SATCOM/", RECORD),
    "what_if": ("/areas/SATCOM/what-if/", RECORD),
    "area_history": ("/areas/SATCOM/history/", RECORD),
    "function": ("/areas/SATCOM/functions/T-1/", RECORD),
    # The first of the two comparisons.
    "compare": ("/compare/", [SIGN_IN, 302, 302, 302, 302, 302, 302, 403]),
    "compare_areas": ("/compare/areas/?area=SATCOM&area=SDA", RECORD),
    "compare_dates": ("/compare/dates/", RECORD),
    "search": ("/search/?q=function", RECORD),
    "evidence_list": ("/evidence/", RECORD),
    "evidence": ("/evidence/{evidence}/", RECORD),
    "evidence_file": ("/evidence/{evidence}/file/", RECORD),
    "add_evidence": ("/evidence/add/", ANALYSTS),
    "supersede_evidence": ("/evidence/{evidence}/supersede/", ANALYSTS),
    "attach_evidence": ("/areas/SATCOM/functions/T-1/evidence/", ANALYSTS),
    "attach_function_evidence": ("/areas/SATCOM/functions/T-1/name/evidence/", ANALYSTS),
    "attach_area_evidence": ("/areas/SATCOM/evidence/", ANALYSTS),
    "attach_policy_evidence": ("/policy/evidence/", ANALYSTS),
    "chart_json": ("/charts/mix.json", RECORD),
    "chart_csv": ("/charts/mix.csv", RECORD),
    "posture": ("/posture/?cell=SATCOM.access", RECORD),
    "cite_cell": ("/posture/cite/?cell=SATCOM.access", ANALYSTS),
    "area_posture": ("/posture/areas/SATCOM/", RECORD),
    "loss": ("/posture/loss/", RECORD),
    "access": ("/posture/access/", RECORD),
    "protection": ("/posture/protection/", RECORD),
    "pipeline": ("/posture/pipeline/", RECORD),
    "trend": ("/posture/trend/?cell=SATCOM.access", RECORD),
    "findings": ("/findings/?state=overdue", RECORD),
    "catalogs": ("/catalogs/", RECORD),
    "catalog_rules": ("/catalogs/rules/", RECORD),
    "catalog_snapshot": ("/catalogs/snapshots/GCAT/", RECORD),
    "compare_snapshots": ("/catalogs/compare/?from=GCAT&to=GCAT", RECORD),
    "catalog_problems": ("/catalogs/readings/{reading}/problems/", RECORD),
    "catalog_file": ("/catalogs/files/{catalog_file}/", [SIGN_IN, 403, 200, 403, 403, 200, 200, 403]),
    "read_catalog_again": ("/catalogs/snapshots/GCAT/again/", ONLY_POST),
    "catalog_imports": ("/catalogs/imports/", IMPORTERS),
    # People who may import find no import of somebody else.
    "catalog_import": ("/catalogs/imports/{catalog}/", NOBODYS),
    "catalog_import_problems": ("/catalogs/imports/{catalog}/problems.csv", NOBODYS),
    "catalog_import_confirm": ("/catalogs/imports/{catalog}/confirm/", ONLY_POST),
    "catalog_import_discard": ("/catalogs/imports/{catalog}/discard/", ONLY_POST),
    "concentration": ("/concentration/", RECORD),
    "operators": ("/concentration/SATCOM/", RECORD),
    "cite": ("/concentration/SATCOM/cite/", ANALYSTS),
    "records": ("/providers/", RECORD),
    "record": ("/providers/PRV-001/", RECORD),
    "add_record": ("/providers/add/", ANALYSTS),
    "suggestions": ("/suggestions/provider/?parent=firm", RECORD),
    "revise_record": ("/providers/PRV-001/revise/", ANALYSTS),
    "attach_record_evidence": ("/providers/PRV-001/evidence/", ANALYSTS),
    "withdraw_record": ("/providers/PRV-001/withdraw/", ANALYSTS),
    "strategy": ("/strategy/", RECORD),
    "policy": ("/policy/", RECORD),
    "exports": ("/exports/", RECORD),
    "export": ("/exports/areas.csv", RECORD),
    "build_briefing": ("/exports/briefing/", ONLY_POST),
    "briefing": ("/exports/briefings/{briefing}/", RECORD),
    "briefing_file": ("/exports/briefings/{briefing}/file/", RECORD),
    "audit": ("/audit/", [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]),
    "audit_entry": ("/audit/999999999/", [SIGN_IN, 403, 403, 403, 403, 404, 404, 404]),
    "verify": ("/audit/verify/", ONLY_POST),
    "verification": ("/audit/verifications/1/", [SIGN_IN, 403, 403, 403, 403, 403, 404, 403]),
    "operation": ("/operation/", [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]),
    "run_job": ("/operation/jobs/remind/run/", ONLY_POST),
    "help": ("/help/", EVERYONE),
    "roles": ("/help/roles/", EVERYONE),
    "amendments": ("/amendments/", RECORD),
    # The earlier names of these pages.
    "changes": ("/changes/", [SIGN_IN, 301, 301, 301, 301, 301, 301, 403]),
    "changes_export": ("/exports/changes.csv", [SIGN_IN, 301, 301, 301, 301, 301, 301, 403]),
    "amend_policy": ("/amendments/policy/", STEWARDS),
    "amend_area": ("/amendments/area/", STEWARDS),
    "amendment": ("/amendments/{amendment}/", RECORD),
    "notices": ("/notices/", EVERYONE),
    "notices_read": ("/notices/read/", ONLY_POST),
    "notice_preferences": ("/notices/preferences/", ONLY_POST),
    "organizations": ("/organizations/", [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]),
    "rename_organization": ("/organizations/999999/rename/", ONLY_POST),
    "people": ("/people/", [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]),
    "person": ("/people/somebody/", [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]),
    "grant": ("/people/somebody/grants/", ONLY_POST),
    "grant_step": ("/people/somebody/grants/{pk}/confirm/", ONLY_POST),
    "active": ("/people/somebody/active/", ONLY_POST),
    "address": ("/people/somebody/address/", ONLY_POST),
    "make_link": ("/people/somebody/link/", ONLY_POST),
    "certificate": ("/people/somebody/certificate/", ONLY_POST),
    "reset_second_factor": ("/people/somebody/second-factor/", ONLY_POST),
    "sessions": ("/people/somebody/sessions/", [SIGN_IN, 403, 403, 403, 403, 403, 403, 200]),
    "end_sessions": ("/people/somebody/sessions/end/", ONLY_POST),
    "saved_filters": ("/saved-filters/", EVERYONE),
    "save_filter": ("/saved-filters/add/?address=%2Fareas%2F", RECORD),
    "rename_filter": ("/saved-filters/1/rename/", ONLY_POST),
    "delete_filter": ("/saved-filters/1/delete/", ONLY_POST),
    "add_function": ("/areas/SATCOM/add-function/", ANALYSTS),
    "assess": ("/areas/SATCOM/functions/T-1/assess/", ANALYSTS),
    "revise_function": ("/areas/SATCOM/functions/T-1/revise/", ANALYSTS),
    "imports": ("/imports/", ANALYSTS),
    "import_template": ("/imports/template.csv", ANALYSTS),
    # People who may import find no import of somebody else.
    "import": ("/imports/1/", [SIGN_IN, 403, 404, 403, 403, 403, 403, 403]),
    "import_step": ("/imports/1/step/", ONLY_POST),
    "import_choose": ("/imports/1/choose/", ONLY_POST),
    "import_again": ("/imports/1/again/", ONLY_POST),
    "import_confirm": ("/imports/1/confirm/", ONLY_POST),
    "import_discard": ("/imports/1/discard/", ONLY_POST),
}

# Address name: (example address, fields, answer to POST for each column; 302 for somebody signed in means done).
WRITES: dict[str, tuple[str, dict[str, str], list[int]]] = {
    "organizations": ("/organizations/", {}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "rename_organization": ("/organizations/999999/rename/", {}, [UNSIGNED, 403, 403, 403, 403, 404, 403, 403]),
    "people": ("/people/", {}, [UNSIGNED, 403, 403, 403, 403, 403, 403, 400]),
    "grant": (
        "/people/somebody/grants/",
        {"role": "auditor", "reason": "Reads all."},
        [UNSIGNED, 403, 403, 403, 403, 403, 403, 302],
    ),
    "grant_step": (
        "/people/somebody/grants/{pk}/confirm/",
        {"reason": "Known to me."},
        [UNSIGNED, 403, 403, 403, 403, 302, 403, 403],
    ),
    "active": ("/people/somebody/active/", {"reason": "Left."}, [UNSIGNED, 403, 403, 403, 403, 403, 403, 302]),
    "address": (
        "/people/somebody/address/",
        {"email": "new@example.mil", "reason": "Misspelled."},
        [UNSIGNED, 403, 403, 403, 403, 403, 403, 302],
    ),
    "make_link": ("/people/somebody/link/", {"reason": "New."}, [UNSIGNED] + [403] * 6 + [200]),
    "certificate": (
        "/people/somebody/certificate/",
        {"edipi": "1234567890", "reason": "Seen."},
        [UNSIGNED, 403, 403, 403, 403, 302, 403, 403],
    ),
    "reset_second_factor": (
        "/people/somebody/second-factor/",
        {"reason": "Lost."},
        [UNSIGNED, 403, 403, 403, 403, 409, 403, 403],
    ),
    "end_sessions": ("/people/somebody/sessions/end/", {"reason": "Lost."}, [UNSIGNED] + [403] * 6 + [302]),
    "run_job": ("/operation/jobs/remind/run/", {}, [UNSIGNED, 403, 403, 403, 403, 403, 403, 302]),
    "verify": ("/audit/verify/", {}, [UNSIGNED, 403, 403, 403, 403, 403, 302, 403]),
    "build_briefing": ("/exports/briefing/", {"format": "pdf"}, [UNSIGNED, 302, 302, 302, 302, 302, 302, 403]),
    "add_function": ("/areas/SATCOM/add-function/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "assess": ("/areas/SATCOM/functions/T-1/assess/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "add_record": ("/providers/add/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "revise_record": ("/providers/PRV-001/revise/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "withdraw_record": ("/providers/PRV-001/withdraw/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "catalog_imports": ("/catalogs/imports/", {}, [UNSIGNED, 403, 400, 403, 403, 400, 403, 403]),
    "read_catalog_again": ("/catalogs/snapshots/GCAT/again/", {}, [UNSIGNED, 403, 302, 403, 403, 302, 403, 403]),
    "catalog_import_confirm": ("/catalogs/imports/{catalog}/confirm/", {}, [UNSIGNED, *NOBODYS[1:]]),
    "catalog_import_discard": ("/catalogs/imports/{catalog}/discard/", {}, [UNSIGNED, *NOBODYS[1:]]),
    "attach_record_evidence": ("/providers/PRV-001/evidence/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "add_evidence": ("/evidence/add/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "supersede_evidence": ("/evidence/{evidence}/supersede/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "cite": ("/concentration/SATCOM/cite/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "cite_cell": ("/posture/cite/?cell=SATCOM.access", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "attach_evidence": ("/areas/SATCOM/functions/T-1/evidence/", {}, [UNSIGNED, 403, 400, *[403] * 5]),
    "attach_function_evidence": ("/areas/SATCOM/functions/T-1/name/evidence/", {}, [UNSIGNED, 403, 400, *[403] * 5]),
    "attach_area_evidence": ("/areas/SATCOM/evidence/", {}, [UNSIGNED, 403, 400, *[403] * 5]),
    "attach_policy_evidence": ("/policy/evidence/", {}, [UNSIGNED, 403, 400, *[403] * 5]),
    "amend_policy": ("/amendments/policy/", {}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "amend_area": ("/amendments/area/", {}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "amendment": (
        "/amendments/{amendment}/",
        {"decision": "approve", "reason": "Agreed."},
        [UNSIGNED, 403, 403, 403, 302, 403, 403, 403],
    ),
    "notices_read": ("/notices/read/", {"upto": "1"}, [UNSIGNED] + [302] * 7),
    "notice_preferences": ("/notices/preferences/", {}, [UNSIGNED] + [302] * 7),
    "save_filter": ("/saved-filters/add/?address=%2Fareas%2F", {}, [UNSIGNED] + [400] * 6 + [403]),
    # Nobody finds a filter of somebody else.
    "rename_filter": ("/saved-filters/1/rename/", {"name": "x"}, [UNSIGNED] + [404] * 7),
    "delete_filter": ("/saved-filters/1/delete/", {}, [UNSIGNED] + [404] * 7),
    "revise_function": ("/areas/SATCOM/functions/T-1/revise/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "imports": ("/imports/", {}, [UNSIGNED, 403, 400, 403, 403, 403, 403, 403]),
    "import_step": ("/imports/1/step/", {}, [UNSIGNED, 403, 404, 403, 403, 403, 403, 403]),
    "import_choose": ("/imports/1/choose/", {"sheet": "A"}, [UNSIGNED, 403, 404, 403, 403, 403, 403, 403]),
    "import_again": ("/imports/1/again/", {}, [UNSIGNED, 403, 404, 403, 403, 403, 403, 403]),
    "import_confirm": ("/imports/1/confirm/", {"reason": "x"}, [UNSIGNED, 403, 404, 403, 403, 403, 403, 403]),
    "import_discard": ("/imports/1/discard/", {}, [UNSIGNED, 403, 404, 403, 403, 403, 403, 403]),
}


@pytest.fixture
def subject() -> User:
    """Somebody whose reviewer role waits for a steward, and an assessed function with evidence."""
    assessed = factories.assessment(factories.function("T-1"))
    factories.evidence(upload=factories.upload(), behind=[assessed])
    provider("PRV-001")
    catalogs.snapshot("GCAT", by=factories.actor(Role.ANALYST, username="importer"))
    factories.drafted_policy()
    somebody = factories.user("somebody")
    factories.accounts.grant_role(by=factories.SETUP, user=somebody, role=Role.REVIEWER, reason="Joins.")
    return somebody


@pytest.fixture
def signed_in(client: Client) -> Callable[[str], Client]:
    def sign_in(column: str) -> Client:
        if column != "nobody":
            client.force_login(factories.user(f"the-{column}", Role(column)))
        return client

    return sign_in


def keys(subject: User) -> dict[str, int]:
    """The keys in the example addresses."""
    return {
        "pk": subject.grants.get().pk,
        "evidence": Evidence.objects.earliest("pk").pk,
        "amendment": Amendment.objects.earliest("pk").pk,
        "reading": CatalogReading.objects.earliest("pk").pk,
        "catalog": StagedCatalog.objects.earliest("pk").pk,
        "catalog_file": CatalogFile.objects.earliest("pk").pk,
    }


def address_names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    names: set[str] = set()
    for pattern in patterns:
        names |= address_names(pattern.url_patterns) if isinstance(pattern, URLResolver) else {pattern.name}
    return names


def test_the_tables_list_every_address() -> None:
    assert address_names(get_resolver().url_patterns) == set(READS) | set(reviewing.READS)


def read_all(reads: Reads, named: dict[str, object], columns: dict[str, Client]) -> None:
    """Check each page for each column; no link leads to a refusal or is missing from the navigation."""
    found = []
    for name, (example, expected) in reads.items():
        address = example.format(**named)
        answers = {column: columns[column].get(address) for column in COLUMNS}
        assert [answers[column].status_code for column in COLUMNS] == expected, name
        if expected[0] == SIGN_IN and name not in NOWHERE_BACK:
            assert answers["nobody"]["Location"].startswith("/accounts/login/?next="), name
        pages = {column: text(answer) for column, answer in answers.items() if answer.status_code == 200}
        for column, page in pages.items():
            if column != "nobody" and "</header>" in page:
                found += [(name, column, "leads to", link) for link in refused(page, column)]
                current = page.partition("</header>")[0].count('aria-current="page"')
                found += [(name, column, "entries", current)] * (current != (not address.startswith(OUTSIDE)))
    assert found == []


def text(answer: HttpResponseBase) -> str:
    """The page as text; empty for a file."""
    return "" if answer.streaming else answer.content.decode(errors="replace")


def refused(page: str, column: str) -> set[str]:
    """The links of a page that this column may not open.

    Everybody may open their own account, and each downloadable list has readers of its own.
    """
    links = set(re.findall(r'href="(/(?!static/|exports/\w+\.)[^"#?]*)', page)) - {f"/people/the-{column}/"}
    stated = READS | reviewing.READS
    return {link for link in links if stated[resolve(link).url_name][1][COLUMNS.index(column)] == 403}


def test_reading(subject: User, columns: dict[str, Client]) -> None:
    read_all(READS, keys(subject) | {"briefing": factories.briefing().pk}, columns)


def test_reading_reviews(places: dict[str, object], columns: dict[str, Client]) -> None:
    read_all(reviewing.READS, places, columns)


def test_writing(subject: User, columns: dict[str, Client]) -> None:
    for name, (address, fields, expected) in WRITES.items():
        where = address.format(**keys(subject))
        assert [act(columns[column], where, fields) for column in COLUMNS] == expected, name


@pytest.mark.parametrize(
    ("column", "readable"),
    [("steward", {"process"}), ("auditor", {"record", "process", "access"}), ("administrator", {"access"})],
)
def test_audit_entries_are_withheld_by_class(
    column: str, readable: set[str], signed_in: Callable[[str], Client]
) -> None:
    page = signed_in(column).get("/audit/")
    assert {entry.entry_class for entry in page.context["entries"]} <= readable
    for entry_class in {"record", "process", "access"} - readable:
        assert page.client.get(f"/audit/?class={entry_class}").status_code == 403


@pytest.mark.parametrize("column", COLUMNS[1:])
def test_everybody_sees_their_own_account(column: str, signed_in: Callable[[str], Client]) -> None:
    assert signed_in(column).get(f"/people/the-{column}/").status_code == 200


def test_a_refusal_is_recorded_in_the_chain(signed_in: Callable[[str], Client]) -> None:
    signed_in("viewer").get("/audit/")
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.entry_class, entry.action, entry.target) == ("access", "refused", "address:GET /audit/")
    assert entry.actor_name == "The-Viewer"


def test_an_account_without_a_role_can_only_read_the_help(client: Client) -> None:
    client.force_login(factories.user("newcomer"))
    assert client.get("/")["Location"] == "/help/"
    assert client.get("/areas/").status_code == 403


def test_a_changed_grant_shows_in_the_next_request(client: Client) -> None:
    viewer = factories.user("viewer", Role.VIEWER)
    client.force_login(viewer)
    assert client.get("/areas/").status_code == 200
    factories.accounts.end_role(by=factories.SETUP, user=viewer, role=Role.VIEWER, reason="Moved on.")
    assert client.get("/areas/").status_code == 403


def test_a_deactivated_account_is_signed_out_at_once(client: Client) -> None:
    viewer = factories.user("viewer", Role.VIEWER)
    client.force_login(viewer)
    factories.accounts.set_active(by=factories.SETUP, user=viewer, active=False, reason="Left.")
    assert client.get("/areas/").status_code == SIGN_IN
