"""Every address works: those built in Python by one module, and those in templates."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, resolve

from missions.domain import addresses

ROOT = Path(__file__).resolve().parents[2]
MOMENT = "as_of=2026-01-01"
BUILT = {
    "area": addresses.area("C2/X", f"?{MOMENT}"),
    "function": addresses.function("C2", "C2-1"),
    "ask_review": addresses.ask("C2"),
    "areas": addresses.areas(MOMENT, drift="yes"),
    "area_history": addresses.entry("C2", "", 7, MOMENT),
    "policy": addresses.policy("", 7),
    "compare_areas": addresses.compared_areas(),
    "compare_dates": addresses.compared_dates(MOMENT, to="2026-02-01"),
    "evidence": addresses.evidence(7),
    "reviews": addresses.reviews("all", cycle=3),
    "review": addresses.review(7, "thread"),
    "draft": addresses.draft(7),
    "cycle": addresses.cycle(7),
    "open_review": addresses.open_review("C2"),
    "review_request": addresses.review_request(7),
    "amendment": addresses.amendment(7),
    "verification": addresses.verification(7),
    "proposal": addresses.proposal(7),
    "sessions": addresses.sessions("analyst"),
    "account_reset_password_from_key": addresses.sign_in_link("2s", "token"),
    "person": addresses.person("r.ortiz"),
    "revision": addresses.revision(7, 2),
    "compare_revisions": addresses.compared_revisions(7, 1, 3),
    "since_vote": addresses.since_vote(7),
    "export": addresses.export("areas", "csv"),
    "exports": addresses.exports(),
    "posture": addresses.posture(MOMENT, cell="C2.access"),
    "trend": addresses.trend(MOMENT, cell="C2.access"),
    "findings": addresses.findings(MOMENT, state="overdue"),
    "cite_cell": addresses.cite_cell("C2.access", MOMENT),
    "area_posture": addresses.area_posture("C2"),
    "loss": addresses.loss(loss="cloud:AWS"),
    "access": addresses.access(),
    "protection": addresses.protection(),
    "pipeline": addresses.pipeline(),
    "catalogs": addresses.catalogs(),
    "catalog_snapshot": addresses.catalog_snapshot("GCAT 2025-07-30"),
    "catalog_problems": addresses.catalog_problems(7, MOMENT, kind="odd"),
    "compare_snapshots": addresses.compared_snapshots(MOMENT, to="GCAT"),
    "catalog_import": addresses.catalog_import(7, after=100),
    "concentration": addresses.concentration(MOMENT, unit="launches"),
    "operators": addresses.operators("C2", MOMENT, owners="us"),
    "cite": addresses.cite("C2", MOMENT, snapshot="gcat-2025"),
    "add_record": addresses.add_record("providers", name="A"),
    "records": addresses.records("providers", MOMENT, q="a"),
    "record": addresses.record("providers", "PRV-001", f"?{MOMENT}"),
    "suggestions": addresses.suggestions("provider", named=True),
    "briefing": addresses.briefing(7, built=True),
    "briefing_file": addresses.briefing_file(7),
}
# What an address in a template starts with: an attribute, or the text before a template tag.
NAMED = re.compile(r"""(?:href|action|hx-get|hx-post)="(/[^"]*)\"""")
PART = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
VALUES = {"query": "", "action": "confirm", "act.url": "recall", "offer.act.url": "recall"}


def parts_of(within: URLResolver) -> set[str]:
    """The first part of every address below."""
    found = set()
    for one in within.url_patterns:
        text = str(one.pattern)
        found |= parts_of(one) if isinstance(one, URLResolver) and not text else {text.strip("^").partition("/")[0]}
    return {part for part in found if re.fullmatch(r"[a-z-]+", part)}


# The first parts of the addresses of every page; those of the kinds of record come from their declarations.
STARTS = re.compile(rf"^/(?:{'|'.join(sorted(parts_of(get_resolver())))})/")


def path_of(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]


@pytest.mark.parametrize(("name", "address"), BUILT.items())
def test_a_built_address_is_the_page_it_names(name: str, address: str) -> None:
    assert resolve(path_of(address).replace("%2F", "-")).url_name == name


def test_every_builder_of_addresses_is_tested_here() -> None:
    made = {name for name, one in vars(addresses).items() if getattr(one, "__module__", "") == addresses.__name__}
    held = {
        name.replace("area_history", "entry").replace("compare_", "compared_").replace("ask_review", "ask")
        for name in BUILT
    }
    held = {name.replace("account_reset_password_from_key", "sign_in_link") for name in held}
    assert made - {"with_parameters"} == held


def test_an_entry_is_found_on_the_page_that_begins_with_it() -> None:
    assert addresses.entry("C2", "C2-1", 7, MOMENT) == f"/areas/C2/functions/C2-1/?before=8&{MOMENT}#entry-7"


def test_a_name_cannot_lead_to_another_address() -> None:
    assert addresses.area("a/../b?c#d") == "/areas/a%2F..%2Fb%3Fc%23d/"


def filled(part: re.Match[str]) -> str:
    """A value for a template tag: nothing for a query, a number for a name or a key."""
    text = part[0].strip("{}% ")
    return "" if text.startswith(("if ", "endif")) or text.endswith("suffix") else VALUES.get(text, "1")


def test_every_address_in_a_template_is_a_page() -> None:
    lost = []
    for file in sorted((ROOT / "templates").rglob("*.*")):
        for address in NAMED.findall(file.read_text(encoding="utf-8")):
            try:
                resolve(path_of(PART.sub(filled, address)))
            except Resolver404:
                lost.append(f"{file.relative_to(ROOT)}: {address}")
    assert not lost


def test_no_other_module_spells_an_address() -> None:
    spelled = []
    for file in sorted((ROOT / "missions").rglob("*.py")):
        if file.name == "addresses.py" or file.parent.name in {"urls", "migrations"}:
            continue
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        texts = (one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str))
        spelled += [f"{file.relative_to(ROOT)}: {text}" for text in texts if STARTS.match(text)]
    assert not spelled
