"""Another reading of GCAT, made from its published rules only: slow, simple, and without code of the program."""

import calendar
import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

MONTHS = [name.upper() for name in calendar.month_abbr]
SPACE_WATCHERS = ("GSSAP", "SBSS", "SILENT BARKER", "Lemur SSA", "Digantara", "CSA", "ORS")


@dataclass
class Payload:
    """One payload, by the rules of the catalog."""

    first: date
    last: date | None
    area: str | None
    commercial: bool
    basis: str
    operator: str | None
    state: str | None
    launch: str


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a file, by the names of its columns, without the comments."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for number, line in enumerate(file) if number == 0 or line[0] != "#"]
    read = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{name.lstrip("#"): (cell or "").strip() for name, cell in row.items()} for row in read]


def days(text: str) -> tuple[date, date]:
    """The first and the last day that a text can mean."""
    words = text.upper().replace("?", "").split()
    year = int(words[0][:4])
    if words[0].endswith("S"):
        return date(year, 1, 1), date(year + 9, 12, 31)
    if len(words) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    if words[1].startswith("Q"):
        last = 3 * int(words[1][1])
        return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
    month = MONTHS.index(words[1])
    if len(words) == 2:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, int(words[2])), date(year, month, int(words[2]))


def area_of(category: str, program: str) -> str | None:
    """The mission area of a category."""
    category = category.replace("?", "").replace("*", "")
    if category.startswith(("COM/MET", "TECH/MET")):
        return "EM"
    first = category.split("/")[0]
    if first == "EW":
        return "SDA" if program.startswith(SPACE_WATCHERS) else "MW"
    areas = {"COM": "SATCOM", "NAV": "PNT"} | dict.fromkeys(("IMG", "IMG-R", "SIG"), "ISR")
    return (areas | dict.fromkeys(("MET", "MET-RO", "EOSCI"), "EM")).get(first)


class Slowly:
    """The whole catalog, read from its folder."""

    def __init__(self, folder: Path) -> None:
        self.rows = table(next(folder.glob("psatcat_*.tsv")))
        self.log = {row["JCAT"]: row for row in table(next(folder.glob("launchlog_*.tsv")))}
        self.names = {row["Code"]: row for row in table(next(folder.glob("orgs_*.tsv")))}
        self.aliases = self._ours(folder / "operator_aliases.csv")
        self.parents = self._ours(folder / "operator_parents.csv")
        self.rules = self._ours(folder / "owner_by_program.csv")
        self.by_program: dict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            if (owner := self._logged(row)) and row["Program"] != "-":
                self.by_program[row["Program"]].append(owner)
        self.payloads = list(self._payloads())

    @staticmethod
    def _ours(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def _logged(self, row: dict[str, str]) -> str | None:
        owner = self.log.get(row["JCAT"], {}).get("SatOwner", "-")
        return None if owner in {"-", "?"} else owner

    def _payloads(self) -> Iterator[Payload]:
        for row in self.rows:
            code, basis, state = self._owner(row)
            piece = re.sub(r"(?<=\d)[A-Z]+$| \d+$", "", row["Piece"])
            yield Payload(
                first=days(row["LDate"])[0],
                last=None if row["TDate"] == "*" else days(row["TDate"])[1],
                area=area_of(row["Category"], row["Program"]),
                commercial=row["Class"][0] == "B",
                basis=basis,
                operator=self._operator(code),
                state=self._state(code) or state,
                launch=self.log.get(row["JCAT"], {}).get("Launch_Tag") or piece,
            )

    def _owner(self, row: dict[str, str]) -> tuple[str | None, str, str | None]:
        program, logged = row["Program"], self.log.get(row["JCAT"], {}).get("SatState", "-")
        state = None if logged in {"-", "?"} else logged
        if owner := self._logged(row):
            return owner, "joined", state
        owners = Counter(self.by_program[program])
        if sum(owners.values()) >= 3:
            owner, most = owners.most_common(1)[0]
            if Fraction(most, sum(owners.values())) >= Fraction(4, 5):
                return owner, "majority", state
        fitting = [one for one in self.rules if program.startswith(one["program_prefix"])]
        if fitting:
            rule = max(fitting, key=lambda one: len(one["program_prefix"]))
            return rule["owner_code"], "rule", rule["owner_state"]
        return None, "unknown", state

    def _operator(self, code: str | None) -> str | None:
        first = re.split(r"[/,+]", code or "")[0].replace("?", "").replace("*", "").strip()
        if not first:
            return None
        for one in self.aliases:
            if one["kind"] == "gcat_code" and one["pattern"] == first:
                return one["operator"]
        starts = [a for a in self.aliases if a["kind"] == "gcat_code_prefix" and first.startswith(a["pattern"])]
        if starts:
            return max(starts, key=lambda one: len(one["pattern"]))["operator"]
        row = self.names.get(first)
        if row is None:
            return first
        return row["EName"] if row["EName"] != "-" else row["Name"]

    def _state(self, code: str | None) -> str | None:
        first = re.split(r"[/,+]", code or "")[0].replace("?", "").replace("*", "").strip()
        state = self.names.get(first, {}).get("StateCode", "-")
        return None if state == "-" else state

    def on(self, day: date) -> list[Payload]:
        """The payloads not ended on a day."""
        return [one for one in self.payloads if one.first <= day and (one.last is None or one.last >= day)]

    def parent(self, operator: str, day: date) -> str:
        """The company it belongs to on a day."""
        for one in self.parents:
            if one["operator"] == operator and one["effective_from"] <= day.isoformat():
                return self.parent(one["parent"], day)
        return operator


def concentration(named: list[tuple[str | None, str]], unit: str) -> tuple:
    """Known, unknown, operators, largest share, index, bounds, and the index without the largest: exact fractions."""
    known = [(operator, launch) for operator, launch in named if operator]
    if unit == "launches":
        known = list(dict.fromkeys(known))
    sizes = sorted((len(list(held)) for _, held in itertools.groupby(sorted(known), lambda one: one[0])), reverse=True)
    unknown = sum(operator is None for operator, _ in named)
    return (
        sum(sizes),
        unknown,
        len(sizes),
        Fraction(100 * sizes[0], sum(sizes)) if sizes else None,
        index(sizes),
        index(sizes + [1] * unknown),
        index([sizes[0] + unknown, *sizes[1:]] if sizes else [unknown]),
        index(sizes[1:]),
    )


def index(sizes: list[int]) -> Fraction | None:
    """The Herfindahl-Hirschman index, 0 to 10,000; None if nothing is counted."""
    return sum(Fraction(100 * size, sum(sizes)) ** 2 for size in sizes) if sizes else None
