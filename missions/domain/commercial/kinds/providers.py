"""Providers, and the solutions they offer."""

from collections.abc import Iterable
from datetime import date

from missions.domain.commercial.vocabulary import (
    DependencyKind,
    Eligibility,
    Sector,
    SolutionKind,
    Stage,
    Substitutable,
    YesNo,
)
from missions.domain.countries import COUNTRIES
from missions.domain.dates import day
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Lines, Problem, RecordOnDay, line_field

MARKS = {
    "produces_for_markets": "Produces solutions for commercial markets",
    "bears_investment_risk": "Bears a significant portion of the investment risk and responsibility",
    "follows_market_incentives": "Operates in accordance with commercial market incentives",
    "can_offer": "Has the legal capacity to offer those solutions",
}


def _provider_rules(given: Given, record: RecordOnDay) -> Iterable[Problem]:
    parent = given.values["parent"]
    if parent == given.code:
        yield Problem("A provider cannot be its own parent.", "parent")
    elif parent and (loop := _loop(given, record)):
        chain, on = loop
        said = " is part of ".join(chain)
        yield Problem(f"This closes a loop on {day(on)}: {said}. Correct one of them first.", "parent")


def _loop(given: Given, record: RecordOnDay) -> tuple[list[str], date] | None:
    """The chain of parents that leads back to the provider, and the first day on which it does; None if none does."""
    dated = _owners(given, record)
    days = sorted({since for parents in dated.values() for since in parents if since >= given.effective_on})
    for on in days:
        chain = [given.code]
        while len(chain) <= len(dated):
            parents = dated.get(chain[-1], {})
            held = [since for since in parents if since <= on]
            parent = parents[max(held)] if held else None
            if parent is None:
                break
            chain.append(parent)
            if parent == given.code:
                return chain, on
    return None


def _owners(given: Given, record: RecordOnDay) -> dict[str, dict[date, str | None]]:
    """The dated parents of the provider, and of everyone who ever owns it, directly or indirectly."""
    # The given parent replaces the one recorded for that day.
    own = {**dict(record.timeline("provider", given.code, "parent")), given.effective_on: given.values["parent"]}
    dated, waiting = {given.code: own}, [*own.values()]
    while waiting:
        code = waiting.pop()
        if code and code not in dated:
            dated[code] = dict(record.timeline("provider", code, "parent"))
            waiting += dated[code].values()
    return dated


PROVIDER = Kind(
    name="provider",
    label="Provider",
    plural="Providers",
    address="providers",
    prefix="PRV",
    about="Who offers commercial solutions. A listing is not an endorsement.",
    title=("name",),
    fields=(
        Field("name", "Name", required=True, weight="A"),
        Field(
            "country",
            "Country",
            required=True,
            longest=2,
            help="In a file, by the two letters of ISO 3166, such as US.",
            missing="Choose a country.",
            codes=COUNTRIES,
            listed=True,
            names=("provider_country",),
        ),
        Field(
            "parent",
            "Parent",
            Holds.REFERENCE,
            refers="provider",
            help="Who owns it, by code.",
            listed=True,
            filtered=True,
        ),
        Field(
            "eligibility", "Eligibility", Holds.CHOICE, choices=Eligibility, required=True, listed=True, filtered=True
        ),
        Field(
            "catalog_codes",
            "Codes in satellite catalogs",
            help="Codes or names of operators as catalogs have them, separated by commas.",
            longest=500,
            weight="C",
        ),
        *(
            Field(name, label, Holds.CHOICE, choices=YesNo, required=True, help="A mark of the commercial sector (I).")
            for name, label in MARKS.items()
        ),
        Field("note", "Note", Holds.PROSE, longest=2000, weight="C"),
    ),
    rules=_provider_rules,
)


def _solution_rules(given: Given, _record: RecordOnDay) -> Iterable[Problem]:
    for place, line in enumerate(given.lines.get("dependencies", ())):
        other = line["kind"] is DependencyKind.SOLUTION
        if other and not line["solution"]:
            yield Problem("Name the other solution by its code.", line_field("dependencies", place, "solution"))
        if not other and not line["name"]:
            yield Problem("Name what it depends on.", line_field("dependencies", place, "name"))
        if line["solution"] == given.code:
            yield Problem("A solution cannot depend on itself.", line_field("dependencies", place, "solution"))


SOLUTION = Kind(
    name="solution",
    label="Solution",
    plural="Solutions",
    address="solutions",
    prefix="SOL",
    about="Systems, capabilities and services of the commercial sector. What the government owns is recorded and never"
    " counted as commercial.",
    title=("name",),
    fields=(
        Field("name", "Name", required=True, weight="A"),
        Field(
            "provider",
            "Provider",
            Holds.REFERENCE,
            refers="provider",
            required=True,
            listed=True,
            filtered=True,
            weight="B",
        ),
        Field("kind", "Kind", Holds.CHOICE, choices=SolutionKind, required=True, listed=True, filtered=True),
        Field("stage", "Stage", Holds.CHOICE, choices=Stage, required=True, listed=True, filtered=True),
        Field("stage_since", "In this stage since", Holds.DAY, help="If left empty, since the effective date."),
        Field("owned_by", "Owned by", Holds.CHOICE, choices=Sector, required=True, filtered=True),
        Field("operated_by", "Operated by", Holds.CHOICE, choices=Sector, required=True),
        Field("description", "Description", Holds.PROSE, longest=2000, weight="C"),
    ),
    lines=(
        Lines(
            "dependencies",
            "Dependency",
            "Dependencies",
            (
                Field("kind", "On a", Holds.CHOICE, choices=DependencyKind, required=True),
                Field("name", "Name", help="A firm, a product, a band or a country."),
                Field("solution", "Other solution", Holds.REFERENCE, refers="solution"),
                Field("substitutable", "Substitutable", Holds.CHOICE, choices=Substitutable, required=True),
            ),
            "What it needs from others: launchers, buses, ground, cloud, spectrum, countries, other solutions.",
        ),
    ),
    rules=_solution_rules,
)
