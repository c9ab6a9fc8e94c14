"""``python -m tests.faults``: run the faults that were not run yet, and print the table.

Runs are kept, one file a run, and found again: a long form can be gathered over several days.
"""

import argparse
import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from tests.faults import results, runs
from tests.faults.trial import Plan

_CONTROL_UPLOADS = 12


def main() -> int:
    """Run, print, write; returns 1 for a broken promise, a run that broke off or a blind oracle."""
    chosen = _arguments()
    # What a run has started and mounted is taken away again however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    console = Console(width=160 if not sys.stdout.isatty() else None)
    kept = results.Folder(chosen.folder)
    if chosen.markdown:
        everything = kept.everything()
        if chosen.markdown == "runs":
            rows = map(results.markdown, everything)
        else:
            rows = map(results.markdown_of_all, results.by_fault(everything).values())
        print("\n".join(rows))
        return 0
    lines = []
    broken_off = False
    for name in chosen.faults:
        found = []
        for seed in range(chosen.from_seed, chosen.seeds + 1):
            result = None if chosen.again else kept.find(name, chosen.uploads, seed)
            if result is None and not chosen.only_table:
                console.print(f"{name} {runs.FAULTS[name].title}, seed {seed} …")
                try:
                    result = runs.run(name, Plan.of(chosen.uploads, seed))
                except Exception as error:  # noqa: BLE001  # the others' rows must not be lost
                    broken_off = True
                    console.print(
                        f"  broke off, and proves nothing: {type(error).__name__}: {error}"
                    )
                    continue
                kept.keep(result, chosen.uploads)
                _say(console, result)
            found += [result] if result else []
        lines.append(results.line(name, found))
    blind = _control(console, skip=chosen.only_table or chosen.no_control)
    console.print(results.table(lines, {name: each.title for name, each in runs.FAULTS.items()}))
    chosen.out.write_text(
        json.dumps({"rows": [asdict(line) for line in lines], "control_lost": blind}, indent=1)
    )
    failed = any(line.runs and not line.kept for line in lines)
    return int(failed or broken_off or blind == 0)


def _say(console: Console, result: results.Result) -> None:
    if result.not_run:
        console.print(f"  not run: {result.not_run}")
        return
    verdict = "kept" if result.kept else f"BROKEN: {result.named} {result.marks}"
    console.print(f"  {result.seconds:.0f} s on {result.database}, {result.counts or ''} {verdict}")


def _control(console: Console, *, skip: bool) -> int | None:
    """Return how many losses the oracle finds without the sweep: none would prove it blind."""
    if skip:
        return None
    lost = runs.run_without_sweep(Plan.of(_CONTROL_UPLOADS, 1)).lost
    console.print(f"Without the sweep the oracle finds {lost} of {_CONTROL_UPLOADS} lost.")
    return lost


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--uploads", type=int, default=40, help="for each fault and seed")
    parser.add_argument("--seeds", type=int, default=1, help="up to this one")
    parser.add_argument("--from-seed", type=int, default=1, help="leave out those before it")
    parser.add_argument("--faults", nargs="*", default=list(runs.FAULTS), choices=runs.FAULTS)
    parser.add_argument("--folder", type=Path, default=Path("var/faults"), help="of kept runs")
    parser.add_argument("--out", type=Path, default=Path("faults.json"))
    parser.add_argument("--again", action="store_true", help="run what is kept already, too")
    parser.add_argument("--only-table", action="store_true", help="run nothing")
    parser.add_argument(
        "--markdown",
        choices=("runs", "faults"),
        help="run nothing; print a row for each kept run, or for all runs of a fault together",
    )
    parser.add_argument(
        "--no-control", action="store_true", help="leave out the run that must fail"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
