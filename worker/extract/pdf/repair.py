"""What can be saved of a PDF whose end, and with it its table of contents, never arrived."""

import re

_KIND = re.compile(rb"/Type\s*/(Catalog|Page)\b")
_HEADER = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+obj\Z")
_DICTIONARY_BYTES = 4_000
_HEADER_BYTES = 24
_MOST_PAGES = 10_000
_CATALOG, PUT_IN_TREE = 8_388_606, 8_388_607
"""Numbers for the objects that are put in: the highest that a PDF may use. A page tree that was put
in holds the pages that were found, so it cannot tell how many there were."""


def with_trailer(data: bytes) -> bytes | None:
    """Return ``data`` with an end that leads to its pages, None when it has no pages to find."""
    catalog: bytes | None = None
    pages: list[bytes] = []
    for found in _KIND.finditer(data):
        reference = _object_around(data, found.start())
        if reference and found[1] == b"Catalog":
            catalog = reference
        elif reference and reference not in pages[-1:] and len(pages) < _MOST_PAGES:
            pages.append(reference)
    if not pages:
        return None
    # The file may have been cut off in the middle of a stream.
    cut = data.rfind(b"stream") > data.rfind(b"endstream") + 3
    data += b"\nendstream\nendobj\n" if cut else b"\nendobj\n"
    if catalog:
        return data + b"trailer\n<< /Root %b >>\n%%%%EOF\n" % catalog
    tree = (
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%b] >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R >>\n%%%%EOF\n"
    )
    return data + tree % (
        _CATALOG,
        PUT_IN_TREE,
        PUT_IN_TREE,
        len(pages),
        b" ".join(pages),
        _CATALOG,
    )


def _object_around(data: bytes, place: int) -> bytes | None:
    """Return a reference to the object whose dictionary holds ``place``."""
    end = data.rfind(b"obj", max(0, place - _DICTIONARY_BYTES), place) + 3
    header = _HEADER.search(data[max(0, end - _HEADER_BYTES) : end]) if end > 2 else None
    return b"%b %b R" % header.groups() if header else None
