"""What a reading child costs, in each sandbox of this machine, forked from the nursery or started.

``python -m tests.benchmarks.children [READINGS]`` prints a table: processor and wall time for each
reading of a small PDF, of all processes together, the reading itself included. The last row reads
in this very process, without any child: what the file alone takes.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from worker.errors import SandboxMissing
from worker.extract import readers
from worker.extract.containment import group, tiers
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

_SAMPLE = Path(__file__).parents[2] / "fixtures" / "statements" / "sample"
_READINGS = 200
_WAYS = (
    *(("namespaces", True), ("namespaces", False), ("bubblewrap", False)),
    *(("landlock", False), ("user", False), (tiers.OVERRIDE, False)),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one reading: of all processors, and until it was there."""

    processor: float
    wall: float


def of(files: list[Path], tier: str, busy: Callable[[], float], *, forks: bool) -> Cost | None:
    """Measure one way of reading ``files`` one after another, None where it can't be had."""
    try:
        room = ReadingRoom(Limits(seconds=600), sandbox=tier)
    except SandboxMissing:
        return None
    if forks and room._server is None:
        room.close()
        return None
    with room:
        if not forks:
            room._containment, room._server = replace(room._containment, forks=False), None
        for file in files[:3]:
            room.read(file, filename=file.name)
        return _measured(files, lambda file: room.read(file, filename=file.name), busy)


def _measured(files: list[Path], read: Callable[[Path], object], busy: Callable[[], float]) -> Cost:
    began, before = time.perf_counter(), busy()
    for file in files:
        read(file)
    return Cost(
        processor=1000 * (busy() - before) / len(files),
        wall=1000 * (time.perf_counter() - began) / len(files),
    )


@contextmanager
def _accounted() -> Iterator[Callable[[], float]]:
    """Count the processor seconds of this process and of all that it starts, buried or not.

    They move into a control group of their own, which needs the right to make one (root has it).
    """
    own = group.own_groups(
        Path("/proc/self/mountinfo").read_text(), Path("/proc/self/cgroup").read_text()
    )
    place = own.get("cpuacct") or own[""]
    folder = place / f"deponent-benchmark-{os.getpid()}"
    folder.mkdir()
    (folder / "cgroup.procs").write_text(str(os.getpid()))
    try:
        yield partial(_busy, folder)
    finally:
        (place / "cgroup.procs").write_text(str(os.getpid()))
        folder.rmdir()


def _busy(folder: Path) -> float:
    with suppress(FileNotFoundError):
        return int((folder / "cpuacct.usage").read_text()) / 1e9
    rows = dict(row.split() for row in (folder / "cpu.stat").read_text().splitlines())
    return int(rows["usage_usec"]) / 1e6


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _READINGS
    files = list(islice(cycle(sorted(_SAMPLE.glob("*.pdf"))), count))
    table = Table("sandbox", "children", "processor, ms", "wall, ms")
    with _accounted() as busy:
        for tier, forks in _WAYS:
            if (cost := of(files, tier, busy, forks=forks)) is not None:
                how = "forked" if forks else "started"
                table.add_row(tier, how, f"{cost.processor:.1f}", f"{cost.wall:.1f}")
        alone = _measured(files, lambda file: readers.read(file.read_bytes(), Limits()), busy)
        table.add_row("no child", "none", f"{alone.processor:.1f}", f"{alone.wall:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
