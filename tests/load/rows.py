"""What the rows of the table say, and the table."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from rich.table import Table

from tests.faults.results import percentile, upper_bound

GOAL_SECONDS = 0.3
"""99 of 100 uploads of a megabyte are to be acknowledged this soon."""


@dataclass
class Row:
    """One stretch of uploads. ``killed`` names what was killed in its middle, empty for nothing.

    ``times`` are seconds until the acknowledgement, of what was acknowledged at its first try.
    ``backlog`` counts what was in hand before and after it: never nothing, or there was no load.
    """

    mode: str
    killed: str
    uploads: int
    acknowledged: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    backlog: tuple[int, int] = (0, 0)
    load_average: float = 0.0
    lost: dict[str, str] = field(default_factory=dict)
    doubled: int = 0

    def milliseconds(self, share: float) -> float | None:
        """Return how many milliseconds this share of the uploads did not exceed."""
        found = percentile(sorted(self.times), share)
        return None if found is None else found * 1000

    @property
    def in_time(self) -> bool:
        """Whether 99 of 100 were acknowledged in time."""
        found = self.milliseconds(0.99)
        return found is not None and found <= GOAL_SECONDS * 1000

    @property
    def durable(self) -> bool:
        """Whether every upload was acknowledged, as one statement, and is there."""
        return self.acknowledged == self.uploads and not self.lost and not self.doubled

    def __str__(self) -> str:
        found = [self.milliseconds(share) for share in (0.5, 0.99, 1.0)]
        times = " / ".join("-" if each is None else f"{each:.0f}" for each in found)
        return (
            f"{self.acknowledged} of {self.uploads} acknowledged, p50 / p99 / max {times} ms, "
            f"{self.backlog[1]} in hand afterwards, {len(self.lost)} lost"
        )

    def told(self) -> dict[str, object]:
        """Return it for clients.json: percentiles in place of every time."""
        # A counter does not outlive asdict: it would count its own pairs.
        out = asdict(replace(self, times=[], refused=Counter()))
        del out["times"]
        out["refused"] = dict(self.refused)
        out["ack_ms"] = {
            name: self.milliseconds(share)
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
        }
        out["timed"] = len(self.times)
        out["mean_ms"] = statistics.fmean(self.times) * 1000 if self.times else None
        return out


def table(rows: Sequence[Row], title: str) -> Table:
    """Return the table."""
    shown = Table(title=title)
    shown.add_column("uploads of 1 MB")
    for name in ("sent", "acknowledged", "refused", "per s", "p50 ms", "p95 ms", "p99 ms"):
        shown.add_column(name, justify="right")
    for name in ("max ms", "lost", "doubled", "in hand", "load average"):
        shown.add_column(name, justify="right")
    for row in rows:
        percentiles = (row.milliseconds(share) for share in (0.5, 0.95, 0.99, 1.0))
        shown.add_row(
            row.mode + (f"; {row.killed} killed" if row.killed else ""),
            str(row.uploads),
            str(row.acknowledged),
            ", ".join(f"{count} {reason}" for reason, count in row.refused.items()) or "0",
            f"{row.acknowledged / row.seconds:.1f}" if row.seconds else "-",
            *("-" if each is None else f"{each:.0f}" for each in percentiles),
            str(len(row.lost)),
            str(row.doubled),
            f"{row.backlog[0]} to {row.backlog[1]}",
            f"{row.load_average:.1f}",
        )
    return shown


def verdict(rows: Sequence[Row]) -> list[str]:
    """Return in words what the table came to."""
    acknowledged = sum(row.acknowledged for row in rows)
    harmed = sum(len(row.lost) + row.doubled for row in rows)
    bound = upper_bound(harmed, acknowledged)
    left = f"; up to 1 in {1 / bound:,.0f} remains possible (95 %)" if bound else ""
    said = [f"{harmed} of {acknowledged:,} acknowledged uploads lost or doubled{left}."]
    for row in rows:
        for name, lacking in sorted(row.lost.items())[:10]:
            said.append(f"LOST: {name}: {lacking} is not there.")
        if not row.killed:
            kept = "within" if row.in_time else "NOT within"
            said.append(f"{row.mode}: p99 is {kept} {GOAL_SECONDS * 1000:.0f} ms.")
    return said
