"""The encoder on the CPU: windows end to end without padding, matrices laid out for the processor.

The same sums as ``StatementEncoder.forward`` in float32, in another order of adding: what a batch
holds besides has no part in a window's answer. Where torch does not offer the faster layout, plain
matrices are used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from models.inference.encoder import StatementEncoder

# Rows are filled up to a multiple of this: for each new number of rows the processor's library
# compiles its sums anew, which costs more than the few rows do.
ROWS = 32
_USUAL_ROWS = 1024


class UnpaddedEncoder:
    """A network's encoder and entity head, prepared for float32 on the CPU.

    It shares the network's parameters but for the matrices that are laid out anew.
    """

    def __init__(self, network: "StatementEncoder") -> None:
        """Prepare a network that is on the CPU, in float32 and not in training."""
        bert: Any = network.bert
        self._embeddings = bert.embeddings
        self._heads = network.shape.attention_heads
        self._labels = network.shape.labels
        matrix = _Laid if _laid_out_right() else _Plain
        self.laid_out = matrix is _Laid
        with torch.inference_mode():
            self._layers = [_Layer.of(layer, matrix) for layer in bert.encoder.layer]
            self._entities = _of(network.entities, matrix)

    def __call__(self, ids: Tensor, types: Tensor, lengths: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Read windows that stand end to end.

        Args:
            ids: vocabulary ids, (rows,); more rows than the windows have tokens are ignored.
            types: token types, same shape.
            lengths: how many tokens each window has.

        Returns:
            The tokens' states (tokens, width) and logits (tokens, labels, 3), as the network gives
            them, for the windows' tokens alone.
        """
        count = sum(lengths)
        places = torch.zeros_like(ids)
        places[:count] = torch.cat([torch.arange(length) for length in lengths])
        states = self._embedded(ids, types, places)
        for layer in self._layers:
            states = layer(states, lengths, self._heads)
        # All rows, for a few rows would be added up otherwise.
        logits = self._entities(states)[:count].view(count, self._labels, 3)
        return states[:count], logits

    def _embedded(self, ids: Tensor, types: Tensor, places: Tensor) -> Tensor:
        known = self._embeddings
        states = functional.embedding(ids, known.word_embeddings.weight)
        states += functional.embedding(types, known.token_type_embeddings.weight)
        states += functional.embedding(places, known.position_embeddings.weight)
        return _normed(known.LayerNorm, states)


class _Plain:
    """A matrix as torch keeps it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        self._weight, self._bias = weight.detach(), bias.detach()

    def __call__(self, rows: Tensor) -> Tensor:
        return functional.linear(rows, self._weight, self._bias)

    def curved(self, rows: Tensor) -> Tensor:
        """Return the product after the error function's curve (GELU)."""
        return functional.gelu(self(rows))

    def onto(self, base: Tensor, rows: Tensor) -> Tensor:
        """Return the product added to ``base``."""
        return self(rows) + base


class _Laid:
    """A matrix laid out in blocks as the processor reads them (oneDNN)."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        # Torch's own compiler calls these; no public name leads to them.
        operations: Any = torch.ops.mkldnn
        lay = operations._reorder_linear_weight  # noqa: SLF001
        self._times = operations._linear_pointwise  # noqa: SLF001
        self._weight = lay(weight.detach().contiguous(), _USUAL_ROWS)
        self._bias = bias.detach()

    def __call__(self, rows: Tensor) -> Tensor:
        product: Tensor = self._times(rows, self._weight, self._bias, "none", [], "")
        return product

    def curved(self, rows: Tensor) -> Tensor:
        product: Tensor = self._times(rows, self._weight, self._bias, "gelu", [], "none")
        return product

    def onto(self, base: Tensor, rows: Tensor) -> Tensor:
        product: Tensor = self._times.binary(rows, base, self._weight, self._bias, "add")
        return product


_Matrix = _Plain | _Laid


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer of the encoder."""

    questions: _Matrix
    """Queries, keys and values in one."""
    attended: _Matrix
    attended_norm: nn.LayerNorm
    widened: _Matrix
    narrowed: _Matrix
    norm: nn.LayerNorm

    @classmethod
    def of(cls, layer: nn.Module, matrix: type[_Plain] | type[_Laid]) -> "_Layer":
        inside: Any = layer
        asked = inside.attention.self
        three = (asked.query, asked.key, asked.value)
        return cls(
            questions=matrix(
                torch.cat([one.weight for one in three]), torch.cat([one.bias for one in three])
            ),
            attended=_of(inside.attention.output.dense, matrix),
            attended_norm=inside.attention.output.LayerNorm,
            widened=_of(inside.intermediate.dense, matrix),
            narrowed=_of(inside.output.dense, matrix),
            norm=inside.output.LayerNorm,
        )

    def __call__(self, states: Tensor, lengths: Sequence[int], heads: int) -> Tensor:
        asked = self.questions(states)
        found = torch.empty_like(states)
        first = 0
        for length in lengths:
            here = slice(first, first + length)
            found[here] = _attention(asked[here], heads)
            first += length
        # Rows that only fill up are no window's, but have to be numbers.
        found[first:] = 0
        states = _normed(self.attended_norm, self.attended.onto(states, found))
        return _normed(self.norm, self.narrowed.onto(states, self.widened.curved(states)))


def _attention(asked: Tensor, heads: int) -> Tensor:
    """Return what each token of one window gathers from the others."""
    length, width = asked.shape[0], asked.shape[1] // 3
    parts = asked.view(length, 3, heads, width // heads).permute(1, 2, 0, 3)
    query, key, value = parts.unsqueeze(1).unbind(0)
    gathered = functional.scaled_dot_product_attention(query, key, value)
    return gathered[0].transpose(0, 1).reshape(length, width)


def _normed(norm: nn.LayerNorm, states: Tensor) -> Tensor:
    return functional.layer_norm(states, norm.normalized_shape, norm.weight, norm.bias, norm.eps)


def _of(linear: nn.Linear, matrix: type[_Plain] | type[_Laid]) -> _Matrix:
    return matrix(linear.weight, linear.bias)


def _laid_out_right() -> bool:
    """Whether this torch has the faster layout on this processor, and it gives the right sums."""
    drawn = torch.Generator().manual_seed(1)
    rows, weight = torch.randn(48, 64, generator=drawn), torch.randn(32, 64, generator=drawn)
    base, bias = torch.randn(48, 32, generator=drawn), torch.randn(32, generator=drawn)
    plain = _Plain(weight, bias)
    try:
        with torch.inference_mode():
            laid = _Laid(weight, bias)
            pairs = (
                (laid(rows), plain(rows)),
                (laid.curved(rows), plain.curved(rows)),
                (laid.onto(base, rows), plain.onto(base, rows)),
            )
            return all(torch.allclose(one, other, atol=1e-4) for one, other in pairs)
    except (AttributeError, RuntimeError, TypeError, NotImplementedError):
        return False
