"""Reads the files of one catalog into one reading: payloads, problems, and how many rows each rule decided."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from missions.catalog.formats.gcat import Gcat
from missions.catalog.formats.identify import catalog_part_of
from missions.catalog.formats.lines import GcatFile
from missions.catalog.formats.ucs import Ucs
from missions.catalog.objects import CatalogObject, CatalogPart, PartRead, ProblemKind, Reading, RowProblem
from missions.catalog.rules import Rules
from missions.domain.catalog.vocabulary import Publisher
from missions.sheets.columns import UnreadableFile

OF_GCAT = (CatalogPart.PAYLOADS, CatalogPart.LAUNCHES, CatalogPart.ORGANIZATIONS)
NO_DATE = "No row of the file can be used, so its data have no date."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read: its name, for messages, and its content, which is read from the start."""

    name: str
    file: BinaryIO


def _nothing() -> None:
    return None


def read(sources: Sequence[SourceFile], rules: Rules, step: Callable[[], None] = _nothing) -> Reading:
    """Read the files of one catalog, in any order; each is identified by its content.

    `step` is called once for each row, for payloads twice; an exception in it ends the reading.
    Raises UnreadableFile, with the file's name and lines, if a file cannot be used, is there twice, or is missing.
    """
    parts = _identified(sources)
    digests = {part: _digest(source.file) for part, source in parts.items()}
    if CatalogPart.SATELLITES in parts:
        return _ucs(parts[CatalogPart.SATELLITES], digests[CatalogPart.SATELLITES], rules, step)
    return _gcat(parts, digests, rules, step)


def lines_of(sources: Sequence[SourceFile]) -> int:
    """About how often `step` is called while reading these files; a compressed workbook counts 0."""
    total = 0
    for source in sources:
        times = 2 if _part(source) is CatalogPart.PAYLOADS else 1
        total += times * _line_ends(source.file)
    return total


def _part(source: SourceFile) -> CatalogPart:
    """The part that a file contains. Raises UnreadableFile, with its name."""
    try:
        return catalog_part_of(source.file)
    except UnreadableFile as error:
        raise UnreadableFile(f"{source.name}: {error}") from error


def _line_ends(file: BinaryIO) -> int:
    file.seek(0)
    packed = file.read(2) == b"PK"
    file.seek(0)
    counted = 0
    while not packed and (block := file.read(1 << 20)):
        counted += block.count(b"\n")
    file.seek(0)
    return counted


def _identified(sources: Sequence[SourceFile]) -> dict[CatalogPart, SourceFile]:
    found: dict[CatalogPart, SourceFile] = {}
    for source in sources:
        part = _part(source)
        if part in found:
            raise UnreadableFile(
                f"{found[part].name} and {source.name} both hold the same part: {part.label.lower()}. Give one of them."
            )
        found[part] = source
    if not found:
        raise UnreadableFile("No file is given.")
    if len({part.publisher for part in found}) > 1:
        raise UnreadableFile("The files are of two catalogs, GCAT and the UCS Satellite Database. Read one at a time.")
    missing = [part.label.lower() for part in OF_GCAT if part not in found]
    if missing and CatalogPart.SATELLITES not in found:
        raise UnreadableFile(f"GCAT is read from three files; missing: {', '.join(missing)}.")
    return found


def _digest(file: BinaryIO) -> tuple[int, str]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    return file.tell(), digest


def _gcat(
    parts: Mapping[CatalogPart, SourceFile],
    digests: Mapping[CatalogPart, tuple[int, str]],
    rules: Rules,
    step: Callable[[], None],
) -> Reading:
    lines = {part: GcatFile(part, source.name, source.file) for part, source in parts.items()}
    reader = Gcat(lines, rules, step)
    objects = tuple(reader.objects())
    dated = {part: one.updated or reader.latest.get(part) for part, one in lines.items()}
    edition = dated[CatalogPart.PAYLOADS]
    if edition is None:
        raise UnreadableFile(f"{parts[CatalogPart.PAYLOADS].name}: {NO_DATE}")
    return Reading(
        publisher=Publisher.GCAT,
        edition=edition,
        edition_stated=lines[CatalogPart.PAYLOADS].updated is not None,
        parts=tuple(
            PartRead(part, parts[part].name, *digests[part], lines[part].rows, dated[part]) for part in OF_GCAT
        ),
        objects=objects,
        problems=(*_warnings(lines, dated), *_in_order(reader.problems)),
        touched=_touched(rules, reader.touched, objects, edition),
        invented=any(one.invented for one in lines.values()),
    )


def _ucs(source: SourceFile, digest: tuple[int, str], rules: Rules, step: Callable[[], None]) -> Reading:
    reader = Ucs(source.name, source.file, rules, step)
    objects = tuple(reader.objects())
    if reader.latest is None:
        raise UnreadableFile(f"{source.name}: {NO_DATE}")
    return Reading(
        publisher=Publisher.UCS,
        edition=reader.latest,
        edition_stated=False,
        parts=(PartRead(CatalogPart.SATELLITES, source.name, *digest, reader.rows, reader.latest),),
        objects=objects,
        problems=_in_order(reader.problems),
        touched=_touched(rules, reader.touched, objects, reader.latest),
        invented=reader.invented,
    )


def _in_order(problems: Sequence[RowProblem]) -> tuple[RowProblem, ...]:
    order = list(CatalogPart)
    return tuple(sorted(problems, key=lambda one: (order.index(one.part), one.line)))


def _warnings(lines: Mapping[CatalogPart, GcatFile], dated: Mapping[CatalogPart, date | None]) -> list[RowProblem]:
    """Warnings about the files as a whole: dates that differ, and a last line that is cut off."""
    found = [
        RowProblem(part, 0, ProblemKind.WARNING, f"{one.name} ends within a line: it may be cut off.")
        for part, one in lines.items()
        if not one.whole
    ]
    known = {part: on for part, on in dated.items() if on is not None}
    if len(set(known.values())) > 1:
        said = "; ".join(
            f"{part.label.lower()} {'of' if lines[part].updated else 'reaching to'} {known[part]}"
            for part in OF_GCAT
            if part in known
        )
        found.append(
            RowProblem(CatalogPart.PAYLOADS, 0, ProblemKind.WARNING, f"The parts are of different dates: {said}.")
        )
    return found


def _touched(
    rules: Rules, decided: Mapping[str, int], objects: Sequence[CatalogObject], edition: date
) -> dict[str, int]:
    """By key of every rule, the rows it decided; for a parent rule in force, the rows of its operator."""
    every = (*rules.categories, *rules.aliases, *rules.parents, *rules.owners)
    found = {one.key: decided.get(one.key, 0) for one in every}
    in_force = {
        one.operator: one
        for one in sorted(rules.parents, key=lambda one: one.effective_from)
        if one.effective_from <= edition
    }
    for one in objects:
        if rule := in_force.get(one.operator or ""):
            found[rule.key] += 1
    return found
