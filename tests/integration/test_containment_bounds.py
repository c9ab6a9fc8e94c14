"""Hostile code in the sandbox meets its bounds: processes, memory, space and files."""

import signal

from tests.integration.captor import MEGABYTE, Captor

FORKS = """
started = 0
try:
    while started < 5000:
        if os.fork() == 0:
            time.sleep(600)
        started += 1
except OSError:
    pass
tell(started)
"""


def test_it_can_start_few_processes(captor: Captor) -> None:
    for control_groups in (True, False):
        found = captor.run(FORKS, control_groups=control_groups, processes=20)
        assert 10 <= found["answer"] <= 20


def test_forking_without_end_ends(captor: Captor) -> None:
    code = """
while True:
    try:
        os.fork()
    except OSError:
        pass
"""
    found = captor.run(code, processes=30, seconds=2)
    assert found["reason"] == "took_too_long"


MEMORY = """
for _ in range(8):
    if os.fork() == 0:
        held = bytearray(100 * 1024 * 1024)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(600)
tell(os.waitstatus_to_exitcode(os.wait()[1]))
"""


def test_memory_is_bounded_for_all_together(captor: Captor) -> None:
    for control_groups in (True, False):
        found = captor.run(
            MEMORY, control_groups=control_groups, memory_bytes=300 * MEGABYTE,
            temp_bytes=16 * MEGABYTE, seconds=30,
        )  # fmt: skip
        # The kernel may end any of them; whoever is left of the group gets no further.
        assert found.get("reason") == "out_of_memory" or found["answer"] == -signal.SIGKILL


def test_memory_is_bounded_for_each(captor: Captor) -> None:
    code = """
try:
    bytearray(1 << 30)
except MemoryError:
    tell("no")
"""
    assert captor.answer(code, memory_bytes=300 * MEGABYTE) == "no"


def test_its_space_is_bounded(captor: Captor) -> None:
    code = """
written = 0
for folder in ("/tmp", "/dev/shm", "/dev", "/", "/proc"):
    for number in range(50):
        try:
            with open(f"{folder}/{number}", "wb", buffering=0) as file:
                while True:
                    written += file.write(bytes(1 << 20))
        except OSError:
            pass
tell(written)
"""
    found = captor.run(code, temp_bytes=20 * MEGABYTE)
    assert 15 * MEGABYTE <= found["answer"] <= 40 * MEGABYTE


def test_its_files_are_few(captor: Captor) -> None:
    code = """
number = 0
try:
    while number < 2_000_000:
        open(f"/tmp/{number}", "wb").close()
        number += 1
except OSError:
    pass
tell(number)
"""
    found = captor.run(code, seconds=50)
    assert found.get("reason") == "out_of_memory" or found["answer"] < 200_000
