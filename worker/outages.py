"""A process that ends because the database or Redis is away ends as such, and is no fault.

Whoever watches over it starts it again for as long as the outage takes.
"""

import logging
import os
from collections.abc import Callable

from redis.exceptions import ConnectionError as RedisUnreachable
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.exceptions import TimeoutError as RedisLate
from sqlalchemy.exc import InterfaceError, OperationalError

EXIT_CODE = os.EX_TEMPFAIL
"""How it ends: sysexits' code for "try again later"."""
REDIS_AWAY = (RedisUnreachable, RedisLate, OutOfMemoryError, ReadOnlyError)
"""It cannot be reached, or takes nothing: it has no memory, or is a replica for now."""
DATABASE_AWAY = (OperationalError, InterfaceError)
"""It cannot be reached, or takes nothing: it is stopped, locked or full."""
_log = logging.getLogger(__name__)


def exit_code_of(run: Callable[[], int]) -> int:
    """Return what ``run`` returns, or EXIT_CODE when what it stands on is away."""
    try:
        return run()
    except DATABASE_AWAY as error:
        _say("the database", "DEPONENT_DATABASE_URL", error)
    except REDIS_AWAY as error:
        _say("Redis", "DEPONENT_REDIS_URL", error)
    return EXIT_CODE


def _say(what: str, setting: str, error: Exception) -> None:
    kind = type(error).__name__
    _log.error("%s is away (%s): check that it runs, and %s", what, kind, setting)
