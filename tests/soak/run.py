"""The run: a deployment is looked at idle, kept busy and sampled, and looked at idle again."""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.service import eventually
from tests.faults.deployment import PLAINLY, Deployment, deployed
from tests.faults.trial import ready
from tests.postgresql import Cluster
from tests.soak.sampling import Sample, Sampler
from tests.soak.slopes import Slope, left_over, slopes
from tests.soak.stirring import Stirring

_SETTLING_SECONDS = 600.0
_GONE_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """For how long, how often it is looked at, and how much is uploaded meanwhile.

    ``settings`` are Deponent's, beside its defaults; ``command`` is how it is started. ``database``
    is "sqlite" or "postgresql", a server of its own that waits for its disk.
    """

    seconds: float
    every_seconds: float = 3.0
    per_second: float = 0.5
    seed: int = 1
    database: str = "sqlite"
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = PLAINLY


@dataclass(kw_only=True)
class Soaked:
    """What was seen: ``before`` and ``after`` are the deployment idle, ``samples`` it under load.

    ``left`` is what there is more of afterwards and should not be; ``broken`` what failed that
    nothing gave a reason to.
    """

    seconds: float
    before: Sample
    samples: list[Sample]
    after: Sample
    slopes: list[Slope]
    left: dict[str, float]
    counts: dict[str, int]
    broken: list[str]
    unsettled: int
    load_average: float

    @property
    def flat(self) -> bool:
        """Whether nothing grew, nothing was left over and everything settled."""
        grown = [slope for slope in self.slopes if not slope.flat]
        return not (grown or self.left or self.unsettled or self.broken)


def run(plan: Plan, stop: threading.Event, say: Callable[[str], None]) -> Soaked:
    """Soak until the plan's time is over or ``stop`` is set. Raises AssertionError."""
    folder = Path(tempfile.mkdtemp(prefix="deponent-soak-", dir="/tmp"))
    temporary = folder / "tmp"
    temporary.mkdir()
    try:
        with (
            _database(plan.database) as where,
            _temporary_files_in(temporary),
            deployed(
                folder,
                folder / "home",
                plan.command,
                **{"DEPONENT_DEVICE": "cpu", **where, **plan.settings},
            ) as deployment,
        ):
            deployment.start()
            ready(deployment, folder)
            sampler = Sampler(deployment, temporary)
            try:
                return _soak(plan, folder, deployment, sampler, stop, say)
            except BaseException as error:
                error.add_note(deployment.log())
                raise
            finally:
                sampler.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(kind: str) -> Iterator[dict[str, str]]:
    """Run the database server, if there is one, and yield the settings that lead to it."""
    if kind == "sqlite":
        yield {}
        return
    cluster = Cluster(durable=True)
    try:
        yield {"DEPONENT_DATABASE_URL": cluster.url(cluster.create())}
    finally:
        cluster.stop()


def _soak(
    plan: Plan,
    folder: Path,
    deployment: Deployment,
    sampler: Sampler,
    stop: threading.Event,
    say: Callable[[str], None],
) -> Soaked:
    began = time.monotonic()
    before = _idle(deployment, sampler, 0.0)
    stirring = Stirring(
        deployment.url,
        folder,
        lambda: len(deployment.in_hand()),
        per_second=plan.per_second,
        seed=plan.seed,
    )
    samples: list[Sample] = []
    stirring.start()
    try:
        began = time.monotonic()
        told = began
        while (at := time.monotonic() - began) < plan.seconds:
            samples.append(sampler.sample(at))
            if time.monotonic() - told >= _TELL_SECONDS:
                told = time.monotonic()
                say(f"{at / 60:.0f} of {plan.seconds / 60:.0f} minutes: {dict(stirring.counts)}")
            if stop.wait(plan.every_seconds):
                say("stopped: reporting what there is")
                break
    finally:
        stirring.stop()
    seconds = time.monotonic() - began
    load_average = os.getloadavg()[0]
    say("nothing is sent any more: waiting until all has settled …")
    after = _idle(deployment, sampler, seconds)
    return Soaked(
        seconds=seconds,
        before=before,
        samples=samples,
        after=after,
        slopes=slopes(samples, seconds, before, after),
        left=left_over(before, after),
        counts=dict(stirring.counts),
        broken=stirring.broken,
        unsettled=len(deployment.in_hand()),
        load_average=load_average,
    )


_TELL_SECONDS = 60.0


def _idle(deployment: Deployment, sampler: Sampler, at: float) -> Sample:
    """Return a sample with nothing in hand: the emptiest of a few seconds.

    The next reading child is being made ready at some moments, and idle connections end by and by.
    """
    patience = time.monotonic() + _SETTLING_SECONDS
    while deployment.in_hand() and time.monotonic() < patience:
        time.sleep(0.2)
    seen: list[Sample] = []
    looking = time.monotonic() + _GONE_SECONDS

    def quiet() -> Sample | None:
        seen.append(sampler.sample(at))
        over = time.monotonic() >= looking
        return min(seen, key=lambda each: sum(each.whole.values())) if over else None

    return eventually(quiet, seconds=4 * _GONE_SECONDS)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let what is started meanwhile keep its temporary files in ``folder``, to be counted."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
