"""Contradictions are refused in a form, in a file and in a withdrawal: with their cause, and without partial writes."""

import re
from datetime import date

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions import kinds
from missions.domain.commercial.vocabulary import DependencyKind
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models import AuditEntry
from tests.factories import SETUP, actor
from tests.integration.conftest import settled
from tests.integration.kinds.recorded import REASON, given, provider, record, revised
from tests.integration.kinds.test_hostile_values import typed
from tests.integration.kinds.test_record_imports import preview
from tests.uploads import confirm, outcome, problems

pytestmark = pytest.mark.django_db
PLACED = {"state": "in_place", "provider": "PROVIDER-1", "solution": "", "legal_basis": ""}
# By case: the kind, the input, the field that gets the message, and the message.
REFUSED = {
    "an agreement that ends before it begins": (
        "agreement",
        {"starts_on": "2025-03-01", "ends_on": "2025-02-28"},
        "ends_on",
        "It ends before it begins, on 1 Mar 2025.",
    ),
    "an agreement that begins in the year 26": (
        "agreement",
        {"starts_on": "0026-03-01"},
        "starts_on",
        "Begins: write the year with four digits, 1900 or later.",
    ),
    "an agreement of a provider that did not exist then": (
        "agreement",
        {"provider": "PRV-LATE", "commitments-0-use": "USE-1"},
        "provider",
        "there is no PRV-LATE on 1 Mar 2025",
    ),
    "a commitment for a use of another provider": (
        "agreement",
        {"provider": "PRV-2"},
        "commitments-0-use",
        "USE-1 uses a solution of PROVIDER-1, not of PRV-2.",
    ),
    "an agreement of nobody": ("agreement", {"provider": ""}, "provider", "Name the provider, or say that"),
    "a provider that is its own parent": (
        "provider",
        {"parent": "NEW-1"},
        "parent",
        "A provider cannot be its own parent.",
    ),
    "a solution that depends on itself": (
        "solution",
        {"dependencies-0-kind": DependencyKind.SOLUTION, "dependencies-0-solution": "NEW-1"},
        "dependencies-0-solution",
        "A solution cannot depend on itself.",
    ),
    "a second use of one solution for one function": (
        "use",
        {"function": "K-1"},
        "function",
        "USE-1 is this use already.",
    ),
    "indemnification without a legal basis": (
        "safeguard",
        {"kind": "indemnification", **PLACED},
        "legal_basis",
        "Name the legal basis",
    ),
    "insurance by the government without a statute": (
        "safeguard",
        {"kind": "government_insurance", **PLACED},
        "state",
        "no statute authorizes government-provided insurance",
    ),
    "a safeguard of nothing": ("safeguard", {"provider": "", "solution": ""}, "provider", "Name either a provider or"),
    "a safeguard of two": (
        "safeguard",
        {"provider": "PROVIDER-1", "solution": "SOLUTION-1"},
        "provider",
        "Name either a provider or",
    ),
}


@pytest.fixture(scope="module")
def recording(everything) -> Actor:
    """An analyst, with two further providers, one of which exists only later."""
    provider("PRV-2")
    provider("PRV-LATE", on=date(2025, 6, 1))
    analyst = actor(Role.ANALYST)
    settled()
    return analyst


@pytest.fixture
def analyst(recording, signed) -> Client:
    return signed(recording)


