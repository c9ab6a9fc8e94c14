"""Reading children that are forked from a nursery: apart from it, from each other, and ended."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.integration.captor import Captor
from tests.integration.nursery_children import Births, state_of
from tests.integration.reading_children import endless, gone, while_it_reads
from worker.errors import Unreadable
from worker.extract.containment import group, tiers
from worker.extract.containment.fork_server import ForkServer
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

STORY = b"I saw the man by the gate."


@pytest.fixture
def births() -> Iterator[Births]:
    with Births() as one:
        yield one


DESCRIPTORS = """
import json, os
print(json.dumps({n: os.readlink(f"/proc/self/fd/{n}") for n in range(1024)
                  if os.path.islink(f"/proc/self/fd/{n}")}))
"""


def test_a_child_holds_two_pipes_and_nothing_else(births: Births) -> None:
    held = births.answer(DESCRIPTORS)
    assert sorted(held) == ["0", "1", "2"]
    assert held["0"].startswith("pipe:")
    assert held["1"].startswith("pipe:")
    assert held["0"] != held["1"]
    assert held["2"] == "/dev/null"


def test_what_looks_after_a_child_holds_less(births: Births) -> None:
    with births.child("import time; time.sleep(600)") as child:
        births.wait_until_reading(child)
        for process in (child.pid, group.descendants(child.pid)[0]):
            links = {str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()}
            # The pipe by which the second of them is told that the first has ended.
            assert all(link.endswith("null") or link.startswith("pipe:") for link in links)
            if os.geteuid() == 0:
                status = Path(f"/proc/{process}/status").read_text()
                assert "CapEff:\t0000000000000000" in status
                assert "CapBnd:\t0000000000000000" in status


REACHING = """
import ctypes, json, os, signal, sys
libc = ctypes.CDLL(None, use_errno=True)

def call(refused):
    if refused < 0:
        raise OSError(ctypes.get_errno(), "refused")

done = []
for name, pid in json.loads(sys.stdin.readline()).items():
    for what, attempt in {
        "signal": lambda: os.kill(pid, signal.SIGKILL),
        "signal group": lambda: os.killpg(pid, signal.SIGKILL),
        "trace": lambda: call(libc.ptrace(16, pid, 0, 0)),
        "see": lambda: os.listdir(f"/proc/{pid}"),
        "read memory": lambda: open(f"/proc/{pid}/mem", "rb").read(1),
        "open": lambda: os.pidfd_open(pid),
        "order": lambda: os.sched_setaffinity(pid, {0}),
    }.items():
        try:
            attempt()
            done.append(f"{what} {name}")
        except OSError:
            pass
print(json.dumps([done, [one for one in os.listdir("/proc") if one.isdigit()]]))
"""


def test_a_child_cannot_reach_the_nursery_or_a_sibling(births: Births) -> None:
    with births.child("import time; time.sleep(600)") as sibling:
        births.wait_until_reading(sibling)
        targets = {
            "nursery": births.server.pid,
            "sibling": sibling.pid,
            "reader": group.descendants(sibling.pid)[-1],
            "room": os.getpid(),
        }
        said = json.dumps(targets).encode() + b"\n"
        done, seen = births.answer(REACHING, said)
        assert done == []
        assert len(seen) <= 2
        assert sibling.poll() is None


def test_hostile_code_cannot_reach_the_nursery(captor: Captor) -> None:
    code = REACHING.replace("json.loads(sys.stdin.readline())", '{"nursery": targets["nursery"]}')
    code = code.replace("print(json.dumps([done,", "tell([done,").replace(
        "isdigit()]]))", "isdigit()]])"
    )
    if captor.sandbox == "namespaces":
        done, seen = captor.answer(code)
        assert done == []
        assert len(seen) <= 2


def test_a_child_is_the_rooms_own(births: Births) -> None:
    with births.child("import time; time.sleep(600)") as child:
        assert int(state_of(child.pid)[1]) == os.getpid()
        assert births.server.pid not in (None, child.pid)
        assert group.descendants(births.server.pid or 0) == []


LEAVING = """
import json, os, random, secrets, sys, tempfile
from worker.extract import readers
found = [hasattr(readers, "left"), os.environ.get("LEFT"), os.listdir("/tmp"),
         random.random(), secrets.token_hex(8), tempfile.mktemp()]
readers.left = os.environ["LEFT"] = "x"
open("/tmp/left", "w").close()
print(json.dumps(found))
"""


def test_nothing_carries_over_from_one_child_to_the_next(births: Births) -> None:
    found = [births.answer(LEAVING) for _ in range(3)]
    assert {json.dumps(one[:3]) for one in found} == {json.dumps(found[0][:3])}
    assert found[0][:2] == [False, None]
    assert "left" not in found[0][2]
    for chance in range(3, 6):
        assert len({one[chance] for one in found}) == 3


SIGNALS = """
import json
lines = {name: value.strip() for name, _, value in
         (line.partition(":") for line in open("/proc/self/status"))}
