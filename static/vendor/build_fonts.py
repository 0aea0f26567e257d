"""Vendor the typeface of the PDF: `python static/vendor/build_fonts.py` rewrites public-sans/ and its manifest entries.

The design system's package has the same typeface for browsers only. Needs npm once, like build.py.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@expo-google-fonts/public-sans"
VERSION = "0.4.2"
LICENSE = "OFL-1.1"
VENDOR = Path(__file__).parent
TARGET = VENDOR / "public-sans"
COPIED = ("LICENSE_FONT", *(f"{one}/PublicSans_{one}.ttf" for one in ("400Regular", "600SemiBold", "700Bold")))


def main() -> None:
    """Fetch the package, write the fonts, and bring the manifest up to date."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", folder], check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            files = {Path(path).name: package.extractfile(f"package/{path}").read() for path in COPIED}
    TARGET.mkdir(exist_ok=True)
    listed = json.loads((VENDOR / "MANIFEST.json").read_text())
    manifest = [entry for entry in listed if entry["package"] != PACKAGE]
    for name, content in sorted(files.items()):
        (TARGET / name).write_bytes(content)
        entry = {"path": f"public-sans/{name}", "sha256": hashlib.sha256(content).hexdigest()}
        manifest.append({**entry, "package": PACKAGE, "version": VERSION, "license": LICENSE})
    (VENDOR / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
