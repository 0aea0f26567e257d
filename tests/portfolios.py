"""Portfolios made by hand, for tests that need no database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import FunctionInForce, Stated
from missions.domain.exchange.briefed import sheet
from missions.domain.exchange.commercial import FIELDS, LINES
from missions.domain.kinds.kind import RecordState
from missions.domain.record.comparison import compare
from missions.domain.record.portfolio import (
    AreaState,
    Assessed,
    Attribution,
    Decided,
    FunctionState,
    Moment,
    PolicyState,
    Portfolio,
)
from missions.domain.record.rule.categorization import standing_of_assessment
from missions.domain.vocabulary import (
    Availability,
    Category,
    Certainty,
    Contribution,
    DecisionKind,
    Fit,
    Performer,
    Provenance,
    Risk,
    RiskOfNot,
)
from missions.exports.document import PORTFOLIO, Document, header_of
from missions.exports.files import tables
from missions.exports.files.tables import DecisionRow
from missions.exports.registry import BRIEFING, NAMES
from tests.unit.commercial import made

DAY = date(2026, 11, 23)
KNOWN = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
# Text that a file format, a spreadsheet or a browser could misinterpret.
HOSTILE = (
    "=SUM(A1) <b>&amp; \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202etxt \x0b\x1f #strong[x] $x$ 中 🛰"
)


def said(
    provenance: Provenance = Provenance.OFFICIAL, *, on: date = date(2024, 4, 2), by: str = "A. Person"
) -> Attribution:
    """The author of a fact, in entry 7."""
    return Attribution(7, on, datetime(2024, 4, 2, 12, tzinfo=UTC), by, "Because.", provenance, "The source")


def assessed(**answers: object) -> Assessed:
    """Answers that leave a function open, unless others are given."""
    usual = {
        "performer": Performer.EITHER,
        "availability": Availability.LIMITED,
        "fit": Fit.PARTIALLY,
        "contribution": Contribution.SOME,
        "risk": Risk.LOW,
        "risk_of_not": RiskOfNot.LOW,
        "rationale": "Seen in use.",
        "said": said(Provenance.ILLUSTRATIVE, on=date(2025, 3, 1)),
    }
    return Assessed(**usual | answers)


GOVERNMENT = {"performer": Performer.GOVERNMENT_ONLY}
DEMONSTRATED = {"availability": Availability.MATURE, "fit": Fit.MEETS}


def function(code: str, area: str, answers: Assessed | None, *, name: str = "") -> FunctionState:
    """A function with its assessment, or without one."""
    named = name or f"Function {code}"
    said_by = said(Provenance.ILLUSTRATIVE)
    return FunctionState(code, area, named, "What it does.", False, said_by, answers, standing_of_assessment(answers))


def area(
    code: str,
    category: Category | None = Category.HYBRID,
    functions: tuple[FunctionState, ...] = (),
    *,
    name: str = "",
    position: int = 1,
    emerging: bool = False,
) -> AreaState:
    """An area with its category since the strategy, or without one."""
    decided = category and Decided(category, DecisionKind.INITIAL, date(2024, 4, 2), "IV", "Its words.", said())
    return AreaState(code, name or f"Area {code}", "", False, emerging, position, said(), decided, functions)


def policy(**changed: int) -> PolicyState:
    """The first policy."""
    usual = {
        "number": 1,
        "government_over": 50,
        "commercial_government_at_most": 25,
        "commercial_demonstrated_over": 50,
        "cadence_government_primary": 36,
        "cadence_hybrid": 24,
        "cadence_commercial_primary": 24,
        "shift_supports": 2,
        "shift_organizations": 2,
        "reaffirm_supports": 1,
    }
    return PolicyState(**usual | changed, said=said(Provenance.ASSESSMENT))


def portfolio(*areas: AreaState, emerging: tuple[AreaState, ...] = (), held: PolicyState | None = None) -> Portfolio:
    """These areas under that policy, as of `DAY`, known at entry 154."""
    return Portfolio(Moment(DAY, 154, None, DAY), held, areas, emerging)


def usual() -> Portfolio:
    """Three areas, one in each category: one that drifts, one partly unassessed, one hostile; and an emerging one."""
    drifting = [function(f"S-{n}", "SATCOM", assessed(**DEMONSTRATED)) for n in range(3)]
    partly = [function("P-1", "PNT", assessed(**GOVERNMENT)), function("P-2", "PNT", None)]
    hostile = [function("H-1", "SAML", assessed(rationale=HOSTILE), name=HOSTILE)]
    return portfolio(
        area("SATCOM", Category.HYBRID, tuple(drifting), position=1),
        area("PNT", Category.GOVERNMENT_PRIMARY, tuple(partly), position=2),
        area("SAML", Category.COMMERCIAL_PRIMARY, tuple(hostile), name=HOSTILE, position=3),
        emerging=(area("ISAM", None, emerging=True, position=4),),
        held=policy(),
    )


def many(number: int = 1300) -> Portfolio:
    """This many areas with names of 200 characters, each with an assessed function."""
    categories = list(Category)
    held = [
        area(
            f"X{n}",
            categories[n % 3],
            (function(f"X{n}-1", f"X{n}", assessed(**DEMONSTRATED), name="f" * 200),),
            name=f"Area {n} ".ljust(200, "n"),
            position=n,
        )
        for n in range(number)
    ]
    return portfolio(*held, held=policy())


def bare() -> Portfolio:
    """An area with neither category nor functions, and no policy in force."""
    return portfolio(area("SDA", None))


def posture(held: Portfolio) -> Posture:
    """The commercial side of those areas: one company's service on offer for the first function of SATCOM."""
    functions = tuple(
        FunctionInForce(one.code, one.area, one.assessed and one.assessed.performer, None, Stated(DAY))
        for area in held.areas
        for one in area.functions
    )
    stated = Stated(date(2025, 2, 1), provenance=Provenance.ILLUSTRATIVE)
    records = (made.provider(), made.solution(stated=stated), made.use(of_function="S-0"))
    areas = tuple(area.code for area in held.areas)
    of_satcom = records if "SATCOM" in areas else ()
    return Posture(replace(made.portfolio(*functions, *of_satcom, areas=areas), on=DAY))


