"""Files that ``deponent process`` reads, and where it writes their records."""

import json
import os
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

# A file's name may have 255 bytes; this leaves room for what is added to it.
_LONGEST_STEM_BYTES = 230


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files that ``paths`` name, in order.

    Folders are opened up; hidden files and links in them are left out.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                file
                for file in path.rglob("*")
                if file.is_file()
                and not file.is_symlink()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        else:
            files.append(path)
    return files


def names_of(names: Sequence[str], out: Path | None) -> list[Path | None]:
    """Return where each record goes: ``a.pdf.json``, and ``a.pdf.2.json`` for a second a.pdf.

    Without a folder ``out`` none goes anywhere.
    """
    if out is None:
        return [None] * len(names)
    taken: set[str] = set()
    targets: list[Path | None] = []
    for name in names:
        # A name that is not UTF-8 cannot be written into JSON, nor onto every file system.
        stem = os.fsencode(name)[:_LONGEST_STEM_BYTES].decode(errors="replace")
        endings = chain([".json"], (f".{number}.json" for number in count(2)))
        free = next(stem + ending for ending in endings if stem + ending not in taken)
        taken.add(free)
        targets.append(out / free)
    return targets


def write(target: Path, line: str) -> None:
    """Write a record so that the file is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(target)
