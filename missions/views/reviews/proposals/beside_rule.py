"""The posture block of a brief, not an input to the rule: as kept with the revision, and as it is now."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.commercial.posture.block import BlockLine, PostureBlock, read_block
from missions.domain.dates import day
from missions.domain.reviews.brief.wording import WordingLine, by_words
from missions.models import ProposalRevision
from missions.queries.commercial.block import block_now
from missions.queries.reviews.brief.contents import Brief
from missions.views.remembered import posture_at


@dataclass(frozen=True, slots=True)
class PostureLine:
    """A line with its link; `moved` is today's value if it differs, with its address."""

    line: BlockLine
    url: str
    moved: BlockLine | None
    moved_url: str


@dataclass(frozen=True, slots=True)
class BesideRule:
    """The lines, with the time and the hash under which they were kept; None and empty if they were not.

    `revised` says whether a revision is shown, rather than a draft. `new` are lines of today that were not kept.
    """

    said: tuple[PostureLine, ...]
    sent_at: datetime | None
    digest: str
    revised: bool
    new: tuple[tuple[BlockLine, str], ...]

    @property
    def moved(self) -> int:
        """How many lines differ today from what was kept."""
        return sum(one.moved is not None for one in self.said) + len(self.new)


def beside_rule(shown: Brief) -> BesideRule:
    """The block kept with the revision, beside today's if the proposal is open; today's alone for a draft.

    A final proposal shows only the kept block. Up to five queries if nothing is in memory.
    """
    held, revised = shown.posture, shown.saying.number is not None
    if held is None and shown.final:
        return BesideRule((), None, "", revised, ())
    if held is None:
        now = _today(shown)
        lines = tuple(PostureLine(line, now.url(line), None, "") for line in now.lines)
        return BesideRule(lines, None, "", revised, ())
    kept = read_block(held.content)
    now = kept if shown.final else _today(shown)
    moved = kept.moved_to(now)
    then = f"as_of={kept.on.isoformat()}"
    said = tuple(PostureLine(line, kept.url(line, then), moved.get(line.key), now.url(line)) for line in kept.lines)
    known = {line.key for line in kept.lines}
    new = tuple((line, now.url(line)) for key, line in moved.items() if key not in known)
    return BesideRule(said, shown.loaded.revision.entry.recorded_at, held.content_hash, revised, new)


@dataclass(frozen=True, slots=True)
class BesideRevisions:
    """The blocks kept with one or two revisions, line by line; with each hash, empty if none was kept."""

    lines: tuple[WordingLine, ...]
    earlier: str
    later: str


def beside_revisions(earlier: ProposalRevision | None, later: ProposalRevision) -> BesideRevisions:
    """The block kept with a revision, beside that of the `earlier` one; nothing of today. No query."""
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


def _kept(revision: ProposalRevision) -> tuple[PostureBlock | None, str]:
    held = getattr(revision, "posture", None)
    return (read_block(held.content), held.content_hash) if held else (None, "")


def _today(shown: Brief) -> PostureBlock:
    changing = [one.code for one in shown.functions if one.differs]
    return block_now(shown.area, changing, shown.loaded.resolved, posture_at)
