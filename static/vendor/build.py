"""Vendor the design system: `python static/vendor/build.py` rewrites uswds/ and MANIFEST.json beside this file.

Needs npm once, by whoever raises VERSION; neither npm nor Node is needed to build, test or run the program.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@uswds/uswds"
VERSION = "3.14.0"
VENDOR = Path(__file__).parent
TARGET = VENDOR / "uswds"

# package path -> (our path, license as LICENSE.md of the package states it)
FONTS = "dist/fonts/public-sans/PublicSans"
COPIED = {
    "LICENSE.md": ("LICENSE.md", "CC0-1.0"),
    f"{FONTS}-Regular.woff2": ("fonts/PublicSans-Regular.woff2", "OFL-1.1"),
    f"{FONTS}-Italic.woff2": ("fonts/PublicSans-Italic.woff2", "OFL-1.1"),
    f"{FONTS}-SemiBold.woff2": ("fonts/PublicSans-SemiBold.woff2", "OFL-1.1"),
    f"{FONTS}-Bold.woff2": ("fonts/PublicSans-Bold.woff2", "OFL-1.1"),
}
ICONS = (
    "correct8.svg",
    "usa-icons/check_circle.svg",
    "usa-icons/error.svg",
    "usa-icons/info.svg",
    "usa-icons/unfold_more.svg",
    "usa-icons/warning.svg",
)


def stylesheet(text: str) -> str:
    """The package's stylesheet with one typeface, without references to files that are not vendored.

    The fonts are declared in static/css/components.css; a reference left dangling would stop the hashed static files.
    """
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    text = text.replace("Source Sans Pro Web", "Public Sans Web")
    text = text.replace("Merriweather Web,Georgia,Cambria,Times New Roman,Times,serif", "Public Sans Web,sans-serif")
    text = re.sub(r"url\(\.\./img/([^)]+)\)", lambda m: m.group(0) if m.group(1) in ICONS else "none", text)
    return text.strip() + "\n"


def vendored(package: tarfile.TarFile) -> dict[str, tuple[bytes, str]]:
    """Our path of each vendored file, with its bytes and its license."""

    def member(path: str) -> bytes:
        return package.extractfile(f"package/{path}").read()

    files = {ours: (member(theirs), license_) for theirs, (ours, license_) in COPIED.items()}
    for icon in ICONS:
        license_ = "Apache-2.0" if icon.startswith("usa-icons/") else "CC0-1.0"
        files[f"img/{icon}"] = (member(f"dist/img/{icon}"), license_)
    css = stylesheet(member("dist/css/uswds.min.css").decode())
    files["css/uswds.min.css"] = (css.encode(), "CC0-1.0 AND MIT")
    return files


def main() -> None:
    """Fetch the package, write the files and the manifest that the tests check."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", folder], check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            files = vendored(package)
    listed = json.loads((VENDOR / "MANIFEST.json").read_text())
    manifest = [entry for entry in listed if entry["package"] != PACKAGE]
    for path, (content, license_) in sorted(files.items()):
        target = TARGET / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        manifest.append(
            {
                "path": f"uswds/{path}",
                "sha256": hashlib.sha256(content).hexdigest(),
                "package": PACKAGE,
                "version": VERSION,
                "license": license_,
            }
        )
    manifest.sort(key=lambda entry: entry["path"])
    (VENDOR / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
