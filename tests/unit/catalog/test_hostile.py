"""Reading any bytes ends with a reading or with a message that says why not."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.catalog.concentration import measure
from missions.catalog.objects import Reading
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit
from missions.sheets.columns import UnreadableFile
from tests.unit.catalog.files import RULES, SAMPLE, read_files, sample, satellite, ucs_workbook

PIECES = [b"", b"\t", b"\n", b"\r", b"#", b"*", b"?", b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"99999", b"-1", b"2020s?"]
WORKBOOK = ucs_workbook(satellite(1), satellite(2))
few = settings(max_examples=60, deadline=None)
# A position in a file, the number of bytes removed there, and the bytes inserted instead.
changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)),
    min_size=1,
    max_size=5,
)


def changed(content: bytes, made: Sequence[tuple[float, int, bytes]]) -> bytes:
    for place, length, piece in made:
        at = int(place * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


def read_or_refused(*contents: bytes) -> Reading | str:
    """The reading, which must be measurable; else the refusal."""
    try:
        reading = read_files(*contents)
    except UnreadableFile as error:
        return str(error)
    found = measure(reading.objects, RULES, reading.edition, Unit.LAUNCHES, Scope.ALL, Owners.ALL, By.PARENT)
    assert found.not_ended <= len(reading.objects)
    assert len({one.identifier for one in reading.objects}) == len(reading.objects)
    return reading


@few
@given(st.integers(0, 2), changes)
def test_a_changed_part_of_gcat_is_read_or_refused(which: int, made: Sequence[tuple[float, int, bytes]]) -> None:
    contents = sample()
    contents[which] = changed(contents[which], made)
    read_or_refused(*contents)


@few
@given(changes)
def test_a_changed_text_of_ucs_is_read_or_refused(made: Sequence[tuple[float, int, bytes]]) -> None:
    read_or_refused(changed((SAMPLE / "ucs.txt").read_bytes(), made))


@settings(max_examples=30, deadline=None)
@given(changes)
def test_a_changed_workbook_is_read_or_refused(made: Sequence[tuple[float, int, bytes]]) -> None:
    read_or_refused(changed(WORKBOOK, made))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert isinstance(read_or_refused(content), str)


def test_a_file_that_is_too_large_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("missions.catalog.formats.identify.MOST_BYTES", 1_000)
    assert "a part of a catalog has at most 1,000" in str(read_or_refused(*sample()))
