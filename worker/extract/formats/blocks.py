"""Paragraphs and rows on their way into a flow, with the running lines of their pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.flow import Flow
from worker.extract.forms import mg11


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text, and what parts it from the next: a line end or an empty line."""

    text: str
    gap: str = "\n\n"


def tell(
    flow: Flow, blocks: Sequence[Block], heads: Sequence[str] = (), feet: Sequence[str] = ()
) -> None:
    """Write a document into the flow, with the lines of its page headers and footers.

    On a statement form they hold fields of the form, and are read once: at the start and the end.
    On anything else they are no part of the account, and are left out and named.
    """
    said = [line for block in blocks for line in lines(block.text)]
    is_form = bool(heads or feet) and mg11.is_family([[*heads, *said, *feet]])
    for line in heads if is_form else ():
        _write(flow, Block(line, "\n"))
    if is_form:
        flow.end_paragraph()
    for block in blocks:
        _write(flow, block)
    flow.end_paragraph()
    for line in feet if is_form else ():
        _write(flow, Block(line, "\n"))
    words = [line for line in (*heads, *feet) if any(char.isalpha() for char in line)]
    if words and not is_form:
        flow.note(
            "running_lines_left_out",
            f"{counted(len(words), 'line')} of the page headers and footers left out of the text. "
            "Compare with the original.",
        )


def _write(flow: Flow, block: Block) -> None:
    flow.write(block.text)
    if block.gap == "\n":
        flow.end_line()
    else:
        flow.end_paragraph()


def lines(text: str) -> list[str]:
    """Return the lines of ``text`` that have words, without the white space round them."""
    return [line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()]


def counted(count: int, noun: str) -> str:
    """Return how many there are of what, in words."""
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def say_changes(flow: Flow, *, deleted: int, hidden: int, comments: int, outside: bool) -> None:
    """Name what a document holds but does not say: deletions, hidden text, comments, links."""
    if comments:
        flow.note(
            "comments_not_read",
            f"{counted(comments, 'comment')} in the margin not read as part of the text. "
            "See the original.",
        )
    if deleted:
        flow.note(
            "deletions_not_read",
            f"{counted(deleted, 'passage')} marked as deleted (tracked changes) not "
            "read; inserted words were. See the original for what was changed.",
        )
    if hidden:
        flow.note(
            "hidden_text",
            f"{counted(hidden, 'passage')} of hidden text not read, as nobody sees "
            "it on the page. See the original.",
        )
    if outside:
        flow.note(
            "external_content_not_fetched",
            "The document refers to content outside it (a template, picture or file), which "
            "was not fetched. Look at the original for anything missing.",
        )


def say_macros(flow: Flow) -> None:
    """Name the macros of a document."""
    flow.note(
        "macros_not_run",
        "The document holds macros. They were not run; its text was read without them. "
        "Don't open it in Word unless you trust where it came from.",
    )
