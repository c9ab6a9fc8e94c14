"""``deponent reprocess`` as it is typed: choosing, dry runs, watching, stopping, exit codes."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.live_service import serving
from tests.unit.test_cli import deponent
from worker.casefile import Failure, State, Statement
from worker.presence import profile
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

_CASE = "01ZD1234525"
# Words of the invented statement, none of which may be printed.
_WORDS = ("Gant", "Carlton", "Peckham", "neighbour")


@pytest.fixture
def made(settings: Settings, sqlite_store: Store) -> Statement:
    """A statement whose record an earlier reader and an earlier model have made."""
    return made_before(settings, sqlite_store)


def made_before(
    settings: Settings, store: Store, name: str = "marlowe.pdf", case_ref: str = _CASE
) -> Statement:
    """A statement whose record an earlier reader and an earlier model have made."""
    statement = factories.received(store, settings, name.encode(), filename=name, case_ref=case_ref)
    factories.ready(store, statement, factories.marlowe())
    return store.statements.get(statement.id)


def reprocess(settings: Settings, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Give the command."""
    return deponent("reprocess", *arguments, DEPONENT_HOME=str(settings.home))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say which statements are meant: ids, --case, --where, or --all"),
        (["--dry-run"], "say which statements are meant"),
        (["--all", "--case", _CASE], "--all means every case"),
        (["--watch", "last", "--all"], "are given alone"),
        (["--watch", "last", "--stop", "last"], "are given alone"),
        (["--watch", "last"], "Nothing was ever reprocessed here."),
        (["--stop", "0f8e77ab"], "There is no run “0f8e77ab”."),
        (["--where", "colour=red"], "“colour=red” is no condition."),
        (["--where", "state=cancelled"], "`deponent release`"),
        (["0000"], "There is no statement with this id."),
        (["--case", "no such/\x01"], "case"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_done(
    settings: Settings, sqlite_store: Store, made: Statement, arguments: list[str], said: str
) -> None:
    answer = reprocess(settings, *arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert answer.stdout == ""
    assert sqlite_store.statements.get(made.id) == made


def test_a_dry_run_says_how_many_of_which_cases_and_why_and_changes_nothing(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    other = made_before(settings, sqlite_store, "other [b].pdf", "01ZD1234526")
    waiting = factories.received(sqlite_store, settings, b"waits", filename="waits.txt")
    before = sqlite_store.events.history(made.id)
    answer = reprocess(settings, "--all", "--dry-run")
    assert answer.returncode == 0, answer.stderr
    assert "2 statements would be done again; nothing was changed." in answer.stdout
    for words in (_CASE, "01ZD1234526", "read again", made.id[:12], "other [b].pdf"):
        assert words in answer.stdout
    assert "setting summary_fewest was not set, now 3" in answer.stdout
    assert "made with entities 0.1.0 (eeeeeeee), now minilm-statements" in answer.stdout
    assert f"{waiting.id}  in hand already  waits.txt" in answer.stderr
    data = json.loads(reprocess(settings, "--all", "--dry-run", "--json").stdout)
    assert [(each["id"], each["stage"]) for each in data["due"]] == [
        (made.id, "extract"),
        (other.id, "extract"),
    ]
    assert [each["state"] for each in data["left_alone"]] == ["received"]
    assert sqlite_store.events.history(made.id) == before
    assert sqlite_store.statements.get(made.id) == made


def test_a_run_puts_back_what_is_meant_and_can_be_given_again(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    other = made_before(settings, sqlite_store, "other.pdf", "01ZD1234526")
    answer = reprocess(settings, "--case", _CASE, "--why", "a new model", "--no-wait")
    assert answer.returncode == 0, answer.stderr
    assert "1 statement put back, behind everything that waits." in answer.stderr
    assert "Nothing that does this work runs at present (extract, analyse, dispatch)" in (
        answer.stderr
    )
    run = sqlite_store.reprocessing.latest_run()
    assert f"`deponent reprocess --watch {run}` follows it" in answer.stdout
    assert sqlite_store.statements.get(made.id).state is State.RECEIVED
    assert sqlite_store.statements.get(other.id) == other
    last = sqlite_store.events.history(made.id)[-1]
    assert last.detail.endswith(": a new model")
    assert last.actor not in {"", "jo"}
    again = reprocess(settings, "--case", _CASE)
    assert again.returncode == 0
    assert f"{made.id}  in hand already  marlowe.pdf" in again.stderr
    assert "Nothing is due: no other statement is meant by that." in again.stdout
    # Whoever named it is told by the exit code, too.
    assert reprocess(settings, made.id[:8]).returncode == 1
    assert sqlite_store.reprocessing.latest_run() == run
    assert sqlite_store.complete().sound


def test_a_program_reads_what_was_put_back(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    data = json.loads(reprocess(settings, made.id, "--json").stdout)
    assert data["run"] == sqlite_store.reprocessing.latest_run()
    assert (data["put_back"], [each["id"] for each in data["due"]]) == (1, [made.id])
    nothing = json.loads(reprocess(settings, "--case", "01ZD1234599", "--json").stdout)
    empty: dict[str, object] = {
        "run": None,
        "put_back": 0,
        "due": [],
        "current": 0,
        "left_alone": [],
    }
    assert nothing == empty


def test_a_stopped_run_leaves_everything_as_it_was(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    reprocess(settings, made.id)
    run = sqlite_store.reprocessing.latest_run()
    answer = reprocess(settings, "--stop", "last", "--why", "the wrong model")
    assert answer.returncode == 0, answer.stderr
    assert f"1 statement of run {run} not done again" in answer.stdout
    after = sqlite_store.statements.get(made.id)
    assert (after.state, after.version) == (State.NEEDS_REVIEW, 1)
    watched = reprocess(settings, "--watch", "last")
    assert watched.returncode == 1
    assert "1  stopped by somebody, as before" in watched.stdout
    assert "0 statements" in reprocess(settings, "--stop", "last").stdout
    assert sqlite_store.complete().sound


def test_the_differences_are_told_without_a_word_of_the_statement(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    broken = made_before(settings, sqlite_store, "broken.pdf")
    reprocess(settings, "--all")
    record = factories.marlowe()
    done(sqlite_store, made, replace(record, mentions=record.mentions[3:], warnings=()))
    lease = sqlite_store.work.lease("extract", broken.id, "a reader")
    assert lease is not None
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    failed = replace(record, status="failed", failure=failure, statement_id=broken.id)
    sqlite_store.settlement.failed(lease, key="f", record=failed, failure=failure)
    told = reprocess(settings, "--watch", "last")
    assert told.returncode == 1
    for words in (
        "2 statements",
        "1  a new version that differs",
        "1  could not be done again, the record from before stays",
        "names and numbers 3",
        f"http://127.0.0.1:{settings.port}/statements/{made.id}/changes?then=1&now=2",
        f"{broken.id}  broken.pdf: encrypted: It asks for a password.",
    ):
        assert words in told.stdout, told.stdout
    data = json.loads(reprocess(settings, "--watch", "last", "--json").stdout)
    assert data["statements"] == 2
    assert data["parts"] == {"mentions": 1, "warnings": 1}
    [differing] = data["differing"]
    assert (differing["then"], differing["now"]) == (1, 2)
    assert differing["parts"] == {"mentions": 3, "warnings": 2}
    assert [each["id"] for each in data["kept"]] == [broken.id]
    assert not any(words in told.stdout for words in _WORDS)
    assert not any(words in json.dumps(data) for words in _WORDS)


def done(store: Store, statement: Statement, record: CaseRecord) -> None:
    """Read and analyse what was put back: ``record`` comes of it."""
    reading = store.work.lease("extract", statement.id, "a reader")
    assert reading is not None
    store.settlement.extracted(reading, key="again", body={"text": record.text}, characters=1)
    analysis = store.work.lease("analyse", statement.id, "an analyst")
    assert analysis is not None
    again = replace(record, statement_id=statement.id, case_ref=statement.case_ref)
    store.settlement.analysed(analysis, key="again", record=again)


def watching(settings: Settings, *arguments: str) -> "subprocess.Popen[str]":
    """Give the command, and return it once it has put back what is due and waits for it."""
    program = subprocess.Popen(
        [sys.executable, "-m", "worker.cli", "reprocess", *arguments],
        env={**os.environ, "DEPONENT_HOME": str(settings.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    told = ""
    while "It is done once" not in told:
        line = program.stderr.readline()
        assert line, told
        told += line
    return program


def test_who_stops_watching_is_told_that_the_work_goes_on(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    program = watching(settings, "--all", "--wait")
    program.send_signal(signal.SIGINT)
    out, told = program.communicate(timeout=60)
    run = sqlite_store.reprocessing.latest_run()
    assert program.returncode == 130, told
    assert f"The work goes on: `deponent reprocess --watch {run}` follows it" in told
    assert f"`deponent reprocess --stop {run}`" in told
    assert out == ""
    assert sqlite_store.statements.get(made.id).state is State.RECEIVED


def test_its_record_is_shown_while_it_is_done_again_and_after_that_has_failed(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    reprocess(settings, made.id)
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as http:

        def shown() -> list[str]:
            page = http.get(f"/statements/{made.id}").text
            assert "silver Ford Focus" in page
            assert http.get(f"/api/statements/{made.id}/record").json()["version"] == 1
            case = http.get(f"/cases/{_CASE}").text
            assert "Mr Anthony Gant" in case
            said = ("Put back, to be done again", "Not done again: the record from before stays")
            return [words for words in said if words in page]

        assert len(shown()) == 1
        page = http.get(f"/statements/{made.id}").text
        assert "This statement is being done again." in page
        assert "It is not done again" in page
        assert http.get(f"/api/statements/{made.id}").json()["state"] == "received"
        lease = sqlite_store.work.lease("extract", made.id, "a reader")
        assert lease is not None
        failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
        failed = replace(factories.plain(""), status="failed", failure=failure)
        sqlite_store.settlement.failed(
            lease, key="f", record=replace(failed, statement_id=made.id), failure=failure
        )
        assert len(shown()) == 2
        assert "being done again" not in http.get(f"/statements/{made.id}").text
        standing = http.get(f"/api/statements/{made.id}").json()
        assert (standing["state"], standing["failure"]) == ("needs_review", None)
        assert http.get(f"/statements/{made.id}/changes").status_code == 404


def test_the_button_that_cancels_leaves_the_record_as_it_was(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    reprocess(settings, made.id)
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as http:
        pressed = http.post(f"/statements/{made.id}/cancel", data={"why": "not now"})
        assert pressed.status_code == 303
        page = http.get(f"/statements/{made.id}").text
        assert "silver Ford Focus" in page
        assert "No longer to be done again: the record from before stays" in page
        assert 'class="intervene"' not in page
    assert sqlite_store.statements.get(made.id).state is State.NEEDS_REVIEW


def test_nothing_is_put_back_for_workers_that_would_make_the_old_record_again(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    sqlite_store.workers.sign_in(profile("old", "analyse", models=("entities 0.1.0",)))
    dry = reprocess(settings, "--all", "--dry-run")
    assert dry.returncode == 0
    assert "Start the service again" in dry.stderr
    answer = reprocess(settings, "--all")
    assert answer.returncode == 2
    assert "has the models entities 0.1.0, and here minilm-statements" in answer.stderr
    assert "Nothing was put back." in answer.stderr
    assert sqlite_store.statements.get(made.id) == made


def test_on_a_terminal_it_is_followed_to_its_end(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    here, there = os.openpty()
    with os.fdopen(there, "wb") as terminal:
        program = subprocess.Popen(
            [sys.executable, "-m", "worker.cli", "reprocess", made.id],
            env={**os.environ, "DEPONENT_HOME": str(settings.home), "TERM": "xterm"},
            stdout=subprocess.PIPE,
            stderr=terminal,
        )
    told = b""
    while b"doing again" not in told:
        told += os.read(here, 1000)
    done(sqlite_store, made, factories.marlowe())
    with os.fdopen(here, "rb") as rest, suppress(OSError):
        # A terminal whose last writer has gone gives an error.
        rest.read()
    assert program.stdout is not None
    out = program.stdout.read().decode()
    program.stdout.close()
    assert (program.wait(60), "1  a new version that says the same" in out) == (0, True), out
