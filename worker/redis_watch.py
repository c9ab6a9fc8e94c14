"""Say when a Redis that somebody else runs does not answer, and when it does again.

Nothing that was accepted depends on it, so no process ends; but nothing goes on either, and whoever
has mistyped the address would see a service that looks well.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import AuthenticationError, RedisError, ResponseError

from worker.queues import connect_to_look

_EVERY_SECONDS = 5.0
MEANWHILE = (
    "Uploads are kept, and wait until it is back; check that it runs, and DEPONENT_REDIS_URL."
)


class RedisWatch:
    """Asks Redis whether it is there, and tells of each change."""

    def __init__(self, url: str, say: Callable[[str], None]) -> None:
        """Watch the Redis at ``url``; nothing is said while it answers from the first."""
        self._connection = connect_to_look(url)
        self._say = say
        self._away = False

    def look(self) -> None:
        """Ask once."""
        try:
            self._connection.ping()
        except RedisError as error:
            if not self._away:
                self._say(f"{place(self._connection)}: {why(error)}. {MEANWHILE}")
            self._away = True
            # A connection that broke off in the middle of an answer is of no further use.
            self._connection.close()
        else:
            if self._away:
                self._say("Redis answers again; what has waited for it goes on.")
            self._away = False

    def until(self, stop: threading.Event) -> None:
        """Ask now and then until ``stop`` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(_EVERY_SECONDS)
        self._connection.close()


@contextmanager
def telling(url: str, say: Callable[[str], None]) -> Iterator[None]:
    """Watch Redis in a thread of its own while the block lasts; no ``url`` means not to."""
    if not url:
        # The embedded one is a child of the supervisor, which tells of it.
        yield
        return
    stop = threading.Event()
    watch = threading.Thread(target=RedisWatch(url, say).until, args=(stop,), name="redis-watch")
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join(_EVERY_SECONDS)


def place(connection: Redis) -> str:
    """Return where a connection leads, in words and without its password."""
    known = connection.connection_pool.connection_kwargs
    where = known.get("path") or f"{known.get('host', 'localhost')}:{known.get('port', 6379)}"
    return f"Redis at {where}"


def why(error: RedisError) -> str:
    """Return in words what is wrong with a Redis that gave this error."""
    if isinstance(error, AuthenticationError):
        return "it refuses the name or password"
    if isinstance(error, ResponseError):
        return "it answers, and refuses"
    return "no answer"
