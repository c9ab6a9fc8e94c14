"""The files that a command was given, and what of them it could not get at."""

from collections.abc import Sequence
from pathlib import Path

from worker.cli.console import many, progress, shown
from worker.record_files import files_in

_MOST_LISTED = 20


class Taking:
    """The files in ``paths``; folders among them that cannot be read are said at once."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Look for the files of ``paths``, opening up folders."""
        self._unread: list[OSError] = []
        self.files = files_in(paths, self._unread.append)
        """The files, in order."""
        if not self.files:
            # So that a folder of links or hidden files is not taken for one that is done.
            self._say(f"There is no file to take in {', '.join(map(str, paths))}.")
        self._tell()

    def whole(self) -> bool:
        """Whether every folder could be looked into; says again at the end where not."""
        self._tell()
        return not self._unread

    def _tell(self) -> None:
        if not self._unread:
            return
        folders = many(len(self._unread), "folder")
        self._say(f"{folders} could not be opened, and nothing in there was taken:")
        for error in self._unread[:_MOST_LISTED]:
            self._say(f"  {error.filename}: {error.strerror}")
        if len(self._unread) > _MOST_LISTED:
            self._say(f"  … and {len(self._unread) - _MOST_LISTED} more")

    def _say(self, text: str) -> None:
        progress().print(shown(text), markup=False)
