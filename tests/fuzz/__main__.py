"""Fuzz one target, or all: ``python -m tests.fuzz [TARGET ...] [--seconds N] [--found FOLDER]``.

An input that breaks a target is kept in ``--found``, by default ``tests/fuzz/found/TARGET``, whose
files the tests try ever after. Exits 1 when there was one.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

_HERE = Path(__file__).parent
_TARGETS = ("texts", "packages", "pdf", "documents", "answers", "forms")


def main() -> int:
    """Fuzz the targets one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=9, help="for each target")
    parser.add_argument("--found", type=Path, help="where inputs that break something are kept")
    asked = parser.parse_args()
    broken = []
    for target in asked.targets or _TARGETS:
        found = asked.found or _HERE / "found" / target
        if not fuzz(target, asked.seconds, found):
            broken.append(target)
    print(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return bool(broken)


def fuzz(target: str, seconds: int, found: Path) -> bool:
    """Fuzz one target and return whether it withstood. What broke it lies in ``found``."""
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deponent-fuzz-") as grown:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.once", target, grown),
                f"-max_total_time={seconds}",
                f"-artifact_prefix={found}/",
                *("-max_len=8192", "-timeout=60", "-rss_limit_mb=3000", "-verbosity=0"),
                "-print_final_stats=1",
            ],
            cwd=_HERE.parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
    runs = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{target}: {runs[0].split()[-1] if runs else 'no'} inputs in {seconds} s")
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    if not found.iterdir():
        found.rmdir()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
