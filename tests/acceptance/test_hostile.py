"""The hostile corpus: every file gets its verdict, and nothing else happens."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fixtures.source import FIXTURES
from tests.hostile import corpus
from tests.hostile.case import FAILED, READ, Case, Family, Verdict
from tests.hostile.judging import Outcome, faults

REPOSITORY = FIXTURES.parent
FEWEST_TECHNIQUES = 20
MUTATIONS = 500

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True, slots=True)
class Run:
    """What the runner said: a finding a line, and what it left behind."""

    findings: list[dict[str, Any]]
    proof: dict[str, Any]

    def faults(self, family: str) -> list[str]:
        return [
            f"{finding['name'][:80]!r}: {fault}"
            for finding in self.findings
            if finding["family"] == family
            for fault in finding["faults"]
        ]


@pytest.fixture(scope="module")
def run() -> Run:
    """One run over the whole corpus, in namespaces of its own."""
    command = [sys.executable, "-B", "-m", "tests.hostile", "run"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    mounts = Path("/proc/self/mounts").read_text()
    assert "/layers-" not in mounts, "it mounted over folders of this machine"
    *findings, last = map(json.loads, done.stdout.splitlines())
    return Run(findings=findings, proof=last["proof"])


@pytest.mark.parametrize("family", [*corpus.FAMILIES, corpus.MUTATIONS])
def test_every_file_of_a_family_gets_its_verdict(family: str, run: Run) -> None:
    found = run.faults(family)
    assert not found, f"{len(found)} of {family}:\n" + "\n".join(found)
    answered = {finding["name"] for finding in run.findings if finding["family"] == family}
    assert answered == {case.name for case in corpus.cases(family)}


def test_no_packet_leaves_and_nobody_calls_home(run: Run) -> None:
    assert not any(run.proof["heard"].values()), run.proof["heard"]
    assert run.proof["controls"]["a call is heard"], "the ears are deaf"


def test_no_file_is_written_outside_the_childs_own_space(run: Run) -> None:
    assert run.proof["strays"] == []
    assert run.proof["controls"]["a file is seen"], "the watch is blind"


def test_no_process_is_left_behind(run: Run) -> None:
    assert run.proof["processes"] == 0
    assert run.proof["controls"]["a process is seen"], "the watch is blind"


def test_each_of_the_ten_families_has_its_techniques() -> None:
    assert len(corpus.FAMILIES) == 10
    sizes = {family: len({c.data for c in corpus.cases(family)}) for family in corpus.FAMILIES}
    assert all(size >= FEWEST_TECHNIQUES for size in sizes.values()), sizes
    assert len(corpus.cases(corpus.MUTATIONS)) == MUTATIONS
    names = Counter((case.family, case.name) for case in corpus.every())
    assert [name for name, count in names.items() if count > 1] == []


def test_the_corpus_has_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    sums = (
        "import hashlib; from tests.hostile import corpus; d = hashlib.sha256(); "
        "[d.update(case.data) for case in corpus.every()]; print(d.hexdigest())"
    )
    command = [sys.executable, "-c", sums]
    two = {
        subprocess.run(command, cwd=REPOSITORY, env={"PYTHONHASHSEED": seed}, check=True,
                       capture_output=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(two) == 1


def test_a_verdict_that_is_missed_is_a_fault() -> None:
    family = Family("trial")
    family.whole("a.txt", b"", "words that matter")
    (case,) = family.cases
    message = "The file is damaged. Upload a fresh copy of it."
    refused = Outcome(status="failed", reason="damaged_file", message=message)
    assert len(faults(case, refused)) == 1
    allowed = Case(family="trial", name="b", data=b"", verdict=Verdict(statuses=READ | FAILED))
    assert faults(allowed, refused) == []
    for bad in (
        Outcome(status="failed", reason="reader_crashed", message=message),
        Outcome(
            status="failed", reason="damaged_file", message="ValueError in reader.py. Try again."
        ),
        Outcome(
            status="failed", reason="damaged_file", message="The file is damaged and is no use."
        ),
    ):
        assert len(faults(allowed, bad)) == 1, bad


def _sample() -> Iterator[Case]:
    """Two of each family, and a few mutations: small ones, with a name that a file can have."""
    for family in (*corpus.FAMILIES, corpus.MUTATIONS):
        small = [
            case
            for case in corpus.cases(family)
            if case.name.isascii() and len(case.name) < 80 and "/" not in case.name
        ]
        yield from small[:: max(1, len(small) // 2)][:2]


def test_process_gives_a_record_for_each_hostile_file(tmp_path: Path) -> None:
    files, out = tmp_path / "in", tmp_path / "out"
    files.mkdir()
    sent: dict[str, Case] = {}
    for number, case in enumerate(_sample()):
        name = f"{number:02}-{case.name}"
        (files / name).write_bytes(case.data)
        sent[name] = case
    done = subprocess.run(
        [Path(sys.executable).parent / "deponent", "process", files, "--out", out],
        env=_environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    records = {path.name: json.loads(path.read_text()) for path in out.glob("*.json")}
    assert {f"{name}.json" for name in sent} <= records.keys()
    statuses = {name: records[f"{name}.json"]["status"] for name in sent}
    assert {n: s for n, s in statuses.items() if s not in sent[n].verdict.statuses} == {}
    assert (done.returncode == 0) == ("failed" not in statuses.values())


def _environment(home: Path) -> Mapping[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "DEPONENT_DEVICE": "cpu",
    }
