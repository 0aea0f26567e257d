"""A share of this machine's processors for each server of a drill, as if each were on its own machine."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PERIOD = 100_000
# Where control groups are mounted, the second version before the first: the files that limit a group's use and give it
# priority, so that it has its share on a busy machine.
PLACES = (
    (Path("/sys/fs/cgroup"), {"cpu.max": "{quota} {period}"}, {"cpu.weight": "10000"}),
    (
        Path("/sys/fs/cgroup/cpu"),
        {"cpu.cfs_period_us": "{period}", "cpu.cfs_quota_us": "{quota}"},
        {"cpu.shares": "262144"},
    ),
)


@dataclass(frozen=True)
class Share:
    """A group of processes that together use at most their share, and get it before others."""

    folder: Path

    def hold(self, parent: int) -> None:
        """Add a process, with everything that it has started and will start."""
        for pid in (parent, *_children(parent)):
            with suppress(ProcessLookupError):
                (self.folder / "cgroup.procs").write_text(str(pid))

    def stopped(self) -> tuple[int, int]:
        """The number of periods in which it had work, and in how many of them its share was used up."""
        said = dict(line.split() for line in (self.folder / "cpu.stat").read_text().splitlines())
        return int(said["nr_periods"]), int(said["nr_throttled"])


@contextmanager
def shares(cores: dict[str, float]) -> Iterator[dict[str, Share] | None]:
    """A share of that many cores for each name (0: no limit), until the block ends; None if not permitted."""
    with ExitStack() as stack:
        try:
            groups = {name: stack.enter_context(_group(name, most)) for name, most in cores.items()}
        except OSError:
            groups = {}
        yield {name: Share(folder) for name, folder in groups.items()} or None


@contextmanager
def _group(name: str, cores: float) -> Iterator[Path]:
    for place, limits, weights in PLACES:
        folder, files = place / f"csis-drill-{os.getpid()}-{name}", (limits if cores else {}) | weights
        if not (place / "cgroup.procs").exists():
            continue
        folder.mkdir()
        try:
            for file, said in files.items():
                (folder / file).write_text(said.format(quota=round(cores * PERIOD), period=PERIOD))
            yield folder
        finally:
            for pid in (folder / "cgroup.procs").read_text().split():
                with suppress(ProcessLookupError):
                    (place / "cgroup.procs").write_text(pid)
            folder.rmdir()
        return
    raise OSError("No control groups are mounted.")


def _children(parent: int) -> Iterator[int]:
    for listed in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, listed.read_text().split()):
                yield child
                yield from _children(child)
