"""The house: what starts light, what is small, and what resolves."""

import importlib
import inspect
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import models
import worker
from worker.casefile import STAGES
from worker.queues import JOBS

ROOT = Path(__file__).parents[2]
HEAVY = {"torch", "spacy", "transformers", "pdfplumber", "numpy", "thinc"}
LONGEST_FILE = 330


@pytest.mark.parametrize(
    "module",
    [
        "worker.api.app",
        "worker.cli",
        "worker.dispatch",
        "worker.supervisor",
        "worker.intake",
        "worker.store.store",
    ],
)
def test_what_only_serves_starts_without_the_heavy_libraries(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.split() == []


def test_making_the_web_application_loads_no_heavy_library_either() -> None:
    program = (
        "import sys; from worker.api.app import create_app; from worker.settings import Settings; "
        f"create_app(Settings()).openapi(); print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.split() == []


def test_the_inference_library_s_results_need_nothing_but_python() -> None:
    program = (
        "import sys; before = set(sys.modules); import models.inference.results, "
        "models.inference.errors; print(*{m.split('.')[0] for m in set(sys.modules) - before} "
        "- set(sys.stdlib_module_names))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.split() == ["models"]


def test_the_command_line_answers_at_once() -> None:
    def ask() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "worker.cli", "--help"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        assert "process" in answer.stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    # Processor time, and the best of several: what else runs here is not the command's doing.
    assert min(ask() for _ in range(5)) < 0.5


@pytest.mark.parametrize("stage", STAGES)
def test_every_job_resolves_to_a_function_of_one_id(stage: str) -> None:
    name = JOBS[stage]  # type: ignore[index]  # a stage is one of the literals
    module, function = name.rsplit(".", 1)
    found = getattr(importlib.import_module(module), function)
    assert list(inspect.signature(found).parameters) == ["statement_id"]


def test_there_is_a_job_for_every_stage_and_no_other() -> None:
    assert tuple(JOBS) == STAGES


@pytest.mark.parametrize("package", [models, worker])
def test_both_packages_are_this_checkout_s(package: object) -> None:
    file = inspect.getfile(package)  # type: ignore[arg-type]  # modules are what it takes
    assert Path(file).parents[1] == ROOT


def _sources() -> list[Path]:
    return [
        path
        for folder in ("worker", "models", "tests", "fixtures")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_no_file_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert [path for path in _sources() if path.stem in nothing] == []
    assert [path for path in _sources() if nothing & set(path.parts)] == []


def test_no_test_folder_hides_a_package() -> None:
    for folder in (ROOT / "tests").rglob("*"):
        assert not (folder.is_dir() and folder.name in {"models", "worker"})


def test_every_package_has_a_docstring_that_says_what_it_is() -> None:
    for path in _sources():
        if path.is_relative_to(ROOT / "tests"):
            continue
        opening = path.read_text().lstrip()
        assert opening.startswith('"""'), path.relative_to(ROOT)