@pytest.mark.parametrize("case", REFUSED)
def test_a_form_reports_beside_the_cause_and_keeps_the_input(analyst, case):
    name, changed, field, said = REFUSED[case]
    entries, form = AuditEntry.objects.count(), typed(KINDS[name], "NEW-1", **changed)
    answer = analyst.post(f"/{KINDS[name].address}/add/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    (told,) = re.findall(rf'id="id_{field}_error1"[^>]*>(.*?)</', page, re.DOTALL) or [""]
    assert said in page and told
    assert 'value="NEW-1"' in page and "Looked at." in page
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_reports_the_same_in_its_row_and_records_nothing(analyst, case):
    name, changed, _, said = REFUSED[case]
    kind = KINDS[name]
    form = typed(kind, "NEW-1", **changed)
    columns = {field.name: form[field.name] for field in kind.fields}
    columns |= {f"{one.name}_{f.name}": form[f"{one.name}-0-{f.name}"] for one in kind.lines for f in one.fields}
    basis = ("provenance", "certainty", "effective_on")
    columns = {"code": "NEW-1", **columns, **{one: form[one] for one in basis}}
    entries = AuditEntry.objects.count()
    page = preview(analyst, ",".join(columns), ",".join(f'"{value}"' for value in columns.values()), kind=name)
    assert outcome(page) == [(2, "wrong")]
    assert any(said in one for one in problems(page)), problems(page)
    assert confirm(analyst, page).status_code == 409
    assert AuditEntry.objects.count() == entries


def test_a_loop_that_closes_on_a_later_day_is_refused_on_an_earlier_one(analyst):
    later = provider("PRV-3")
    revised("provider", "PRV-3", later, country="US", name="Third", parent="PRV-2", on=date(2025, 9, 1))
    answer = analyst.post("/providers/add/", typed(KINDS["provider"], "NEW-1", parent="PRV-3"))
    assert answer.status_code == 302
    second = kinds.TABLES["provider"].revision.objects.get(provider__code="PRV-2").entry_id
    form = typed(KINDS["provider"], "PRV-2", name="Firm PRV-2", parent="NEW-1", against=str(second))
    answer = analyst.post("/providers/PRV-2/revise/", form)
    assert answer.status_code == 400
    assert "This closes a loop on 1 Sep 2025" in answer.content.decode()


def withdrawn(client: Client, address: str, against: int) -> tuple[int, str]:
    """The result of withdrawing the newest revision."""
    answer = client.post(f"{address}withdraw/", {"against": str(against), "reason": "A mistake."})
    return answer.status_code, answer.content.decode()


def test_a_withdrawal_that_would_restore_a_loop_is_refused(analyst):
    first = provider("PRV-3", parent="PRV-2")
    freed = revised("provider", "PRV-3", first, country="US", name="Firm PRV-3", on=date(2025, 4, 1))
    second = kinds.TABLES["provider"].revision.objects.get(provider__code="PRV-2")
    revised("provider", "PRV-2", second, country="US", name="Firm PRV-2", parent="PRV-3", on=date(2025, 5, 1))
    status, page = withdrawn(analyst, "/providers/PRV-3/", freed.entry_id)
    assert status == 409
    assert "closes a loop on 1 May 2025" in page
    assert {analyst.get(f"/posture/?as_of={on}").status_code for on in ("2025-04-15", "2025-06-01")} == {200}


def test_a_withdrawal_that_would_restore_a_second_use_is_refused(analyst):
    first = record("use", "USE-2", solution="SOLUTION-1", function="K-2")
    said = {"solution": "SOLUTION-1", "function": "K-2"}
    gone = revised("use", "USE-2", first, **said, on=date(2025, 4, 1), retired=True)
    record("use", "USE-3", on=date(2025, 4, 1), **said)
    status, page = withdrawn(analyst, "/uses/USE-2/", gone.entry_id)
    assert status == 409
    assert "USE-3 is this use already" in page


def test_a_withdrawal_works_if_the_restored_revision_refers_to_something_retired(analyst):
    second = kinds.TABLES["provider"].revision.objects.get(provider__code="PRV-2")
    first = provider("PRV-3", parent="PRV-2")
    wrong = revised(
        "provider", "PRV-3", first, country="US", name="Firm PRV-3", parent="PROVIDER-1", on=date(2025, 4, 1)
    )
    said = given(KINDS["provider"], "PRV-2", country="US", name="Firm PRV-2", on=date(2025, 4, 1), retired=True)
    kinds.revise(KINDS["provider"], by=SETUP, given=said, against=second.entry_id, reason=REASON)
    status, _ = withdrawn(analyst, "/providers/PRV-3/", wrong.entry_id)
    assert status == 302
