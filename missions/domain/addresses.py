"""The addresses of pages, for links in figures, files, notices and answers; a test checks each against the URLs.

A `suffix` keeps the moment shown, such as "?as_of=2026-01-01", or is empty; `parameters` are the same without "?".
"""

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

HOME = "/"
OVERVIEW = "/overview/"
AUDIT = "/audit/"
COMPARE = "/compare/"
CYCLES = "/cycles/"
EVIDENCE = "/evidence/"
IMPORTS = "/imports/"
NOTICES = "/notices/"
OPERATION = "/operation/"
ORGANIZATIONS = "/organizations/"
PEOPLE = "/people/"
POLICY = "/policy/"
STRATEGY = "/strategy/"
AMENDMENTS = "/amendments/"
PROPOSALS = "/proposals/"
REVIEWS = "/reviews/"
REVIEW_REQUESTS = "/review-requests/"
SAVED_FILTERS = "/saved-filters/"
# The lists that people can save with their filters.
LISTS = {"/areas/": "Mission areas", "/search/": "Search", EVIDENCE: "Evidence", REVIEWS: "Reviews"}
# In the address of a new briefing's page, which then starts the download.
JUST_BUILT = "built"


def with_parameters(path: str, parameters: str = "", **query: Any) -> str:
    """A page with a query: first the given one, then `parameters`; empty ones are left out."""
    parts = "&".join(filter(None, [urlencode(query), parameters]))
    return f"{path}?{parts}" if parts else path


def area(code: str, suffix: str = "") -> str:
    """The page of a mission area."""
    return f"/areas/{quote(code, safe='')}/{suffix}"


def function(code: str, name: str, suffix: str = "") -> str:
    """The page of the function `name` of an area."""
    return f"{area(code)}functions/{quote(name, safe='')}/{suffix}"


def ask(code: str) -> str:
    """The page that requests a review of a mission area."""
    return f"{area(code)}ask/"


@lru_cache(256)
def areas(parameters: str = "", **filters: str) -> str:
    """The list of areas, filtered."""
    return with_parameters("/areas/", parameters, **filters)


def entry(code: str, name: str, sequence: int, parameters: str) -> str:
    """The entry of a fact about an area, or about its function if one is named.

    The page of the history begins with that entry, so it is found however long the history is.
    """
    path = function(code, name) if name else f"{area(code)}history/"
    return f"{with_parameters(path, parameters, before=sequence + 1)}#entry-{sequence}"


def policy(suffix: str = "", sequence: int | None = None) -> str:
    """The page of the policy, at the entry named."""
    return f"{POLICY}{suffix}{f'#entry-{sequence}' if sequence else ''}"


def compared_areas(suffix: str = "") -> str:
    """Areas side by side."""
    return f"{COMPARE}areas/{suffix}"


def compared_dates(parameters: str = "", **days: Any) -> str:
    """The comparison of two days."""
    return with_parameters(f"{COMPARE}dates/", parameters, **days)


def evidence(pk: int) -> str:
    """One piece of evidence."""
    return f"{EVIDENCE}{pk}/"


def reviews(view: str, **filters: Any) -> str:
    """One view of the reviews."""
    return with_parameters(REVIEWS, view=view, **filters)


def review(pk: int, part: str = "") -> str:
    """The page of a review, or a part of it by its id."""
    return f"{REVIEWS}{pk}/{f'#{part}' if part else ''}"


def cycle(pk: int) -> str:
    """The page of a cycle."""
    return f"{CYCLES}{pk}/"


def open_review(code: str) -> str:
    """The page that opens a review of a mission area."""
    return with_parameters(f"{REVIEWS}open/", area=code)


def review_request(pk: int) -> str:
    """A request for a review."""
    return f"{REVIEW_REQUESTS}{pk}/"


def proposal(pk: int, part: str = "") -> str:
    """The page of a proposal, or a part of it by its id."""
    return f"{PROPOSALS}{pk}/{f'#{part}' if part else ''}"


def amendment(pk: int) -> str:
    """The page of an amendment of the policy or the set of areas."""
    return f"{AMENDMENTS}{pk}/"


def person(username: str) -> str:
    """The page of an account."""
    return f"{PEOPLE}{quote(username, safe='')}/"


def verification(pk: int) -> str:
    """The statement of a verification of the record."""
    return f"{AUDIT}verifications/{pk}/"


def sessions(username: str) -> str:
    """The page of a person's signed-in browsers."""
    return f"{person(username)}sessions/"


def sign_in_link(account: str, token: str) -> str:
    """The page on which the owner of an account, by its key in base 36, chooses a new password."""
    return f"/accounts/link/{account}-{token}/"


def revision(pk: int, number: int) -> str:
    """One frozen revision of a proposal."""
    return f"{proposal(pk)}revisions/{number}/"


