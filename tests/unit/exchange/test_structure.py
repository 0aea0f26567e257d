"""The portfolio as plain data: every key documented, and a hash that stays what it was."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from missions.domain import canonical
from missions.domain.exchange.structure import content_hash, structure
from missions.domain.record.portfolio import Moment
from missions.exports.files.json_text import render
from tests import portfolios

SCHEMA = Path(__file__).parents[3] / "docs" / "export-schema.md"
# Of `portfolios.usual()`, as computed when the schema was fixed. If this changes, so must the schema's name.
HASH = "82c703175d17c8fc7cee3d530d366b986b5ae23e2272638a118cbcf7aed53def"


def paths(value: Any, at: str) -> Iterator[str]:
    """Every key in a document, as the documentation names it."""
    match value:
        case dict():
            for key, held in value.items():
                own = f"….{key}" if key == "said" else f"{at}.{key}"
                yield own
                yield from paths(held, own)
        case list():
            for held in value:
                yield from paths(held, at)


def test_the_hash_of_a_schema_never_changes() -> None:
    assert content_hash(portfolios.usual()) == HASH


def test_every_key_is_documented_and_every_documented_key_is_there() -> None:
    made = canonical.plain(structure(portfolios.usual()))
    found = {path.replace(".emerging.", ".areas.") for path in paths(made, "portfolio")}
    documented = set(re.findall(r"^\| `((?:portfolio|…)\.[^`]+)` \|", SCHEMA.read_text(), re.MULTILINE))
    assert found == documented


def test_every_key_of_the_header_is_documented() -> None:
    content = json.loads(b"".join(render(portfolios.document("areas", portfolios.usual()))))
    keys = set(content["export"])
    assert "content_hash" in keys
    for key in keys:
        assert f"| `export.{key}` |" in SCHEMA.read_text()


def test_asking_on_another_day_makes_no_other_hash() -> None:
    held = portfolios.usual()
    later = replace(
        held, moment=Moment(held.moment.as_of, held.moment.sequence, portfolios.KNOWN, date(2027, 1, 1), True)
    )
    assert content_hash(later) == content_hash(held)


def test_every_fact_counts_for_the_hash() -> None:
    held = portfolios.usual()
    others = [
        replace(held, policy=None),
        replace(held, policy=portfolios.policy(government_over=51)),
        replace(held, areas=held.areas[:2]),
        replace(held, emerging=()),
        replace(held, moment=replace(held.moment, sequence=155)),
        replace(held, areas=(replace(held.areas[0], functions=()), *held.areas[1:])),
        replace(held, areas=(replace(held.areas[0], name="Other"), *held.areas[1:])),
    ]
    assert len({content_hash(one) for one in [held, *others]}) == 1 + len(others)
