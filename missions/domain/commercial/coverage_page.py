"""The coverage of each paragraph, as a page: `manage.py strategy_coverage > docs/strategy-coverage.md`."""

from missions.domain.commercial.coverage import COVERAGE, ParagraphCoverage

HEAD = """# Where the strategy is covered

Made from the table in `missions/domain/commercial/coverage.py` by `manage.py strategy_coverage`; a test checks
that it is current. Each numbered paragraph has its pages, measures or records, and tests. A paragraph about which
nothing can be recorded is quoted, with the reason. The rules and thresholds of the measures are in
`missions/domain/commercial/measures/`, and in the cells of `/posture/`.

| paragraph | what it says | pages | measures | records | tests |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page in Markdown, a row for each paragraph."""
    return HEAD + "".join(f"| {' | '.join(_cells(row))} |\n" for row in COVERAGE)


def _cells(row: ParagraphCoverage) -> tuple[str, ...]:
    pages = ", ".join(f"`{path}`" for path in row.pages)
    if row.quoted:
        return row.paragraph, row.says, pages, f"Quoted, not recorded. {row.quoted}", "", ""
    measures = "; ".join(one.title for one in row.measures)
    records = ", ".join(kind.label for kind in row.kinds)
    tests = ", ".join(f"[{path.rsplit('/', 1)[-1]}](../{path})" for path in row.tests)
    return row.paragraph, row.says, pages, measures, records, tests
