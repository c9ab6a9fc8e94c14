"""Hostile code in the very containment of a reading child: what it tries fails, or ends it.

Each test runs in both sandboxes; as root, whose child changes to another user, and as an ordinary
user. The reading after it must be a good one, and nothing may be left.
"""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration import captivity
from tests.integration.captor import HERE, INSTALLED_BELOW, Captor


@pytest.fixture
def neighbours(tmp_path: Path) -> Iterator[dict[str, object]]:
    """What stands around a reading child: a server, local sockets, files of others."""
    secret = tmp_path / "secret"
    secret.write_text("not yours")
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        socket.socket(socket.AF_UNIX) as redis,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        datagrams.bind(("127.0.0.1", 0))
        redis.bind(str(tmp_path / "redis.sock"))
        redis.listen()
        abstract.bind(f"\0deponent-test-{os.getpid()}")
        abstract.listen()
        server.setblocking(False)
        datagrams.setblocking(False)
        yield {
            "server": server.getsockname()[1],
            "datagrams": datagrams.getsockname()[1],
            "redis": str(tmp_path / "redis.sock"),
            "abstract": f"\0deponent-test-{os.getpid()}",
            "secret": str(secret),
            "package": str(Path(captivity.__file__).parents[2] / "worker"),
            "tests": str(HERE),
        }
        with pytest.raises(BlockingIOError):
            server.accept()
        with pytest.raises(BlockingIOError):
            datagrams.recv(10)


ATTEMPTS = """
def connect(family, kind, where):
    with socket.socket(family, kind) as one:
        one.settimeout(2)
        one.connect(where)
        one.send(b"x")

def number(x86, arm):
    return x86 if os.uname().machine == "x86_64" else arm

local = "127.0.0.1"
parent = targets["parent"]
attempts = {
    "tcp": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, (local, targets["server"])),
    "udp": lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, (local, targets["datagrams"])),
    "ipv6": lambda: socket.socket(socket.AF_INET6),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "vsock": lambda: socket.socket(40, socket.SOCK_STREAM),
    "redis": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, targets["redis"]),
    "abstract": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, targets["abstract"]),
    "read secret": lambda: open(targets["secret"]).read(),
    "read tests": lambda: os.listdir(targets["tests"]),
    "read shadow": lambda: open("/etc/shadow").read(),
    "read passwd": lambda: open("/etc/passwd").read(),
    "read var": lambda: os.listdir("/var/lib"),
    "read home": lambda: os.listdir("/home"),
    "read root's files": lambda: open("/root/.bashrc").read(),
    "read environment": lambda: open(f"/proc/{parent}/environ").read(),
    "write root": lambda: open("/x", "w"),
    "write usr": lambda: open("/usr/x", "w"),
    "write dev": lambda: open("/dev/x", "w"),
    "write code": lambda: open(targets["package"] + "/x.py", "w"),
    "change code": lambda: os.chmod(targets["package"], 0o777),
    "write kernel": lambda: open("/proc/sys/kernel/hostname", "w").write("x"),
    "trigger": lambda: open("/proc/sysrq-trigger", "w").write("x"),
    "memory": lambda: open("/dev/mem"),
    "signal": lambda: os.kill(parent, signal.SIGTERM),
    "ptrace": lambda: call(libc.ptrace(16, parent, 0, 0)),
    "trace me": lambda: call(libc.ptrace(0, 0, 0, 0)),
    "become root": lambda: os.setuid(0),
    "join groups": lambda: os.setgroups([0]),
    "new user namespace": lambda: call(libc.unshare(0x10000000)),
    "new network": lambda: call(libc.unshare(0x40000000)),
    "cloned namespace": lambda: call(libc.syscall(number(56, 220), 0x10000011, 0, 0, 0, 0)),
    "clone3": lambda: call(libc.syscall(435, 0, 0)),
    "mount": lambda: call(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)),
    "unmount": lambda: call(libc.umount2(b"/usr", 2)),
    "remount": lambda: call(libc.mount(None, b"/usr", None, 32 | 4096, None)),
    "chroot": lambda: os.chroot("/tmp"),
    "keys": lambda: call(libc.syscall(number(250, 219), 0, -3, 0)),
    "bpf": lambda: call(libc.syscall(number(321, 280), 0, 0, 0)),
    "userfaultfd": lambda: call(libc.syscall(number(323, 282), 0)),
    "io_uring": lambda: call(libc.syscall(425, 1, 0)),
    "perf": lambda: call(libc.syscall(number(298, 241), 0, 0, -1, -1, 0)),
    "personality": lambda: call(libc.personality(0x0040000)),
    "hidden memory": lambda: os.memfd_create("x"),
    "shared memory": lambda: call(libc.shmget(0, 4096, 0o1600)),
    "device": lambda: os.mknod("/tmp/device", 0o20666, os.makedev(1, 1)),
    "more files": lambda: __import__("resource").setrlimit(7, (100000, 100000)),
    "core": lambda: __import__("resource").setrlimit(4, (1, 1)),
}
succeeded = []
for name, attempt in attempts.items():
    try:
        attempt()
    except (OSError, ValueError):
        continue
    succeeded.append(name)
lines = dict(line.rstrip().split(":", 1) for line in open("/proc/self/status"))
tell({
    "succeeded": succeeded,
    "tried": len(attempts),
    "status": {name: value.split() for name, value in lines.items()},
    "environment": dict(os.environ),
    "files": [os.readlink(f"/proc/self/fd/{n}") for n in range(256)
              if os.path.islink(f"/proc/self/fd/{n}")],
    "folder": [os.getcwd(), os.listdir()],
    "processes": sum(name.isdigit() for name in os.listdir("/proc")),
})
"""


