"""SIGKILL of each process in turn, while it holds work: nothing is lost and nothing is doubled."""

import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.acceptance.service import Service, children, command_line, eventually, serving
from worker.casefile import State
from worker.client import Refused, ServiceAway
from worker.queues import connect, stage_queue
from worker.redis_server import socket_path
from worker.store.tables import work

CASE = "KILL/2026"
STATEMENTS = 100
VICTIMS = ("dispatcher", "api", "extract worker", "reading child", "redis", "analyse worker")
STARTED, FORKED = "worker.extract.child", "worker.extract.containment.nursery"
LONG_PDF = Path(__file__).parents[2] / "fixtures" / "statements" / "other" / "long-roof-fraud.pdf"


def statement(number: int) -> bytes:
    """A short statement, like no other."""
    return (
        f"I am the person who was at number {number} Alder Walk on Monday 3rd March 2025 at "
        f"{number % 12 + 1}.30pm. I saw a man in a grey hoodie run from the shop. He got into a "
        f"silver Ford Focus, registration LK18 ABC. I gave PC 2417 Hughes exhibit JS/{number}.\n"
    ).encode()


class Sender:
    """A case-file system: sends every file until it is acknowledged, and keeps a ledger."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service = service
        self.files = []
        long_pdf = LONG_PDF.read_bytes()
        for number in range(STATEMENTS):
            # Seven pages behind a damaged beginning take long enough to be caught at.
            is_pdf = number % len(VICTIMS) == VICTIMS.index("reading child")
            path = folder / f"statement-{number:03}.{'pdf' if is_pdf else 'txt'}"
            path.write_bytes(
                f"copy {number}\n".encode() + long_pdf if is_pdf else statement(number)
            )
            self.files.append(path)
        self.ledger: dict[str, str] = {}

    def send(self, path: Path) -> None:
        deadline = time.monotonic() + 120
        while True:
            try:
                sent = self.service.client.submit(path, case_ref=CASE)
            except (ServiceAway, Refused):
                assert time.monotonic() < deadline, f"{path.name} was never accepted"
                time.sleep(0.1)
            else:
                self.ledger[path.name] = sent.statement_id
                return

    def send_all(self, files: Sequence[Path]) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self.send, files))


def leased_by(service: Service, holder_part: str) -> list[str]:
    """The statements whose lease is held by a process, as the database has it."""
    with service.store.database.reading() as connection:
        rows = connection.execute(
            work.select().where(work.c.status == "leased", work.c.holder.contains(holder_part))
        ).all()
    return [row.statement_id for row in rows]


def catch_holding(service: Service, words: str) -> tuple[int, list[str]]:
    """Freeze a worker again and again until it stands still with a lease in its hands."""

    def look() -> tuple[int, list[str]] | None:
        pid = service.pid(words)
        os.kill(pid, signal.SIGSTOP)
        held = leased_by(service, f":{pid}:")
        if held:
            return pid, held
        os.kill(pid, signal.SIGCONT)
        return None

    return eventually(look, seconds=90)


def kill_worker(service: Service, words: str) -> list[str]:
    pid, held = catch_holding(service, words)
    os.kill(pid, signal.SIGKILL)
    return held


def kill_reading_child(service: Service) -> list[str]:
    """Kill the child that reads, again and again until one was caught with a file in hand."""

    def look() -> list[str] | None:
        pid, held = catch_holding(service, "worker.runner extract")
        try:
            readers = reading_children(pid)
            if not readers:
                # The file was read, and the next child is not born yet.
                return None
            # The oldest reads; the next one waits for its file.
            os.kill(readers[0], signal.SIGKILL)
        finally:
            os.kill(pid, signal.SIGCONT)
        return held if eventually(lambda: was_reading(service, held[0]), seconds=60) else None

    return eventually(look, seconds=90)


def reading_children(pid: int) -> list[int]:
    """Return the children that read, oldest first. Forked ones are called like their nursery."""
    own = children(pid)
    forked = [child for child in own if FORKED in command_line(child)]
    # The nursery is older than any that came from it.
    return forked[1:] or [child for child in own if STARTED in command_line(child)]


def was_reading(service: Service, statement_id: str) -> bool | None:
    """Whether its child was killed while it read this statement; None while that is open."""
    events = service.store.events.history(statement_id)
    if any(e.action == "extract returned" and e.detail.startswith("reader_died") for e in events):
        return True
    return False if any(e.action == "extracted" for e in events) else None


def kill_dispatcher(service: Service) -> list[str]:
    def look() -> list[str] | None:
        pid = service.pid("worker.dispatch")
        os.kill(pid, signal.SIGSTOP)
        # What comes in while it stands still is work that only it can hand on.
        promised = [
            row.statement_id
            for row in service.store.work.dispatchable("extract", 50)
            if row.seconds_since_dispatch is None
        ]
        if promised:
            os.kill(pid, signal.SIGKILL)
            return promised
        os.kill(pid, signal.SIGCONT)
        return None

    return eventually(look, seconds=90)


def kill_redis(service: Service) -> list[str]:
    connection = connect(f"unix://{socket_path(service.settings.home)}")

    def look() -> list[str] | None:
        held = stage_queue("extract", connection).get_job_ids()
        if not held:
            return None
        os.kill(service.pid("redis-server"), signal.SIGKILL)
        return held

    return eventually(look, seconds=90)


def kill_api(service: Service, path: Path) -> list[str]:
    """Kill the API when it has taken in half an upload."""
    body = path.read_bytes()
    head = (
        b'--edge\r\nContent-Disposition: form-data; name="case"\r\n\r\n' + CASE.encode() + b"\r\n"
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="half.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n"
    )
    tail = b"\r\n--edge--\r\n"
    with socket.create_connection(("127.0.0.1", service.settings.port)) as upload:
        upload.sendall(
            b"POST /api/statements HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: multipart/form-data; boundary=edge\r\n"
            + f"Content-Length: {len(head) + len(body) + len(tail)}\r\n\r\n".encode()
            + head
            + body[: len(body) // 2]
        )
        pid = service.pid("worker.api")
        eventually(lambda: _unread(upload) or None, seconds=30)
        os.kill(pid, signal.SIGKILL)
        try:
            answer = upload.recv(100)
        except ConnectionError:
            answer = b""
    assert b" 202" not in answer, "half an upload was acknowledged"
    return [path.name]


def _unread(upload: socket.socket) -> bool:
    """Whether the peer has taken in everything that was sent so far."""
    import fcntl
    import struct
    import termios

    waiting = fcntl.ioctl(upload.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
    return bool(struct.unpack("i", waiting)[0] == 0)


@pytest.mark.timeout(600)
def test_nothing_is_lost_or_doubled_when_any_process_is_killed_at_work(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    with serving(
        tmp_path / "home", DEPONENT_LEASE_SECONDS="60", DEPONENT_RENEW_SECONDS="1"
    ) as service:
        sender = Sender(service, files)
        held: dict[str, list[str]] = {}
        kills: dict[str, Callable[[], list[str]]] = {
            "dispatcher": lambda: kill_dispatcher(service),
            "api": lambda: kill_api(service, wave[-1]),
            "extract worker": lambda: kill_worker(service, "worker.runner extract"),
            "reading child": lambda: kill_reading_child(service),
            "redis": lambda: kill_redis(service),
            "analyse worker": lambda: kill_worker(service, "worker.runner analyse"),
        }
        for number, victim in enumerate(VICTIMS):
            # Each victim gets a wave of its own, so that there is work for it to hold.
            wave = sender.files[number :: len(VICTIMS)]
            sending = threading.Thread(target=sender.send_all, args=(wave,))
            sending.start()
            try:
                held[victim] = kills[victim]()
            finally:
                sending.join(180)
            assert not sending.is_alive()
        assert all(held.values()), f"a victim held nothing: {held}"

        def settled() -> bool | None:
            counts = service.store.statements.counts(case_ref=CASE)
            return all(state.settled for state in counts) or None

        try:
            eventually(settled, seconds=240)
        except AssertionError:
            pytest.fail(f"{service.store.statements.counts()}\n{service.log()}")
        judge(service, sender)
        # Nobody waits for the lease of somebody who is known to be dead.
        for victim in ("extract worker", "analyse worker"):
            assert all("worker_died" in returns(service, each) for each in held[victim]), victim


def returns(service: Service, statement_id: str) -> set[str]:
    """Why a statement's work was given back."""
    history = service.store.events.history(statement_id)
    return {event.detail for event in history if event.action.endswith(" returned")}


def judge(service: Service, sender: Sender) -> None:
    """The oracle: ledger, database, originals and records must agree."""
    store = service.store
    assert len(sender.ledger) == STATEMENTS
    assert len(set(sender.ledger.values())) == STATEMENTS, "two files became one statement"
    listed = store.statements.listing(case_ref=CASE, limit=1000)
    assert {s.id for s in listed} == set(sender.ledger.values()), "lost or doubled statements"
    states = Counter(s.state for s in listed)
    assert states == {State.NEEDS_REVIEW: STATEMENTS}, (states, service.log())
    for path in sender.files:
        statement_id = sender.ledger[path.name]
        known = store.statements.get(statement_id)
        assert store.originals.path(known.sha256).read_bytes() == path.read_bytes()
        assert store.records.versions(statement_id) == [1], "a record was doubled"
        record = store.records.latest(statement_id)
        assert record is not None
        if path.suffix == ".txt":
            assert record.text.split() == path.read_text().split()
        assert record.status == "complete"
        for part in (*record.mentions, *record.summary.sentences):
            assert record.text[part.start : part.end] == part.quote
        actions = Counter(event.action for event in store.events.history(statement_id))
        assert actions["received"] == actions["extracted"] == actions["analysed"] == 1
