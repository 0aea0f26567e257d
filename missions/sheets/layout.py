"""The kinds of files: which columns a header may name, and which kind of file it belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from missions.domain.kinds.kind import Field
from missions.sheets.columns import NOT_TAKEN, SheetColumn, UnreadableFile, plain, shortened


@dataclass(frozen=True)
class Layout:
    """One kind of file: what it is `of`, as a name and as a title, its columns, and all names that headers may use.

    Rows are about the same thing if their `key`, one of the columns, is the same. The template contains the `remarks`.
    """

    of: str
    title: str
    key: str
    columns: Mapping[str, SheetColumn]
    names: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    def known(self, cells: Iterable[str]) -> int:
        """How many of the cells name a column."""
        return len({self.names[name] for name in map(plain, cells) if name in self.names} - {NOT_TAKEN})

    def is_header(self, cells: Iterable[str]) -> bool:
        """Whether the cells name every required column."""
        named = {self.names.get(plain(cell)) for cell in cells}
        return all(column.name in named for column in self.columns.values() if column.required)

    def header(self, cells: Iterable[str]) -> list[str | None]:
        """The column of each cell of the header, None for an empty one. Raises `UnreadableFile`, with the options."""
        found: list[str | None] = []
        for cell in cells:
            name = self.names.get(plain(cell))
            if name is None and cell:
                possible = ", ".join(self.columns)
                raise UnreadableFile(f"There is no column “{shortened(cell)}”. Columns may be {possible}.")
            if name in self.columns and name in found:
                raise UnreadableFile(f"Two columns are called “{name}”. Keep one of them.")
            found.append(name)
        missing = [column.name for column in self.columns.values() if column.required and column.name not in found]
        if missing:
            raise UnreadableFile(
                f"A row at the top must name the columns; missing: {', '.join(missing)}. Start from one of the "
                "templates."
            )
        return found


def names_of(
    columns: Iterable[SheetColumn], fields: Iterable[Field], follows: Iterable[str], others: Mapping[str, str]
) -> dict[str, str]:
    """The names of these columns in headers: their names and labels, and those in `fields`, `others` and `follows`."""
    names = {plain(label): NOT_TAKEN for label in follows} | dict(others)
    names |= {plain(other): field.name for field in fields for other in field.names}
    return names | {plain(words): one.name for one in columns for words in (one.label, one.name)}


def meant(layouts: Sequence[Layout], cells: Sequence[str]) -> Layout | None:
    """The layout whose header these cells are: the one that knows most of them; None if they are no header.

    In a tie, the first layout wins. Raises UnreadableFile if several others tie.
    """
    fitting = [one for one in layouts if one.is_header(cells)]
    most = max((one.known(cells) for one in fitting), default=0)
    best = [one for one in fitting if one.known(cells) == most]
    if len(best) > 1 and best[0] is not layouts[0]:
        titles = ", ".join(one.title for one in best)
        raise UnreadableFile(f"These columns fit several kinds of file: {titles}. Choose what the file is of.")
    return best[0] if best else None


def nearest(layouts: Sequence[Layout], rows: Iterable[Sequence[str]]) -> tuple[Layout, Sequence[str]]:
    """The layout and the row most similar to a header, which best show what is missing."""
    pairs = [(one, cells) for one in layouts for cells in rows]
    return max(pairs, key=lambda pair: pair[0].known(pair[1]))
