"""Every target withstands a bounded time of fuzzing, and whatever broke one before."""

from pathlib import Path

import pytest

from tests.fuzz.__main__ import fuzz
from tests.fuzz.targets import TARGETS

SECONDS = 8
FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_withstands_fuzzing(
    target: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    seeds = len(list(TARGETS[target].seeds()))
    for times in (1, 2, 4, 8):
        withstood = fuzz(target, times * SECONDS, tmp_path)
        said = capfd.readouterr().out
        found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert withstood, f"{said}\n{found}"
        tried = int(said.split(f"{target}: ")[1].split()[0])
        # A busy machine may not get beyond the seeds in so short a time.
        if tried > seeds:
            break
    assert tried > seeds, said


def test_what_broke_a_target_breaks_it_no_more() -> None:
    assert not {path.name for path in FOUND.glob("*")} - set(TARGETS)
    for path in sorted(FOUND.glob("*/*")):
        TARGETS[path.parent.name].take(path.read_bytes())
