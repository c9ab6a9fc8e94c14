"""Who is asking. Until people can sign in, that is whoever the service runs as."""

from starlette.requests import Request

from worker.processes import account


def local_user(_request: Request) -> str:
    """Return the name of the local user."""
    return account()
