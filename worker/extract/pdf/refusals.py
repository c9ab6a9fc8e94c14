"""Why a PDF as a whole is not read, in words for a person."""

from collections.abc import Sequence

from worker.errors import Unreadable
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits


def locked() -> Unreadable:
    """The file needs a password."""
    return Unreadable(
        "password_protected",
        "The PDF is locked with a password or a certificate. "
        "Open it, save an unlocked copy, and upload that.",
    )


def damaged_file() -> Unreadable:
    """The file is beyond reading."""
    return Unreadable(
        "damaged_file",
        "The PDF is damaged or incomplete and could not be read. "
        "Try a fresh copy from where it came from.",
    )


def too_many_pages(count: int, limits: Limits) -> Unreadable:
    """The file has more pages than a statement can have."""
    return Unreadable(
        "too_many_pages",
        f"The PDF has {count} pages or more; at most {limits.pages} are read. "
        "Split it and upload the parts.",
    )


def nothing_read(pages: Sequence[SourcePage], *, damaged: bool) -> Unreadable:
    """Not one of ``pages`` has words."""
    codes = {notice.code for page in pages for notice in page.notices}
    unseen = codes & {"text_outside_page", "invisible_text", "text_layer_differs", "text_covered"}
    if damaged or not pages or "page_damaged" in codes:
        return damaged_file()
    if codes & {"page_not_read", "page_illegible", "page_handwritten"}:
        return Unreadable(
            "no_text_layer",
            "No page of this PDF has words that can be read: its pages are pictures too faint, too "
            "damaged or handwritten. Upload a better scan, or the typed original if there is one.",
        )
    if unseen:
        return Unreadable(
            "no_text",
            "The PDF has words, but not one that can be seen on its pages: they are invisible or "
            "lie outside the page. Compare with the original.",
        )
    return Unreadable(
        "no_text", "The PDF has no words in it: every page is blank. Compare with the original."
    )
