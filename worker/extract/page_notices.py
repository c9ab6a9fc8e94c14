"""What there is to say about a page that was not read, or not wholly."""

from worker.casefile import Notice
from worker.extract.encodings import REPLACEMENT

_LOOK = "Look at the original."


def characters(number: int, unreadable: int, *, outside: int, unseen: int) -> list[Notice]:
    """Say how many characters of a page are unreadable, beyond its edge, or cannot be seen."""
    notices = []
    if unreadable:
        notices.append(
            Notice(
                code="unreadable_characters",
                message=f"{unreadable} characters on page {number} are in a font that does not say "
                f"which letters they are; they are shown as {REPLACEMENT}.",
                page=number,
            )
        )
    if outside:
        notices.append(
            Notice(
                code="text_outside_page",
                message=f"{outside} characters lie outside the visible part of page {number} "
                "and were not read.",
                page=number,
            )
        )
    if unseen:
        notices.append(
            Notice(
                code="invisible_text",
                message=f"Page {number} holds {unseen} characters that a reader cannot see "
                "(without ink, white on white, cut off, or too small). They were left out. Find "
                "out why they are there.",
                page=number,
            )
        )
    return notices


def damaged(number: int) -> Notice:
    """Say that a page is too damaged to read."""
    return Notice(
        code="page_damaged",
        message=f"Page {number} was not read: it is damaged. Compare with the original.",
        page=number,
    )


def blank(number: int) -> Notice:
    """Say that a page is empty."""
    return Notice(code="page_blank", message=f"Page {number} has nothing on it.", page=number)


def scan(number: int) -> Notice:
    """Say that a page is a picture that was not read."""
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: it has pictures but no words, so it is probably a "
        f"scan. {_LOOK}",
        page=number,
    )


def coded(number: int) -> Notice:
    """Say that a page's fonts keep its letters to themselves, and its picture was not read."""
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: its fonts do not say which letters they show. "
        f"{_LOOK}",
        page=number,
    )


def mostly_picture(number: int) -> Notice:
    """Say that a page is a picture with a few typed words, of which only the words were read."""
    return Notice(
        code="page_partly_read",
        message=f"Most of page {number} is a picture. Only its few typed words were read. {_LOOK}",
        page=number,
    )


def not_drawn(number: int) -> Notice:
    """Say that a page could not be drawn, so that nobody could read its picture."""
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: it has no words of its own, and it is too damaged "
        f"or too large to be drawn. {_LOOK}",
        page=number,
    )


def layer_differs(number: int) -> Notice:
    """Say that a scan's own text layer tells something else than its picture."""
    return Notice(
        code="text_layer_differs",
        message=f"Page {number} is a scan with a hidden text of its own, which differs much from "
        "what its picture shows. The picture was read. Compare with the original.",
        page=number,
    )


def pictures_not_read(numbers: list[int], reason: str) -> Notice:
    """Say that pages were not read from their pictures, and why."""
    pages = f"Page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} pages"
    are = "needs" if len(numbers) == 1 else "need"
    return Notice(
        code="ocr_missing",
        message=f"{pages} {are} to be read from pictures (OCR), which cannot be done here. "
        f"{reason}",
        page=numbers[0] if len(numbers) == 1 else None,
    )


def partly(number: int) -> Notice:
    """Say that part of a page is lost."""
    return Notice(
        code="page_partly_read",
        message=f"Page {number} is damaged and part of it may be missing here. "
        "Compare with the original.",
        page=number,
    )


def order_doubtful(number: int) -> Notice:
    """Say that a page may have columns."""
    return Notice(
        code="reading_order_doubtful",
        message=f"Page {number} may be set in columns. It was read straight across, so sentences "
        "may be mixed up. Compare with the original.",
        page=number,
    )
