"""Send a statement over HTTP, and see whether anything of it was kept."""

import httpx

from worker.settings import Settings
from worker.store.store import Store

CASE = "01ZD1234525"
CONTENT = b"I saw a silver Ford Focus.\n"


def send(
    http: httpx.Client,
    content: bytes = CONTENT,
    *,
    name: str = "focus.txt",
    case: str = CASE,
    **fields: str,
) -> httpx.Response:
    """Upload one file to a case."""
    return http.post(
        "/api/statements",
        data={"case": case, **fields},
        files={"file": (name, content, "application/octet-stream")},
    )


def nothing_kept(store: Store, settings: Settings) -> bool:
    """Return whether the store is as empty as it began."""
    kept = [path for path in settings.originals.rglob("*") if path.is_file()]
    return not kept and not store.statements.listing()
