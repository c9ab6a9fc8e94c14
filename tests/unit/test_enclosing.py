"""Which files inside a file become statements, and that each of the others is named."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests import examples
from worker.casefile import Attachment, ExtractedDocument
from worker.enclosing import DEEPEST, LOSSES, MOST_UNDER_AN_UPLOAD, Place, admitted

OWN = "f" * 64


def holding(*attachments: Attachment) -> ExtractedDocument:
    return replace(examples.document(), attachments=attachments)


def admit(
    document: ExtractedDocument, *, depth: int = 0, under: int = 0, most: int = 100
) -> tuple[list[str], list[str]]:
    """Return the names that are admitted, and the codes of the notices about the rest."""
    place = Place(sha256=OWN, depth=depth, under_upload=under)
    outcome = admitted(document, place, most_bytes=most)
    assert outcome.text == document.text
    return [each.filename for each in outcome.attachments], [n.code for n in outcome.warnings]


def test_sound_files_are_admitted_in_their_order() -> None:
    files = holding(Attachment.of("b.pdf", b"b"), Attachment.of("a.pdf", b"a"))
    assert admit(files) == (["b.pdf", "a.pdf"], [])


def test_the_same_file_twice_is_one_statement() -> None:
    files = holding(Attachment.of("a.pdf", b"a"), Attachment.of("copy of a.pdf", b"a"))
    assert admit(files) == (["a.pdf"], [])


def test_a_file_that_holds_itself_is_not_read_again() -> None:
    itself = Attachment(filename="quine.zip", sha256=OWN, size=10)
    assert admit(holding(itself)) == ([], ["enclosed_in_itself"])


def test_the_last_depth_is_read_and_what_lies_deeper_is_named() -> None:
    file = holding(Attachment.of("a.pdf", b"a"))
    assert admit(file, depth=DEEPEST - 1) == (["a.pdf"], [])
    assert admit(file, depth=DEEPEST) == ([], ["enclosed_too_deep"])


def test_an_upload_holds_only_so_many_files() -> None:
    files = holding(Attachment.of("a.pdf", b"a"), Attachment.of("b.pdf", b"b"))
    names, codes = admit(files, under=MOST_UNDER_AN_UPLOAD - 1)
    assert (names, codes) == (["a.pdf"], ["enclosed_too_many"])


ONE, TWO, THREE = (Attachment.of(f"{name}.pdf", name.encode()) for name in ("one", "two", "three"))
EMPTY, HUGE = Attachment.of("empty.pdf", b""), Attachment.of("huge.pdf", bytes(101))


@pytest.mark.parametrize(
    ("under", "files", "known", "names", "codes"),
    [
        # Read again: all of it is registered, and the upload is full of it.
        (MOST_UNDER_AN_UPLOAD, (ONE, TWO, THREE), (ONE, TWO, THREE), "one two three", []),
        # More than there is room for, of which one file is there: known files take no room.
        (MOST_UNDER_AN_UPLOAD - 1, (ONE, TWO, THREE), (ONE,), "one two", ["enclosed_too_many"]),
        (MOST_UNDER_AN_UPLOAD - 1, (TWO, ONE, THREE), (THREE,), "two three", ["enclosed_too_many"]),
        # Over the bound already, as an earlier version may have left it.
        (MOST_UNDER_AN_UPLOAD + 7, (ONE, TWO), (TWO,), "two", ["enclosed_too_many"]),
        # Nothing of it is known: counted as ever.
        (MOST_UNDER_AN_UPLOAD - 2, (ONE, TWO, THREE), (), "one two", ["enclosed_too_many"]),
        (MOST_UNDER_AN_UPLOAD, (ONE,), (TWO,), "", ["enclosed_too_many"]),
        # What is refused for another reason is refused for it, known or not.
        (0, (EMPTY, HUGE), (EMPTY, HUGE), "", ["enclosed_file_empty", "enclosed_file_too_large"]),
    ],
)
def test_what_is_a_statement_of_the_case_already_takes_no_room(
    under: int,
    files: Sequence[Attachment],
    known: Sequence[Attachment],
    names: str,
    codes: list[str],
) -> None:
    hashes = frozenset(each.sha256 for each in known)
    place = Place(sha256=OWN, under_upload=under, known=hashes)
    outcome = admitted(holding(*files), place, most_bytes=100)
    assert [each.filename for each in outcome.attachments] == [f"{n}.pdf" for n in names.split()]
    assert [each.code for each in outcome.warnings] == codes


def test_what_is_known_is_not_read_deeper_or_in_itself() -> None:
    itself = Attachment(filename="quine.zip", sha256=OWN, size=10)
    place = Place(sha256=OWN, depth=DEEPEST, known=frozenset({OWN, ONE.sha256}))
    codes = [each.code for each in admitted(holding(itself, ONE), place, most_bytes=100).warnings]
    assert codes == ["enclosed_in_itself", "enclosed_too_deep"]


def test_empty_and_huge_files_are_named_beside_the_good_one() -> None:
    files = holding(
        Attachment.of("empty.pdf", b""),
        Attachment.of("huge.pdf", bytes(101)),
        Attachment.of("a.pdf", b"a"),
    )
    names, codes = admit(files)
    assert (names, codes) == (["a.pdf"], ["enclosed_file_empty", "enclosed_file_too_large"])
    assert LOSSES.issuperset(codes)


def test_a_notice_about_many_names_a_few_and_counts_the_rest() -> None:
    files = holding(*(Attachment.of(f"{'x' * 300}{n}.pdf", b"%d" % n) for n in range(12)))
    place = Place(sha256=OWN, depth=DEEPEST)
    (notice,) = admitted(files, place, most_bytes=100).warnings
    assert "and 7 more" in notice.message
    assert len(notice.message) < 1_000
