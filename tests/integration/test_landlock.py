"""A plain container, without namespaces and mounts: Landlock or a user of one's own hold there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.captor import HERE, USERS, as_somebody, within_reach
from worker.extract.containment import bubblewrap

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statements"
FILES = (
    next((FIXTURES / "sample").glob("*.pdf")),
    min((FIXTURES / "scans").iterdir()),
    next((FIXTURES / "formats").glob("*.docx")),
)
READING = """
import json, sys
from pathlib import Path
from worker.errors import SandboxMissing
from worker.extract.containment import tiers
from worker.extract.sandbox import ReadingRoom

found = {"refused": {}, "words": [], "left": None}
for tier in sys.argv[1].split(","):
    try:
        tiers.choose(tier)
    except SandboxMissing as error:
        found["refused"][tier] = str(error)
with ReadingRoom() as room:
    found["tier"] = tiers.choose("required").tier
    found["says"] = room.describe()
    folder = Path(room._folder)
    for number, file in enumerate(json.loads(sys.stdin.read())):
        document = room.read(Path(file), filename=Path(file).name)
        found["words"].append([len(document.text.split()), document.reader])
found["left"] = folder.exists()
print(json.dumps(found))
"""
APART = ("bubblewrap", "namespaces")


def in_container(user: str, *, landlock: bool, reachable: bool, refused: str) -> dict[str, Any]:
    """Return what a reading room did in a plain container."""
    kept = [] if landlock else ["--no-landlock"]
    command = [sys.executable, str(HERE / "plain_container.py"), *kept]
    command += [sys.executable, "-c", READING, refused]
    if user == "somebody":
        command = as_somebody(command)
    elif reachable and user == "root":
        command = within_reach(command)
    ended = subprocess.run(
        command,
        input=json.dumps([str(file) for file in FILES]),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.mark.parametrize(
    ("user", "reachable"),
    [(user, True) for user in USERS] + [(user, False) for user in USERS if user == "root"],
)
def test_landlock_is_chosen_and_reads(user: str, reachable: bool) -> None:
    assert bubblewrap.program() is not None
    found = in_container(user, landlock=True, reachable=reachable, refused=",".join(APART))
    assert set(found["refused"]) == set(APART)
    assert found["tier"] == "landlock"
    assert "less than the best" in found["says"]
    assert all(words > 100 for words, _ in found["words"]), found["words"]
    assert not found["left"]
