"""The command line's contract: exit codes, and words instead of tracebacks."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from worker.settings import Settings
from worker.store.store import Store

FIXTURES = Path(__file__).parents[2] / "fixtures"


# What lets root read and write whatever the rights say.
_OVERRIDES = "-dac_override,-dac_read_search"


def deponent(
    *arguments: str | Path, before: Sequence[str] = (), **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*before, sys.executable, "-m", "worker.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "160", **environment},
        check=False,
    )


def without_privileges(
    *arguments: str | Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run it so that files' rights hold, for root as for everybody."""
    bounded = ["setpriv", f"--bounding-set={_OVERRIDES}", f"--inh-caps={_OVERRIDES}"]
    before = bounded if os.geteuid() == 0 else []
    return deponent(*arguments, before=before, **environment)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a deployment that has a store, with nothing in it."""
    Store.open(Settings(home=tmp_path)).close()
    return tmp_path


def test_help_names_every_command_of_the_contract() -> None:
    answer = deponent("--help")
    assert answer.returncode == 0
    for command in ("process", "serve", "worker", "submit", "status", "show", "demo"):
        assert f" {command} " in answer.stdout
    for command in ("models", "schema", "replay", "doctor", "cancel", "release", "reprocess"):
        assert f" {command} " in answer.stdout


def test_an_unknown_option_is_a_usage_error() -> None:
    answer = deponent("status", "--nonsense")
    assert answer.returncode == 2
    assert "--nonsense" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_misspelt_setting_is_named(tmp_path: Path) -> None:
    answer = deponent("status", DEPONENT_HOME=str(tmp_path), DEPONENT_POTR="1")
    assert answer.returncode == 2
    assert "DEPONENT_POTR" in answer.stderr


def test_another_host_than_this_machine_is_refused(tmp_path: Path) -> None:
    answer = deponent("serve", DEPONENT_HOME=str(tmp_path), DEPONENT_HOST="0.0.0.0")
    assert answer.returncode == 2
    assert "127.0.0.1" in answer.stderr


def test_an_empty_store_says_what_to_do(home: Path) -> None:
    answer = deponent("status", DEPONENT_HOME=str(home))
    assert answer.returncode == 0
    assert "deponent submit" in answer.stdout


LOOKING = [
    ["status"], ["status", "--complete"], ["status", "--workers"], ["show", "feedbeef"],
    ["summary", "01ZD1234525"], ["cancel", "feedbeef"], ["release", "feedbeef"],
    ["replay", "feedbeef"], ["backup", "to"],
]  # fmt: skip


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_a_store_that_is_not_there_is_no_empty_store(tmp_path: Path, command: list[str]) -> None:
    """A disk that is not mounted must not look like a store in which everything adds up."""
    to = [str(tmp_path / word) if word == "to" else word for word in command]
    mistyped = tmp_path / "mistyped"
    answer = deponent(*to, DEPONENT_HOME=str(mistyped), DEPONENT_DATABASE_URL="")
    assert answer.returncode == 2
    assert f"There is no store in {mistyped}. Check DEPONENT_HOME" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_show_of_an_unknown_id_is_explained(home: Path) -> None:
    answer = deponent("show", "feedbeef", DEPONENT_HOME=str(home))
    assert answer.returncode == 2
    assert answer.stderr == "deponent: There is no statement with this id.\n"


def test_submit_without_a_service_says_how_to_start_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("I saw it.")
    answer = deponent(
        "submit", file, "--case", "01ZD1234525", "--url", "http://127.0.0.1:9", HOME=str(tmp_path)
    )
    assert answer.returncode == 2
    assert "deponent serve" in answer.stderr


def test_a_case_reference_that_is_none_is_explained(home: Path) -> None:
    answer = deponent("status", "--case", "no such thing", DEPONENT_HOME=str(home))
    assert answer.returncode == 2
    assert "case reference" in answer.stderr


def test_the_schema_is_json() -> None:
    schema = json.loads(deponent("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"text", "mentions", "summary", "provenance"} <= schema["properties"].keys()


@pytest.mark.parametrize("command", [["--help"], ["schema"], ["status"]])
def test_light_commands_load_no_model_library(command: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['deponent', *{command!r}]\n"
        "from worker.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'spacy', 'transformers', 'pdfplumber', 'numpy'} & set(sys.modules)\n"
        "print(heavy, file=sys.stderr)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "DEPONENT_HOME": str(tmp_path)},
        check=True,
    )
    assert answer.stderr.strip().splitlines()[-1] == "set()"


def test_a_file_that_cannot_be_read_is_exit_code_1(tmp_path: Path) -> None:
    answer = deponent("process", tmp_path / "gone.pdf")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["failure"]["reason"] == "file_not_opened"


def test_an_interrupt_that_python_swallows_is_not_lost() -> None:
    program = """
