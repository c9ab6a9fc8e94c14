"""Which statements are meant: conditions as they are given on a command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase

from worker.backlog.active import KINDS, Kind
from worker.british_time import zone
from worker.casefile import State
from worker.errors import DeponentError
from worker.store.reprocessing import AGAIN

CONDITIONS = ("state", "changed", "received-from", "received-before", "file")
"""What a condition can be about."""


class ConditionInvalid(DeponentError):
    """A condition cannot be understood, or nothing can ever meet it."""

    reason = "condition_invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Statements that all of this is true of; what is empty or None asks nothing.

    ``received_from`` (that moment or later) and ``received_before`` are seconds since 1970. Of
    ``states``, ``changed`` and ``files`` (patterns such as ``*.pdf``) one must fit.
    """

    ids: tuple[str, ...] = ()
    case_refs: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    changed: tuple[Kind, ...] = ()
    received_from: float | None = None
    received_before: float | None = None
    files: tuple[str, ...] = ()

    def has_file(self, filename: str) -> bool:
        """Return whether a statement's file is meant. Capitals make no difference."""
        name = filename.casefold()
        return not self.files or any(fnmatchcase(name, each.casefold()) for each in self.files)


def choice(
    conditions: Sequence[str], *, ids: Sequence[str] = (), case_refs: Sequence[str] = ()
) -> Choice:
    """Return what ``name=value`` conditions mean. Raises ConditionInvalid.

    Days are the United Kingdom's and begin at midnight there.
    """
    given: dict[str, list[str]] = {}
    for each in conditions:
        name, equals, value = (part.strip() for part in each.partition("="))
        if not equals or not value or name not in CONDITIONS:
            raise ConditionInvalid(
                f"“{each}” is no condition. Write NAME=VALUE, where NAME is one of "
                f"{', '.join(CONDITIONS)}."
            )
        given.setdefault(name, []).append(value)
    days = [
        [_midnight(name, value) for value in given.get(name, [])]
        for name in ("received-from", "received-before")
    ]
    return Choice(
        ids=tuple(ids),
        case_refs=tuple(case_refs),
        states=tuple(_state(value) for value in given.get("state", [])),
        changed=tuple(_kind(value) for value in given.get("changed", [])),
        received_from=max(days[0], default=None),
        received_before=min(days[1], default=None),
        files=tuple(given.get("file", [])),
    )


def _state(value: str) -> State:
    known = {each.value: each for each in AGAIN}
    name = value.replace(" ", "_").replace("-", "_").lower()
    if name not in known:
        raise ConditionInvalid(
            f"“{value}” is no state that a statement can be done again from. Those are "
            f"{', '.join(known)}; what was cancelled or quarantined is put back by "
            "`deponent release`."
        )
    return known[name]


def _kind(value: str) -> Kind:
    if value not in KINDS:
        raise ConditionInvalid(f"“changed” is followed by one of {', '.join(KINDS)}.")
    return value


def _midnight(name: str, value: str) -> float:
    try:
        day = date.fromisoformat(value)
        return datetime(day.year, day.month, day.day, tzinfo=zone()).timestamp()
    except (ValueError, OverflowError):
        raise ConditionInvalid(
            f"“{name}” is followed by a day as year-month-day, such as 2026-01-31."
        ) from None
