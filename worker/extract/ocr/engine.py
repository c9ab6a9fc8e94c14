"""Tesseract, run once for each picture as a process of its own.

It is a program of its own, so a picture that crashes it, or keeps it busy for ever, costs that one
picture.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PLACES = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"
_ASKING_SECONDS = 20.0
_LANGUAGES = re.compile(r"[A-Za-z0-9_]+(?:\+[A-Za-z0-9_]+)*")
_WORD_LEVEL = "5"
WHOLE_PAGE = 4
"""Tesseract's page segmentation mode for lines of any size; columns are told from the words."""
_SETTINGS = (
    "tessedit_create_tsv=1",
    "tessedit_create_txt=0",
)


class EngineFailed(Exception):
    """The engine crashed on a picture, or was stopped because it took too long."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word that the engine read: where it is in the picture, in pixels from the top left.

    ``line`` tells the engine's own lines apart; ``confidence`` is 0 to 1.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: tuple[int, int, int]


def missing(languages: str) -> str | None:
    """Say why pictures cannot be read in ``languages`` on this machine, None when they can."""
    program = _program()
    if program is None:
        return "Reading scans needs Tesseract, which is not installed (package tesseract-ocr)."
    if not _LANGUAGES.fullmatch(languages):
        return "The languages of scans are not written as Tesseract writes them, such as eng+pol."
    here = _languages()
    lacking = [name for name in languages.split("+") if name not in here]
    if lacking:
        packages = ", ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in lacking)
        return f"Tesseract has no data for {', '.join(lacking)} here (package {packages})."
    return None


@cache
def name() -> str:
    """Return the engine's name and version, and those of its libraries that matter."""
    first = _asked("--version").partition("\n")[0].strip()
    return first or "tesseract"


@cache
def data(languages: str) -> str:
    """Return the languages with the start of their data's SHA-256, as ``eng (1a2b3c4d5e6f)``."""
    folder = _folder()
    said = []
    for each in languages.split("+"):
        file = Path(folder) / f"{each}.traineddata" if folder else None
        if file and file.is_file():
            said.append(f"{each} ({hashlib.sha256(file.read_bytes()).hexdigest()[:12]})")
        else:
            said.append(each)
    return " + ".join(said)


def recognise(
    picture: bytes, *, languages: str, dpi: int, seconds: float, layout: int
) -> list[Found]:
    """Read the words of ``picture`` (a file such as PGM).

    ``dpi`` is its resolution, ``layout`` Tesseract's page segmentation mode. Raises EngineFailed.
    """
    program = _program()
    if program is None or seconds <= 0:
        raise EngineFailed
    command = [
        program, "stdin", "stdout", "-l", languages, "--oem", "1", "--psm", str(layout),
        "--dpi", str(dpi), *(part for setting in _SETTINGS for part in ("-c", setting)),
    ]  # fmt: skip
    try:
        answer = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=True,
        ).stdout
    except (subprocess.SubprocessError, OSError):
        raise EngineFailed from None
    return list(_words(answer.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[Found]:
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, wide, tall = (float(cell) for cell in cells[6:10])
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        line = (int(cells[2]), int(cells[3]), int(cells[4]))
        yield Found(cells[11].strip(), left, top, left + wide, top + tall, confidence, line)


@cache
def _program() -> str | None:
    return shutil.which("tesseract", path=os.environ.get("PATH", "") + os.pathsep + _PLACES)


@cache
def _folder() -> str | None:
    """Return the folder of language data, as the engine names it in the first line of its list."""
    found = re.search(r'"([^"]+)"', _asked("--list-langs").partition("\n")[0])
    return found[1] if found else None


@cache
def _languages() -> frozenset[str]:
    return frozenset(line.strip() for line in _asked("--list-langs").split("\n")[1:])


def _asked(question: str) -> str:
    program = _program()
    if program is None:
        return ""
    try:
        answer = subprocess.run(
            [program, question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_ASKING_SECONDS,
            env=_environment(),
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return answer.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """Return what the engine needs: pages side by side use the cores, not the threads of one."""
    kept = {
        name: value for name in ("TESSDATA_PREFIX", "TMPDIR") if (value := os.environ.get(name))
    }
    return {"PATH": _PLACES, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", **kept}
