"""A record's digest as ``deponent show`` prints it: quoted words with their pages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.markup import escape

if TYPE_CHECKING:
    from worker.record import CaseRecord, DigestItem, DigestPart, Quoted


def digest_lines(record: "CaseRecord") -> Iterator[str]:
    """Yield the lines of the digest, in rich's markup; the text itself is escaped."""
    empty = [name for name, items in record.digest.items() if not items and name != "questions"]
    for name, items in record.digest.items():
        if items:
            yield f"\n[bold]{name.capitalize()}[/bold]"
        for item in items:
            yield from _item(item)
    if empty:
        headings = ", ".join(empty)
        yield f"\nNot found in this statement: {headings}. That does not mean there was none."


def _item(item: "DigestItem") -> Iterator[str]:
    if item.question:
        yield f"  [bold]{item.condition}[/bold]: {item.question}"
        return
    named = f"[bold]{item.condition}[/bold]: " if item.condition else ""
    order = f" [dim]({item.order} by date)[/dim]" if item.order is not None else ""
    yield f"  p{item.page}{_modality(item.modality)}  {named}{_quoted(item)}{order}"
    kinds: dict[str, list[DigestPart]] = {}
    for part in item.parts:
        kinds.setdefault(part.kind, []).append(part)
    for kind, parts in kinds.items():
        said = "; ".join(_quoted(part) + _place(part, item) for part in parts)
        yield f"      {kind}: {said}"


def _place(part: "DigestPart", item: "DigestItem") -> str:
    value = f" = {part.value}" if part.value and part.value != part.quote else ""
    page = f" p{part.page}" if part.page != item.page else ""
    return f"{value}{page}{_modality(part.modality)}"


def _modality(modality: str | None) -> str:
    return "" if modality in {None, "stated"} else f" [magenta]{modality}[/magenta]"


def _quoted(quoted: "Quoted") -> str:
    return f"“{escape(' '.join(quoted.quote.split()))}”"
