"""The vendored files are exactly those of the manifest, unaltered, and refer to nothing missing."""

import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from plotly.offline import get_plotlyjs_version

from tests.running.collected import collected

VENDOR = Path(__file__).parents[3] / "static" / "vendor"
OWN = {"MANIFEST.json", "README.md", "build.py", "build_fonts.py"}
OWN |= {f"plotly/{name}" for name in ("build.py", "entry.js", "colors.js", "absent.js")}
PLOTLY = VENDOR / "plotly" / "plotly.min.js"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text())


def test_every_vendored_file_is_listed_and_every_listed_file_exists():
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    present = {path for path in present if "__pycache__" not in path}
    assert present - OWN == {entry["path"] for entry in MANIFEST}


def test_no_file_is_listed_twice():
    paths = [entry["path"] for entry in MANIFEST]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["path"])
def test_vendored_file_is_unaltered_and_states_its_origin(entry):
    assert hashlib.sha256((VENDOR / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["package"] and entry["version"] and entry["license"]


def test_stylesheets_refer_only_to_files_that_exist():
    for sheet in VENDOR.parent.rglob("*.css"):
        text = sheet.read_text()
        assert "sourceMappingURL" not in text
        for reference in re.findall(r"url\([\"']?([^\"')]+)[\"']?\)", text):
            if not reference.startswith("#"):
                assert (sheet.parent / reference).is_file(), f"{sheet.name} refers to {reference}"


def test_the_plotly_bundle_has_the_version_of_the_python_package():
    versions = {entry["version"] for entry in MANIFEST if entry["package"] == "plotly.js"}
    assert versions == {get_plotlyjs_version()}
    assert f'"{get_plotlyjs_version()}"' in PLOTLY.read_text()


def test_the_bundle_of_plotly_stays_small():
    (served,) = (collected() / "vendor" / "plotly").glob("plotly.min.*.js.br")
    assert brotli.decompress(served.read_bytes()) == PLOTLY.read_bytes()
    assert served.stat().st_size < 300_000


def test_the_plotly_bundle_has_every_trace_that_the_figures_use():
    sources = "".join(path.read_text() for path in (VENDOR.parents[1] / "missions" / "charts").glob("*.py"))
    used = set(re.findall(r'"type": "(bar|sankey|heatmap|scatter|treemap|pie|box|violin)"', sources))
    bundled = set(re.findall(r"plotly\.js/lib/(\w+)", (VENDOR / "plotly" / "entry.js").read_text())) | {"scatter"}
    assert used and used <= bundled
