"""Vendor plotly.js: `python static/vendor/plotly/build.py` bundles entry.js and rewrites what it makes.

The version is the one inside the Python package, so that what is checked there is what is drawn. Needs npm once, by
whoever raises that version; neither npm nor Node is needed to build, test or run the program.
"""

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs_version

PACKAGE = "plotly.js"
ESBUILD = "0.28.2"
HERE = Path(__file__).parent
MANIFEST = HERE.parent / "MANIFEST.json"
# Of the bundle: plotly.js itself and what it requires.
LICENSES = {"plotly.min.js": "MIT AND ISC AND BSD-3-Clause", "plotly.css": "MIT", "LICENSE": "MIT"}
SOURCES = ("entry.js", "colors.js", "absent.js")
# What of other packages no figure calls: selecting with a lasso.
ABSENT = ("polybooljs",)
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--global-name=Plotly",
    "--target=es2018",
    "--define:global=window",
    "--define:define.amd=false",
    # The stylesheet of maps, which are not drawn.
    "--loader:.css=empty",
    "--legal-comments=eof",
    "--alias:culori=./colors.js",
    *(f"--alias:{package}=./absent.js" for package in ABSENT),
)


def bundle(folder: Path, version: str) -> dict[str, bytes]:
    """The vendored files by name, made in an empty folder."""
    (folder / "package.json").write_text("{}")
    for name in SOURCES:
        (folder / name).write_bytes((HERE / name).read_bytes())
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
    subprocess.run([*install, f"{PACKAGE}@{version}", f"esbuild@{ESBUILD}"], cwd=folder, check=True)
    made = folder / "plotly.min.js"
    esbuild = folder / "node_modules" / ".bin" / "esbuild"
    subprocess.run([str(esbuild), "entry.js", *OPTIONS, f"--outfile={made}"], cwd=folder, check=True)
    package = folder / "node_modules" / PACKAGE
    css = (package / "dist" / "plotly.css").read_text().replace('"Open Sans",verdana', '"Public Sans Web"')
    return {
        "plotly.min.js": made.read_bytes(),
        "plotly.css": css.strip().encode() + b"\n",
        "LICENSE": (package / "LICENSE").read_bytes(),
    }


def main() -> None:
    """Write the files and their entries of the manifest that the tests check."""
    version = get_plotlyjs_version()
    with tempfile.TemporaryDirectory() as folder:
        files = bundle(Path(folder), version)
    manifest = [entry for entry in json.loads(MANIFEST.read_text()) if entry["package"] != PACKAGE]
    for name, content in files.items():
        (HERE / name).write_bytes(content)
        manifest.append(
            {
                "path": f"plotly/{name}",
                "sha256": hashlib.sha256(content).hexdigest(),
                "package": PACKAGE,
                "version": version,
                "license": LICENSES[name],
            }
        )
    manifest.sort(key=lambda entry: entry["path"])
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
