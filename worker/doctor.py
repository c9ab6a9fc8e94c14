"""Is this installation fit for work? Each finding says what was looked at and what it means.

It only looks: no folder, store or schema is made or changed.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.inference.errors import InferenceError
from worker import redis_server
from worker.errors import DeponentError
from worker.processes import account
from worker.settings import Settings

_ROOM_BYTES = 1_000_000_000
_COPIES_LAG = (
    "; it has copies that it does not wait for: if one takes its place, what was acknowledged last "
    "is lost (its administrator can name them in synchronous_standby_names)"
)
_NONE_YET = "is not there yet: `deponent serve` makes it (if it should be, check DEPONENT_HOME)"
Look = Callable[[Settings], str]
"""Looks at one thing; says what it found, or raises what is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that the service needs. Never raises: a fault is a finding."""
    checks: list[tuple[str, Look]] = [
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
    home = settings.home
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    if not there.is_dir():
        raise DeponentError(f"{there} is a file and no folder; set DEPONENT_HOME to a folder")
    try:
        # Without a name: nothing is left of it, whatever happens.
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        raise DeponentError(
            f"cannot write to {there} ({error.strerror}): ask whoever looks after this machine to "
            f"let {account()} write there, or set DEPONENT_HOME to another folder"
        ) from error
    if free < _ROOM_BYTES:
        raise DeponentError(
            f"{there} has {free / 1e9:.1f} GB left; make room before uploads are refused"
        )
    if there != home:
        return f"{home} {_NONE_YET}, {free / 1e9:.0f} GB free"
    return f"{home} can be written, {free / 1e9:.0f} GB free"


def _database(settings: Settings) -> str:
    from worker.store.database import SCHEMA_HEAD, Database, sqlite_file
    from worker.store.statements import Statements

    file = sqlite_file(settings.database)
    if file is not None and not file.exists():
        return f"no store in {file.parent}, which {_NONE_YET}"
    database = Database(settings.database)
    try:
        kind, version = database.url.get_backend_name(), database.schema_version()
        if version is None:
            return f"{kind}, without a store, which {_NONE_YET}"
        up_to_date = database.is_at(SCHEMA_HEAD)
        if unsafe := database.unsafe_settings():
            raise DeponentError(
                f"{kind} is told not to wait for the disk ({', '.join(unsafe)}): a power cut would "
                "lose statements that were acknowledged; ask its administrator to take that back"
            )
        if not up_to_date:
            return f"{kind}, schema {version}, which is brought up to {SCHEMA_HEAD} at the start"
        held = sum(Statements(database).counts().values())
        lag = _COPIES_LAG if database.copies_lag() else ""
        many = "statement" if held == 1 else "statements"
        return f"{kind}, schema {version}, {held} {many}{lag}"
    finally:
        database.close()


def _redis(settings: Settings) -> str:
    if settings.redis_url:
        from redis.exceptions import RedisError

        from worker import redis_watch
        from worker.queues import connect

        connection = connect(settings.redis_url)
        where = redis_watch.place(connection).removeprefix("Redis at ")
        try:
            version = connection.info("server")["redis_version"]
        except RedisError as error:
            raise DeponentError(
                f"{where}: {redis_watch.why(error)}. {redis_watch.MEANWHILE}"
            ) from error
        return f"{version} at {where}"
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
        raise DeponentError(
            "no model is active, so nothing can be analysed: install Deponent again, or set "
            "DEPONENT_ARTEFACTS to the folder that holds them"
        )
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
