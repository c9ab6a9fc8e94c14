"""LibreOffice as a converter: its own session and profile, no macros, no links, bounded time."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Self

from worker.extract.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST_SHARE = 0.45
_GRACE_SECONDS = 5.0
_VERSION_SECONDS = 20.0
_FILTERS = {
    "pdf": "pdf:writer_pdf_Export:"
    '{"ExportFormFields":{"type":"boolean","value":"false"},'
    '"ReduceImageResolution":{"type":"boolean","value":"false"},'
    '"ExportNotes":{"type":"boolean","value":"false"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"}}',
    "docx": "docx:Office Open XML Text",
}
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_CHOICES = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Java", "ApplicationEnabled", "false"),
)


class NotConverted(Exception):
    """LibreOffice made nothing of a file. ``late`` says that it was stopped."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("stopped" if late else "failed")
        self.late = late


def installed() -> bool:
    """Return whether LibreOffice is on this machine."""
    return _program() is not None


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name, path=_path()))), None)


def _path() -> str:
    return os.environ.get("PATH") or "/usr/local/bin:/usr/bin:/bin"


@cache
def version() -> str:
    """Return the name and version of LibreOffice as it says them itself."""
    program = _program()
    if program is None:
        return "LibreOffice"
    try:
        said = subprocess.run(
            [program, "--version"],
            capture_output=True,
            timeout=_VERSION_SECONDS,
            env={"PATH": _path(), "HOME": tempfile.gettempdir(), "LANG": "C.UTF-8"},
            check=False,
        ).stdout.decode("ascii", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return "LibreOffice"
    found = _VERSION.search(said)
    return f"LibreOffice {found[0]}" if found else "LibreOffice"


class Converter:
    """One file, converted in a folder that is gone afterwards."""

    def __init__(self, data: bytes, suffix: str, limits: Limits) -> None:
        self._data = data
        self._suffix = suffix
        self._deadline = time.monotonic() + limits.seconds * 2 * _LONGEST_SHARE
        self._longest = limits.seconds * _LONGEST_SHARE
        self._most = limits.inflated_bytes

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="deponent-office-"))
        self._source = self._folder / f"statement.{self._suffix}"
        self._source.write_bytes(self._data)
        profile = self._folder / "profile" / "user"
        profile.mkdir(parents=True)
        items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _CHOICES)
        settings = _SETTINGS.format(items=items)
        (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def to(self, kind: str) -> bytes:
        """Return the file as ``kind`` (pdf or docx). Raises NotConverted."""
        program = _program()
        if program is None:
            raise NotConverted(late=False)
        out = self._folder / kind
        command = [
            program, f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "--convert-to", _FILTERS[kind], "--outdir", str(out), str(self._source),
        ]  # fmt: skip
        environment = {
            "PATH": _path(), "HOME": str(self._folder), "TMPDIR": str(self._folder),
            "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp",
        }  # fmt: skip
        self._run(command, environment)
        made = out / f"statement.{kind}"
        if not made.is_file() or not 0 < made.stat().st_size <= self._most:
            raise NotConverted(late=False)
        return made.read_bytes()

    def _run(self, command: list[str], environment: dict[str, str]) -> None:
        seconds = min(self._longest, self._deadline - time.monotonic())
        if seconds <= 0:
            raise NotConverted(late=True)
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=environment,
            start_new_session=True,
        ) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                raise NotConverted(late=True) from None
            finally:
                _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the program with everything that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait(_GRACE_SECONDS)