import os, signal
from worker.cli.interrupts import Interrupts
class Finalised:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        sum(range(1000))
with Interrupts() as interrupts:
    Finalised()
    print("swallowed", flush=True)
    interrupts.look()
"""
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout == "swallowed\n"
    assert ended.returncode == -signal.SIGINT


def test_an_interrupt_is_exit_code_130(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(200)]
    for file in files:
        file.write_text(f"I was in Number {file.stem} Alder Walk when it happened.")
    run = subprocess.Popen(
        [sys.executable, "-m", "worker.cli", "process", *files, "--out", tmp_path / "out"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # One file at a time, so that it is stopped between the first record and the last.
        env={**os.environ, "DEPONENT_BATCH_TOKENS": "1"},
    )
    while not list((tmp_path / "out").glob("*.json")):
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, remarks = run.communicate(timeout=60)
    assert run.returncode == 130
    assert remarks.splitlines()[-1] == "deponent: Stopped. What was finished is kept."


def test_what_may_not_be_written_says_whom_to_ask(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Store.open(Settings(home=home)).close()
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    (tmp_path / "a.txt").write_text("I saw it.")
    for arguments in (
        ("process", tmp_path / "a.txt", "--out", shut / "out"),
        ("backup", shut / "saved"),
    ):
        answer = without_privileges(*arguments, DEPONENT_HOME=str(home))
        assert answer.returncode == 2
        assert answer.stderr.startswith(f"deponent: Cannot write to {shut}/")
        assert "(Permission denied): ask whoever looks after this machine to let " in answer.stderr


def test_what_may_not_be_read_says_whom_to_ask(tmp_path: Path) -> None:
    for name in ("record.json", "a.txt"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "record.json").chmod(0)
    answer = without_privileges(
        "replay", tmp_path / "record.json", "--original", tmp_path / "a.txt"
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"deponent: Cannot read {tmp_path / 'record.json'} (Permission")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["process", "a.txt", "--out", "a.txt"], "--out must be a folder, and a.txt is a file."),
        (["status", "--most", "0"], "greater than or equal to 1. `deponent COMMAND --help`"),
        (["worker"], "Choose from: extract, analyse, dispatch. `deponent COMMAND --help`"),
        (["show", ""], "Give a statement's id, or enough of its beginning."),
        (["replay", "gone.json"], "There is no record at gone.json. Give a statement's id"),
        (["replay", "folder"], "There is no record at folder. Give a statement's id"),
        (["replay", "a.txt"], "Give the file that the record was made from with --original."),
        (["replay", "a.txt", "--original", "a.txt"], "a.txt is no case record that this version"),
        (["replay", "feedbeef"], "There is no statement with this id."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments_are_explained_on_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(home)
    (home / "a.txt").write_text("I saw it.")
    (home / "folder").mkdir()
    answer = deponent(*arguments, DEPONENT_HOME=str(home))
    assert answer.returncode == 2
    assert said in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
