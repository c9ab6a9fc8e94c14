"""Text to tokens to overlapping windows, so that a text of any length is read without a seam.

Tokens only serve the characters: each keeps the offsets (Unicode code points) that it covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# A token's type is what its letters look like and what stands before its word. The encoder is
# uncased and knows no line ends, so both reach it as features through its token type embedding.
LOWER, CAPITALISED, UPPER, OTHER = range(4)
_CASES = 4
_SPACE, _JOINED, _NEWLINE = range(3)
TOKEN_TYPES = _CASES * 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: vocabulary ids, types below ``TOKEN_TYPES`` and character offsets.

    ``words`` numbers the word (run of letters and digits, or one mark) that each token is part of.
    """

    ids: Sequence[int]
    types: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[int]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of tokens read together, and the part of it that this window answers for.

    ``first`` to ``last`` are read; ``own_first`` to ``own_last`` lie nearer to this window's middle
    than to any other's. All four index tokens; the ends are exclusive.
    """

    first: int
    last: int
    own_first: int
    own_last: int

    def __len__(self) -> int:
        return self.last - self.first


class Tokeniser:
    """Turns text into tokens by the vocabulary of one model."""

    def __init__(self, file: Path) -> None:
        """Read a ``tokenizer.json``. Raises whatever ``tokenizers`` does for one that is broken."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(file))
        # The file may carry a length limit; nothing is ever cut here.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.start_id = self._special("[CLS]")
        self.end_id = self._special("[SEP]")
        self.pad_id = self._special("[PAD]")

    def read(self, text: str) -> Tokens:
        """Return the tokens of ``text``, without the model's own start and end marks."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = encoding.offsets
        words = encoding.word_ids
        types: list[int] = []
        numbers: list[int] = []
        position = 0
        number = -1
        before = 0
        while position < len(offsets):
            after = position + 1
            while after < len(offsets) and words[after] == words[position]:
                after += 1
            start, end = offsets[position][0], offsets[after - 1][1]
            kind = _case(text[start:end]) + _CASES * _gap(text[before:start], start)
            number += 1
            types.extend([kind] * (after - position))
            numbers.extend([number] * (after - position))
            before = end
            position = after
        return Tokens(
            ids=encoding.ids,
            types=types,
            starts=[start for start, _ in offsets],
            ends=[end for _, end in offsets],
            words=numbers,
        )

    def _special(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the vocabulary has no {token}")
        return int(number)


def windows(count: int, size: int, overlap: int) -> list[Window]:
    """Cover ``count`` tokens with windows of at most ``size`` that overlap by ``overlap`` or more.

    The windows are spread evenly, so none is a short remnant without context. No tokens give no
    windows. Raises ValueError when the overlap is not smaller than the window.
    """
    if not 0 <= overlap < size:
        raise ValueError("the overlap must be smaller than the window")
    if count <= 0:
        return []
    if count <= size:
        return [Window(0, count, 0, count)]
    number = -(-(count - overlap) // (size - overlap))
    room = count - size
    firsts = [round(index * room / (number - 1)) for index in range(number)]
    # Halfway through what two neighbours share, a token is equally far from both middles.
    seams = [(left + size + right) // 2 for left, right in pairwise(firsts)]
    return [
        Window(first, first + size, own_first, own_last)
        for first, own_first, own_last in zip(firsts, [0, *seams], [*seams, count], strict=True)
    ]


def _case(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITALISED
    if word[:1].isupper():
        return CAPITALISED
    return OTHER


def _gap(between: str, start: int) -> int:
    if start == 0 or "\n" in between:
        return _NEWLINE
    return _SPACE if between else _JOINED
