"""``python -m tests.load``: fifty clients at once against a draining backlog; ``make clients``.

Prints one table and writes clients.json. Returns 1 when an acknowledged upload was lost or doubled;
missed goals in milliseconds are said, and are no failure: they are the machine's as well.
"""

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from rich.console import Console

from tests.load import rows as told
from tests.load.run import FLAT_OUT, STEADY, Plan, run

_MODES = {"steady": STEADY, "flat-out": FLAT_OUT}


def main() -> int:
    """Run, print, write."""
    chosen = _arguments()
    # What a run has started is ended however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    console = Console(width=160 if not sys.stdout.isatty() else None)
    plan = Plan(
        clients=chosen.clients,
        uploads=max(chosen.uploads, chosen.clients),
        per_second=chosen.rate,
        backlog=chosen.backlog,
        database=chosen.database,
        seed=chosen.seed,
        modes=tuple(_MODES[name] for name in chosen.modes),
    )
    rows = run(plan, console.print)
    title = (
        f"{plan.clients} clients at once beside a backlog of {plan.backlog}, {plan.database}, "
        f"{len(os.sched_getaffinity(0))} cores"
    )
    console.print(told.table(rows, title))
    for line in told.verdict(rows):
        console.print(line)
    written = {"title": title, "rows": [row.told() for row in rows]}
    chosen.out.write_text(json.dumps(written, indent=1) + "\n")
    return int(not all(row.durable for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--uploads", type=int, default=500, help="in each timed row")
    parser.add_argument("--rate", type=float, default=5.0, help="uploads a second, when steady")
    parser.add_argument("--backlog", type=int, default=300, help="statements in hand, at least")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--modes", nargs="*", choices=_MODES, default=list(_MODES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("clients.json"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
