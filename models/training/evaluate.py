"""Measure the active models: ``python -m models.training.evaluate [--part dev] [--quick]``.

Writes a report as Markdown and JSON, and exits with 1 when a chief figure is worse than the one
that the model was released with. Nothing is chosen by what it says: thresholds and weighing were
fixed on the development part.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.inference.analyser import Analyser
from models.inference.artefacts import ARTEFACTS
from models.training import frozen
from models.training.corpus import CorpusBroken, Statement, statements
from models.training.evaluation import (
    calibration,
    facts,
    gate,
    marks,
    name_recall,
    public_sets,
    seams,
)
from models.training.evaluation.reader import Reader
from models.training.evaluation.report import markdown

_REPOSITORY = Path(__file__).resolve().parents[2]
DATA = _REPOSITORY.parent / "shared" / "data"
_QUICK_TEXTS = 20


def main() -> int:
    """Read the command line, measure, write the report and compare; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", *frozen.PARTS), default="test")
    parser.add_argument("--quick", action="store_true", help="fewer names and public texts")
    parser.add_argument("--root", type=Path, default=ARTEFACTS, help="where the models are")
    parser.add_argument("--data", type=Path, default=DATA, help="the public sets and lists")
    parser.add_argument("--out", type=Path, default=_REPOSITORY / "var" / "evaluation")
    parser.add_argument("--threads", type=int, help="CPU threads; torch's own choice if left out")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        everything = statements()
        frozen.check(everything)
    except CorpusBroken as error:
        print(f"Nothing was measured: {error}.", file=sys.stderr)
        return 1
    reader = Reader(Analyser.load(options.root, device="cpu", threads=options.threads))
    chosen = [one for one in everything if one.part == options.part]
    report = measure(reader, chosen, options.part, options.data, quick=options.quick)
    path = written(report, options.out)
    verdict = gate.judge(report, gate.released(options.root))
    spent = f"{time.monotonic() - began:.0f} s, {time.process_time():.0f} s of one core"
    print(f"{path} and {path.with_suffix('.json')} ({spent})", file=sys.stderr)
    for line in verdict.words:
        print(line)
    return 0 if verdict.passed else 1


def measure(
    reader: Reader, chosen: Sequence[Statement], part: str, data: Path, *, quick: bool = False
) -> dict[str, Any]:
    """Return every figure of the report.

    Args:
        reader: the models.
        chosen: the statements of the part.
        part: "dev", or a frozen test part.
        data: the folder with the public sets and lists; what is not there is left out.
        quick: whether fewer names and public texts will do; the chief figures are the same.
    """
    usual = reader.statements("the statements", chosen)
    return {
        "models": reader.models,
        "part": part,
        gate.PART_HASH: gate.part_hash(part) if part in frozen.PARTS else "",
        "quick": quick,
        "statements": len(chosen),
        "authors": sorted({one.author for one in chosen}),
        "mentions": sum(len(one.marked.marks) for one in chosen),
        **marks.measure(chosen, usual),
        "calibration": calibration.measure(chosen, usual),
        **facts.measure(reader, chosen, usual),
        "seams": seams.measure(reader, chosen, usual),
        "public": public_sets.measure(reader, data, _QUICK_TEXTS if quick else None),
        "names": name_recall.measure(
            reader, chosen, data / "lists", name_recall.QUICK if quick else name_recall.FEWEST
        ),
    }


def written(report: dict[str, Any], folder: Path) -> Path:
    """Write the report into ``folder`` as Markdown and JSON; return the Markdown's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report['part']}{'-quick' if report['quick'] else ''}.md"
    path.write_text(markdown(report), encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
