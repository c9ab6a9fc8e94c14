"""Deponent beside what most would build on the same machine: RQ and transformers pipelines.

The forked one is RQ's own default worker, whose every job loads the pipelines; the sequential one
keeps them loaded and takes one document at a time. Both end when a PDF's text has been read, names
and sentences found: they keep no record, contain no hostile file and look up no identifier.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from rq import Queue
from rq.job import Job

from tests.acceptance.service import serving
from tests.benchmarks import peer_jobs
from tests.benchmarks.measure import Figure
from tests.benchmarks.pipeline import _through
from tests.benchmarks.texts import pdfs
from worker import redis_server

_FORKED, _SEQUENTIAL, _OURS = 4, 15, 42
_TIMES_LONG = 3
_WARMING = 3
_TIMEOUT_SECONDS = 600
# RQ's own worker forks; its SimpleWorker runs jobs in its own process.
_WORKERS = {"forked": "rq.worker.Worker", "sequential": "rq.worker.SimpleWorker"}


def figures(*, long: bool) -> list[Figure]:
    """Measure seconds a statement of the three, one after another in this run."""
    times = _TIMES_LONG if long else 1
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        models = place / "models"
        peer_jobs.write_models(str(models))
        files = pdfs(place, _OURS * times + _WARMING)
        with serving(place / "home") as service:
            _through(service, files[:_WARMING])
            ours = _through(service, files[_WARMING:]) / (len(files) - _WARMING)
        forked = _peer(place, "forked", peer_jobs.loading, files[: _FORKED * times], models)
        kept = _peer(
            place, "sequential", peer_jobs.loaded, files[: _SEQUENTIAL * times + 1], models
        )
    rows = (
        ("forked", "pipelines loaded in each forked job", forked, _FORKED * times),
        ("sequential", "pipelines kept loaded, one at a time", kept, _SEQUENTIAL * times),
    )
    return [
        figure
        for name, words, seconds, count in rows
        for figure in (
            Figure(
                key=f"vs_{name}",
                what=f"PDF to stored record ({ours:.3f} s) beside RQ with {words}",
                value=seconds / ours,
                unit="x",
                n=count,
            ),
            Figure(key=f"{name}_s", what=f"RQ with {words}", value=seconds, unit="s", n=count),
        )
    ]


def _peer(
    place: Path, name: str, job: Callable[[str, str], int], files: Sequence[Path], models: Path
) -> float:
    """Run files through a real RQ worker; return the seconds for each.

    The sequential worker's first job, which loads, counts for nothing.
    """
    with _redis(place / f"{name}.sock") as connection:
        queue = Queue(name, connection=connection)
        jobs = [
            queue.enqueue(job, str(file), str(models), job_timeout=_TIMEOUT_SECONDS)
            for file in files
        ]
        url = f"unix://{place / name}.sock"
        command = ["-m", "rq.cli", "worker", "--burst", "--quiet", "--url", url]
        command += ["--worker-class", _WORKERS[name], name]
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        done = [Job.fetch(one.id, connection=connection) for one in jobs]
        failed = [one for one in done if one.get_status() != "finished"]
        assert not failed, failed[0].latest_result()
    first = 0 if name == "forked" else 1
    counted = done[first:]
    begun, ended = counted[0].started_at, counted[-1].ended_at
    assert begun is not None
    assert ended is not None
    return (ended - begun).total_seconds() / len(counted)


@contextmanager
def _redis(socket: Path) -> Iterator["Redis"]:
    """Run a Redis of its own on a private socket."""
    with subprocess.Popen(redis_server.command(socket), stdout=subprocess.DEVNULL) as server:
        connection = Redis(unix_socket_path=str(socket))
        try:
            while not socket.exists():
                assert server.poll() is None
                time.sleep(0.01)
            yield connection
        finally:
            connection.close()
            server.terminate()
