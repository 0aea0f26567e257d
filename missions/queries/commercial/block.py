"""The posture block of a decision brief, for the area as it is now and as it was at the last decision."""

from collections.abc import Callable, Collection

from missions.domain.commercial.posture.block import PostureBlock, block
from missions.domain.commercial.posture.grid import Posture
from missions.domain.record.portfolio import AreaState
from missions.queries.commercial.portfolio import posture
from missions.queries.moment import Resolved, resolve
from missions.queries.record.portfolio import portfolio


def block_now(
    area: AreaState, changing: Collection[str], today: Resolved, read: Callable[[Resolved], Posture]
) -> PostureBlock:
    """The block of an area today; `changing` as in `block`, `read` gives the posture at a moment.

    At most one query, in addition to those of `read`.
    """
    now, then = today.settled(), None
    if area.decided:
        on = area.decided.said.effective_on
        then = read(resolve(as_of=on, known=None, today=now.moment.today, chosen=True).settled())
    return block(area, read(now), then, sequence=now.moment.sequence, changing=changing)


def read_posture(resolved: Resolved) -> Posture:
    """The posture at a moment, without any cache. Two queries."""
    return posture(portfolio(resolved.moment, resolved.policy))
