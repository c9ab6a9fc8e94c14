"""What there is to say about the fields, comments, files and commands in a PDF."""

from collections.abc import Sequence

from worker.casefile import Notice

_NAMED = 5
_LONGEST_NAME = 60

_ANNOTATIONS = {
    "form_value_differs": (
        "One field on page {page} holds something else than it shows. What it holds was read.",
        "{count} fields on page {page} hold something else than they show. That was read.",
    ),
    "form_value_cut": (
        "One field on page {page} holds more than it has room to show. All of it was read.",
        "{count} fields on page {page} hold more than they have room to show. All was read.",
    ),
    "form_field_hidden": (
        "Page {page} has a hidden field that was filled in. It was not read.",
        "Page {page} has {count} hidden fields that were filled in. They were not read.",
    ),
    "form_field_secret": (
        "Page {page} has a password field. It was not read.",
        "Page {page} has {count} password fields. They were not read.",
    ),
    "form_values_not_read": (
        "One field on page {page} was not read: the page holds too much.",
        "{count} fields on page {page} were not read: the page holds too much.",
    ),
    "annotations_not_read": (
        "Page {page} has too many fields and notes: the last one was not read.",
        "Page {page} has too many fields and notes: the last {count} were not read.",
    ),
    "comments_left_out": (
        "Page {page} has a comment, which is no part of the statement. It was not read.",
        "Page {page} has {count} comments, which are no part of the statement. They were not read.",
    ),
    "text_struck_out": (
        "Words on page {page} are marked as struck out. They were read like the others.",
        "Words on page {page} are marked as struck out, in {count} places. They were read too.",
    ),
    "redaction_not_applied": (
        "Page {page} is marked for redaction, but the words are still in the file and were read.",
        "Page {page} has {count} marks for redaction, but the words are still there and were read.",
    ),
    "text_covered": (
        "One letter on page {page} is covered over, as by a black box. It was not read.",
        "{count} letters on page {page} are covered over, as by a black box. They were not read.",
    ),
}
_FILES = {
    "many": "there are more files inside this PDF than can be read",
    "large": "they hold more than can be read",
    "broken": "they are damaged, or packed in a way that cannot be read",
}


def annotations(code: str, count: int, page: int) -> Notice:
    """Say what was found ``count`` times among a page's fields, notes and comments."""
    one, more = _ANNOTATIONS[code]
    words = (one if count == 1 else more).format(count=count, page=page)
    return Notice(code=code, message=f"{words} Compare with the original.", page=page)


def fields_without_place(count: int) -> Notice:
    """Say that fields are filled in that no page shows."""
    fields = "a filled-in field" if count == 1 else f"{count} filled-in fields"
    return Notice(
        code="form_field_hidden",
        message=f"The PDF holds {fields} that no page shows. What is in there was not read.",
    )


def active_content() -> Notice:
    """Say that the file holds commands, and that nobody ran them."""
    return Notice(
        code="active_content",
        message="The PDF holds commands that a viewer may run (JavaScript, or an action that "
        "starts, sends or opens something). None was run here.",
    )


def xfa() -> Notice:
    """Say that the file's real form is one that is not read."""
    return Notice(
        code="xfa_form",
        message="The PDF holds a form of a kind (XFA) that only some programs can show, and what "
        "was filled in there was not read. Open it in Adobe Acrobat, print it to PDF and upload "
        "that.",
    )


def files_left_out(why: str, names: Sequence[str]) -> Notice:
    """Name files inside a PDF that were left out."""
    said = ", ".join(_short(name) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return Notice(
        code="attachments_left_out",
        message=f"Not every file inside this PDF was taken out: {_FILES[why]}. Left out: "
        f"{said}{more}.",
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}\u2026"
