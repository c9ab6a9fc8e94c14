"""A place of the run's own, in which every write and every process of it can be seen.

In a mount namespace of the run's own, the temporary folders are empty, and the folders that a
hostile file might write to are overlaid: what anybody of this run writes there lands in a layer
that starts empty, and nobody else's writes do.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
_OVERLAID = tuple(Path(p) for p in ("/etc", "/home", "/opt", "/root", "/srv", "/usr", "/var"))
_PR_SET_CHILD_SUBREAPER = 36
_ENDING_SECONDS = 10.0


class Grounds:
    """The folders of a run. Make it before any thread starts."""

    def __init__(self) -> None:
        """Take the namespace over; without one, only the run's own folders are watched."""
        sys.dont_write_bytecode = True
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        needed = (Path(sys.executable).resolve(), Path(sys.prefix), _REPOSITORY)
        self._layers: list[Path] = []
        self._hidden = [
            folder
            for folder in _TEMPORARY
            if folder.is_dir() and not any(path.is_relative_to(folder) for path in needed)
        ]
        for folder in self._hidden:
            _mount("tmpfs", folder)
        self._layer_home = Path(tempfile.mkdtemp(prefix="layers-"))
        _mount("tmpfs", self._layer_home)
        for folder in (_REPOSITORY, *_OVERLAID):
            if folder.is_dir():
                self._overlay(folder)
        self.folder = Path(tempfile.mkdtemp(prefix="grounds-"))
        for name in ("tmp", "home", "data", "cwd"):
            (self.folder / name).mkdir()
        tempfile.tempdir = str(self.folder / "tmp")
        os.environ |= {
            "TMPDIR": str(self.folder / "tmp"),
            "HOME": str(self.folder / "home"),
            "XDG_DATA_HOME": str(self.folder / "data"),
        }
        os.chdir(self.folder / "cwd")
        self._before = set(self._found())

    def _overlay(self, folder: Path) -> None:
        name = str(folder).replace("/", "_")
        upper, work = self._layer_home / f"upper{name}", self._layer_home / f"work{name}"
        upper.mkdir()
        work.mkdir()
        _mount("overlay", folder, f"lowerdir={folder},upperdir={upper},workdir={work}")
        self._layers.append(upper)

    def strays(self) -> list[str]:
        """Return what was written and is still there, beyond what was there at the start."""
        return sorted(self._found() - self._before)

    def _found(self) -> set[str]:
        return {
            str(path)
            for root in (*self._layers, *self._hidden, self.folder)
            for path in _walk(root)
            if not path.is_relative_to(self._layer_home) or root in self._layers
        }

    def sees_a_write(self) -> bool:
        """Return whether a file that is written into the repository, or left behind, is seen."""
        seen = True
        for place in (_REPOSITORY / "stray", self.folder / "cwd" / "stray"):
            before = len(self.strays())
            place.write_text("x")
            seen &= len(self.strays()) == before + 1
            place.unlink()
        return seen

    def sees_a_process(self) -> bool:
        """Return whether a process that slips away from its parent is seen, and end it."""
        subprocess.run(["setsid", "-f", "sleep", "600"], check=True)
        left = processes()
        for pid in left:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return bool(left)


def processes() -> list[int]:
    """Return this process's children, after those that are ending have had time to."""
    patience = time.monotonic() + _ENDING_SECONDS
    while True:
        left = [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdecimal() and _parent(entry) == os.getpid()
        ]
        ended = [pid for pid in left if os.waitpid(pid, os.WNOHANG)[0]]
        left = [pid for pid in left if pid not in ended]
        if not left or time.monotonic() > patience or not ended:
            return left


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return -1


def _walk(root: Path) -> Iterator[Path]:
    """Every file and every empty folder; Python's own cache of its modules aside."""
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name != "__pycache__"]
        yield from (Path(folder) / name for name in files)
        yield from (Path(folder) / name for name in names if not any(Path(folder, name).iterdir()))


def _mount(kind: str, folder: Path, options: str = "") -> None:
    how = ["-o", options] if options else []
    subprocess.run(["mount", "-t", kind, *how, kind, str(folder)], check=True, capture_output=True)
