"""What every request needs: the settings, the store and who is asking."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from worker.settings import Settings
from worker.store.store import Store
from worker.web.glances import Glances
from worker.web.pictures import Pictures


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where requests are served. It lives on the application while it runs."""

    settings: Settings
    store: Store
    asking: Callable[[Request], str]
    """Returns the name of the person behind a request."""
    glances: Glances
    pictures: Pictures


def desk_of(request: Request) -> Desk:
    """Return the desk of the application that ``request`` came to."""
    desk: Desk = request.app.state.desk
    return desk
