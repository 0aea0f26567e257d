"""The block of a brief that is no input to the rule: as it was kept when the revision was sent, and as it is now."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.commercial.posture.block import Block, Line, read_block
from missions.domain.dates import day
from missions.domain.reviews.brief.wording import Line as Wording
from missions.domain.reviews.brief.wording import by_words
from missions.models import ProposalRevision
from missions.queries.commercial.block import block_now
from missions.queries.reviews.brief.contents import Brief
from missions.views.remembered import posture_at


@dataclass(frozen=True, slots=True)
class Said:
    """A line with where it leads; `moved` is what the record says of it today where that differs, with its address."""

    line: Line
    url: str
    moved: Line | None
    moved_url: str


@dataclass(frozen=True, slots=True)
class BesideRule:
    """The lines, and since when and under which hash they are kept: None and empty for what nobody has kept.

    `revised` is whether a revision is shown, rather than a draft. `new` are lines of today that were not kept.
    """

    said: tuple[Said, ...]
    sent_at: datetime | None
    digest: str
    revised: bool
    new: tuple[tuple[Line, str], ...]

    @property
    def moved(self) -> int:
        """How many lines say something else today than what was kept."""
        return sum(one.moved is not None for one in self.said) + len(self.new)


def beside_rule(shown: Brief) -> BesideRule:
    """What was kept with the revision, beside today's where the proposal is open; today's alone for a draft.

    A final proposal shows what was kept and nothing of today. Up to five queries where nothing is remembered.
    """
    held, revised = shown.posture, shown.saying.number is not None
    if held is None and shown.final:
        return BesideRule((), None, "", revised, ())
    if held is None:
        now = _today(shown)
        lines = tuple(Said(line, now.url(line), None, "") for line in now.lines)
        return BesideRule(lines, None, "", revised, ())
    kept = read_block(held.content)
    now = kept if shown.final else _today(shown)
    moved = kept.moved_to(now)
    then = f"as_of={kept.on.isoformat()}"
    said = tuple(Said(line, kept.url(line, then), moved.get(line.key), now.url(line)) for line in kept.lines)
    known = {line.key for line in kept.lines}
    new = tuple((line, now.url(line)) for key, line in moved.items() if key not in known)
    return BesideRule(said, shown.loaded.revision.entry.recorded_at, held.content_hash, revised, new)


@dataclass(frozen=True, slots=True)
class BesideRevisions:
    """What was kept with one revision, or with two, line by line; the hash of each, empty where none was kept."""

    lines: tuple[Wording, ...]
    earlier: str
    later: str


def beside_revisions(earlier: ProposalRevision | None, later: ProposalRevision) -> BesideRevisions:
    """What was kept with a revision, beside what was kept with the `earlier` one; nothing of today. No query."""
    kept = [_kept(one) for one in (earlier or later, later)]
    before, after = ({line.key: line for line in block.lines} if block else {} for block, _ in kept)
    titles = {line.key: line.title for lines in (before, after) for line in lines.values()}
    days = [day(block.on) if block else "" for block, _ in kept]
    lines = (
        by_words(title, *(lines[key].words if key in lines else "" for lines in (before, after)))
        for key, title in titles.items()
    )
    told = (by_words("On", *days), *lines) if titles else ()
    return BesideRevisions(told, kept[0][1], kept[1][1])


def _kept(revision: ProposalRevision) -> tuple[Block | None, str]:
    held = getattr(revision, "posture", None)
    return (read_block(held.content), held.content_hash) if held else (None, "")


def _today(shown: Brief) -> Block:
    changing = [one.code for one in shown.functions if one.differs]
    return block_now(shown.area, changing, shown.loaded.resolved, posture_at)
