"""The addresses of pages, as figures, files, notices and answers lead to them; a test holds each to the URLs.

A `suffix` is what keeps the moment shown, such as "?as_of=2026-01-01", or empty; `parameters` are the same without "?".
"""

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

HOME = "/"
OPERATION = "/operation/"
ORGANIZATIONS = "/organizations/"
POLICY = "/policy/"
STRATEGY = "/strategy/"
AMENDMENTS = "/amendments/"
REVIEWS = "/reviews/"
SAVED_FILTERS = "/saved-filters/"
# The lists that people can save with what narrows them.
LISTS = {"/areas/": "Mission areas", "/search/": "Search", "/evidence/": "Evidence", REVIEWS: "Reviews"}
# On the page of a briefing: it was just built, so that its file is sent by itself.
JUST_BUILT = "built"


def asked(path: str, parameters: str = "", **query: Any) -> str:
    """A page with a query: what is given, then `parameters`; neither adds anything where it is empty."""
    parts = "&".join(filter(None, [urlencode(query), parameters]))
    return f"{path}?{parts}" if parts else path


def area(code: str, suffix: str = "") -> str:
    """The page of a mission area."""
    return f"/areas/{quote(code, safe='')}/{suffix}"


def function(code: str, name: str, suffix: str = "") -> str:
    """The page of the function `name` of an area."""
    return f"{area(code)}functions/{quote(name, safe='')}/{suffix}"


def ask(code: str) -> str:
    """Where a review of a mission area is asked for."""
    return f"{area(code)}ask/"


@lru_cache(256)
def areas(parameters: str = "", **filters: str) -> str:
    """The list of areas, filtered."""
    return asked("/areas/", parameters, **filters)


def entry(code: str, name: str, sequence: int, parameters: str) -> str:
    """The entry that brought a fact about an area, or about its function where one is named.

    The page of the history begins with that entry, so that it is there however long the history.
    """
    path = function(code, name) if name else f"{area(code)}history/"
    return f"{asked(path, parameters, before=sequence + 1)}#entry-{sequence}"


def policy(suffix: str = "", sequence: int | None = None) -> str:
    """The page of the policy, at the entry named."""
    return f"{POLICY}{suffix}{f'#entry-{sequence}' if sequence else ''}"


def compared_areas(suffix: str = "") -> str:
    """Areas side by side."""
    return f"/compare/areas/{suffix}"


def compared_dates(parameters: str = "", **days: Any) -> str:
    """What changed between two days."""
    return asked("/compare/dates/", parameters, **days)


def evidence(pk: int) -> str:
    """One piece of evidence."""
    return f"/evidence/{pk}/"


def reviews(view: str, **filters: Any) -> str:
    """One view of the reviews."""
    return asked(REVIEWS, view=view, **filters)


def review(pk: int, part: str = "") -> str:
    """The page of a review, or a part of it by its id."""
    return f"{REVIEWS}{pk}/{f'#{part}' if part else ''}"


def cycle(pk: int) -> str:
    """The page of a cycle."""
    return f"/cycles/{pk}/"


def open_review(code: str) -> str:
    """Where a review of a mission area is opened."""
    return asked(f"{REVIEWS}open/", area=code)


def review_request(pk: int) -> str:
    """A request for a review."""
    return f"/review-requests/{pk}/"


def proposal(pk: int, part: str = "") -> str:
    """The page of a proposal, or a part of it by its id."""
    return f"/proposals/{pk}/{f'#{part}' if part else ''}"


def amendment(pk: int) -> str:
    """The page of an amendment of the policy or the set of areas."""
    return f"{AMENDMENTS}{pk}/"


def person(username: str) -> str:
    """The page of an account."""
    return f"/people/{quote(username, safe='')}/"


def verification(pk: int) -> str:
    """The statement of a verification of the record."""
    return f"/audit/verifications/{pk}/"


def sessions(username: str) -> str:
    """The page of the browsers in which somebody is signed in."""
    return f"{person(username)}sessions/"


def sign_in_link(account: str, token: str) -> str:
    """Where the owner of an account, by its key in base 36, chooses a new password."""
    return f"/accounts/link/{account}-{token}/"


def revision(pk: int, number: int) -> str:
    """One frozen revision of a proposal."""
    return f"{proposal(pk)}revisions/{number}/"


