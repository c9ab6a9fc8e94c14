"""``python -m tests.soak``: an hour of mixed load, and whether anything grows; ``make soak``.

Prints two tables and writes soak.json. Ctrl-C ends it early and reports what it has; a second one
ends it at once. Returns 1 when something grew, was left over, broke off or did not settle.
"""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from rich.console import Console

from tests.soak import report
from tests.soak.run import Plan, run


def main() -> int:
    """Run, print, write."""
    chosen = _arguments()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: _told_to_stop(stop, number))
    console = Console(width=140 if not sys.stdout.isatty() else None)
    settings = {}
    if chosen.worker_hours is not None:
        settings["DEPONENT_WORKER_HOURS"] = str(chosen.worker_hours)
    plan = Plan(
        seconds=chosen.seconds,
        every_seconds=chosen.every,
        per_second=chosen.rate,
        seed=chosen.seed,
        database=chosen.database,
        settings=settings,
    )
    soaked = run(plan, stop, console.print)
    console.print(report.table(soaked))
    console.print(report.lives(soaked.samples))
    for line in report.verdict(soaked):
        console.print(line)
    chosen.out.write_text(json.dumps(report.told(soaked), indent=1) + "\n")
    return int(not soaked.flat)


def _told_to_stop(stop: threading.Event, number: int) -> None:
    """End the load at the first signal, and everything at the second."""
    if stop.is_set():
        sys.exit(128 + number)
    stop.set()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--every", type=float, default=3.0, help="seconds between two samples")
    parser.add_argument("--rate", type=float, default=0.5, help="uploads a second")
    parser.add_argument("--worker-hours", type=float, help="lets workers start afresh so often")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("soak.json"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
