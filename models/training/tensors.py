"""Examples to padded batches of windows, with a loss mask for each label."""

import random
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor

from models.inference.encoder import BEGINS, INSIDE, OUTSIDE
from models.inference.windows import Tokeniser, Tokens, windows
from models.training.datasets import LABELS, Example

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Piece:
    """One window of one example: its tokens and, for each label, the answer at each token."""

    ids: list[int]
    types: list[int]
    answers: list[list[int]]
    weight: float

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length: ids, types, mask (windows, tokens), answers (.., labels)."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    answers: Tensor
    weights: Tensor

    def to(self, device: str) -> "Batch":
        """Return the batch on a torch device."""
        return Batch(
            ids=self.ids.to(device),
            types=self.types.to(device),
            mask=self.mask.to(device),
            answers=self.answers.to(device),
            weights=self.weights.to(device),
        )


def quick_sums(device: str) -> AbstractContextManager[object]:
    """Return in what context the network learns: bfloat16 on the CPU, TF32 on an accelerator.

    On an accelerator a step is as long as its many small sums take to be asked for, and casting
    asks for more of them.
    """
    if device == "cpu":
        return torch.autocast("cpu", dtype=torch.bfloat16)
    torch.set_float32_matmul_precision("high")
    return nullcontext()


def answers(example: Example, tokens: Tokens) -> list[list[int]]:
    """Return for each token and label: outside, begins, inside, or IGNORED."""
    start = [OUTSIDE if label in example.marked else IGNORED for label in LABELS]
    table = [list(start) for _ in range(len(tokens))]
    for spans, ignore in ((example.masked, True), (example.spans, False)):
        for span in spans:
            if span.label not in example.marked:
                continue
            column = LABELS.index(span.label)
            inside = (
                [
                    index
                    for index in range(len(tokens))
                    if tokens.starts[index] < span.end and tokens.ends[index] > span.start
                ]
                if len(spans) < 8
                else _covered(tokens, span.start, span.end)
            )
            for place, index in enumerate(inside):
                table[index][column] = IGNORED if ignore else (INSIDE if place else BEGINS)
    return table


def _covered(tokens: Tokens, start: int, end: int) -> list[int]:
    from bisect import bisect_left, bisect_right

    return list(range(bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)))


def pieces(
    example: Example, tokeniser: Tokeniser, size: int, chance: random.Random | None
) -> list[Piece]:
    """Cut an example into windows of at most ``size`` tokens (with a random seam if ``chance``)."""
    tokens = tokeniser.read(example.text)
    table = answers(example, tokens)
    length = size - 2
    if chance and len(tokens) > length:
        length = chance.randint(length * 2 // 3, length)
    ignored = [IGNORED] * len(LABELS)
    cut = []
    for window in windows(len(tokens), length, min(32, length // 4)):
        chosen = slice(window.first, window.last)
        cut.append(
            Piece(
                ids=[tokeniser.start_id, *tokens.ids[chosen], tokeniser.end_id],
                types=[0, *tokens.types[chosen], 0],
                answers=[ignored, *table[chosen], ignored],
                weight=example.weight,
            )
        )
    return cut


def batches(found: Sequence[Piece], budget: int, chance: random.Random) -> list[list[Piece]]:
    """Group pieces of like length into batches of at most ``budget`` padded tokens, shuffled."""
    order = sorted(found, key=lambda piece: (len(piece) + chance.randint(0, 6), chance.random()))
    groups: list[list[Piece]] = [[]]
    longest = 0
    for piece in order:
        longest = max(longest, len(piece))
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = len(piece)
        groups[-1].append(piece)
    chance.shuffle(groups)
    return groups


def collate(group: Sequence[Piece], pad_id: int) -> Batch:
    """Pad a group of pieces to one length."""
    width = max(len(piece) for piece in group)
    ignored = [IGNORED] * len(LABELS)
    gaps = [width - len(piece) for piece in group]
    return Batch(
        ids=torch.tensor([p.ids + [pad_id] * gap for p, gap in zip(group, gaps, strict=True)]),
        types=torch.tensor([p.types + [0] * gap for p, gap in zip(group, gaps, strict=True)]),
        mask=torch.tensor([[1] * len(p) + [0] * gap for p, gap in zip(group, gaps, strict=True)]),
        answers=torch.tensor(
            [p.answers + [ignored] * gap for p, gap in zip(group, gaps, strict=True)]
        ),
        weights=torch.tensor([piece.weight for piece in group]),
    )