def records() -> dict[str, tuple[RecordState, ...]]:
    """One record of each kind of the commercial side, with values made from their names."""
    return {
        kind: (
            RecordState(
                kind,
                f"{kind.upper()}-1",
                {name: f"its {name}" for name in fields},
                {LINES[kind][0]: ({name: f"its {name}" for name in LINES[kind][1]},)} if kind in LINES else {},
                False,
                said(Provenance.PUBLIC_SOURCE),
                Certainty.HIGH,
            ),
        )
        for kind, (_, fields) in FIELDS.items()
    }


def document(name: str, held: Portfolio, *, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> Document:
    """The registry's export of that name, or the briefing."""
    tabled = {
        "areas": tables.areas(held),
        "functions": tables.functions(held),
        "decisions": tables.decisions([decision(one) for one in held.areas if one.decided]),
        "policy": tables.policy(held),
        "comparison": tables.comparison(compare(replace(held, areas=()), held)),
    }
    commercial = records() if name in (BRIEFING, PORTFOLIO) else None
    return Document(
        name=name,
        title="Briefing" if name == BRIEFING else NAMES[name].title,
        header=header_of(held, banner=banner, known_at=KNOWN, records=commercial),
        portfolio=held,
        posture=None if commercial is None else posture(held),
        records=commercial,
        tables=() if name == BRIEFING else tuple(tabled[table] for table in NAMES[name].tables),
        sheets=tuple(sheet(held.area(code), held.policy, held.moment.as_of) for code in areas),
        originator="A. Person, Space Systems Command",
    )


def decision(of: AreaState) -> DecisionRow:
    """The decision in force of an area, as it was recorded."""
    decided = of.decided
    return DecisionRow(
        area=of.code,
        area_name=of.name,
        category=decided.category,
        kind=decided.kind,
        effective_on=decided.said.effective_on,
        withdrawn=False,
        section=decided.section,
        quote=decided.quote,
        provenance=decided.said.provenance,
        source=decided.said.source,
        sequence=decided.said.sequence,
        recorded_at=decided.said.recorded_at,
        by=decided.said.by,
        reason=decided.said.reason,
    )
