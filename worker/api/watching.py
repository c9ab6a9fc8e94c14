"""``/metrics``, for Prometheus and whatever reads its format."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from worker.api.metrics import Metrics

router = APIRouter()


@router.get("/metrics", tags=["service"], response_class=Response)
def metrics(request: Request) -> Response:
    """Tell how the deployment is doing, in Prometheus' text format.

    The database is asked at each scrape. Where it does not answer, `deponent_database_up` is 0 and
    what would have come from it is left out.
    """
    told: Metrics = request.app.state.metrics
    return Response(told.text(), media_type=CONTENT_TYPE_LATEST)
