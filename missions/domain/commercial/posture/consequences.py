"""What the loss of a parent, launcher, bus, ground, cloud or country changes: functions and cells, before and after."""

from dataclasses import dataclass, replace

from missions.domain.commercial.portfolio import CommercialPortfolio
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.losses import Fallen, Loss, Survival

ORDER = (CellState.MET, CellState.PARTLY, CellState.NOT_MET, CellState.NO_DATA)


@dataclass(frozen=True, slots=True)
class FallenCell:
    """A cell that is worse after a loss than before."""

    area: str
    column: PostureColumn
    before: CellState
    after: CellState


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a loss does: solutions that fall; functions kept, lost and unknown by area; and the cells that get worse.

    `before` and `after` are the open functions with an offer; functions that may be lost do not count in `after`.
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
    """The effect of this loss on a posture; none if nothing depends on it. Areas not sought are unaffected."""
    fallen = posture.losses.fallen.get(loss, Fallen())
    after = replace(posture, portfolio=without(posture.portfolio, fallen))
    cells = tuple(
        FallenCell(*key, cell.state, after.cells[key].state)
        for key, cell in posture.cells.items()
        if cell.state is not CellState.NOT_SOUGHT and ORDER.index(after.cells[key].state) > ORDER.index(cell.state)
    )
    survivals = {area.code: posture.losses.survival(area, loss) for area in posture.areas if not area.not_sought}
    return Consequences(loss, fallen, survivals, cells)


def without(portfolio: CommercialPortfolio, fallen: Fallen) -> CommercialPortfolio:
    """The portfolio without the solutions that certainly fall; references to them become gaps."""
    return replace(portfolio, solutions=tuple(one for one in portfolio.solutions if one.code not in fallen.certain))
