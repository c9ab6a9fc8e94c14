"""The parts of the benchmark by name, and running one of them: ``... parts NAME FILE [--long]``."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measure import Figure, seconds
from tests.benchmarks.texts import SAMPLE

Part = Callable[..., list[Figure]]


def _command_line(*, long: bool) -> list[Figure]:
    command = [sys.executable, "-m", "worker.cli", "--help"]
    runs = 30 if long else 7
    took = seconds(lambda: subprocess.run(command, check=True, capture_output=True), runs=runs)
    return [Figure(key="help_s", what="deponent --help", value=took, unit="s", n=runs)]


def _reading(*, long: bool) -> list[Figure]:
    from tests.benchmarks import reading

    return reading.figures(sorted(SAMPLE.parent.glob("*/*.pdf")))


def _scans(*, long: bool) -> list[Figure]:
    from tests.benchmarks import ocr

    return ocr.figures()


def _service(*, long: bool) -> list[Figure]:
    from tests.benchmarks import service

    with tempfile.TemporaryDirectory() as folder:
        return service.figures(
            Path(folder) / "home", SAMPLE / "s01-kwabena-asante.pdf", uploads=200 if long else 40
        )


def _of(name: str) -> Part:
    def run(*, long: bool) -> list[Figure]:
        figures: list[Figure] = import_module(f"tests.benchmarks.{name}").figures(long=long)
        return figures

    return run


PARTS: dict[str, Part] = {
    "commands": _command_line,
    "reading": _reading,
    "scans": _scans,
    "service": _service,
    "analysis": _of("analysis"),
    "pipeline": _of("pipeline"),
    "peers": _of("peers"),
    "growth": _of("growth"),
    "precision": _of("precision"),
    "forms": _of("forms"),
    "accelerator": _of("accelerator"),
}


def main() -> int:
    """Run one part and write its figures."""
    name, answer = sys.argv[1:3]
    figures = PARTS[name](long="--long" in sys.argv)
    Path(answer).write_text(json.dumps([asdict(figure) for figure in figures]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
