"""Is this installation fit for work? Each finding says what was looked at and what it means."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.inference.errors import InferenceError
from worker import redis_server
from worker.errors import DeponentError
from worker.settings import Settings

_ROOM_BYTES = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that the service needs. Never raises: a fault is a finding."""
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("data folder", _home),
        ("database", _database),
        ("Redis", _redis),
        ("reading", _reading),
        ("models", _models),
        ("device", _device),
        ("overview", _overview),
    ]
    findings = []
    for what, check in checks:
        try:
            findings.append(Finding(what=what, ok=True, text=check(settings)))
        except (DeponentError, InferenceError) as error:
            findings.append(Finding(what=what, ok=False, text=str(error)))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a finding
            text = f"{type(error).__name__}: {getattr(error, 'orig', error)}"
            findings.append(Finding(what=what, ok=False, text=text))
    return findings


def _home(settings: Settings) -> str:
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryFile(dir=settings.home):
        free = shutil.disk_usage(settings.home).free
    if free < _ROOM_BYTES:
        raise DeponentError(
            f"{settings.home} has {free / 1e9:.1f} GB left; make room before uploads are refused"
        )
    return f"{settings.home} can be written, {free / 1e9:.0f} GB free"


def _database(settings: Settings) -> str:
    from worker.store.store import Store

    store = Store.open(settings)
    try:
        kind = store.database.url.get_backend_name()
        counts = store.statements.counts()
        return (
            f"{kind}, schema {store.database.schema_version()}, {sum(counts.values())} statements"
        )
    finally:
        store.close()


def _redis(settings: Settings) -> str:
    if settings.redis_url:
        from redis.exceptions import RedisError

        from worker.queues import connect

        try:
            version = connect(settings.redis_url).info("server")["redis_version"]
        except RedisError as error:
            raise DeponentError(
                f"no answer ({type(error).__name__}): uploads are kept, and wait until it is back"
            ) from error
        return f"{version} at the address that is set"
    command = redis_server.command(Path("unused.sock"))
    answer = subprocess.run(
        [command[0], "--version"], capture_output=True, text=True, timeout=10, check=True
    )
    return f"embedded: {answer.stdout.split(' sha')[0].strip()}"


def _reading(settings: Settings) -> str:
    from worker import equipment

    room = equipment.reading_room(settings)
    try:
        document = room.read(b"A line of text.", filename="check.txt")
        how = room.describe()
    finally:
        room.close()
    return f"{document.reader}. {how}"


def _models(settings: Settings) -> str:
    from models.inference.artefacts import ARTEFACTS, installed

    found = [model for model in installed(settings.artefacts or ARTEFACTS) if model.active]
    for model in found:
        if model.problem:
            raise DeponentError(f"{model.ref.name} {model.ref.version}: {model.problem}")
    if not found:
        raise DeponentError("no model is active: artefacts/active.toml names none")
    return ", ".join(f"{model.ref.name} {model.ref.version}" for model in found) + ", sound"


def _overview(settings: Settings) -> str:
    from models.inference.overview.writer import OverviewFailed
    from worker import equipment

    model = equipment.overview_model(settings)
    if model is None:
        return "off: no model is set to write one"
    try:
        model.load()
    except OverviewFailed as error:
        raise DeponentError(
            f"{model.ref.name}: {error}; records say that they have no overview"
        ) from error
    return f"written by {model.ref.name} ({model.ref.version}), which can be loaded"


def _device(settings: Settings) -> str:
    from worker import equipment

    loaded = equipment.analyser(settings)
    return f"{loaded.device}: {loaded.device_reason}"
