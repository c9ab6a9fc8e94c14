"""Where ``deponent process`` puts each record, so that none takes the place of another's.

The record of ``a.pdf`` goes to ``a.pdf.json``. A second a.pdf, of this run or of an earlier one
that wrote into the same folder, gets ``a.pdf.2.json``, unless it is the very same original: then
the new record replaces the old one. Which original a record is of is told by its SHA-256.
"""

import json
import os
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

# A file's name may have 255 bytes; this leaves room for what is added to it.
_LONGEST_STEM_BYTES = 230
_RECORD = re.compile(r"(?s)(?P<stem>.+?)(?P<number>\.[1-9][0-9]*)?\.json")
NOT_OPENED = ""
"""Stands for the hash of a file that could not be opened."""


class Places:
    """The places of the records of some files, which may be asked for in any order."""

    def __init__(
        self, names: Sequence[str], sha256_of: Callable[[int], str], out: Path | None
    ) -> None:
        """Find places in ``out`` for the records of files called ``names``.

        ``sha256_of`` returns the SHA-256 of the file with this number, or NOT_OPENED. Without a
        folder ``out`` none goes anywhere.
        """
        self._sha256_of = sha256_of
        self._out = out
        self._stems = [_stem(name) for name in names]
        self._alike: dict[str, list[int]] = defaultdict(list)
        for number, stem in enumerate(self._stems):
            self._alike[stem].append(number)
        self._lying = {} if out is None else _lying(out)
        self._found: dict[int, Path] = {}
        self._finding = threading.Lock()

    def of(self, number: int) -> Path | None:
        """Return where the record of the file with this number goes, the same whenever asked."""
        if self._out is None:
            return None
        with self._finding:
            if number not in self._found:
                # Those of one name together and in order, whichever happens to be read first.
                self._find(self._stems[number], self._out)
            return self._found[number]

    def _find(self, stem: str, out: Path) -> None:
        own: dict[str, list[str]] = defaultdict(list)
        blocked = set()
        for name in self._lying.get(stem, ()):
            if name != f"{stem}.json" and name.removesuffix(".json") in self._alike:
                # Another file of this run may put its record there.
                continue
            sha256 = original_of(out / name)
            if sha256:
                own[sha256].append(name)
            # A record of a file that could not be opened makes room for one that can be.
            if sha256 != NOT_OPENED:
                blocked.add(name)
        free = (name for name in self._names(stem) if name not in blocked)
        for number in self._alike[stem]:
            mine = own[self._sha256_of(number)]
            self._found[number] = out / (mine.pop(0) if mine else next(free))

    def _names(self, stem: str) -> Iterator[str]:
        """Yield the names that a record may have, without those that belong to another file."""
        yield f"{stem}.json"
        yield from (
            f"{stem}.{number}.json" for number in count(2) if f"{stem}.{number}" not in self._alike
        )


def _stem(name: str) -> str:
    # A name that is not UTF-8 cannot be written into JSON, nor onto every file system.
    return os.fsencode(name)[:_LONGEST_STEM_BYTES].decode(errors="replace")


def _lying(out: Path) -> dict[str, list[str]]:
    """Return the records that lie in a folder, by the names of the files that they may be of."""
    lying: dict[str, list[str]] = defaultdict(list)
    if out.is_dir():
        for name in sorted(
            (path.name for path in out.iterdir()), key=lambda name: (len(name), name)
        ):
            if found := _RECORD.fullmatch(name):
                lying[name.removesuffix(".json")].append(name)
                if found["number"]:
                    lying[found["stem"]].append(name)
    return lying


def original_of(path: Path) -> str | None:
    """Return the SHA-256 of what a record is of; None where it is no record or cannot be read."""
    try:
        return str(json.loads(path.read_bytes())["document"]["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
