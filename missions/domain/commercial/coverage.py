"""What covers each paragraph of the strategy: measures, pages, kinds of record and tests.

A paragraph about which nothing can be recorded is quoted, with the reason. Measures are found by their passages.
"""

from dataclasses import dataclass

from missions.domain import addresses
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.measures.counting import Measure
from missions.domain.commercial.records import RecordKind

POSTURE, ACCESS, PROTECTION = addresses.posture(), addresses.access(), addresses.protection()
PIPELINE, LOSS = addresses.pipeline(), addresses.loss()
PROVIDERS, SOLUTIONS, USES, AGREEMENTS, EXERCISES, SAFEGUARDS, JUDGMENTS = (
    addresses.records(kind.address) for kind in COMMERCIAL
)
FINDINGS, CONCENTRATION, CATALOGS = addresses.findings(), addresses.concentration(), addresses.catalogs()
AREAS, REVIEWS, STRATEGY = addresses.areas(), addresses.REVIEWS, addresses.STRATEGY

MEASURED = "tests/unit/commercial/test_measures.py"
TOLD = "tests/unit/commercial/test_strategy_terms.py"
LOST = "tests/unit/commercial/test_losses.py"
RULED = "tests/unit/record/test_categorization.py"
EVALUATED = "tests/unit/record/test_evaluation.py"
COUNTED = "tests/unit/catalog/test_measures.py"
BRIEFED = "tests/unit/commercial/test_block.py"


