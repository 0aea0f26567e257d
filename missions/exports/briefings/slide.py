"""The parts of slides: text, a table, lanes of areas or a gauge, in columns; each portion with its marking."""

from dataclasses import dataclass, replace
from enum import StrEnum

from missions.domain.reviews.brief.gauge import Gauge
from missions.domain.vocabulary import Category

# The marking before each title, paragraph, table and figure, abbreviated from the marking of the whole.
PORTIONS = {"UNCLASSIFIED": "U", "CUI": "CUI", "CONFIDENTIAL": "C", "SECRET": "S", "TOP SECRET": "TS"}
NAME = 46


class Tone(StrEnum):
    """What a text warns about."""

    DRIFT = "drift"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs, with an optional heading; `size` is in points."""

    paragraphs: tuple[str, ...]
    head: str = ""
    size: float = 12


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table of texts; `shares` are the widths of its columns.

    In a column with a tone, color and symbol say what its texts warn about.
    """

    columns: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    tones: tuple[Tone | None, ...] = ()
    size: float = 12

    @property
    def toned(self) -> tuple[Tone | None, ...]:
        """The tone of each column, None for plain text."""
        return self.tones or (None,) * len(self.columns)

    @property
    def headed(self) -> bool:
        """Whether its columns have headers."""
        return any(self.columns)


@dataclass(frozen=True, slots=True)
class TileWords:
    """A few words of a tile, and what they warn about."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """An area on the board: its moves, and how far to trust it."""

    code: str
    name: str
    pieces: tuple[TileWords, ...]
    trust: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One category, how many areas it has, and those of them that this slide shows."""

    category: Category | None
    label: str
    number: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Every category with its areas."""

    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Gauged:
    """An area against the thresholds, drawn; `summary` is its text alternative."""

    gauge: Gauge
    summary: str


SlideBlock = Words | SlideTable | Lanes | Gauged


@dataclass(frozen=True, slots=True)
class SlideColumn:
    """Blocks below each other; `share` is its width relative to the columns beside it."""

    share: int
    blocks: tuple[SlideBlock, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its message as title, bands of columns below each other, and a note under them.

    `speech` are the speaker's notes, a paragraph each. `illustrative` says that it shows sample data.
    """

    title: str
    bands: tuple[tuple[SlideColumn, ...], ...]
    note: str = ""
    speech: tuple[str, ...] = ()
    illustrative: bool = False
    cover: bool = False

    @property
    def blocks(self) -> tuple[SlideBlock, ...]:
        """Everything on it, in reading order."""
        return tuple(block for band in self.bands for column in band for block in column.blocks)


def full(*blocks: SlideBlock) -> tuple[SlideColumn, ...]:
    """A band of one column."""
    return (SlideColumn(1, blocks),)


def marked(slide: Slide, banner: str) -> Slide:
    """The slide with its portions marked: title, headings, paragraphs, tables, lanes and notes."""
    mark = f"({PORTIONS.get(banner, banner)})"
    bands = tuple(
        tuple(replace(column, blocks=tuple(_marked(block, mark) for block in column.blocks)) for column in band)
        for band in slide.bands
    )
    return replace(
        slide,
        title=f"{mark} {slide.title}",
        bands=bands,
        note=slide.note and f"{mark} {slide.note}",
        speech=_each(slide.speech, mark),
    )


def _each(paragraphs: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(f"{mark} {one}" for one in paragraphs)


def _marked(block: SlideBlock, mark: str) -> SlideBlock:
    match block:
        case Words():
            return replace(block, paragraphs=_each(block.paragraphs, mark), head=block.head and f"{mark} {block.head}")
        case SlideTable():
            return _marked_grid(block, mark)
        case Lanes():
            lanes = tuple(replace(lane, label=f"{mark} {lane.label}") for lane in block.lanes)
            return replace(block, lanes=lanes)
        case Gauged():
            return replace(block, summary=f"{mark} {block.summary}")


def _marked_grid(grid: SlideTable, mark: str) -> SlideTable:
    """A table is marked once, in its first header; without headers, each of its rows is marked."""
    empty = grid.empty and f"{mark} {grid.empty}"
    if grid.headed:
        first, *rest = grid.columns
        return replace(grid, columns=(f"{mark} {first}".strip(), *rest), empty=empty)
    rows = tuple((f"{mark} {row[0]}", *row[1:]) for row in grid.rows)
    return replace(grid, rows=rows, empty=empty)
