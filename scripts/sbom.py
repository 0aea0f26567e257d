"""The bill of materials, as CycloneDX JSON on standard output: `make sbom`.

Packages with the version and the hashes that requirements.txt pins, and the license each states; vendored files with
those of their manifest. Run it where requirements.txt is installed.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)[^\\\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)
HASH = re.compile(r"sha256:([0-9a-f]{64})")
# Names of licenses in the older form of package metadata.
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
STATED = {"Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "MIT License": "MIT", "BSD": "BSD-3-Clause"}


@dataclass(frozen=True)
class Shipped:
    """One component: `kind` is pypi or npm, `license` an SPDX expression, empty if none is stated."""

    kind: str
    name: str
    version: str
    license: str
    hashes: tuple[str, ...]


def shipped() -> list[Shipped]:
    """Every component: what requirements.txt pins for this system, then what is vendored."""
    return [*packages((ROOT / "requirements.txt").read_text()), *vendored()]


def packages(lock: str) -> Iterator[Shipped]:
    """The packages of a lock file that are for this system."""
    for name, version, hashes in PINNED.findall(lock):
        try:
            stated = distribution(name).metadata
        except PackageNotFoundError:
            continue
        yield Shipped("pypi", name, version, license_of(stated), tuple(sorted(HASH.findall(hashes))))


def vendored() -> Iterator[Shipped]:
    """The packages in the manifest of the vendored files."""
    files = json.loads((ROOT / "static" / "vendor" / "MANIFEST.json").read_text())
    for package, version in sorted({(file["package"], file["version"]) for file in files}):
        own = [file for file in files if file["package"] == package]
        licenses = sorted({file["license"] for file in own})
        hashes = tuple(sorted(file["sha256"] for file in own))
        yield Shipped(
            "npm", package, version, " AND ".join(f"({one})" if " " in one else one for one in licenses), hashes
        )


def license_of(stated: PackageMetadata) -> str:
    """The license as an SPDX expression, from the newest form of metadata; empty if there is none."""
    if stated.get("License-Expression"):
        return stated["License-Expression"]
    named = [line.rpartition(" :: ")[2] for line in stated.get_all("Classifier", []) if line.startswith("License ::")]
    found = sorted({CLASSIFIED[name] for name in named if name in CLASSIFIED})
    written = (stated.get("License") or "").strip()
    return " OR ".join(found) or STATED.get(written, written.splitlines()[0] if written else "")


def bill(things: list[Shipped]) -> str:
    """The bill of these components as CycloneDX JSON."""
    licenses, bom = LicenseFactory(), Bom()
    bom.metadata.component = Component(name="csis", type=ComponentType.APPLICATION)
    for one in things:
        address = PackageURL(one.kind, *namespaced(one.name), one.version)
        part = Component(
            name=one.name,
            version=one.version,
            type=ComponentType.LIBRARY,
            purl=address,
            bom_ref=str(address),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.hashes],
            licenses=[licenses.make_from_string(one.license)] if one.license else [],
        )
        bom.components.add(part)
        bom.register_dependency(bom.metadata.component, [part])
    return JsonV1Dot6(bom).output_as_string(indent=2)


def namespaced(name: str) -> tuple[str | None, str]:
    """The namespace of a package such as @uswds/uswds, or None, and its name in it."""
    namespace, _, own = name.rpartition("/")
    return namespace or None, own


if __name__ == "__main__":
    sys.stdout.write(bill(shipped()) + "\n")
