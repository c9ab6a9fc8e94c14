"""What ``reprocess`` says when a run did not go as it was planned."""

import pytest

from tests.unit.backlog.kept import kept
from worker.backlog.run import Plan
from worker.cli import reprocess_lines
from worker.store.reprocessing import Again

_DUE = Again(
    kept=kept(),
    stage="extract",
    why="asked for again",
)


@pytest.mark.parametrize(
    ("due", "current", "put", "said"),
    [
        ((), 0, 0, "Nothing is due: no other statement is meant by that."),
        ((), 3, 0, "Nothing is due: 3 records would come out as before."),
        ((_DUE,), 0, 0, "Nothing was put back: all that was due moved on meanwhile."),
        ((_DUE, _DUE), 3, 0, "Nothing was put back: all that was due moved on meanwhile."),
        ((_DUE,), 0, 1, "`deponent reprocess --watch 0f8e77ab` follows it"),
    ],
)
def test_why_nothing_was_put_back_is_said(
    capsys: pytest.CaptureFixture[str],
    due: tuple[Again, ...],
    current: int,
    put: int,
    said: str,
) -> None:
    plan = Plan(due=due, left_alone=(), current=current)
    reprocess_lines.begun(plan, "0f8e77ab" if put else None, put, as_json=False)
    assert " ".join(capsys.readouterr().out.split()).startswith(said)


@pytest.mark.parametrize("again", [True, False])
def test_who_breaks_off_is_told_how_to_go_on(
    capsys: pytest.CaptureFixture[str], again: bool
) -> None:
    reprocess_lines.interrupted("0f8e77ab", 40, 100, again=again)
    told = " ".join(capsys.readouterr().err.split())
    assert told.startswith("40 of 100 were put back and are being done")
    assert "`deponent reprocess --watch 0f8e77ab` follows them." in told
    # With --again it would begin from the first of them.
    assert ("Give the same command again" in told) is not again
    assert ("do all of them anew" in told) is again
