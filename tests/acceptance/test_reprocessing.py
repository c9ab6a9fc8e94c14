"""A backlog is done again by a real service whose settings have changed, and killed at it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from tests.acceptance.service import Service, eventually, serving
from worker.casefile import State
from worker.store.tables import documents

STATEMENTS = Path(__file__).parents[2] / "fixtures" / "statements" / "other"
FILES = ("officer-stop-search.txt", "typed-cp1252-neighbour.txt", "long-roof-fraud.pdf")
CASE = "AGAIN/1"


def _reprocess(service: Service, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "worker.cli", "reprocess", *arguments],
        env={**os.environ, **service.settings.to_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


def _readings(service: Service) -> int:
    with service.store.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(documents)) or 0


@pytest.mark.timeout(600)
def test_a_backlog_is_done_again_after_settings_have_changed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home) as service:
        sent = {
            name: service.client.submit(STATEMENTS / name, case_ref=CASE).statement_id
            for name in FILES
        }
        list(service.client.settled([*sent.values()], seconds=200))
        nothing = _reprocess(service, "--all", "--wait")
        assert (nothing.returncode, nothing.stderr) == (0, "")
        assert "Nothing is due: 3 records would come out as before." in nothing.stdout
        # Done again nevertheless, the same comes out, and that adds nothing.
        same = json.loads(_reprocess(service, "--all", "--again", "--wait", "--json").stdout)
        assert len(same["same"]) == same["statements"] == 3
        assert _readings(service) == 3
        assert service.store.complete().sound
    with serving(home, DEPONENT_SUMMARY_SHARE="0.5") as service:
        # What a summary is made by has no part in reading.
        due = json.loads(_reprocess(service, "--case", CASE, "--dry-run", "--json").stdout)["due"]
        assert {(each["stage"], each["why"]) for each in due} == {
            ("analyse", "setting summary_share was 0.2, now 0.5")
        }
        _killed_while_it_works(service)
        rest = _reprocess(service, "--case", CASE, "--wait")
        assert rest.returncode == 0, rest.stderr
        done = _reprocess(service, "--watch", "last", "--json")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        [first, *_] = found["differing"]
        assert "summary" in first["parts"]
        assert httpx.get(first["changes"], trust_env=False).status_code == 200
        assert _versions(service, sent) == {name: [1, 2] for name in FILES}
        assert _readings(service) == 3
        assert service.store.complete().sound
    with serving(home, DEPONENT_SUMMARY_SHARE="0.5", DEPONENT_READ_PAGES="1") as service:
        # What is too long for the new limit keeps the record that it has.
        said = _reprocess(service, "--all", "--wait", "--json")
        assert said.returncode == 1, said.stderr
        found = json.loads(said.stdout)
        [kept] = found["kept"]
        assert (kept["id"], kept["detail"].partition(":")[0]) == (
            sent["long-roof-fraud.pdf"], "too_many_pages"
        )  # fmt: skip
        assert service.client.record(kept["id"])["status"] == "complete"
        assert service.client.statement(kept["id"])["state"] == "needs_review"
        assert len(found["alike"]) == 2
        assert service.store.complete().sound


def _versions(service: Service, sent: dict[str, str]) -> dict[str, list[int]]:
    return {name: service.store.records.versions(each) for name, each in sent.items()}


def _put_back(service: Service, command: "subprocess.Popen[bytes]") -> bool | None:
    """Whether every record is being made again; None while the command is about it."""
    if command.poll() is not None:
        assert command.stderr is not None
        raise AssertionError(command.stderr.read().decode())
    return service.store.statements.counts().get(State.NEEDS_REVIEW, 0) == 0 or None


def _killed_while_it_works(service: Service) -> None:
    """Kill the command as it watches, and the worker with what it holds; all of it is done."""
    analyst = service.pid("worker.runner analyse")
    with service.frozen(analyst):
        with subprocess.Popen(
            [sys.executable, "-m", "worker.cli", "reprocess", "--case", CASE, "--wait"],
            env={**os.environ, **service.settings.to_environment()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as command:
            try:
                eventually(lambda: _put_back(service, command), seconds=120)
            finally:
                command.kill()
        # Every record is still there to be read.
        for each in service.store.statements.listing(case_ref=CASE):
            assert each.version == 1
            assert service.client.record(each.id)["status"] == "complete"
        os.kill(analyst, signal.SIGKILL)
    run = service.store.reprocessing.latest_run()
    assert run is not None
    eventually(lambda: service.store.reprocessing.in_hand(run) == 0 or None, seconds=200)
