"""How long a child may take: a fixed time, and once more for pages that are read from pictures."""

import subprocess
import sys

import pytest

from worker.extract import answers
from worker.extract.conversation import Overdue, converse
from worker.extract.limits import Limits

LIMITS = Limits(seconds=100.0, picture_seconds=10.0, cores=2, pages=50)


def test_each_picture_adds_its_share_of_the_cores() -> None:
    assert LIMITS.seconds_with(0) == 100.0
    assert LIMITS.seconds_with(4) == 120.0
    assert LIMITS.most_seconds == LIMITS.seconds_with(50) == 350.0
    assert LIMITS.seconds_with(10**9) == LIMITS.most_seconds, "a child could claim any number"


def test_what_is_said_about_pictures_is_taken_from_the_answer() -> None:
    clock = answers.Clock(LIMITS)
    answer = bytearray(answers.pictures(4) + b'{"document":')
    assert clock.more_time(answer) == clock.deadline
    assert answer == b'{"document":'
    assert clock.seconds == 120.0


def test_half_a_line_waits_for_its_end() -> None:
    clock = answers.Clock(LIMITS)
    whole = answers.pictures(4)
    answer = bytearray(whole[:-2])
    clock.more_time(answer)
    assert (clock.seconds, bytes(answer)) == (100.0, whole[:-2])
    answer += whole[-2:]
    clock.more_time(answer)
    assert (clock.seconds, bytes(answer)) == (120.0, b"")


@pytest.mark.parametrize("said", [b"-5", b"4.5", b"", b"1e9", b"9" * 100])
def test_nonsense_gains_no_time(said: bytes) -> None:
    clock = answers.Clock(LIMITS)
    clock.more_time(bytearray(b'{"pictures_to_read":%b}\n' % said))
    assert clock.seconds == 100.0


def test_time_is_asked_for_once() -> None:
    clock = answers.Clock(LIMITS)
    answer = bytearray(answers.pictures(2))
    clock.more_time(answer)
    answer += answers.pictures(40)
    clock.more_time(answer)
    assert clock.seconds == 110.0
    assert answer, "a second one is no part of an answer, and the answer is refused"


@pytest.mark.parametrize(("asks", "answered"), [(True, True), (False, False)])
def test_a_child_that_asks_is_waited_for(asks: bool, answered: bool) -> None:
    limits = Limits(seconds=1.0, picture_seconds=30.0, cores=1)
    asking = answers.pictures(1).decode() if asks else ""
    # The child answers when the first deadline is long past, which the parent's clock decides.
    code = (
        f"import sys, time; sys.stdout.write({asking!r}); sys.stdout.flush(); "
        "time.sleep(2.5); print('{}')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        clock = answers.Clock(limits)
        try:
            answer = converse(child, (), clock.deadline, 1000, more_time=clock.more_time)
        except Overdue:
            answer = b""
        finally:
            child.kill()
    assert (answer == b"{}\n") is answered
