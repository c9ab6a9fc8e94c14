"""Why a process ended, from its return code and its log."""

import re
import signal
from pathlib import Path

_LONGEST_REASON_BYTES = 8_000
_LONGEST_REASON = 300


def ending(code: int) -> str:
    """Return how a process ended whose return code is this, as subprocess counts them."""
    if code >= 0:
        return f"with exit code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


def reason(log: Path, since: int) -> str:
    """Return the last thing that a run said, on one line; its log holds no word of a statement."""
    try:
        with log.open("rb") as said:
            said.seek(max(since, log.stat().st_size - _LONGEST_REASON_BYTES))
            lines = said.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    told = [line.strip() for line in lines if not line.startswith("(Background on")]
    last = next((line for line in reversed(told) if line), "")
    # The supervisor says itself which process and when.
    last = re.sub(r"^[\d-]{10} [\d:,]{8,12} \w+ ", "", last)
    # Of an error only its name and words, not the module that it stands in.
    return re.sub(r"^(?:\w+\.)+(?=\w+: )", "", last)[:_LONGEST_REASON]
