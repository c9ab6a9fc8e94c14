"""Where a command writes: results to standard output, everything else to standard error."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

STATE_STYLES = {
    "needs_review": "green",
    "approved": "green",
    "failed": "red",
    "quarantined": "red",
    "returned": "yellow",
    "cancelled": "dim",
}


@cache
def output() -> "Console":
    """Return the console for results."""
    from rich.console import Console

    return Console(highlight=False, emoji=False)


@cache
def progress() -> "Console":
    """Return the console for progress and remarks."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False)


def state(name: str) -> str:
    """Return a state as rich markup."""
    style = STATE_STYLES.get(name, "cyan")
    return f"[{style}]{name.replace('_', ' ')}[/{style}]"
