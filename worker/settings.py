"""Settings, read once from the environment and checked at start.

Every setting is a field of ``Settings`` and an environment variable ``DEPONENT_`` + its name in
capitals. A value that cannot be used raises SettingInvalid, which names the variable.
"""

import ipaddress
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import quote

from worker.errors import SettingInvalid

PREFIX = "DEPONENT_"
MEGABYTE = 1_000_000
_AT_LEAST_ONE = (
    *("port", "max_upload_bytes", "batch_tokens", "max_attempts"),
    *("read_pages", "read_memory_bytes", "read_text_bytes"),
    *("read_inflated_bytes", "read_pixels"),
)
_NOT_NEGATIVE = (
    *("extract_workers", "analyse_workers", "threads", "summary_fewest", "read_cores"),
    *("worker_hours", "worker_memory_bytes"),
)
_TIMES = (
    *("lease_seconds", "renew_seconds", "sweep_seconds", "analyse_seconds"),
    *("read_seconds", "read_picture_seconds", "overview_seconds"),
)
_DATABASES = ("sqlite:////", "postgresql://", "postgresql+psycopg://")
_SANDBOXES = (
    *("required", "bubblewrap", "namespaces", "landlock", "user"),
    "none-i-accept-the-risk",
)
_LANGUAGES = re.compile(r"[A-Za-z0-9_]+(?:\+[A-Za-z0-9_]+)*")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_REDISES = ("redis://", "rediss://", "unix://")


