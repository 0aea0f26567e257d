"""Wrong or hostile values in every field of the seven kinds: reported or shown, and nothing lost."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from missions.actions.record import facts
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.kinds.kind import Field, Holds, Kind, referred
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Function
from missions.models.kinds import TABLES
from tests import factories, listed
from tests.factories import actor
from tests.integration.kinds.test_growth import PAGES
from tests.integration.kinds.test_record_imports import stand

pytestmark = pytest.mark.django_db

MARKUP = "<script>alert(1)</script>&\"' {{ 7|add:7 }} {% now %}"
TEXTS = {
    "as long as can be": "W" * 200,
    "right to left": "\u202eשלום مرحبا\u202c end",
    "markup": MARKUP,
    "a formula": "=HYPERLINK(A1)",
    "signs": "🛰 中文 Ω\u200d a; b, “c” \\ %s %(on)s",
}
BAD = {
    Holds.TEXT: ["a\0b"],
    Holds.PROSE: ["a\0b"],
    Holds.CHOICE: ["purple", MARKUP, "\0", "x" * 5000],
    Holds.DAY: ["soon", "2025-02-30", "99999-01-01", MARKUP, "\0"],
    Holds.NUMBER: ["-1", "1.5", "1e3", "9" * 30, MARKUP, "\0"],
    Holds.REFERENCE: ["NOPE-1", MARKUP[:40], "x" * 500, "\0", "שלום"],
}
SEVEN = [kind.name for kind in COMMERCIAL]


@pytest.fixture
def analyst(everything, signed) -> Client:
    return signed(actor(Role.ANALYST))


def typed(kind: Kind, code: str, /, **changed: str) -> dict[str, str]:
    """A form with the values of the kind's first record, except for what is changed."""
    first = stand(kind.name)[f"{kind.name.upper()}-1"]
    said = {field.name: text_of(first.values[field.name]) for field in kind.fields}
    for lines in kind.lines:
        said |= {f"{lines.name}-TOTAL_FORMS": str(len(first.lines[lines.name])), f"{lines.name}-INITIAL_FORMS": "0"}
        for place, line in enumerate(first.lines[lines.name]):
            said |= {f"{lines.name}-{place}-{name}": text_of(value) for name, value in line.items()}
    if kind.name == "use":
        said["function"] = "K-2"
    basis = {"provenance": "assessment", "certainty": "high", "effective_on": "2025-03-01", "reason": "Looked at."}
    return {"code": code, **said, **basis, **changed}


def text_of(value: Any) -> str:
    return "" if value is None else str(value)


def inputs(kind: Kind) -> Iterator[tuple[str, Field]]:
    """Each input of a kind, including those of its first line."""
    yield from ((field.name, field) for field in kind.fields)
    yield from ((f"{lines.name}-0-{field.name}", field) for lines in kind.lines for field in lines.fields)


@pytest.mark.parametrize("case", TEXTS)
@pytest.mark.parametrize("name", SEVEN)
def test_a_text_of_any_letters_is_shown_as_it_was_typed(analyst, name, case):
    kind, text = KINDS[name], TEXTS[case]
    told = {one: text[: field.longest] for one, field in inputs(kind) if field.is_text and field.longest > 2}
    answer = analyst.post(f"/{kind.address}/add/", typed(kind, "NEW-1", **told))
    assert answer.status_code == 302, re.findall(r'error-message"[^>]*>([^<]*)', answer.content.decode())
    state = stand(name)["NEW-1"]
    assert all(state.values[one] == said for one, said in told.items() if one in state.values)
    for address in (f"/{kind.address}/", f"/{kind.address}/NEW-1/", f"/{kind.address}/NEW-1/revise/", *PAGES):
        page = analyst.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    assert html.escape(text[:40]) in analyst.get(f"/{kind.address}/NEW-1/").content.decode()
    for address in ("/search/", f"/suggestions/{name}/", f"/{kind.address}/"):
        assert analyst.get(address, {"q": text}).status_code == 200
    (row,) = [row for row in listed.rows(analyst, kind.address, "") if row["code"] == "NEW-1"][:1]
    assert all(row[one] in {said, f"'{said}"} for one, said in told.items() if one in row)


@pytest.mark.parametrize("name", SEVEN)
def test_an_impossible_value_is_reported_beside_its_field_and_input_is_kept(analyst, name):
    kind, entries = KINDS[name], AuditEntry.objects.count()
    for one, field in inputs(kind):
        for bad in [*BAD[field.holds], *(["x" * (field.longest + 1)] if field.is_text else [])]:
            answer = analyst.post(f"/{kind.address}/add/", typed(kind, "NEW-1", **{one: bad}))
            page = answer.content.decode()
            assert answer.status_code == 400, (one, bad[:60])
            assert f'id="id_{one}_error1"' in page, (one, bad[:60])
            assert "<script>alert" not in page
            assert 'value="NEW-1"' in page and "Looked at." in page
            if field.holds is not Holds.CHOICE and not field.codes and "\0" not in bad:
                kept = field.spelled(bad) if field.holds is Holds.REFERENCE else bad
                assert html.escape(bad) in page or html.escape(kept) in page, (one, bad[:60])
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", SEVEN)
def test_a_referenced_record_can_be_retired_and_every_page_still_works(analyst, name):
    kind = KINDS[name]
    code = f"{name.upper()}-1"
    against = TABLES[name].revision.objects.get().entry_id
    said = typed(kind, code, against=str(against), retired="on", effective_on="2025-06-01")
    if name == "use":
        said["function"] = "K-1"
    answer = analyst.post(f"/{kind.address}/{code}/revise/", said)
    assert answer.status_code == 302, re.findall(r'error-message"[^>]*>([^<]*)', answer.content.decode())
    for one in COMMERCIAL:
        for address in (f"/{one.address}/", f"/{one.address}/{one.name.upper()}-1/"):
            assert analyst.get(address).status_code == 200
        state = stand(one.name)[f"{one.name.upper()}-1"]
        if (name, code) in referred(one, state.values, state.lines):
            assert ">Retired<" in analyst.get(f"/{one.address}/{one.name.upper()}-1/").content.decode()
    assert [analyst.get(address).status_code for address in PAGES] == [200] * len(PAGES)


def test_a_retired_function_of_a_use_leaves_a_gap_and_no_broken_link(analyst):
    function = Function.objects.get(code="K-1")
    facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Function K-1",
        description="",
        retired=True,
        effective_on=date(2025, 6, 1),
        reason="No longer done.",
    )
    page = analyst.get("/uses/USE-1/").content.decode()
    assert ">Retired<" in page and 'href="/areas/SAML/functions/K-1/"' in page
    assert analyst.get("/areas/SAML/functions/K-1/").status_code == 200
    told = "Not counted: 1 use whose solution or function is not in force on this date:"
    assert told in analyst.get("/posture/").content.decode()
    assert told not in analyst.get("/posture/?as_of=2025-05-31").content.decode()
    assert [analyst.get(address).status_code for address in PAGES] == [200] * len(PAGES)
    against = TABLES["use"].revision.objects.get().entry_id
    said = typed(
        KINDS["use"], "USE-1", against=str(against), function="K-1", note="Goes on.", effective_on="2025-07-01"
    )
    assert analyst.post("/uses/USE-1/revise/", said).status_code == 302
    again = typed(KINDS["use"], "USE-2", function="K-1", effective_on="2025-07-01")
    assert "has been retired since 1 Jun 2025" in analyst.post("/uses/add/", again).content.decode()