def compared_revisions(pk: int, earlier: int, later: int) -> str:
    """Two revisions of a proposal side by side."""
    return f"{proposal(pk)}revisions/{earlier}..{later}/"


def draft(pk: int) -> str:
    """The page on which authors write a proposal."""
    return f"{proposal(pk)}draft/"


def since_vote(pk: int) -> str:
    """What changed in a proposal since the reader's vote; the proposal itself if that is nothing."""
    return f"{proposal(pk)}changes/"


def export(name: str, ending: str, suffix: str = "") -> str:
    """The file of an export."""
    return f"/exports/{name}.{ending}{suffix}"


def exports(suffix: str = "") -> str:
    """The page of exports."""
    return f"/exports/{suffix}"


def briefing(pk: int, *, built: bool = False) -> str:
    """The page of a briefing; if it was just `built`, the page starts the download."""
    return f"/exports/briefings/{pk}/{f'?{JUST_BUILT}' if built else ''}"


def briefing_file(pk: int) -> str:
    """The file of a briefing."""
    return f"{briefing(pk)}file/"


def records(kind: str, parameters: str = "", **filters: str) -> str:
    """The list of the records of a kind, filtered; `kind` is the first part of its addresses."""
    return with_parameters(f"/{kind}/", parameters, **filters)


def record(kind: str, code: str, suffix: str = "") -> str:
    """The page of one record of a kind; `kind` is the first part of its addresses."""
    return f"/{kind}/{quote(code, safe='')}/{suffix}"


def suggestions(kind: str, *, named: bool = False) -> str:
    """Suggestions for a reference to a kind: codes, or names in a field for names."""
    return with_parameters(f"/suggestions/{quote(kind, safe='')}/", "named=yes" if named else "")


def posture(parameters: str = "", **query: str) -> str:
    """The posture, or one cell of it if `cell` names an area and a column."""
    return with_parameters("/posture/", parameters, **query)


def trend(parameters: str, **query: str) -> str:
    """The posture quarter by quarter, or one cell of it if `cell` names an area and a column."""
    return with_parameters("/posture/trend/", parameters, **query)


def findings(parameters: str = "", **filters: str) -> str:
    """Findings and opportunities, filtered."""
    return with_parameters("/findings/", parameters, **filters)


def cite_cell(cell: str, parameters: str) -> str:
    """The page that cites one cell of the posture; `cell` names an area and a column."""
    return with_parameters("/posture/cite/", parameters, cell=cell)


def area_posture(code: str, suffix: str = "") -> str:
    """The posture of one area."""
    return f"/posture/areas/{quote(code, safe='')}/{suffix}"


def loss(parameters: str = "", **query: str) -> str:
    """The cost of a loss; `loss` names it."""
    return with_parameters("/posture/loss/", parameters, **query)


def access() -> str:
    """The ways in which the Department has access to commercial solutions."""
    return "/posture/access/"


def protection() -> str:
    """The financial protection of commercial solutions."""
    return "/posture/protection/"


def pipeline() -> str:
    """The commercial solutions that are coming."""
    return "/posture/pipeline/"


def concentration(parameters: str = "", **query: str) -> str:
    """Concentration by the catalogs, as the query chooses."""
    return with_parameters("/concentration/", parameters, **query)


def operators(code: str, parameters: str = "", **query: str) -> str:
    """The operators of an area by the catalogs."""
    return with_parameters(f"/concentration/{quote(code, safe='')}/", parameters, **query)


def cite(code: str, parameters: str = "", **query: str) -> str:
    """The page that cites the figures of an area by the catalogs."""
    return with_parameters(f"/concentration/{quote(code, safe='')}/cite/", parameters, **query)


def add_record(of: str, **values: str) -> str:
    """The page that adds a record of a kind, with values filled in; `of` is the first part of the kind's addresses."""
    return with_parameters(f"/{of}/add/", **values)


def catalogs() -> str:
    """The snapshots of catalogs."""
    return "/catalogs/"


def catalog_snapshot(name: str) -> str:
    """One snapshot of a catalog."""
    return f"/catalogs/snapshots/{quote(name, safe='')}/"


def catalog_problems(reading: int, parameters: str = "", **query: Any) -> str:
    """The problems of a reading of a catalog."""
    return with_parameters(f"/catalogs/readings/{reading}/problems/", parameters, **query)


def compared_snapshots(parameters: str = "", **query: Any) -> str:
    """Two snapshots of a catalog side by side."""
    return with_parameters("/catalogs/compare/", parameters, **query)


def catalog_import(pk: int, **query: Any) -> str:
    """An import of a catalog, or a part of it that the query names."""
    return with_parameters(f"/catalogs/imports/{pk}/", **query)
