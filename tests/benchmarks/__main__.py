"""``make bench``: one table, and bench.json at the root for programs.

``python -m tests.benchmarks`` runs every part in a process of its own, one after another; a part or
several may be named, and then only their figures are new in bench.json. ``--long`` takes larger
samples (10,000 statements, 200 pages): hours.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.measure import Figure
from tests.benchmarks.parts import PARTS

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "bench.json"


def main() -> int:
    """Measure what is asked for, print it and write it down; 1 when a part broke off."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of: {', '.join(PARTS)}")
    parser.add_argument("--long", action="store_true", help="larger samples, much longer")
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}")
    say = Console(stderr=True).print
    found: list[Figure] = []
    broken = []
    for name in options.parts or PARTS:
        say(f"{name} …")
        figures = _apart(name, long=options.long)
        if figures is None:
            broken.append(name)
        else:
            found += figures
            _write(found, fresh=not options.parts)
    Console().print(_table(found))
    if broken:
        say(f"Not measured, as they broke off: {', '.join(broken)}.")
    return 1 if broken else 0


def _apart(name: str, *, long: bool) -> list[Figure] | None:
    """Run a part in a process of its own, so that no part's memory or threads are another's."""
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        command = [sys.executable, "-m", "tests.benchmarks.parts", name, answer.name]
        if subprocess.run([*command, *(["--long"] if long else [])], check=False).returncode:
            return None
        return [Figure(**row) for row in json.loads(Path(answer.name).read_text())]


def _write(figures: list[Figure], *, fresh: bool) -> None:
    known = {} if fresh or not WRITTEN.exists() else json.loads(WRITTEN.read_text())
    for figure in figures:
        row = asdict(figure)
        known[figure.key] = {name: row[name] for name in ("value", "unit", "n")}
    WRITTEN.write_text(json.dumps(known, indent=1) + "\n")


def _table(figures: list[Figure]) -> Table:
    table = Table(title=f"Measured on {os.cpu_count()} cores, in one run")
    for heading in ("What", "Value", "Unit", "n"):
        table.add_column(heading)
    for figure in figures:
        table.add_row(figure.what, f"{figure.value:,.3g}", figure.unit, str(figure.n))
    return table


if __name__ == "__main__":
    sys.exit(main())
