"""Uses of solutions for functions, and the agreements that commit them."""

from collections.abc import Iterable

from missions.domain.commercial.vocabulary import (
    CapacityUnit,
    Instrument,
    Interface,
    Level,
    Phase,
    PropertyTerms,
    UseFit,
    UseRole,
    UseState,
    YesNo,
)
from missions.domain.dates import day
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Lines, Problem, RecordOnDay, line_field

USE = Kind(
    name="use",
    label="Use",
    plural="Uses",
    address="uses",
    prefix="USE",
    about="Which solution could perform which function, or does.",
    title=("solution", "function"),
    between=" for ",
    fields=(
        Field(
            "solution",
            "Solution",
            Holds.REFERENCE,
            refers="solution",
            required=True,
            fixed=True,
            filtered=True,
            weight="A",
        ),
        Field(
            "function",
            "Function",
            Holds.REFERENCE,
            refers="function",
            required=True,
            fixed=True,
            filtered=True,
            weight="A",
        ),
        Field("role", "Role", Holds.CHOICE, choices=UseRole, required=True, listed=True),
        Field("fit", "Fit", Holds.CHOICE, choices=UseFit, required=True, listed=True, filtered=True),
        Field("interface", "Interface", Holds.CHOICE, choices=Interface, required=True, listed=True, filtered=True),
        Field("interface_name", "Name of the interface", weight="C"),
        Field("interface_tested", "Interface tested", Holds.CHOICE, choices=YesNo, required=True),
        Field("state", "State", Holds.CHOICE, choices=UseState, required=True, listed=True, filtered=True),
        Field("note", "Note", Holds.PROSE, longest=2000, weight="C"),
    ),
    once=("solution", "function"),
)


def _agreement_rules(given: Given, record: RecordOnDay) -> Iterable[Problem]:
    values = given.values
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends < starts:
        yield Problem(f"It ends before it begins, on {day(starts)}.", "ends_on")
    if values["provider"] and values["parties_withheld"] is YesNo.YES:
        yield Problem("Its parties are withheld, so none is named here.", "provider")
    if not values["provider"] and values["parties_withheld"] is not YesNo.YES:
        yield Problem("Name the provider, or say that the parties are withheld.", "provider")
    if values["obligated"] is not None and values["obligated_on"] is None:
        yield Problem("Say as of when this much is obligated.", "obligated_on")
    for place, line in enumerate(given.lines.get("commitments", ())):
        yield from _commitment(given, record, place, line)


def _commitment(given: Given, record: RecordOnDay, place: int, line: dict) -> Iterable[Problem]:
    def at(field: str) -> str:
        return line_field("commitments", place, field)

    if (line["capacity"] is None) != (line["capacity_unit"] is None):
        yield Problem("Capacity and its unit belong together.", at("capacity_unit"))
    use = line["use"] and record.state("use", line["use"])
    solution = use and record.state("solution", use.values["solution"])
    provider = given.values["provider"]
    if solution and provider and solution.values["provider"] != provider:
        other = solution.values["provider"]
        yield Problem(f"{use.code} uses a solution of {other}, not of {provider}.", at("use"))


AGREEMENT = Kind(
    name="agreement",
    label="Agreement",
    article="an",
    plural="Agreements",
    address="agreements",
    prefix="AGR",
    about="Contracts and other agreements about solutions. A ceiling, or a seat on a contract vehicle, is not capacity;"
    " the commitments say what is promised.",
    title=("title",),
    fields=(
        Field("title", "Title", required=True, weight="A"),
        Field(
            "provider",
            "Provider",
            Holds.REFERENCE,
            refers="provider",
            listed=True,
            filtered=True,
            weight="B",
            follows=("commitments", "use", "solution", "provider"),
        ),
        Field("parties_withheld", "Parties withheld", Holds.CHOICE, choices=YesNo, required=True),
        Field("instrument", "Instrument", Holds.CHOICE, choices=Instrument, required=True, listed=True, filtered=True),
        Field("vehicle", "Under which vehicle", weight="B"),
        Field("buyer", "Buyer", weight="B", listed=True),
        Field("starts_on", "Begins", Holds.DAY, required=True),
        Field("ends_on", "Ends", Holds.DAY, help="The last day on which it is valid.", listed=True),
        Field("ceiling", "Ceiling", Holds.NUMBER, unit="USD"),
        Field("obligated", "Obligated", Holds.NUMBER, unit="USD"),
        Field("obligated_on", "Obligated as of", Holds.DAY),
        Field("cyber_clause", "Cyber security clause", Holds.CHOICE, choices=YesNo, required=True),
        Field("data_clause", "Data security clause", Holds.CHOICE, choices=YesNo, required=True),
        Field("supply_clause", "Supply chain clause", Holds.CHOICE, choices=YesNo, required=True),
        Field("property_terms", "Intellectual property", Holds.CHOICE, choices=PropertyTerms, required=True),
        Field("note", "Note", Holds.PROSE, longest=2000, weight="C"),
    ),
    lines=(
        Lines(
            "commitments",
            "Commitment",
            "Commitments",
            (
                Field("use", "Use", Holds.REFERENCE, refers="use", required=True),
                Field("phase", "Phase", Holds.CHOICE, choices=Phase, required=True),
                Field("level", "Level", Holds.CHOICE, choices=Level, required=True),
                Field("capacity", "Capacity", Holds.NUMBER),
                Field("capacity_unit", "Counted in", Holds.CHOICE, choices=CapacityUnit),
                Field("hours_to_respond", "To respond", Holds.NUMBER, unit="hours"),
                Field("activator", "Who activates it"),
                Field("reserve_stage", "Stage of the reserve program", longest=40),
            ),
            "What the provider promises for a use, in which phase, and how firmly.",
        ),
    ),
    rules=_agreement_rules,
)
