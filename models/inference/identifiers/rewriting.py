"""A reading with some places put in other characters, and the way back to where they stood.

What a scan misread or somebody spelt out is put as it was meant, the ordinary rules read that, and
what they find is led back to the characters that were written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.reading import Reading, upper_case
from models.inference.identifiers.tokens import tokens_of

_INSIDE = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters from ``start`` to ``end`` of ``Reading.plain``, and what they are read as."""

    start: int
    end: int
    meant: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A reading with its pieces put in, and for each of its characters where that stood before.

    ``starts`` and ``ends`` hold the place of a character's beginning and end, or a negative number
    inside a piece that grew or shrank: nothing can begin or end there. ``changed`` is 1 for each
    character that belongs to a piece.
    """

    reading: Reading
    starts: list[int]
    ends: list[int]
    changed: bytearray

    def led_back(self, candidate: Candidate) -> Candidate | None:
        """The candidate where it stood, or None where it holds no piece or a part of one only."""
        if self.changed.find(1, candidate.start, candidate.end) < 0:
            return None
        start, end = self.starts[candidate.start], self.ends[candidate.end - 1]
        if start < 0 or end < 0:
            return None
        return replace(candidate, start=start, end=end)


def rewritten(reading: Reading, pieces: Iterable[Piece]) -> Rewritten | None:
    """The reading with these pieces put in; None without any. Of two that meet the first stands."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed = bytearray()
    behind = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if piece.start < behind or not piece.meant:
            continue
        _keep(reading, (behind, piece.start), plain, starts, ends, changed)
        plain.append(piece.meant)
        inside = len(piece.meant) - 1
        starts.extend([piece.start, *[_INSIDE] * inside])
        ends.extend([*[_INSIDE] * inside, piece.end])
        changed.extend(b"\x01" * len(piece.meant))
        behind = piece.end
    if not changed.count(1):
        return None
    _keep(reading, (behind, len(reading.plain)), plain, starts, ends, changed)
    written = "".join(plain)
    upper = upper_case(written)
    return Rewritten(
        reading=replace(reading, plain=written, upper=upper, places=None, tokens=tokens_of(upper)),
        starts=starts,
        ends=ends,
        changed=changed,
    )


def _keep(
    reading: Reading,
    span: tuple[int, int],
    plain: list[str],
    starts: list[int],
    ends: list[int],
    changed: bytearray,
) -> None:
    """Take over the characters between two pieces as they are."""
    plain.append(reading.plain[span[0] : span[1]])
    starts.extend(range(span[0], span[1]))
    ends.extend(range(span[0] + 1, span[1] + 1))
    changed.extend(bytes(span[1] - span[0]))