def _default_home() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "deponent"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this deployment runs. Paths are absolute; sizes are bytes; times are seconds."""

    home: Path = field(default_factory=_default_home)
    """Where originals, the embedded database and logs live."""
    database_url: str = ""
    """SQLAlchemy URL of SQLite or PostgreSQL; empty means SQLite in ``home``."""
    redis_url: str = ""
    """Redis or Valkey; empty means an embedded Redis on a private Unix socket in ``home``."""
    host: str = "127.0.0.1"
    port: int = 8765
    max_upload_bytes: int = 50 * MEGABYTE
    extract_workers: int = 1
    analyse_workers: int = 1
    device: str = "auto"
    """``auto``, ``cpu``, ``cuda``, ``cuda:N``; a named device that is missing fails loudly."""
    threads: int = 0
    """Threads of the inference core; 0 means one for each core that this process may use."""
    batch_tokens: int = 16_384
    """How much waiting text the analyse worker takes as one batch."""
    summary_share: float = 0.2
    summary_fewest: int = 3
    lease_seconds: float = 20.0
    renew_seconds: float = 5.0
    sweep_seconds: float = 2.0
    max_attempts: int = 3
    read_seconds: float = 120.0
    read_picture_seconds: float = 10.0
    """What each page that is read by OCR adds to that, shared by the cores."""
    read_memory_bytes: int = 2_000 * MEGABYTE
    read_pages: int = 500
    read_text_bytes: int = 2 * MEGABYTE
    read_inflated_bytes: int = 200 * MEGABYTE
    read_pixels: int = 100_000_000
    """Of one picture, or of one page drawn as one."""
    read_cores: int = 0
    """Pages of scans read side by side; 0 means one for each core that this process may use."""
    ocr_languages: str = "eng"
    """Languages of scans as the OCR engine names them, joined by ``+``."""
    sandbox: str = "required"
    """``required`` takes the best there is or refuses to read; ``bubblewrap`` or ``namespaces``
    takes that one or refuses; ``none-i-accept-the-risk`` reads without."""
    analyse_seconds: float = 900.0
    """After this long, and more for long texts, a batch counts as hung and its process ends."""
    worker_hours: float = 24.0
    """A worker process ends after so long, between two jobs, and is started afresh; 0: never."""
    worker_memory_bytes: int = 0
    """A worker process that has grown past this ends after its job and is started afresh; 0:
    never."""
    artefacts: Path | None = None
    """Folder of model artefacts; None means the ones that ship with Deponent."""
    overview_model: Path | None = None
    """Folder of a sequence-to-sequence model that writes overviews; None writes none."""
    overview_sha256: str = ""
    """The SHA-256 that this folder must have, as ``deponent models`` shows it; empty pins none."""
    overview_seconds: float = 60.0
    """One overview takes no longer, or there is none."""

    def __post_init__(self) -> None:
        self._check_numbers()
        self._check_reading()
        self._check_places()

    def _check_numbers(self) -> None:
        for name in _AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise SettingInvalid(f"{PREFIX}{name.upper()} must be at least 1")
        for name in _NOT_NEGATIVE:
            # Written so that it refuses "nan", too.
            if not 0 <= getattr(self, name) < math.inf:
                raise SettingInvalid(f"{PREFIX}{name.upper()} must not be negative")
        for name in _TIMES:
            if not 0 < getattr(self, name) < math.inf:
                raise SettingInvalid(f"{PREFIX}{name.upper()} must be a number of seconds above 0")
        if self.port > 65535:
            raise SettingInvalid(f"{PREFIX}PORT must be at most 65535")
        if not 0 < self.summary_share <= 1:
            raise SettingInvalid(f"{PREFIX}SUMMARY_SHARE must be above 0 and at most 1")
        if self.renew_seconds * 2 > self.lease_seconds:
            raise SettingInvalid(
                f"{PREFIX}LEASE_SECONDS must be at least twice {PREFIX}RENEW_SECONDS, "
                "or a lease could run out between two renewals"
            )

    def _check_reading(self) -> None:
        if self.sandbox not in _SANDBOXES:
            raise SettingInvalid(f"{PREFIX}SANDBOX must be one of {', '.join(_SANDBOXES)}")
        if not _LANGUAGES.fullmatch(self.ocr_languages):
            raise SettingInvalid(
                f"{PREFIX}OCR_LANGUAGES must name languages as Tesseract does, joined by +, "
                "such as eng+cym"
            )

    def _check_places(self) -> None:
        if not self.home.is_absolute():
            raise SettingInvalid(f"{PREFIX}HOME must be an absolute path")
        if not is_loopback(self.host):
            raise SettingInvalid(
                f"{PREFIX}HOST is {self.host}: until people can sign in, Deponent answers only on "
                "this machine. Use 127.0.0.1 or ::1"
            )
        if self.database_url and not self.database_url.startswith(_DATABASES):
            raise SettingInvalid(
                f"{PREFIX}DATABASE_URL must start with postgresql:// or, with the absolute path of "
                "a file, sqlite:////"
            )
        if self.redis_url and not self.redis_url.startswith(_REDISES):
            raise SettingInvalid(
                f"{PREFIX}REDIS_URL must start with redis://, rediss:// or unix://"
            )
        if self.overview_sha256 and not _SHA256.fullmatch(self.overview_sha256):
            raise SettingInvalid(
                f"{PREFIX}OVERVIEW_SHA256 must be 64 hexadecimal digits, as `deponent models` "
                "shows them"
            )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read every ``DEPONENT_*`` variable. Raises SettingInvalid, naming the variable."""
        source = os.environ if environment is None else environment
        values: dict[str, object] = {}
        known = {f.name: str(f.type) for f in fields(cls)}
        for variable, text in source.items():
            if not variable.startswith(PREFIX) or not text:
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name not in known:
                raise SettingInvalid(f"{variable} is not a setting of Deponent; is it misspelt?")
            values[name] = _cast(variable, text, known[name])
        return replace(cls(), **values)  # type: ignore[arg-type]  # cast by the field's own type

    def to_environment(self) -> dict[str, str]:
        """Return the variables that make a child process read these same settings."""
        return {
            PREFIX + f.name.upper(): str(getattr(self, f.name))
            for f in fields(self)
            if getattr(self, f.name) not in (None, "")
        }

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        if not self.database_url:
            return f"sqlite:///{quote(str(self.home / 'deponent.db'))}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    def with_redis(self) -> "Settings":
        """Return these settings if they name a Redis. Raises SettingInvalid if they do not."""
        if not self.redis_url:
            raise SettingInvalid(
                f"{PREFIX}REDIS_URL is not set. A process that is started by itself needs to know "
                "which Redis it works with; `deponent serve` starts one of its own."
            )
        return self

    @property
    def originals(self) -> Path:
        """Where originals are kept under their SHA-256."""
        return self.home / "originals"


def is_loopback(host: str) -> bool:
    """Return whether ``host`` names this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _cast(variable: str, text: str, wanted: str) -> object:
    if "Path" in wanted:
        return Path(text).expanduser().absolute()
    if "str" in wanted:
        return text
    try:
        return int(text.replace("_", "")) if "int" in wanted else float(text)
    except ValueError as error:
        raise SettingInvalid(f"{variable} must be a number") from error
