"""The run: a backlog, rows of uploads, kills, and after each kill the question what is there."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.service import eventually
from tests.faults.deployment import PLAINLY, Deployment, deployed, kill
from tests.faults.sending import statement
from tests.faults.trial import ready
from tests.load.crowd import Crowd, File, Ledger
from tests.load.durable import doubled, lost
from tests.load.originals import Photograph, original
from tests.load.posting import letter, post
from tests.load.rows import Row
from tests.postgresql import Cluster

BACKLOG_CASE = "BACKLOG/1"
_KILLED_AT = 0.5
STEADY, FLAT_OUT = "steady", "each as fast as it can"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How much: ``uploads`` in each row that is timed, a third of it in each with a kill."""

    clients: int
    uploads: int
    per_second: float
    backlog: int
    database: str
    seed: int = 1
    modes: tuple[str, ...] = (STEADY, FLAT_OUT)


def run(plan: Plan, say: Callable[[str], None]) -> list[Row]:
    """Run it all and return the rows. Raises AssertionError when it broke off."""
    folder = Path(tempfile.mkdtemp(prefix="deponent-load-", dir="/tmp"))
    try:
        with ExitStack() as stack:
            settings = {"DEPONENT_DEVICE": "cpu"}
            if plan.database == "postgresql":
                cluster = Cluster(durable=True)
                stack.callback(cluster.stop)
                settings["DEPONENT_DATABASE_URL"] = cluster.url(cluster.create())
            deployment = stack.enter_context(deployed(folder, folder / "home", PLAINLY, **settings))
            with _telling(deployment):
                return _Run(plan, folder, deployment, say).play()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _telling(deployment: Deployment) -> Iterator[None]:
    """Show the logs when a run breaks off; there is no statement's word in them."""
    try:
        yield
    except BaseException as error:
        error.add_note(deployment.log())
        raise


class _Run:
    def __init__(
        self, plan: Plan, folder: Path, deployment: Deployment, say: Callable[[str], None]
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._deployment = deployment
        self._say = say
        self._rng = random.Random(plan.seed)
        self._photograph = Photograph(self._rng)
        self._made = 0
        self._ledger = Ledger(folder / "ledger.jsonl")
        (folder / "files").mkdir()

    def play(self) -> list[Row]:
        """Fill the backlog, send row after row, and kill."""
        self._deployment.start()
        ready(self._deployment, self._folder)
        rows = []
        for mode in self._plan.modes:
            few = max(self._plan.clients, self._plan.uploads // 3)
            rows.append(self._row(mode, self._plan.uploads, "", None))
            rows.append(self._row(mode, few, "the API", self._kill_the_api))
            rows.append(self._row(mode, few, "everything", self._kill_everything))
        # Once more at the end, when nobody is sending.
        self._say("everything is killed once more, and looked through …")
        self._kill_everything()
        self._judge(rows[-1])
        return rows

    def _row(self, mode: str, uploads: int, killed: str, does: Callable[[], None] | None) -> Row:
        self._say(f"{mode}{f', {killed} killed' if killed else ''}: {uploads} uploads …")
        files = self._files(uploads)
        self._fill_backlog()
        crowd = Crowd(
            self._deployment.url,
            files,
            self._ledger,
            clients=self._plan.clients,
            per_second=self._plan.per_second if mode == STEADY else None,
            rng=self._rng,
        )
        before = len(self._deployment.in_hand())
        with crowd.sending():
            if does:
                enough = uploads * _KILLED_AT
                eventually(lambda: crowd.acknowledged >= enough or None, seconds=600)
                does()
        row = Row(
            mode=f"{mode} ({self._plan.per_second:g}/s)" if mode == STEADY else mode,
            killed=killed,
            uploads=uploads,
            acknowledged=crowd.acknowledged,
            refused=crowd.refusals,
            times=crowd.times,
            seconds=crowd.seconds,
            backlog=(before, len(self._deployment.in_hand())),
            load_average=os.getloadavg()[0],
        )
        self._judge(row)
        self._say(f"  {row}")
        for file in files:
            file.path.unlink()
        return row

    def _files(self, count: int) -> list[File]:
        made = range(self._made, self._made + count)
        self._made += count
        return [
            File.written(self._folder / "files", *original(self._photograph, self._rng, number))
            for number in made
        ]

    def _fill_backlog(self) -> None:
        """Bring what is in hand to the backlog's size, so that there is work all the time."""
        lacking = self._plan.backlog - len(self._deployment.in_hand())
        for _ in range(lacking):
            self._made += 1
            content = statement(self._rng, self._made)
            sent = letter("backlog.txt", "", content, case_ref=BACKLOG_CASE, priority="backlog")
            post(self._deployment.url, sent)

    def _judge(self, row: Row) -> None:
        entries = self._ledger.copy()
        row.lost.update(lost(self._deployment.store, entries))
        row.doubled = len(doubled(entries))

    def _kill_the_api(self) -> None:
        kill(self._deployment.child("worker.api"))

    def _kill_everything(self) -> None:
        self._deployment.crash()
        self._deployment.start()
