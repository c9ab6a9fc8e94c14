"""Which HTTP status a refused upload is answered with, on the pages as over the interface."""

from worker.errors import FileTooLarge, StorageFull, UploadRefused

_REFUSED = 400
_STATUS: dict[type[UploadRefused], int] = {FileTooLarge: 413, StorageFull: 507}


def status(error: UploadRefused) -> int:
    """Return the status that tells programs why an upload was refused."""
    return next((code for kind, code in _STATUS.items() if isinstance(error, kind)), _REFUSED)
