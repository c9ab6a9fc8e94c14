"""What a child answers is not believed before it is checked."""

import subprocess
import sys

import pytest

from worker.errors import ReaderKilled, Unreadable
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

STORY = b"I saw the man by the gate."


LIES = {
    "not JSON": "out.write(b'ready\\n'); take(); out.write(b'}{')",
    "another shape": "out.write(b'ready\\n'); take(); out.write(b'{\"document\": {\"text\": 1}}')",
    "a list": "out.write(b'ready\\n'); take(); out.write(b'[1]')",
    "deep": "out.write(b'ready\\n'); take(); out.write(b'[' * 100000)",
    "nothing": "out.write(b'ready\\n'); take()",
    "endless": "out.write(b'ready\\n'); take()\nwhile True: out.write(bytes(65536))",
    "failure": "out.write(b'ready\\n'); take(); out.write(b'{}'); sys.exit(3)",
    "a strange reason": "out.write(b'ready\\n'); take(); out.write(b'{\"unreadable\":[7,8]}')",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_lies_is_not_believed(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import json, sys\nout = open(1, 'wb', buffering=0)\n"
        "def take(): sys.stdin.buffer.read(json.loads(sys.stdin.buffer.readline())['size'])\n"
    )
    _start_instead(monkeypatch, script + LIES[lie])
    with ReadingRoom(Limits(seconds=20, text_bytes=1000)) as room:
        with pytest.raises(Unreadable) as error:
            room.read(STORY, filename="a.txt")
        assert error.value.reason == "reader_crashed"


def test_a_child_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    _start_instead(monkeypatch, "raise SystemExit(1)")
    with ReadingRoom() as room, pytest.raises(ReaderKilled):
        room.read(STORY, filename="a.txt")


def _start_instead(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    def start(room: ReadingRoom, folder: str) -> subprocess.Popen[bytes]:
        room._apart = False
        return subprocess.Popen(
            [sys.executable, "-I", "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )

    monkeypatch.setattr(ReadingRoom, "_start", start)


ENCLOSING = """
import hashlib, json, sys
out = open(1, "wb", buffering=0)
out.write(b"ready\\n")
sys.stdin.buffer.read(json.loads(sys.stdin.buffer.readline())["size"])
document = {"media_type": "message/rfc822", "reader": "r", "text": "x",
    "pages": [[1, "text", None, "page", True, 0, 0]], "segments": [[0, 1, 1]],
    "narrative": [[0, 1]], "words": [], "form": [], "warnings": []}
parts = [b"one", b"", b"line\\nend"]
document["attachments"] = [
    [f"{n}.bin", hashlib.sha256(part).hexdigest(), len(part)] for n, part in enumerate(parts)]
"""
SEND = 'print(json.dumps({"document": document}), flush=True); out.write(b"".join(parts))'


def test_attachments_come_with_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    _start_instead(monkeypatch, ENCLOSING + SEND)
    with ReadingRoom() as room:
        document = room.read(STORY, filename="a.eml")
    assert [a.content for a in document.attachments] == [b"one", b"", b"line\nend"]
    assert [a.filename for a in document.attachments] == ["0.bin", "1.bin", "2.bin"]


FALSE_PARTS = {
    "other bytes": "parts[0] = b'two'",
    "too few bytes": "parts.pop()",
    "too many bytes": "parts.append(b'x')",
    "a size below zero": "document['attachments'][1][2] = -1",
    "a size of no number": "document['attachments'][1][2] = '0'",
    "too many": "document['attachments'] *= 80; parts *= 80",
    "too large": "parts[0] = bytes(4000); document['attachments'][0][1:] = "
    "[hashlib.sha256(parts[0]).hexdigest(), 4000]",
}


@pytest.mark.parametrize("lie", FALSE_PARTS)
def test_false_attachments_are_not_believed(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _start_instead(monkeypatch, f"{ENCLOSING}{FALSE_PARTS[lie]}\n{SEND}")
    with ReadingRoom(Limits(seconds=20, inflated_bytes=3000)) as room:
        with pytest.raises(Unreadable) as error:
            room.read(STORY, filename="a.eml")
        assert error.value.reason == "reader_crashed"


FALSE_PICTURES = {
    "no PNG": '{"picture": 4}\nGIF8',
    "another size": '{"picture": 99}\n\x89PNG\r\n\x1a\n',
    "a document": '{"document": {}}\n',
    "no size": '{"picture": null}\n',
}


@pytest.mark.parametrize("lie", FALSE_PICTURES)
def test_false_pictures_are_not_believed(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = FALSE_PICTURES[lie].encode("latin-1")
    script = (
        "import json, sys\nout = open(1, 'wb', buffering=0)\nout.write(b'ready\\n')\n"
        "sys.stdin.buffer.read(json.loads(sys.stdin.buffer.readline())['size'])\n"
        f"out.write({answer!r})"
    )
    _start_instead(monkeypatch, script)
    with ReadingRoom(Limits(seconds=20)) as room:
        with pytest.raises(Unreadable) as error:
            room.picture(STORY, page=1)
        assert error.value.reason == "reader_crashed"
