"""Reading the UCS Satellite Database: a workbook or a text, its cells as people typed them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from missions.catalog.formats.gcat import launch_of
from missions.catalog.formats.identify import MOST_BYTES, UCS_IDENTIFIERS
from missions.catalog.formats.vague import MONTHS
from missions.catalog.objects import CatalogObject, CatalogPart, OwnerBasis, ProblemKind, Publisher, RowProblem, Span
from missions.catalog.rules import AliasRule, CategoryRule, Rules, alias_of_name, category_finder
from missions.catalog.states import CODES
from missions.sheets.columns import NOT_TAKEN, FileLimits, FileLine, SeveralSheets, SheetColumn, UnreadableFile, plain
from missions.sheets.layout import Layout
from missions.sheets.reader import is_workbook
from missions.sheets.workbook import open_sheet

LIMITS = FileLimits(size=MOST_BYTES, rows=200_000, cell=10_000)
OPTIONAL = (
    "Current Official Name of Satellite", "Detailed Purpose", "Class of Orbit", "Launch Mass (kg.)", *UCS_IDENTIFIERS,
    "Comments",
)  # fmt: skip
NAME = "Name of Satellite, Alternate Names"
REQUIRED = (NAME, "Country of Operator/Owner", "Operator/Owner", "Users", "Purpose", "Date of Launch")
COLUMNS = {one: SheetColumn(one, one, LIMITS.cell, required=one in REQUIRED) for one in (*REQUIRED, *OPTIONAL)}
COSPAR = re.compile(r"\d{4}-\d{3}[A-Z]{1,3}")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: .*)?")
NAMED_DAY = re.compile(r"(\d{1,2})-([A-Za-z]{3})-(\d{4}|\d{2})")
US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
# Spreadsheets store a day as the number of days since the end of 1899.
SERIAL = re.compile(r"[1-5]\d{4}")
SERIAL_BEGIN = date(1899, 12, 30)
ORBITS = {"geo", "leo", "meo", "elliptical"}
# More than any satellite weighs, in kilograms; the largest station was launched in parts.
MOST_MASS = 1_000_000
# The comment that marks a row as invented.
INVENTED = "Illustrative"
NO_OWNER = {"", "-", "?", "n/a", "na", "none", "unknown", "nr"}


@dataclass(frozen=True)
class _Ucs(Layout):
    """The columns that are read, among many that are not."""

    def header(self, cells: Iterable[str]) -> list[str | None]:
        """The position of each column in the header. Raises UnreadableFile if one is missing or there twice."""
        found = [self.names.get(plain(cell), NOT_TAKEN) for cell in cells]
        read = [name for name in found if name != NOT_TAKEN]
        missing = [name for name in REQUIRED if name not in read]
        if not set(UCS_IDENTIFIERS) & set(read):
            missing.append(" or ".join(UCS_IDENTIFIERS))
        if missing:
            raise UnreadableFile(f"The header of the UCS Satellite Database lacks {', '.join(missing)}.")
        if twice := [name for name, times in Counter(read).items() if times > 1]:
            raise UnreadableFile(f"The header names {', '.join(twice)} more than once.")
        return found


NAMES = {plain(one): one for one in COLUMNS} | {plain("Name of Satellite"): NAME}
LAYOUT = _Ucs("ucs", "UCS Satellite Database", NAME, COLUMNS, NAMES)


class Ucs:
    """One reading of the database: iterating over its objects reads them, and adds to problems and counts."""

    def __init__(self, name: str, file: BinaryIO, rules: Rules, step: Callable[[], None]) -> None:
        self.name, self.file, self.step = name, file, step
        self.problems: list[RowProblem] = []
        self.touched: Counter[str] = Counter()
        self.latest: date | None = None
        self.rows = 0
        self.invented = False
        self.area_of = category_finder(rules.categories, Publisher.UCS)
        self.alias_of = alias_of_name(rules.aliases)
        self.aliases: dict[str, AliasRule | None] = {}

    def objects(self) -> Iterator[CatalogObject]:
        """Every usable satellite, in the order of the file. Raises UnreadableFile."""
        seen: dict[str, tuple[int, str]] = {}
        for line in self._lines():
            self.step()
            if line.left_out or not any(line.cells.values()):
                continue
            self.rows += 1
            cells = {name: " ".join(text.split()) for name, text in line.cells.items()}
            self.invented |= cells.get("Comments", "").startswith(INVENTED)
            identifier = self._identifier(line.number, cells, seen)
            if identifier is None:
                continue
            launched = day(cells["Date of Launch"])
            if launched is None:
                self._odd(line.number, f"Date of Launch “{cells['Date of Launch']}” is not a date; left out.")
                continue
            self.latest = max(self.latest or launched, launched)
            yield self._object(line.number, identifier, launched, cells)

    def _lines(self) -> Iterator[FileLine]:
        # The file was identified by its content; its name does not matter.
        name = "database.xlsx" if is_workbook(self.file) else "database.txt"
        try:
            yield from open_sheet(self.file, name, LIMITS, layouts=(LAYOUT,)).lines
        except SeveralSheets as error:
            raise UnreadableFile(
                f"{self.name}: {len(error.names)} sheets hold the database. Keep one of them."
            ) from error
        except UnreadableFile as error:
            raise UnreadableFile(f"{self.name}: {error}") from error

    def _object(self, number: int, identifier: str, launched: date, cells: dict[str, str]) -> CatalogObject:
        owner = cells["Operator/Owner"]
        known = owner.casefold() not in NO_OWNER
        rule = self.area_of(cells["Purpose"], cells.get("Detailed Purpose", ""))
        alias = self._alias(owner) if known else None
        self._note(number, cells, rule, alias, known=known)
        detail = cells.get("Detailed Purpose", "")
        cospar = cells.get("COSPAR Number", "")
        return CatalogObject(
            line=number,
            identifier=identifier,
            name=cells.get("Current Official Name of Satellite") or cells[NAME],
            program=None,
            launch=launch_of(cospar) if COSPAR.fullmatch(cospar) else None,
            launched=Span(launched, launched),
            ended=None,
            category=f"{cells['Purpose']}: {detail}" if detail else cells["Purpose"],
            area=rule.area if rule else None,
            commercial="commercial" in cells["Users"].casefold(),
            owner_code=owner if known else None,
            owner_basis=OwnerBasis.JOINED if known else OwnerBasis.UNKNOWN,
            operator=(alias.operator if alias else owner) if known else None,
            state=state_of(cells["Country of Operator/Owner"]),
            mass=self._mass(number, cells.get("Launch Mass (kg.)", "")),
            geo=self._geo(number, cells.get("Class of Orbit", "")),
        )

    def _identifier(self, number: int, cells: dict[str, str], seen: dict[str, tuple[int, str]]) -> str | None:
        """The NORAD number, otherwise the COSPAR number; None if the file already had this satellite."""
        norad, cospar = (cells.get(name, "") for name in UCS_IDENTIFIERS)
        for one in filter(None, (norad, cospar)):
            if one not in seen:
                seen[one] = (number, cospar)
                return one
            first, of_first = seen[one]
            if one == cospar or not cospar or cospar == of_first:
                self._problem(number, ProblemKind.DUPLICATE, f"{one} stands in row {first} already; left out.")
                return None
            said = f"NORAD number {one} stands in row {first} already, of another satellite; counted as {cospar}."
            self._problem(number, ProblemKind.DUPLICATE, said)
        self._odd(number, "It has neither a NORAD nor a COSPAR number; left out.")
        return None

    def _mass(self, number: int, text: str) -> Decimal | None:
        bare = text.replace(",", "").replace(" ", "")
        if bare in {"", "-"}:
            return None
        try:
            mass = Decimal(bare)
        except InvalidOperation:
            mass = Decimal("NaN")
        if not mass.is_finite() or not 0 < mass <= MOST_MASS:
            self._odd(number, f"Launch mass “{text}” is not a mass in kilograms; not counted by mass.")
            return None
        return mass

    def _geo(self, number: int, text: str) -> bool | None:
        orbit = text.casefold()
        if orbit not in ORBITS:
            if orbit:
                self._odd(number, f"Class of orbit “{text}” is none of {', '.join(sorted(ORBITS)).upper()}.")
            return None
        return orbit == "geo"

    def _alias(self, owner: str) -> AliasRule | None:
        if owner not in self.aliases:
            self.aliases[owner] = self.alias_of(owner)
        return self.aliases[owner]

    def _note(
        self,
        number: int,
        cells: dict[str, str],
        rule: CategoryRule | None,
        alias: AliasRule | None,
        *,
        known: bool,
    ) -> None:
        for one in (rule, alias):
            if one is not None:
                self.touched[one.key] += 1
        if rule is None:
            said = f"Purpose “{cells['Purpose']}” maps to no mission area."
            self._problem(number, ProblemKind.UNMAPPED, said)
        if not known:
            self._problem(number, ProblemKind.UNJOINED, "No operator is named.")

    def _odd(self, number: int, text: str) -> None:
        self._problem(number, ProblemKind.ODD, text)

    def _problem(self, number: int, kind: ProblemKind, text: str) -> None:
        self.problems.append(RowProblem(CatalogPart.SATELLITES, number, kind, text))


def day(text: str) -> date | None:
    """A day as spreadsheets write it, month first if it has slashes; None if it is not a day."""
    try:
        if found := ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := US_DAY.fullmatch(text):
            return date(_year(found[3]), int(found[1]), int(found[2]))
        if (found := NAMED_DAY.fullmatch(text)) and (month := MONTHS.get(found[2].casefold())):
            return date(_year(found[3]), month, int(found[1]))
    except ValueError:
        return None
    return SERIAL_BEGIN + timedelta(days=int(text)) if SERIAL.fullmatch(text) else None


def _year(digits: str) -> int:
    """The year; one of two digits is since the first satellite."""
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 57 else 2000)


def state_of(country: str) -> str | None:
    """The code of the first country named, otherwise its name; None if none is named."""
    first = country.partition("/")[0].strip()
    return CODES.get(first.casefold(), first) if first.casefold() not in NO_OWNER else None