def compared_revisions(pk: int, earlier: int, later: int) -> str:
    """Two revisions of a proposal side by side."""
    return f"{proposal(pk)}revisions/{earlier}..{later}/"


def draft(pk: int) -> str:
    """Where its authors write a proposal."""
    return f"{proposal(pk)}draft/"


def since_vote(pk: int) -> str:
    """What changed in a proposal since the reader voted on it; the proposal, where that is nothing."""
    return f"{proposal(pk)}changes/"


def export(name: str, ending: str, suffix: str = "") -> str:
    """The file of an export."""
    return f"/exports/{name}.{ending}{suffix}"


def exports(suffix: str = "") -> str:
    """What can be downloaded."""
    return f"/exports/{suffix}"


def briefing(pk: int, *, built: bool = False) -> str:
    """The page of a briefing; of one just `built`, whose file it sends by itself."""
    return f"/exports/briefings/{pk}/{f'?{JUST_BUILT}' if built else ''}"


def briefing_file(pk: int) -> str:
    """The file of a briefing."""
    return f"{briefing(pk)}file/"


def records(kind: str, parameters: str = "", **filters: str) -> str:
    """The list of the records of a kind, filtered; `kind` is the first part of its addresses."""
    return asked(f"/{kind}/", parameters, **filters)


def record(kind: str, code: str, suffix: str = "") -> str:
    """The page of one record of a kind; `kind` is the first part of its addresses."""
    return f"/{kind}/{quote(code, safe='')}/{suffix}"


def suggestions(kind: str, *, named: bool = False) -> str:
    """What is offered while a reference to a kind is typed: codes, or names where a name is."""
    return asked(f"/suggestions/{quote(kind, safe='')}/", "named=yes" if named else "")


def posture(parameters: str = "", **query: str) -> str:
    """The posture, or one cell of it where `cell` names an area and a column."""
    return asked("/posture/", parameters, **query)


def trend(parameters: str, **query: str) -> str:
    """The posture quarter by quarter, or one cell of it where `cell` names an area and a column."""
    return asked("/posture/trend/", parameters, **query)


def findings(parameters: str = "", **filters: str) -> str:
    """Findings and opportunities, filtered."""
    return asked("/findings/", parameters, **filters)


def cite_cell(cell: str, parameters: str) -> str:
    """Where one cell of the posture is cited; `cell` names an area and a column."""
    return asked("/posture/cite/", parameters, cell=cell)


def area_posture(code: str, suffix: str = "") -> str:
    """The posture of one area."""
    return f"/posture/areas/{quote(code, safe='')}/{suffix}"


def loss(parameters: str = "", **query: str) -> str:
    """What a loss would cost; `loss` names it."""
    return asked("/posture/loss/", parameters, **query)


def concentration(parameters: str = "", **query: str) -> str:
    """Concentration by the catalogs, as the query chooses."""
    return asked("/concentration/", parameters, **query)


def operators(code: str, parameters: str = "", **query: str) -> str:
    """The operators of an area by the catalogs."""
    return asked(f"/concentration/{quote(code, safe='')}/", parameters, **query)


def cite(code: str, parameters: str = "", **query: str) -> str:
    """Where the figures of an area by the catalogs are cited as evidence."""
    return asked(f"/concentration/{quote(code, safe='')}/cite/", parameters, **query)


def add_record(of: str, **values: str) -> str:
    """Where a record of a kind is added, filled in beforehand; `of` is the first part of the kind's addresses."""
    return asked(f"/{of}/add/", **values)


def catalogs() -> str:
    """The snapshots of catalogs."""
    return "/catalogs/"


def catalog_snapshot(name: str) -> str:
    """One snapshot of a catalog."""
    return f"/catalogs/snapshots/{quote(name, safe='')}/"


def catalog_problems(reading: int, parameters: str = "", **query: Any) -> str:
    """The problems of a reading of a catalog."""
    return asked(f"/catalogs/readings/{reading}/problems/", parameters, **query)


def compared_snapshots(parameters: str = "", **query: Any) -> str:
    """Two snapshots of a catalog side by side."""
    return asked("/catalogs/compare/", parameters, **query)


def catalog_import(pk: int, **query: Any) -> str:
    """An import of a catalog, or a part of it that the query names."""
    return asked(f"/catalogs/imports/{pk}/", **query)
