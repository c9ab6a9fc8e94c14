"""Control groups are taken away, if not at once then soon: none stays for a worker's whole life."""

import os
from pathlib import Path

from worker.extract.containment.group import Enclosures, Group


def test_a_group_that_still_holds_a_process_is_taken_away_later(tmp_path: Path) -> None:
    held = Group(os.getpid(), 1 << 40, 100)
    folder = tmp_path / "group"
    # A folder with something in it cannot be removed, as a group with a process in it cannot.
    (folder / "a-process").mkdir(parents=True)
    held._enclosures = [folder]
    assert held.release() == [folder]
    enclosures = Enclosures()
    try:
        enclosures.leave(held.release())
        enclosures.next()
        assert folder.exists()
        (folder / "a-process").rmdir()
        enclosures.next()
        assert not folder.exists()
    finally:
        enclosures.close()


def test_a_group_that_is_gone_already_is_not_left(tmp_path: Path) -> None:
    held = Group(os.getpid(), 1 << 40, 100)
    held._enclosures = [tmp_path / "gone"]
    assert held.release() == []
