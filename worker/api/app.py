"""The web application: the HTTP interface and the review pages, behind one guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

import worker.web
from worker import __version__
from worker.api import case_routes, described, interventions, problems, routes, watching, who
from worker.api.guard import Guard
from worker.api.heads import Heads
from worker.api.metrics import Acknowledgements, Metrics
from worker.settings import Settings
from worker.store.store import Store
from worker.web import board_views, case_views, changes_views, operations_view, views, words
from worker.web import interventions as buttons
from worker.web.desk import Desk
from worker.web.glances import Glances
from worker.web.pictures import Pictures
from worker.web.uploads import OVERHEAD_BYTES

_STATIC = Path(worker.web.__file__).parent / "static"
_DESCRIPTION = """\
Witness statements go in; case records come out, in which every value and every summary sentence
points at the words that support it.

Upload with `POST /api/statements`, follow `GET /api/statements/{id}` until `settled`, then fetch
`GET /api/statements/{id}/record`. Errors are `{"reason", "message", "status"}`. Until people can
sign in, the service answers only on this machine.
"""


def create_app(settings: Settings) -> FastAPI:
    """Return the application. Its store is opened when it starts and closed when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        store = Store.open(settings)
        pictures = Pictures(settings)
        app.state.desk = Desk(
            settings=settings,
            store=store,
            asking=who.local_user,
            glances=Glances(store.records),
            pictures=pictures,
        )
        app.state.metrics = Metrics(settings, store)
        yield
        pictures.close()
        store.close()

    app = FastAPI(
        title="Deponent",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url="/api/openapi.json",
        # The ready-made pages fetch their scripts from other sites.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(routes.router)
    app.include_router(case_routes.router)
    app.include_router(interventions.router)
    app.include_router(watching.router)
    app.include_router(board_views.router, include_in_schema=False)
    app.include_router(views.router, include_in_schema=False)
    app.include_router(changes_views.router, include_in_schema=False)
    app.include_router(case_views.router, include_in_schema=False)
    app.include_router(buttons.router, include_in_schema=False)
    app.include_router(operations_view.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    problems.register(app)
    described.describe(app)
    app.add_middleware(
        Guard,
        most_bytes=settings.max_upload_bytes + OVERHEAD_BYTES,
        most_said=words.size(settings.max_upload_bytes),
    )
    # Outermost, so that refusals of the guard are timed, too.
    app.add_middleware(Acknowledgements)
    app.add_middleware(Heads)
    return app
