"""Hostile code where no namespaces can be made: Landlock, or a user of one's own, holds it."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration import captivity
from tests.integration.captor import HERE, MEGABYTE, USERS, Captor, as_somebody, within_reach
from tests.integration.test_containment import STUBBORN
from tests.integration.test_containment_bounds import FORKS, MEMORY

# In a root's home, another user cannot run our code: there Landlock holds root itself.
PLACES = [("landlock", user) for user in USERS]
if "root" in USERS:
    PLACES += [("landlock", "root at home"), ("user", "root")]


class Container(Captor):
    """Runs code in a sandbox in a container that allows no namespaces."""

    def command(self) -> list[str]:
        kept = [] if self.sandbox == "landlock" else ["--no-landlock"]
        command = [sys.executable, str(HERE / "plain_container.py"), *kept]
        command += [sys.executable, str(HERE / "captivity.py")]
        if self.user == "somebody":
            return as_somebody(command)
        return within_reach(command) if self.user == "root" else command


@pytest.fixture(params=PLACES, ids=" as ".join)
def container(request: pytest.FixtureRequest) -> Container:
    return Container(*request.param)


@pytest.fixture
def neighbours(tmp_path: Path) -> Iterator[dict[str, object]]:
    secret = tmp_path / "secret"
    secret.write_text("not yours")
    secret.chmod(0o600)
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as redis,
    ):
        redis.bind(str(tmp_path / "redis.sock"))
        redis.listen()
        abstract.bind(f"\0deponent-container-{os.getpid()}")
        abstract.listen()
        server.setblocking(False)
        yield {
            "server": server.getsockname()[1],
            "redis": str(tmp_path / "redis.sock"),
            "abstract": f"\0deponent-container-{os.getpid()}",
            "secret": str(secret),
            "package": str(Path(captivity.__file__).parents[2] / "worker"),
            "self": os.getpid(),
        }
        with pytest.raises(BlockingIOError):
            server.accept()


ATTEMPTS = """
import resource

def connect(family, where):
    with socket.socket(family) as one:
        one.settimeout(2)
        one.connect(where)

def write(place):
    open(place + "/deponent-attempt", "w").close()

parent = targets["parent"]
attempts = {
    "tcp": lambda: connect(socket.AF_INET, ("127.0.0.1", targets["server"])),
    "ipv6": lambda: socket.socket(socket.AF_INET6),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "redis": lambda: connect(socket.AF_UNIX, targets["redis"]),
    "abstract": lambda: connect(socket.AF_UNIX, targets["abstract"]),
    "read secret": lambda: open(targets["secret"]).read(),
    "read shadow": lambda: open("/etc/shadow").read(),
    "read environment": lambda: open(f"/proc/{parent}/environ").read(),
    "read memory": lambda: open(f"/proc/{parent}/mem", "rb").read(1),
    "see files": lambda: os.listdir(f"/proc/{parent}/fd"),
    "write code": lambda: write(targets["package"]),
    "write usr": lambda: write("/usr"),
    "write etc": lambda: write("/etc"),
    "write root": lambda: write("/root"),
    "change code": lambda: os.chmod(targets["package"], 0o777),
    "cut code": lambda: os.truncate(targets["package"] + "/__init__.py", 0),
    "date code": lambda: os.utime(targets["package"]),
    "kill parent": lambda: os.kill(parent, 0),
    "kill session": lambda: os.kill(targets["self"], 0),
    "kill all": lambda: os.killpg(os.getpgid(parent), 0),
    "limit parent": lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE, (1, 1)),
    "trace": lambda: call(libc.ptrace(16, parent, 0, 0)),
    "namespaces": lambda: call(libc.unshare(0x10000000)),
    "mount": lambda: call(libc.mount(b"none", b"/mnt", b"tmpfs", 0, None)),
    "root": lambda: os.setresuid(0, 0, 0) if os.getuid() else write("/"),
    "device": lambda: os.mknod("device", 0o20666, os.makedev(1, 1)),
}
done = []
for name, attempt in attempts.items():
    try:
        attempt()
        done.append(name)
    except OSError:
        pass
open("own", "w").close()
tell(done)
"""


def test_nothing_outside_can_be_reached(
    container: Container, neighbours: dict[str, object]
) -> None:
    assert container.answer(ATTEMPTS, targets=neighbours) == []


def test_what_ignores_signals_and_hides_is_ended(container: Container) -> None:
    found = container.run(STUBBORN + "while True: time.sleep(600)", seconds=1)
    assert found["reason"] == "took_too_long"
    # They hold the pipe that it answered on: without a namespace to end, it is late.
    stays = STUBBORN + "tell('done')\nout.close()\nos.close(1)\nos._exit(0)"
    found = container.run(stays, seconds=3)
    assert found.get("answer") == "done" or found["reason"] == "took_too_long"


def test_its_bounds_hold(container: Container) -> None:
    found = container.run(FORKS + "time.sleep(600)", control_groups=False, processes=20, seconds=5)
    assert found.get("reason") in ("out_of_memory", "took_too_long")
    space = """
for number in range(50):
    with open(str(number), "wb", buffering=0) as file:
        for _ in range(19):
            file.write(bytes(1 << 20))
        time.sleep(0.05)
tell("filled")
"""
    found = container.run(space, temp_bytes=20 * MEGABYTE, seconds=20)
    assert found.get("reason") == "out_of_memory"
    found = container.run(
        MEMORY, control_groups=False, memory_bytes=300 * MEGABYTE, temp_bytes=16 * MEGABYTE,
        seconds=20,
    )  # fmt: skip
    assert found.get("reason") == "out_of_memory" or found["answer"] == -signal.SIGKILL
