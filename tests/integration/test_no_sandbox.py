"""A machine without a sandbox: Deponent says so and stops, unless it is told in so many words."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from worker import doctor, equipment
from worker.errors import SandboxMissing
from worker.extract.containment import (
    attempts,
    bubblewrap,
    fork_server,
    namespaces,
    probe,
    tiers,
    view,
)
from worker.extract.containment.tiers import Containment
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom
from worker.settings import Settings

# Neither bubblewrap nor the right to make namespaces: what an unprivileged container offers.
BARE = """
import sys
from worker.extract.containment import bubblewrap, fork_server, namespaces, tiers
bubblewrap.program = lambda: None
fork_server.command = lambda: [sys.executable, "-c", "raise SystemExit(1)"]
namespaces.command = lambda *a, **k: [sys.executable, "-c", "raise SystemExit(1)"]
tiers._INSIDE = "no.landlock"
from worker.cli.app import main
sys.argv = ["deponent", *sys.argv[1:]]
main()
"""


@pytest.fixture(autouse=True)
def _probed_anew() -> Iterator[None]:
    tiers._tried.cache_clear()
    yield
    tiers._tried.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit(1)"]

    monkeypatch.setattr(bubblewrap, "program", lambda: None)
    monkeypatch.setattr(namespaces, "command", nothing)
    monkeypatch.setattr(fork_server, "command", nothing)
    # Nor Landlock: what gives up its rights there never starts.
    monkeypatch.setattr(tiers, "_INSIDE", "no.landlock")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("setting", ["required", "bubblewrap", "namespaces"])
def test_the_reading_room_does_not_open(setting: str) -> None:
    with pytest.raises(SandboxMissing) as error:
        ReadingRoom(sandbox=setting)
    said = str(error.value)
    assert "Install bubblewrap" in said
    assert f"DEPONENT_SANDBOX={tiers.OVERRIDE}" in said
    assert error.value.reason == "sandbox_missing"


def test_it_opens_when_told_in_so_many_words(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, sandbox=tiers.OVERRIDE)
    with equipment.reading_room(settings) as room:
        assert room.read(b"A line.", filename="a.txt").text == "A line."
    assert "NO SANDBOX" in doctor._reading(settings)


@pytest.mark.usefixtures("bare")
def test_the_doctor_finds_it_missing(tmp_path: Path) -> None:
    finding = next(f for f in doctor.examine(Settings(home=tmp_path)) if f.what == "reading")
    assert not finding.ok
    assert "Install bubblewrap" in finding.text


def test_the_doctor_says_which_sandbox(tmp_path: Path) -> None:
    for setting in ("bubblewrap", "namespaces"):
        settings = Settings(home=tmp_path, sandbox=setting)
        assert f"sandbox ({setting[:9]}" in doctor._reading(settings)


def test_without_bubblewrap_its_own_namespaces_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubblewrap, "program", lambda: None)
    assert tiers.choose("required").tier == "namespaces"
    with pytest.raises(SandboxMissing, match="bubblewrap: not installed"):
        tiers.choose("bubblewrap")


@pytest.mark.parametrize(
    "command", [["process", "a.txt"], ["serve"], ["worker", "extract"], ["demo"]]
)
def test_the_command_ends_with_words(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A line.")
    ended = subprocess.run(
        [sys.executable, "-c", BARE, *command],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "DEPONENT_HOME": str(tmp_path / "home"),
            "DEPONENT_PORT": str(_free_port()),
            "DEPONENT_REDIS_URL": "unix:///nowhere" if command[0] == "worker" else "",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert "Install bubblewrap" in ended.stderr
    assert "Traceback" not in ended.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class TestTheProof:
    """A sandbox that leaks is found out by the child that tries."""

    def leaky(self, changes: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> str:
        real = bubblewrap.command

        def leaking(*arguments: object, **named: object) -> list[str]:
            line = real(*arguments, **named)  # type: ignore[arg-type]
            drop = changes.get("without", ())
            line = [word for word in line if word not in drop]  # type: ignore[operator]
            split = line.index("--")
            return [*line[:split], *changes.get("with", ()), *line[split:]]  # type: ignore[misc]

        monkeypatch.setattr(bubblewrap, "command", leaking)
        held = Containment(
            tier="bubblewrap", view=view.of_this_machine(), changes_user=tiers._can_change_user()
        )
        return probe.fault(held.start, ())

    def test_a_sound_one_has_no_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.leaky({}, monkeypatch) == ""

    def test_shared_processes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "pid namespace" in self.leaky({"without": ("--unshare-pid",)}, monkeypatch)

    def test_a_shared_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "net namespace" in self.leaky({"without": ("--unshare-net",)}, monkeypatch)

    def test_files_in_sight(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fault = self.leaky({"with": ("--bind", "/", "/tmp")}, monkeypatch)
        assert fault

    def test_a_folder_to_write_to(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fault = self.leaky({"with": ("--perms", "1777", "--tmpfs", "/etc")}, monkeypatch)
        assert "write to /etc" in fault

    def test_a_data_folder_in_sight(self) -> None:
        folder = Path(attempts.__file__).parent
        held = Containment(
            tier="bubblewrap", view=view.of_this_machine(), changes_user=tiers._can_change_user()
        )
        assert f"look into {folder}" in probe.fault(held.start, (folder,))

    def test_a_data_folder_in_sight_of_a_forked_child(self) -> None:
        folder = Path(attempts.__file__).parent
        held = Containment(
            tier="namespaces",
            view=view.of_this_machine(),
            changes_user=tiers._can_change_user(),
            forks=True,
        )
        assert tiers._fault(held) == ""
        assert f"look into {folder}" in tiers._fault(replace(held, hidden=(folder,)))

    def test_no_sandbox_at_all(self) -> None:
        held = Containment(tier="none", view=view.of_this_machine(), changes_user=False)
        fault = probe.fault(held.start, ())
        assert "read a file outside" in fault
        assert "connect to a local socket" in fault

    def test_a_child_that_never_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(probe, "_SECONDS", 0.5)
        monkeypatch.setattr(probe, "_ATTEMPTS", ("-c", "import time; time.sleep(60)"))
        held = Containment(
            tier="bubblewrap", view=view.of_this_machine(), changes_user=tiers._can_change_user()
        )
        assert probe.fault(held.start, ()) == "it does not answer"


def test_users_come_from_the_numbers_that_root_has(monkeypatch: pytest.MonkeyPatch) -> None:
    for table, wanted in {
        "0 0 4294967295\n": (0x70000000, 0x0FFFFFFF),
        "0 1000 1\n1 100000 65536\n": (1 + 65536 - 1000, 1000),
        "0 1000 1\n": None,
    }.items():
        tiers._users.cache_clear()
        monkeypatch.setattr(Path, "read_text", lambda _self, table=table: table)
        assert tiers._users() == wanted
    monkeypatch.undo()
    tiers._users.cache_clear()


def test_code_that_only_root_may_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "worker"
    package.mkdir()
    package.chmod(0o755)
    (package / "__init__.py").touch()
    (package / "__init__.py").chmod(0o644)
    monkeypatch.setattr(view, "packages", lambda: [package])
    assert view.unreadable_by_others() is None
    (package / "__init__.py").chmod(0o600)
    assert view.unreadable_by_others() == package / "__init__.py"
    monkeypatch.setattr(tiers, "_can_change_user", lambda: True)
    with pytest.raises(SandboxMissing, match="only root may read"):
        tiers.choose("required")


def test_a_view_shows_nothing_twice_and_no_home() -> None:
    seen = view.of_this_machine()
    assert len(set(seen.shown)) == len(seen.shown)
    for path in seen.shown:
        assert path.exists()
        assert path not in (Path("/"), Path("/root"), Path("/home"), Path.home(), Path("/etc"))
    assert Limits().temp_bytes < Limits().memory_bytes
