"""What there is to say about a page that was not read, or not wholly."""

from worker.casefile import Notice
from worker.extract.encodings import REPLACEMENT


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
                "(without ink, white on white, or too small). They were left out. Find out why "
                "they are there.",
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
    """Say that a page is a picture."""
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: it has pictures but no words, so it is probably a "
        "scan, and reading scans (OCR) is not installed in this version.",
        page=number,
    )


def coded(number: int) -> Notice:
    """Say that a page's fonts keep its letters to themselves."""
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: its fonts do not say which letters they show, and "
        "reading it from its picture (OCR) is not installed in this version.",
        page=number,
    )


def mostly_picture(number: int) -> Notice:
    """Say that a page is a picture with a few typed words."""
    return Notice(
        code="page_partly_read",
        message=f"Most of page {number} is a picture. Only its few typed words were read; "
        "reading pictures (OCR) is not installed in this version.",
        page=number,
    )


def partly(number: int) -> Notice:
    """Say that part of a page is lost."""
    return Notice(
        code="page_partly_read",
        message=f"Page {number} is damaged and part of it may be missing here. "
        "Compare with the original.",
        page=number,
    )


def fields_lost(number: int) -> Notice:
    """Say that filled-in fields cannot be read."""
    return Notice(
        code="page_partly_read",
        message=f"Page {number} has fields that were filled in on screen but never drawn, so they "
        "were not read. Print the form to PDF and upload that.",
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
