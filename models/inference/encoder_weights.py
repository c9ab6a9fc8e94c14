"""The weights of a BERT encoder without its arithmetic.

On the CPU ``unpadded`` computes from the weights alone. The library's own model, which holds them
under the same names, takes four seconds of a processor to import: it is made only where it is run,
on an accelerator and in training.
"""

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from models.inference.encoder import Shape

_EPSILON = 1e-12
"""Of the norms, as BERT has them."""


class EncoderWeights(nn.Module):
    """What transformers' ``BertModel`` of a shape holds, by the same names, without its pooler."""

    def __init__(self, shape: "Shape", token_types: int) -> None:
        super().__init__()
        self.embeddings = nn.Module()
        self.embeddings.word_embeddings = _known(shape.vocabulary, shape.width)
        self.embeddings.position_embeddings = _known(shape.positions, shape.width)
        self.embeddings.token_type_embeddings = _known(token_types, shape.width)
        self.embeddings.LayerNorm = nn.LayerNorm(shape.width, eps=_EPSILON)
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(_layer(shape) for _ in range(shape.layers))


def _known(count: int, width: int) -> nn.Embedding:
    # Not drawn by chance: where there is no data yet, torch would import its compiler for that.
    empty = torch.empty(count, width)
    known: nn.Embedding = nn.Embedding.from_pretrained(empty, freeze=False)  # type: ignore[no-untyped-call]
    return known


def _layer(shape: "Shape") -> nn.Module:
    layer = nn.Module()
    layer.attention = nn.Module()
    layer.attention.self = nn.Module()
    for asked in ("query", "key", "value"):
        setattr(layer.attention.self, asked, nn.Linear(shape.width, shape.width))
    layer.attention.output = _onto(shape.width, shape.width)
    layer.intermediate = nn.Module()
    layer.intermediate.dense = nn.Linear(shape.width, shape.feed_forward)
    layer.output = _onto(shape.feed_forward, shape.width)
    return layer


def _onto(width_in: int, width: int) -> nn.Module:
    part = nn.Module()
    part.dense = nn.Linear(width_in, width)
    part.LayerNorm = nn.LayerNorm(width, eps=_EPSILON)
    return part
