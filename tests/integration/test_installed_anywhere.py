"""Deponent may be installed below the folder that is a child's own space inside its sandbox."""

import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from worker.extract.containment import group, tiers, view
from worker.extract.conversation import converse
from worker.extract.limits import Limits

LOOK = """
import json, os, pathlib
shown = pathlib.Path({shown!r})
found = {{"words": (shown / "code.txt").read_text(), "beside": os.listdir(shown.parent)}}
for name, write in (
    ("own space", lambda: pathlib.Path("mine").write_text("x")),
    ("shown file", lambda: (shown / "code.txt").write_text("x")),
    ("new file", lambda: (shown / "new.txt").write_text("x")),
    ("rename", lambda: shown.rename(shown.with_name("other"))),
):
    try:
        write()
        found[name] = True
    except OSError:
        found[name] = False
print(json.dumps(found))
"""


@pytest.fixture
def below() -> Iterator[Path]:
    """A folder below the one that is the child's own space inside."""
    with tempfile.TemporaryDirectory(prefix="deponent-test-", dir=view.SPACE) as folder:
        yield Path(folder)


@pytest.mark.parametrize("tier", ["bubblewrap", "namespaces"])
def test_what_lies_below_the_space_of_a_child_is_shown_and_cannot_be_changed(
    tier: str, below: Path
) -> None:
    shown = below / "deponent"
    shown.mkdir()
    (shown / "code.txt").write_text("code")
    (below / "secret.txt").write_text("secret")
    containment = tiers.choose(tier)
    seen = replace(containment.view, shown=(*containment.view.shown, shown))
    server = containment.fork_server()
    child = replace(containment, view=seen).start(
        Limits(), "", ("-c", LOOK.format(shown=str(shown))), server=server
    )
    try:
        answer = converse(child, (), time.monotonic() + 60, 1 << 16)
    finally:
        group.end(child, sandboxed=True)
        if server is not None:
            server.close()
    assert json.loads(answer) == {
        "words": "code",
        "beside": ["deponent"],
        "own space": True,
        "shown file": False,
        "new file": False,
        "rename": False,
    }
    assert {path.name for path in below.iterdir()} == {"deponent", "secret.txt"}
