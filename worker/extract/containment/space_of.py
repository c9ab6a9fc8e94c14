"""How full the space is that a child may write to."""

import os
from contextlib import suppress
from pathlib import Path

MOST_FILES = 20_000
_BLOCK = 512


def files_in(space: str) -> int:
    """Return how many files a file system of its own holds."""
    with suppress(OSError):
        of = os.statvfs(space)
        return of.f_files - of.f_ffree
    return 0


def is_overfull(space: Path, most: int) -> bool:
    """Whether a folder holds more bytes or files than it may.

    A file that was opened and then taken out of the folder is not seen; its size has a bound.
    """
    held = count = 0
    for folder, _, names in os.walk(space):
        for name in names:
            count += 1
            with suppress(OSError):
                held += Path(folder, name).lstat().st_blocks * _BLOCK
        if held > most or count > MOST_FILES:
            return True
    return False
