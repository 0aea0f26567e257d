"""Reading the three parts of GCAT: each payload with its area, owner, operator, and the days it can have ended."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from missions.catalog.formats.lines import GcatFile, Row
from missions.catalog.formats.vague import span
from missions.catalog.objects import CatalogObject, CatalogPart, ProblemKind, Publisher, RowProblem, Span
from missions.catalog.owners import Finder, Launched, OrganizationEntry, Owned, majorities, said
from missions.catalog.rules import CategoryRule, Rules, category_finder

# The part of a piece's name that names its launch; letters, or before 1963 a number, follow.
PIECE = re.compile(r"(\d{4}-\w?\d+)[A-Z]+|(\d{4} .*?)(?: \d+)?")
PAYLOAD = ("JCAT", "Piece", "Name", "LDate", "TDate", "Program", "Class", "Category")
# The first letter of a class: commercial, civil, defense, academic.
COMMERCIAL = "B"
CLASSES = {COMMERCIAL, "C", "D", "A"}
NOT_ENDED = "*"


class Gcat:
    """One reading of GCAT: iterating over its objects reads them, and adds to problems and counts."""

    def __init__(self, parts: Mapping[CatalogPart, GcatFile], rules: Rules, step: Callable[[], None]) -> None:
        self.parts, self.rules, self.step = parts, rules, step
        self.problems: list[RowProblem] = []
        self.touched: Counter[str] = Counter()
        self.latest: dict[CatalogPart, date] = {}

    def objects(self) -> Iterator[CatalogObject]:
        """Every usable payload, in the order of the file. Raises UnreadableFile."""
        launched = self._launched()
        finder = Finder(self.rules, launched, majorities(self._joined(launched)), self._organizations())
        area_of = category_finder(self.rules.categories, Publisher.GCAT)
        kept: dict[str, str] = {}
        for number, cells in self._unique(CatalogPart.PAYLOADS, PAYLOAD):
            identifier, piece, name, launch, end, *rest = cells
            program, letters, category = (kept.setdefault(one, one) for one in rest)
            spans = self._spans(number, launch, end)
            if spans is None:
                continue
            log = launched.get(identifier)
            owned = finder.of(identifier, said(program))
            rule = area_of(category.replace("?", "").replace("*", ""), program)
            self._note(number, category, rule, owned)
            self._note_class(number, letters)
            yield CatalogObject(
                line=number,
                identifier=identifier,
                name=name,
                program=said(program),
                launch=(log.tag if log else None) or launch_of(piece),
                launched=spans[0],
                ended=spans[1],
                category=category,
                area=rule.area if rule else None,
                commercial=letters.startswith(COMMERCIAL),
                owner_code=owned.code,
                owner_basis=owned.basis,
                operator=owned.operator,
                state=owned.state,
                mass=None,
                geo=None,
            )

    def _rows(self, part: CatalogPart, columns: Sequence[str]) -> Iterator[Row]:
        for row in self.parts[part].read(columns):
            self.step()
            yield row

    def _unique(self, part: CatalogPart, columns: Sequence[str]) -> Iterator[Row]:
        """The rows of a part, each identifier (the first column) once; repeated ones become problems."""
        seen: dict[str, int] = {}
        for number, cells in self._rows(part, columns):
            identifier = cells[0]
            if said(identifier) is None:
                self._problem(part, number, ProblemKind.ODD, f"It has no {columns[0]}; left out.")
            elif (first := seen.setdefault(identifier, number)) != number:
                said_before = f"{columns[0]} {identifier} stands on line {first} already; this one is left out."
                self._problem(part, number, ProblemKind.DUPLICATE, said_before)
            else:
                yield number, cells

    def _launched(self) -> dict[str, Launched]:
        found: dict[str, Launched] = {}
        kept: dict[Launched, Launched] = {}
        columns = ("JCAT", "SatOwner", "SatState", "Launch_Tag", "Launch_Date")
        for number, (identifier, owner, state, tag, on) in self._unique(CatalogPart.LAUNCHES, columns):
            one = Launched(said(owner), said(state), said(tag))
            found[identifier] = kept.setdefault(one, one)
            if (day := span(on)) is None:
                self._problem(CatalogPart.LAUNCHES, number, ProblemKind.ODD, f"Launch_Date “{on}” is not a date.")
            else:
                self._reaches(CatalogPart.LAUNCHES, day)
        return found

    def _organizations(self) -> dict[str, OrganizationEntry]:
        found = {}
        for _, (code, state, name, english) in self._unique(
            CatalogPart.ORGANIZATIONS, ("Code", "StateCode", "Name", "EName")
        ):
            found[code] = OrganizationEntry(said(english) or said(name) or code, said(state))
        return found

    def _joined(self, launched: Mapping[str, Launched]) -> Iterator[tuple[str, str]]:
        for _, (identifier, program) in self._rows(CatalogPart.PAYLOADS, ("JCAT", "Program")):
            log = launched.get(identifier)
            if log and log.owner and said(program):
                yield program, log.owner

    def _spans(self, number: int, launch: str, end: str) -> tuple[Span, Span | None] | None:
        """The spans of launch and end (None if it has not ended); None if either cannot be read."""
        launched, ended = span(launch), None if end == NOT_ENDED else span(end)
        if launched is None:
            self._problem(CatalogPart.PAYLOADS, number, ProblemKind.ODD, f"LDate “{launch}” is not a date; left out.")
            return None
        if ended is None and end != NOT_ENDED:
            self._problem(CatalogPart.PAYLOADS, number, ProblemKind.ODD, f"TDate “{end}” is not a date; left out.")
            return None
        if ended and ended.last < launched.first:
            self._problem(
                CatalogPart.PAYLOADS, number, ProblemKind.ODD, f"It ends ({end}) before its launch ({launch})."
            )
        self._reaches(CatalogPart.PAYLOADS, launched)
        return launched, ended

    def _reaches(self, part: CatalogPart, launched: Span) -> None:
        self.latest[part] = max(self.latest.get(part, launched.first), launched.first)

    def _note(self, number: int, category: str, rule: CategoryRule | None, owned: Owned) -> None:
        """Count the rules that decided about a row, and list as problems what no rule decided."""
        for one in (rule, owned.rule, owned.alias):
            if one is not None:
                self.touched[one.key] += 1
        if rule is None:
            self._problem(
                CatalogPart.PAYLOADS, number, ProblemKind.UNMAPPED, f"Category {category} maps to no mission area."
            )
        if owned.operator is None:
            said_code = f"Owner “{owned.code}” names nobody." if owned.code else "No owner is found."
            self._problem(CatalogPart.PAYLOADS, number, ProblemKind.UNJOINED, said_code)
        elif not owned.listed:
            said_code = f"Owner {owned.code} is not among the organizations; the code stands for itself."
            self._problem(CatalogPart.PAYLOADS, number, ProblemKind.UNJOINED, said_code)

    def _note_class(self, number: int, letters: str) -> None:
        if letters[:1] not in CLASSES:
            said_class = f"Class “{letters}” is not known; counted as not commercial."
            self._problem(CatalogPart.PAYLOADS, number, ProblemKind.ODD, said_class)

    def _problem(self, part: CatalogPart, line: int, kind: ProblemKind, text: str) -> None:
        self.problems.append(RowProblem(part, line, kind, text))


def launch_of(piece: str) -> str | None:
    """The tag of the launch that a piece (`1998-067AB`, `1957 ALP 2`) belongs to; None if it names none."""
    found = PIECE.fullmatch(piece)
    return (found[1] or found[2]) if found else said(piece)
