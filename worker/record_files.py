"""Files that ``deponent process`` and ``submit`` take, and how a record is written."""

import json
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from worker.record_places import NOT_OPENED
from worker.store.originals import sha256_of


def _raised(error: OSError) -> None:
    raise error


def files_in(paths: Sequence[Path], unread: Callable[[OSError], None] = _raised) -> list[Path]:
    """Return the files that ``paths`` name, in order.

    Folders are opened up; hidden files and links in them are left out. ``unread`` is told of each
    folder in them that cannot be read (its path is the error's ``filename``): whatever is in it is
    not among the files. Unless somebody is told, the error is raised.
    """
    files: list[Path] = []
    for path in paths:
        if not _is_folder(path):
            files.append(path)
            continue
        inside: list[Path] = []
        for folder, deeper, names in os.walk(path, onerror=unread):
            deeper[:] = [name for name in deeper if not name.startswith(".")]
            inside += [Path(folder, name) for name in names if _is_taken(Path(folder, name))]
        files += sorted(inside)
    return files


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal, or NOT_OPENED where it cannot be had."""
    try:
        return NOT_OPENED if is_no_file(file) else sha256_of(file)
    except OSError:
        return NOT_OPENED


def is_no_file(path: Path) -> bool:
    """Whether there is a device, a pipe or the like, whose reading might never end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # Opening it says why.
        return False


def write(target: Path, line: str) -> None:
    """Write a record so that the file is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(target)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Opening it as a file says why it cannot be.
        return False


def _is_taken(path: Path) -> bool:
    """Whether a name in a folder is taken: a file, not hidden, no link."""
    if path.name.startswith("."):
        return False
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:
        # It can be seen and not looked at: opening it says why.
        return True
