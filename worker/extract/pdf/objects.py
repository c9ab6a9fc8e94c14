"""Objects of a PDF as pdfminer gives them, taken for what they are. Nothing raises or loops."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import PDFDocEncoding

_LONGEST_CHAIN = 32
_LANGUAGE = re.compile("\x1b[^\x1b]*\x1b")

Dict = dict[Any, Any]


def found(value: object) -> Any:  # noqa: ANN401  (it is whatever the file says)
    """Return what a reference leads to, None where it leads nowhere or round in circles."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(value, PDFObjRef):
            return value
        try:
            value = value.resolve()
        except (PDFException, PSException, ValueError, TypeError, LookupError, RecursionError):
            return None
    return None


def mapping(value: object) -> Dict:
    """Return a dictionary, or that of a stream; empty where there is none."""
    value = found(value)
    if isinstance(value, PDFStream):
        value = value.attrs
    return value if isinstance(value, dict) else {}


def row(value: object) -> list[Any]:
    """Return an array; empty where there is none."""
    value = found(value)
    return value if isinstance(value, list) else []


def name(value: object) -> str:
    """Return a name without its slash; empty where there is none."""
    value = found(value)
    if not isinstance(value, PSLiteral):
        return ""
    said = value.name
    return said if isinstance(said, str) else said.decode("latin-1")


def whole(value: object) -> int:
    """Return a whole number; 0 where there is none."""
    value = found(value)
    return value if isinstance(value, int) and abs(value) < 2**53 else 0


def numbers(value: object, count: int) -> list[float] | None:
    """Return an array of so many numbers of a sensible size; None where it isn't one."""
    parts = [found(part) for part in row(value)[: count + 1]]
    if len(parts) != count or not all(isinstance(part, int | float) for part in parts):
        return None
    return [float(part) for part in parts] if all(abs(part) < 1e9 for part in parts) else None


def words(value: object) -> str:
    """Return a text string (ISO 32000, 7.9.2.2), lines parted by line feeds; empty if none."""
    value = found(value)
    if isinstance(value, str):
        text = value
    elif isinstance(value, bytes):
        text = _decoded(value)
    else:
        return ""
    text = _LANGUAGE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def _decoded(value: bytes) -> str:
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    return "".join(PDFDocEncoding[byte] for byte in value)


def upward(node: Dict) -> Iterator[Dict]:
    """Yield a field and the ones that it inherits from, as far as they don't go in circles."""
    seen: set[int] = set()
    while node and id(node) not in seen and len(seen) < _LONGEST_CHAIN:
        seen.add(id(node))
        yield node
        node = mapping(node.get("Parent"))


def inherited(node: Dict, key: str) -> Any:  # noqa: ANN401
    """Return what a field, or else the nearest one above it, says for ``key``."""
    return next(
        (value for each in upward(node) if (value := found(each.get(key))) is not None), None
    )


def walked(start: object, most: int) -> Iterator[Dict]:
    """Yield the nodes of a tree of /Kids, each once, at most so many."""
    waiting = [start]
    seen: set[int] = set()
    while waiting and len(seen) < most:
        node = mapping(waiting.pop())
        if not node or id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        # A hostile tree may be as wide as the file is long: what is over the bound isn't looked at.
        waiting.extend(reversed(row(node.get("Kids"))[:most]))
