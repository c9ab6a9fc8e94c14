"""``make bench``: one table, and bench.json at the root for programs."""

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from models.inference.artefacts import ARTEFACTS
from tests.benchmarks import analysis, reading, service
from tests.benchmarks.measure import Figure, seconds

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "fixtures" / "statements" / "sample"


def main() -> int:
    """Measure everything and print it."""
    say = Console(stderr=True).print
    found: list[Figure] = []
    say("the command line …")
    command = [sys.executable, "-m", "worker.cli", "--help"]
    found.append(
        Figure(
            key="help_s",
            what="deponent --help",
            value=seconds(lambda: subprocess.run(command, check=True, capture_output=True), runs=7),
            unit="s",
            n=7,
        )
    )
    say("reading …")
    found += reading.figures(sorted(SAMPLE.parent.glob("*/*.pdf")))
    if find_spec("tests.benchmarks.ocr"):
        say("reading scans …")
        found += import_module("tests.benchmarks.ocr").figures()
    say("upload to record …")
    with tempfile.TemporaryDirectory() as folder:
        found += service.figures(Path(folder) / "home", SAMPLE / "s01-kwabena-asante.pdf")
    say("analysis …")
    found += analysis.figures(ARTEFACTS)
    table = Table(title=f"Measured on {os.cpu_count()} cores, in one run")
    for heading in ("What", "Value", "Unit", "n"):
        table.add_column(heading)
    for figure in found:
        table.add_row(figure.what, f"{figure.value:,.3g}", figure.unit, str(figure.n))
    Console().print(table)
    written = {f.key: {"value": f.value, "unit": f.unit, "n": f.n} for f in found}
    (ROOT / "bench.json").write_text(json.dumps(written, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
