"""The portfolio as plain data: every key is documented, and the hash never changes."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from missions.domain import canonical
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.exchange.commercial import FIELDS, LINES
from missions.domain.exchange.structure import content_hash, structure
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Certainty
from missions.exports.files.json_text import render
from tests import portfolios

SCHEMA = Path(__file__).parents[3] / "docs" / "export-schema.md"
# The hash of `portfolios.usual()` when the schema was fixed. If it changes, the schema's name must change.
HASH = "82c703175d17c8fc7cee3d530d366b986b5ae23e2272638a118cbcf7aed53def"


# The same with `portfolios.records()`, in the second schema.
HASH_2 = "80714bdb91b657d3ab5cd34844004b5d908dbaf02e649e8d0a93b01a7ac0c01c"


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
    assert content_hash(portfolios.usual(), portfolios.records()) == HASH_2


def test_every_key_is_documented_and_every_documented_key_exists() -> None:
    made = canonical.plain(structure(portfolios.usual(), portfolios.records()))
    found = {path.replace(".emerging.", ".areas.") for path in paths(made, "portfolio")}
    documented = set(re.findall(r"^\| `((?:portfolio|…)\.[^`]+)` \|", SCHEMA.read_text(), re.MULTILINE))
    assert found == documented


def test_the_second_schema_is_the_first_with_the_commercial_side() -> None:
    held = portfolios.usual()
    first, second = structure(held), structure(held, portfolios.records())
    assert (first.pop("schema"), second.pop("schema")) == ("csis-portfolio-1", "csis-portfolio-2")
    assert second.pop("commercial").keys() == {kind.address for kind in COMMERCIAL}
    assert first == second


def test_every_record_changes_the_second_hash() -> None:
    held, records = portfolios.usual(), portfolios.records()
    others = [{**records, kind: ()} for kind in records]
    others.append({**records, "provider": (replace(records["provider"][0], certainty=Certainty.LOW),)})
    assert len({content_hash(held, one) for one in [records, *others]}) == 1 + len(others)


def test_fields_of_a_kind_have_the_same_names_in_the_schema() -> None:
    for kind in COMMERCIAL:
        key, fields = FIELDS[kind.name]
        assert key == kind.address and set(fields) <= {field.name for field in kind.fields}
        for lines in kind.lines:
            listed, columns = LINES[kind.name]
            assert listed == lines.name and set(columns) <= {field.name for field in lines.fields}


def test_every_key_of_the_posture_is_documented() -> None:
    made = json.loads(b"".join(render(portfolios.document("portfolio", portfolios.usual()))))["posture"]
    documented = set(re.findall(r"^\| `(posture\.[^`]+)` \|", SCHEMA.read_text(), re.MULTILINE))
    assert set(paths(made, "posture")) == documented
    assert {cell["area"] for cell in made["cells"]} == {"SATCOM", "PNT", "SAML"}


def test_every_key_of_the_header_is_documented() -> None:
    content = json.loads(b"".join(render(portfolios.document("areas", portfolios.usual()))))
    keys = set(content["export"])
    assert "content_hash" in keys
    for key in keys:
        assert f"| `export.{key}` |" in SCHEMA.read_text()


def test_the_day_of_the_request_does_not_change_the_hash() -> None:
    held = portfolios.usual()
    later = replace(
        held, moment=Moment(held.moment.as_of, held.moment.sequence, portfolios.KNOWN, date(2027, 1, 1), True)
    )
    assert content_hash(later) == content_hash(held)


def test_every_fact_changes_the_hash() -> None:
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
