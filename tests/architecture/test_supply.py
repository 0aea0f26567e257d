"""Everything that is shipped is pinned by hash, has an accepted license, and is in the bill of materials."""

import json
import re
from pathlib import Path

import pytest
from license_expression import get_spdx_licensing

from scripts.sbom import Shipped, bill, packages, shipped, vendored

ROOT = Path(__file__).resolve().parents[2]
SPDX = get_spdx_licensing()
# Each permits use, changes and distribution with or without source, if its notice is kept.
ALLOWED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU"}
ALLOWED |= {"MPL-2.0", "PSF-2.0"}
# Libraries that are loaded unchanged, and that the operator of the program may replace.
ALLOWED |= {"LGPL-3.0-only"}
# Typefaces, shipped unchanged.
ALLOWED |= {"OFL-1.1"}


def permits(expression: str) -> bool:
    """Whether a license, or one of several to choose from, is accepted."""
    parsed = SPDX.parse(expression, validate=True, strict=True)
    if parsed is None:
        return False
    if isinstance(parsed, SPDX.OR):
        return any(permits(str(one)) for one in parsed.args)
    if isinstance(parsed, SPDX.AND):
        return all(permits(str(one)) for one in parsed.args)
    return str(parsed) in ALLOWED


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.name)
def test_everything_shipped_has_an_accepted_license_and_is_pinned_by_hash(one: Shipped) -> None:
    assert permits(one.license), one.license
    assert one.hashes


@pytest.mark.parametrize("expression", ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "LGPL-2.1-only OR SSPL-1.0"])
def test_others_are_refused(expression: str) -> None:
    assert not permits(expression)


def test_the_bill_names_every_package_and_every_vendored_file() -> None:
    lock = (ROOT / "requirements.txt").read_text()
    pinned = set(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.M))
    # Some are for other systems than this one.
    assert {(one.name, one.version) for one in packages(lock)} <= pinned
    assert len(list(packages(lock))) > len(pinned) - 5
    listed = {file["sha256"] for file in json.loads((ROOT / "static/vendor/MANIFEST.json").read_text())}
    assert {digest for one in vendored() for digest in one.hashes} == listed
    said = json.loads(bill(shipped()))
    assert (said["bomFormat"], said["specVersion"], said["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "1.6",
        "csis",
    )
    assert {(one["name"], one["version"]) for one in said["components"]} == {
        (one.name, one.version) for one in shipped()
    }
    assert all(one["licenses"] and one["hashes"] for one in said["components"])
