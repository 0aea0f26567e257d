"""What follows from losing a parent, launcher, bus, ground, cloud or country: functions and cells, before and after."""

from dataclasses import dataclass, replace

from missions.domain.commercial.portfolio import Portfolio
from missions.domain.commercial.posture.columns import CellState, Column
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.losses import Fallen, Loss, Survival

ORDER = (CellState.MET, CellState.PARTLY, CellState.NOT_MET, CellState.NO_DATA)


@dataclass(frozen=True, slots=True)
class FallenCell:
    """A cell that is worse after a loss than before."""

    area: str
    column: Column
    before: CellState
    after: CellState


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a loss does: solutions that fall, by area the functions kept, lost and unknown, and the cells that fall.

    `before` and `after` are the open functions with an offer; after it, those that may be lost are not counted.
    """

    loss: Loss
    fallen: Fallen
    survivals: dict[str, Survival]
    cells: tuple[FallenCell, ...]

    @property
    def before(self) -> int:
        return sum(len(one.kept) + len(one.lost) + len(one.unknown) for one in self.survivals.values())

    @property
    def after(self) -> int:
        return sum(len(one.kept) for one in self.survivals.values())


def consequences(posture: Posture, loss: Loss) -> Consequences:
    """What losing this does to a posture; nothing falls where nothing depends on it. Areas not sought do not fall."""
    fallen = posture.losses.fallen.get(loss, Fallen())
    after = replace(posture, portfolio=without(posture.portfolio, fallen))
    cells = tuple(
        FallenCell(*key, cell.state, after.cells[key].state)
        for key, cell in posture.cells.items()
        if cell.state is not CellState.NOT_SOUGHT and ORDER.index(after.cells[key].state) > ORDER.index(cell.state)
    )
    survivals = {area.code: posture.losses.survival(area, loss) for area in posture.areas if not area.not_sought}
    return Consequences(loss, fallen, survivals, cells)


def without(portfolio: Portfolio, fallen: Fallen) -> Portfolio:
    """The portfolio without the solutions that fall for certain; what refers to them is a gap."""
    return replace(portfolio, solutions=tuple(one for one in portfolio.solutions if one.code not in fallen.certain))
