"""A slow and simple reading of the record, fact by fact, which leadership's numbers are compared with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from missions.domain.dates import months_after
from missions.domain.record.rule.categorization import indicate, standing_of_assessment
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.record.rule.thresholds import StandingCounts, Thresholds
from missions.domain.vocabulary import Category, Standing
from missions.models import AreaRevision, Assessment, CategoryDecision, Function, FunctionRevision, MissionArea
from missions.models.base import Fact

RULE = Thresholds()
MONTHS = {Category.GOVERNMENT_PRIMARY: 36, Category.HYBRID: 24, Category.COMMERCIAL_PRIMARY: 24}


@dataclass(frozen=True)
class Plain:
    """The whole record as of a day."""

    on: date

    def holding(self, facts: Iterable[Fact], on: date | None = None) -> Fact | None:
        """The fact in force among the facts of one subject."""
        facts = list(facts)
        voided = {fact.voids_id for fact in facts}
        held = [f for f in facts if f.pk not in voided and f.effective_on and f.effective_on <= (on or self.on)]
        return max(held, key=lambda f: (f.effective_on, f.entry_id), default=None)

    def areas(self) -> list[MissionArea]:
        """The mission areas that are not emerging, in the strategy's order."""
        held = [self.holding(AreaRevision.objects.filter(area=area)) for area in MissionArea.objects.all()]
        return [one.area for one in sorted(filter(None, held), key=lambda one: one.position) if not one.emerging]

    def decided(self, area: MissionArea, on: date | None = None) -> CategoryDecision | None:
        return self.holding(CategoryDecision.objects.filter(area=area), on)

    def assessments(self, area: MissionArea, on: date | None = None) -> list[Assessment | None]:
        """The assessment in force of each function in force."""
        found = []
        for function in Function.objects.filter(area=area).order_by("code"):
            described = self.holding(FunctionRevision.objects.filter(function=function), on)
            if described and not described.retired:
                found.append(self.holding(Assessment.objects.filter(function=function), on))
        return found

    def standings(self, area: MissionArea) -> dict[Standing, int]:
        counted = Counter(standing_of_assessment(assessed) for assessed in self.assessments(area))
        return {standing: counted[standing] for standing in Standing}

    def indicated(self, area: MissionArea) -> Category | None:
        return indicate(self.counts(area), RULE).category

    def counts(self, area: MissionArea) -> StandingCounts:
        return StandingCounts(**{standing.value: number for standing, number in self.standings(area).items()})

    def nearest(self, area: MissionArea) -> int | None:
        """The fewest changes of standing that indicate another category, found by trying."""
        tried, start = [self.counts(area)], indicate(self.counts(area), RULE).category
        for changes in range(1, 9):
            tried = list({
                counts.moved(was, becomes)
                for counts in tried
                for was in Standing
                for becomes in Standing
                if getattr(counts, was.value) and becomes not in (was, Standing.UNASSESSED)
            })  # fmt: skip
            if any(indicate(counts, RULE).category not in (None, start) for counts in tried):
                return changes
        return None

    def stretches(self, area: MissionArea) -> list[tuple[str, date]]:
        """The category of each period and its first day, found day by day."""
        found: list[tuple[str, date]] = []
        days = CategoryDecision.objects.filter(area=area, effective_on__lte=self.on).values_list(
            "effective_on", flat=True
        )
        for day in sorted(set(days)):
            held = self.decided(area, day)
            if held and (not found or found[-1][0] != Category(held.category).label):
                found.append((Category(held.category).label, day))
        return found

    def held(self, area: MissionArea) -> list[CategoryDecision]:
        """The decisions that were in force on their effective day, in order of days."""
        days = CategoryDecision.objects.filter(area=area, effective_on__lte=self.on).values_list(
            "effective_on", flat=True
        )
        return [found for on in sorted(set(days)) if (found := self.decided(area, on)) and found.effective_on == on]

    def evaluated_on(self, area: MissionArea) -> date | None:
        """The last day on which a decision of a review came into force."""
        decisions = CategoryDecision.objects.filter(area=area, effective_on__lte=self.on)
        held = {self.decided(area, decision.effective_on) for decision in decisions} - {None}
        return max((one.effective_on for one in held if one.kind != "initial"), default=None)

    def due(self, area: MissionArea) -> date | None:
        decided = self.decided(area)
        if decided is None:
            return None
        due = months_after(decided.effective_on, MONTHS[Category(decided.category)])
        place = self.holding(AreaRevision.objects.filter(area=area)).position
        return due + timedelta(weeks=place) if decided.kind == "initial" else due

    def favorable(self, area: MissionArea, on: date | None = None) -> list[int] | None:
        """Answers in favor by criterion; None if nothing was assessed."""
        found = [one for one in self.assessments(area, on) if one]
        if not found:
            return None
        return [sum(getattr(one, name) in criterion.favorable for one in found) for name, criterion in CRITERIA.items()]