@dataclass(frozen=True, slots=True)
class ParagraphCoverage:
    """One paragraph: `passages` are its codes; `quoted` says why nothing is recorded about it, else it is empty."""

    paragraph: str
    says: str
    passages: tuple[str, ...]
    pages: tuple[str, ...]
    kinds: tuple[RecordKind, ...] = ()
    tests: tuple[str, ...] = ()
    quoted: str = ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of its passages; none if the paragraph is only quoted."""
        if self.quoted:
            return ()
        return tuple(one for one in MEASURES.values() if set(one.passages) & set(self.passages))


K = RecordKind

COVERAGE = (
    ParagraphCoverage(
        "Foreword", "The Secretary's vision", (), (STRATEGY,), quoted="It asks for nothing beyond the sections."
    ),
    ParagraphCoverage(
        "I.1", "Pathways to resilience", (), (STRATEGY,), quoted="It gives reasons, but asks for nothing."
    ),
    ParagraphCoverage(
        "I.2",
        "Integral, not just supplementary",
        (),
        (STRATEGY,),
        quoted="A change of mindset; the whole posture shows its results.",
    ),
    ParagraphCoverage(
        "I.3",
        "Mechanisms as in air and sea",
        (),
        (AGREEMENTS, ACCESS),
        (K.AGREEMENT,),
        (TOLD,),
    ),
    ParagraphCoverage(
        "I.4",
        "Risk of integrating, and of not",
        ("statement.inherent_risk", "statement.risk_of_not_integrating", "statement.mitigate_or_accept"),
        (AREAS, REVIEWS, JUDGMENTS),
        (K.FUNCTION, K.JUDGMENT),
        (RULED, BRIEFED),
    ),
    ParagraphCoverage("I.5", "Four priorities", ("statement.four_priorities",), (POSTURE,), tests=(MEASURED,)),
    ParagraphCoverage(
        "I.6",
        "Definitions of sector, solutions and integration",
        (
            "definition.commercial_sector",
            "definition.commercial_space_solutions",
            "definition.commercial_integration",
        ),
        (PROVIDERS, SOLUTIONS, USES),
        (K.PROVIDER, K.SOLUTION, K.USE),
        (TOLD,),
    ),
    ParagraphCoverage("II", "Four principles", ("statement.four_principles",), (POSTURE,), tests=(MEASURED,)),
    ParagraphCoverage(
        "II Balance",
        "No overreliance on a single provider or solution",
        ("principle.balance",),
        (POSTURE, PROVIDERS, CONCENTRATION, CATALOGS),
        (K.PROVIDER, K.SOLUTION, K.USE, K.AGREEMENT),
        (MEASURED, TOLD, COUNTED),
    ),
    ParagraphCoverage(
        "II Interoperability",
        "Standards and interfaces",
        ("principle.interoperability",),
        (POSTURE, USES),
        (K.USE,),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "II Resilience",
        "More providers, diverse supply chains, resilient against cyber threats",
        ("principle.resilience",),
        (POSTURE, LOSS, SAFEGUARDS),
        (K.SOLUTION, K.USE, K.SAFEGUARD),
        (MEASURED, LOST),
    ),
    ParagraphCoverage(
        "II Responsible conduct",
        "Norms, standards and ethical conduct",
        ("principle.responsible_conduct",),
        (POSTURE, SAFEGUARDS),
        (K.PROVIDER, K.SAFEGUARD),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage("III", "Four key priorities", (), (POSTURE,), tests=(MEASURED,)),
    ParagraphCoverage(
        "III.1",
        "Access across the spectrum of conflict",
        ("priority.1",),
        (POSTURE, ACCESS),
        (K.AGREEMENT,),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.1.a",
        "Contracts, security requirements and prioritization",
        ("priority.1.approach",),
        (ACCESS, AGREEMENTS),
        (K.AGREEMENT,),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.2",
        "Integration prior to crisis",
        ("priority.2",),
        (POSTURE, EXERCISES, FINDINGS),
        (K.USE, K.EXERCISE),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.2.a",
        "Wargames, tabletop and training exercises; reciprocal sharing",
        ("priority.2.approach",),
        (EXERCISES, SAFEGUARDS),
        (K.EXERCISE, K.SAFEGUARD),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.3",
        "Security conditions",
        ("priority.3",),
        (POSTURE, PROTECTION),
        (K.SAFEGUARD,),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.3.a",
        "The use of military force",
        (),
        (STRATEGY,),
        quoted="Whether force is directed is not a fact of this record.",
    ),
    ParagraphCoverage(
        "III.3.a",
        "Three lines of effort",
        ("priority.3.approach",),
        (PROTECTION, SAFEGUARDS),
        (K.SAFEGUARD,),
        (MEASURED,),
    ),
    ParagraphCoverage(
        "III.3.i",
        "Norms and standards",
        ("priority.3.norms",),
        (PROTECTION, SAFEGUARDS),
        (K.SAFEGUARD,),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.3.ii",
        "Threat information sharing and its barriers",
        ("priority.3.threat_information",),
        (PROTECTION, SAFEGUARDS, JUDGMENTS),
        (K.SAFEGUARD, K.JUDGMENT),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.3.iii",
        "Financial protection, and the conditions for government-provided insurance",
        ("priority.3.financial_protection",),
        (PROTECTION, JUDGMENTS),
        (K.SAFEGUARD, K.JUDGMENT),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.4",
        "New commercial solutions",
        ("priority.4",),
        (POSTURE, PIPELINE),
        (K.SOLUTION, K.USE),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "III.4.a",
        "Financial, contractual and policy tools; intellectual property",
        ("priority.4.approach",),
        (PIPELINE, AGREEMENTS, JUDGMENTS),
        (K.SOLUTION, K.AGREEMENT, K.JUDGMENT),
        (MEASURED, TOLD),
    ),
    ParagraphCoverage(
        "IV.1",
        "Thirteen mission areas and their functions",
        ("statement.thirteen_areas", "statement.functions"),
        (AREAS,),
        (K.FUNCTION,),
        (RULED,),
    ),
    ParagraphCoverage(
        "IV.2",
        "Integration where it enhances resilience, by assessments",
        ("statement.all_areas", "statement.assessments"),
        (AREAS, POSTURE, JUDGMENTS),
        (K.FUNCTION, K.JUDGMENT),
        (RULED, MEASURED),
    ),
    ParagraphCoverage(
        "IV.3",
        "Three categories, regularly evaluated, that preclude nothing",
        (
            "statement.three_categories",
            "statement.may_shift",
            "statement.precludes_nothing",
            "statement.regularly_evaluate",
            "statement.currently_within",
        ),
        (AREAS, REVIEWS, POSTURE),
        tests=(RULED, EVALUATED, TOLD),
    ),
    ParagraphCoverage(
        "IV Government Primary",
        "A preponderance must be performed by the government",
        ("category.government_primary", "statement.listed.government_primary"),
        (AREAS,),
        tests=(RULED,),
    ),
    ParagraphCoverage(
        "IV Hybrid",
        "Some functions by the government, others by the commercial sector",
        ("category.hybrid", "statement.listed.hybrid"),
        (AREAS,),
        tests=(RULED,),
    ),
    ParagraphCoverage(
        "IV Commercial Primary",
        "The preponderance could be performed by the commercial sector; emerging areas",
        ("category.commercial_primary", "statement.listed.commercial_primary", "statement.emerging_areas"),
        (AREAS,),
        tests=(RULED,),
    ),
    ParagraphCoverage("V", "Conclusion", (), (STRATEGY,), quoted="It asks for nothing beyond the sections."),
    ParagraphCoverage(
        "Annex A",
        "Scope of the definitions",
        ("statement.protections_scope",),
        (STRATEGY,),
        quoted="It explains the purpose of the four definitions.",
    ),
    *(
        ParagraphCoverage(
            f"Annex A {name}",
            says,
            (f"protection.{code}",),
            (PROTECTION, SAFEGUARDS),
            (K.SAFEGUARD,),
            (MEASURED, TOLD),
        )
        for name, says, code in (
            ("Commercial insurance", "War risk is typically excluded", "commercial_insurance"),
            ("Commercial war-risk insurance", "A clause or a policy of its own", "war_risk_insurance"),
            ("Government-provided insurance", "No statute for the space domain", "government_insurance"),
            ("Indemnification", "Public Law 85-804, case by case", "indemnification"),
        )
    ),
)

# The row of each passage of the record.
ROW_OF = {code: row for row in COVERAGE for code in row.passages}
