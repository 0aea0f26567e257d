"""The page of states, drawn from the transition table: `manage.py review_states > docs/review-states.md`."""

from missions.domain.reviews.transitions import TRANSITIONS, edges
from missions.domain.states import FINAL
from missions.domain.vocabulary import State

HEAD = """# States of a proposal

Made from the transition table in `missions/domain/reviews/transitions.py` by
`manage.py review_states`; a test checks that it is current.
The database refuses every other move, no matter who makes it.
"""

SEPARATION = """## Who acts in which part

Nobody votes or decides on a proposal whose content they saved. Nobody decides on a proposal they voted on, or votes on
one that they decided on or whose objection they overruled. A person who has voted, asked for changes or decided cannot
become an author. A reviewer who recuses themselves takes no further part as a reviewer. No setting turns this off.
"""


def page() -> str:
    """The page in Markdown, with a diagram and a row for each transition."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), "", SEPARATION])


def _diagram() -> list[str]:
    lines = [f"  {state}: {state.label}" for state in State]
    for move, source, target in edges():
        lines.append(f"  {source or '[*]'} --> {target}: {move.label}")
    lines += [f"  {state} --> [*]" for state in State if state in FINAL]
    return ["```mermaid", "stateDiagram-v2", *lines, "```"]


def _table() -> list[str]:
    lines = ["| move | from | to | who | guards |", "| --- | --- | --- | --- | --- |"]
    for row in TRANSITIONS.values():
        sources = ", ".join(source.label if source else "nothing yet" for source in row.sources)
        cells = (row.move.label, sources, row.target.label, row.who, "; ".join(row.guards))
        lines.append(f"| {' | '.join(cells)} |")
    return lines
