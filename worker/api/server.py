"""Listen on this machine and serve."""

import ipaddress
import socket

import uvicorn
from fastapi import FastAPI

from worker.api.app import create_app
from worker.errors import SettingInvalid
from worker.settings import Settings
from worker.store.store import Store

_STOPPING_SECONDS = 10


def configured(app: FastAPI) -> uvicorn.Config:
    """Return how the application is served; addresses aside."""
    return uvicorn.Config(
        app,
        ws="none",
        lifespan="on",
        log_level="warning",
        # Addresses name statements and cases: who looked at what belongs in the audit, not here.
        access_log=False,
        # No proxy stands before a service on loopback, so nobody may claim to be one.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_STOPPING_SECONDS,
    )


def listener(settings: Settings) -> socket.socket:
    """Return a socket that listens where ``settings`` says, on this machine only.

    Raises SettingInvalid for any other address, or when the port is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
    except OSError as error:
        raise SettingInvalid(f"DEPONENT_HOST: nobody knows {settings.host}") from error
    # Settings checked the name; here is the address that it stands for.
    if not ipaddress.ip_address(address[0]).is_loopback:
        raise SettingInvalid(
            f"DEPONENT_HOST is {settings.host}, which is not this machine alone: until people can "
            "sign in, Deponent answers only on this machine. Use 127.0.0.1 or ::1"
        )
    sock = socket.socket(family, kind, protocol)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(address)
    except OSError as error:
        sock.close()
        raise SettingInvalid(
            f"DEPONENT_PORT: {settings.host}:{settings.port} cannot be used ({error.strerror}). "
            "Stop what listens there, or set another port"
        ) from error
    return sock


def serve(settings: Settings) -> None:
    """Serve until told to stop.

    Raises SettingInvalid where it cannot listen, StoreNewer, and the database's own error where it
    is away: the server itself would tell neither in its exit code.
    """
    with listener(settings) as sock:
        Store.open(settings).close()
        uvicorn.Server(configured(create_app(settings))).run(sockets=[sock])