print(json.dumps([lines[name] for name in ("SigBlk", "SigIgn", "SigCgt")]))
"""


def test_signals_are_as_in_a_fresh_process(births: Births) -> None:
    # Whoever started the tests may have ignored some, as a shell does in the background.
    command = ["env", "--default-signal", sys.executable, "-I", "-c", SIGNALS]
    fresh = subprocess.run(command, capture_output=True, check=True).stdout
    ignored = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
    try:
        # A nursery that starts now inherits both.
        assert births.answer(SIGNALS) == json.loads(fresh)
    finally:
        signal.signal(signal.SIGUSR1, ignored)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def test_a_nursery_that_is_killed_costs_no_reading() -> None:
    with ReadingRoom(Limits(seconds=60), sandbox="namespaces") as room:
        assert room.read(STORY, filename="a.txt").text == STORY.decode()
        waiting = room._waiting[0].result()
        first = _kill_nursery(room)
        # What it brought forth is not its own, and lives.
        assert waiting.child.poll() is None
        for _ in range(2):
            assert room.read(STORY, filename="a.txt").text == STORY.decode()
        assert room._waiting[0].result().child.poll() is None
        assert room._server is not None
        assert room._server.pid not in (None, first)


def test_a_nursery_that_is_killed_during_a_reading_does_not_end_it() -> None:
    with ReadingRoom(Limits(seconds=3), sandbox="namespaces") as room:

        def kill(_: int) -> None:
            _kill_nursery(room)

        thread = while_it_reads(room, kill)
        with pytest.raises(Unreadable) as error:
            room.read(endless(), filename="a.pdf")
        thread.join()
        assert error.value.reason == "took_too_long"
    with ReadingRoom(Limits(seconds=60), sandbox="namespaces") as room:
        assert room.read(STORY, filename="a.txt").text == STORY.decode()


def _kill_nursery(room: ReadingRoom) -> int:
    assert room._server is not None
    pid = room._server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    return pid


def test_it_is_replaced_after_a_number_of_children() -> None:
    with Births(children=3) as births:
        nurseries = []
        for _ in range(7):
            births.answer("print(1)")
            nurseries.append(births.server.pid)
        assert [nurseries.count(pid) for pid in dict.fromkeys(nurseries)] == [3, 3, 1]
        assert all(gone(pid or 0) for pid in nurseries[:6])


def test_it_does_not_grow_and_leaves_no_dead_behind() -> None:
    # Other tests of this process may have left some.
    before = set(group.descendants(os.getpid()))
    with ReadingRoom(Limits(seconds=60), sandbox="namespaces") as room:
        server = room._server
        assert server is not None
        sizes = []
        for number in range(300):
            assert room.read(STORY, filename="a.txt").text == STORY.decode()
            if number in (20, 299):
                sizes.append((server.pid, _own_memory(server.pid or 0)))
        assert sizes[0][0] == sizes[1][0]
        assert sizes[1][1] - sizes[0][1] < 512 * 1024
        since = set(group.descendants(os.getpid())) - before
        dead = [one for one in since if state_of(one)[0] == "Z"]
        assert dead == []


def _own_memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(line.split()[1]) * 1024


def test_several_rooms_and_threads_read_at_once() -> None:
    texts: list[str] = []
    with _rooms(2) as rooms:

        def read(room: ReadingRoom, number: int) -> None:
            said = b"Statement %d." % number
            texts.extend(room.read(said, filename="a.txt").text for _ in range(4))

        threads = [
            threading.Thread(target=read, args=(room, 3 * at + number))
            for at, room in enumerate(rooms)
            for number in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        pids = {room._server.pid for room in rooms if room._server is not None}
        assert len(pids) == 2
    assert sorted(texts) == sorted(f"Statement {number}." for number in range(6) for _ in range(4))
    assert all(gone(pid or 0) for pid in pids)


@contextmanager
def _rooms(count: int) -> Iterator[list[ReadingRoom]]:
    rooms = [ReadingRoom(sandbox="namespaces", side_by_side=3) for _ in range(count)]
    yield rooms
    for room in rooms:
        room.close()


HOLDING = """
import sys, time
from worker.extract.containment import group
from worker.extract.sandbox import ReadingRoom
room = ReadingRoom(sandbox="namespaces")
room.warm()
child = room._waiting[0].result().child
print(room._server.pid, child.pid, *group.descendants(child.pid), flush=True)
time.sleep(600)
"""


def test_all_end_with_the_rooms_process() -> None:
    keeper = subprocess.Popen([sys.executable, "-c", HOLDING], stdout=subprocess.PIPE)
    assert keeper.stdout is not None
    family = list(map(int, keeper.stdout.readline().split()))
    assert len(family) == 4
    keeper.kill()
    keeper.communicate()
    assert all(gone(pid) for pid in family)


def test_a_server_that_is_closed_ends_its_nursery(births: Births) -> None:
    births.answer("print(1)")
    pid = births.server.pid
    assert pid is not None
    births.server.close()
    assert gone(pid)
    assert births.server.pid is None


def test_the_best_of_this_machine_is_forked() -> None:
    best = tiers.choose("required")
    assert best.tier == "namespaces"
    assert isinstance(best.fork_server(), ForkServer)
    assert "forked from a warmed process" in best.describe()
    assert tiers.choose("bubblewrap").fork_server() is None


MASKED = """
import os, sys
os.umask(0o077)
from worker.extract.containment import tiers
print(*((one := tiers.choose(sys.argv[1])).tier, one.forks))
"""


@pytest.mark.parametrize("setting", ["required", "namespaces"])
def test_it_holds_for_one_whose_files_nobody_else_may_read(setting: str) -> None:
    """The command line and the workers keep what they write to themselves (umask 077)."""
    command = [sys.executable, "-c", MASKED, setting]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["namespaces", "True"]


def test_a_root_that_is_built_anew_holds_there_too() -> None:
    code = MASKED.replace(
        "tiers.choose(sys.argv[1])", "tiers._tried(*sys.argv[1:], (), forks=False)[1]"
    )
    command = [sys.executable, "-c", code, "namespaces"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["namespaces", "False"]
