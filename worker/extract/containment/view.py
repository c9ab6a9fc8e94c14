"""What a reading child may see of this machine's files: programs, libraries, fonts, our own code.

No home, no data folder, no configuration but what the dynamic linker and fonts need.
"""

import compileall
import importlib.util
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_BITS = (
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
    *("/etc/fonts", "/etc/localtime", "/etc/libreoffice", "/var/cache/fontconfig"),
)
_PROGRAMS = ("tesseract", "soffice")
_PATH = "/usr/local/bin:/usr/bin:/bin"
_PACKAGES = ("worker", "models")
SPACE = "/tmp"  # noqa: S108  # inside, where it is the child's own and nobody else's
"""Where a child may write: its own file system in memory, gone with it."""


@dataclass(frozen=True, slots=True)
class View:
    """``shown`` are files and folders, read-only at their own paths; ``links`` are symbolic links
    as (path, target); ``covered`` are folders inside of shown ones that are empty to the child.
    """

    shown: tuple[Path, ...]
    links: tuple[tuple[Path, str], ...]
    covered: tuple[Path, ...]

    @property
    def folders(self) -> list[Path]:
        """The folders that must be made to hold what is shown, outermost first."""
        made = {above for path in self.shown for above in path.parents}
        made |= {above for path, _ in self.links for above in path.parents}
        under = [path for path in made if not any(path.is_relative_to(top) for top in self.shown)]
        return sorted(path for path in under if str(path) != "/")


def of_this_machine(hidden: tuple[Path, ...] = ()) -> View:
    """Return what a child needs on this machine. ``hidden`` stay hidden wherever they lie."""
    wanted = [Path(path) for path in (*_SYSTEM, *_BITS)]
    links = [(path, str(path.readlink())) for path in wanted[: len(_SYSTEM)] if path.is_symlink()]
    linked = {path for path, _ in links}
    shown = [path for path in wanted if path not in linked and path.exists()]
    for path in (*_interpreter(), *packages(), *_installed()):
        shown += [path, path.resolve()]
    kept = _outermost(path for path in shown if path.exists() and str(path) != "/")
    links += [
        (link, str(link.readlink()))
        for link in _chain(Path(sys.executable))
        if not any(link.is_relative_to(top) for top in kept)
    ]
    covered = {path.resolve() for path in hidden} | set(hidden)
    return View(
        shown=tuple(kept),
        links=tuple(links),
        covered=tuple(
            sorted(p for p in covered if p.is_dir() and any(p.is_relative_to(top) for top in kept))
        ),
    )


def environment(space: str) -> dict[str, str]:
    """Return the whole environment of a child that may write to ``space``."""
    places = [_PATH]
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found and str(Path(found).parent) not in _PATH.split(":"):
            places.append(str(Path(found).parent))
    environment = {
        "PATH": ":".join(places),
        "LANG": "C.UTF-8",
        "HOME": space,
        "TMPDIR": space,
    }
    if data := os.environ.get("TESSDATA_PREFIX"):
        environment["TESSDATA_PREFIX"] = data
    return environment


def packages() -> list[Path]:
    """Return the folders of the two packages, wherever they are imported from."""
    found = []
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        found += [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    return found


def unreadable_by_others() -> Path | None:
    """Return the first thing needed that only its owner may read, None when all is well.

    A child of root's is another user, and reads what everybody may.
    """
    needed = [
        path / name
        for path in (*_interpreter(), *packages())
        for name in (".", "__init__.py", "bin/python", "pyvenv.cfg")
    ]
    for path in (*needed, *Path(__file__).resolve().parents[1].rglob("*.py")):
        with suppress(OSError):
            mode = path.stat().st_mode
            wanted = stat.S_IROTH | (stat.S_IXOTH if stat.S_ISDIR(mode) else 0)
            if mode & wanted != wanted:
                return path
    return None


def unreachable_by_others() -> Path | None:
    """Return the first folder above what is needed that only its owner may pass through.

    It matters where a child sees the machine's own file system.
    """
    for path in (*_interpreter(), *packages()):
        for above in reversed(path.resolve().parents):
            with suppress(OSError):
                if not above.stat().st_mode & stat.S_IXOTH:
                    return above
    return None


def compile_code() -> None:
    """Write the readers' byte code now: a child can't, and would compile them for each file.

    Best effort: a folder that is not ours to write leaves things as they are.
    """
    folder = Path(__file__).resolve().parents[1]
    if os.access(folder, os.W_OK) and not sys.dont_write_bytecode:
        compileall.compile_dir(folder, quiet=2)
    if os.geteuid() == 0:
        # Written under a mask that keeps statements private; code is not private.
        for package in packages():
            for cache in (package, *package.rglob("__pycache__")):
                if cache.name == "__pycache__":
                    _let_others_read(cache)


def _let_others_read(cache: Path) -> None:
    with suppress(OSError):
        if cache.stat().st_mode & 0o005 != 0o005:
            cache.chmod(cache.stat().st_mode | 0o055)
        for file in cache.iterdir():
            if not file.stat().st_mode & stat.S_IROTH:
                file.chmod(file.stat().st_mode | 0o044)


def _interpreter() -> list[Path]:
    named = (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)
    return [Path(name) for name in dict.fromkeys(named)]


def _installed() -> list[Path]:
    """Return where the programs that readers start live, if not among the system's."""
    found = []
    for name in _PROGRAMS:
        path = shutil.which(name)
        if path is not None:
            real = Path(path).resolve()
            if not real.is_relative_to("/usr"):
                found += [real.parent.parent, Path(path).parent]
    return found


def _chain(path: Path) -> list[Path]:
    links: list[Path] = []
    while path.is_symlink() and len(links) < 20:
        links.append(path)
        path = path.parent / path.readlink()
    return links


def _outermost(paths: Iterable[Path]) -> list[Path]:
    kept: list[Path] = []
    for path in sorted(set(paths)):
        if not any(path.is_relative_to(top) for top in kept):
            kept.append(path)
    return kept