def test_nothing_outside_can_be_reached(captor: Captor, neighbours: dict[str, object]) -> None:
    found = captor.answer(ATTEMPTS, targets=neighbours)
    assert found["tried"] > 40
    assert found["succeeded"] == []


def test_the_child_holds_nothing(captor: Captor, neighbours: dict[str, object]) -> None:
    found = captor.answer(ATTEMPTS, targets=neighbours)
    status = found["status"]
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[name][0], 16) == 0
    assert status["NoNewPrivs"] == ["1"]
    assert status["Seccomp"] == ["2"]
    users = {int(user) for user in status["Uid"]}
    assert len(users) == 1
    if captor.user == "root":
        assert min(users) >= 0x70000000
        assert int(status["CapBnd"][0], 16) == 0
    assert set(found["environment"]) <= {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "LC_CTYPE"}
    assert all(file.startswith(("pipe:", "/dev/null")) for file in found["files"]), found["files"]
    assert found["folder"] == ["/tmp", INSTALLED_BELOW]
    assert found["processes"] <= 2


def test_a_data_folder_is_hidden_even_where_it_should_not_be(captor: Captor) -> None:
    folder = Path(captivity.__file__).parents[2] / "worker" / "web"
    code = f"""
try:
    tell(os.listdir({str(folder)!r}))
except OSError:
    tell("no")
"""
    assert captor.run(code, hidden=(folder,))["answer"] in ("no", [])
    assert "views.py" in captor.answer(code)


STUBBORN = """
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            while True:
                time.sleep(600)
        os._exit(0)
"""


def test_what_ignores_signals_and_hides_is_ended(captor: Captor) -> None:
    found = captor.run(STUBBORN + "while True: time.sleep(600)", seconds=1)
    assert found["reason"] == "took_too_long"


def test_what_stays_behind_after_the_answer_is_ended(captor: Captor) -> None:
    found = captor.run(STUBBORN + "tell('done')\nout.close()\nos.close(1)\nos._exit(0)")
    assert found.get("answer") == "done"


def test_all_ends_with_the_parent(captor: Captor) -> None:
    keeper = captor.start()
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    code = STUBBORN + "while True: time.sleep(600)"
    keeper.stdin.write(captor.order(code, hold=True))
    keeper.stdin.flush()
    held = json.loads(keeper.stdout.readline())
    until = time.monotonic() + 30
    # The child, and the three that hide; the sandbox's own processes are above them.
    while len(captivity.named(held["mark"])) < 4:
        assert time.monotonic() < until
        time.sleep(0.02)
    keeper.send_signal(signal.SIGKILL)
    keeper.communicate()
    assert captivity.remaining(held["mark"]) == []
    until = time.monotonic() + 15
    while any(list(Path(at).glob(f"{name}*")) for at, name in held["groups"]):
        assert time.monotonic() < until
        time.sleep(0.05)


PROGRAMS = r"""
import subprocess
from PIL import Image, ImageDraw

with open("a.rtf", "w") as file:
    file.write("{\\rtf1 The man by the gate.}")
office = ["soffice", "-env:UserInstallation=file:///tmp/profile", "--headless"]
subprocess.run([*office, "--convert-to", "txt:Text", "a.rtf"], capture_output=True)
image = Image.new("L", (900, 120), 255)
ImageDraw.Draw(image).text((20, 40), "THE MAN BY THE GATE", fill=0, font_size=40)
image.save("a.png")
read = [subprocess.Popen(["tesseract", "a.png", "-"], stdout=subprocess.PIPE) for _ in range(3)]
tell({
    "office": open("a.txt").read(),
    "ocr": [one.communicate()[0].decode().strip() for one in read],
})
"""


def test_readers_can_start_their_programs(captor: Captor) -> None:
    found = captor.answer(PROGRAMS)
    assert found["office"].strip("\ufeff\n") == "The man by the gate."
    assert found["ocr"] == ["THE MAN BY THE GATE"] * 3


def test_no_two_children_of_root_are_the_same_user(captor: Captor) -> None:
    users = {captor.answer("tell(os.getuid())") for _ in range(3)}
    assert len(users) == (3 if captor.user == "root" else 1)
