"""The network: one MiniLM encoder and two heads, read in one forward pass.

The entity head answers B, I or O for each label on its own, so that labels nest and a training set
that marks only some labels trains only those. The salience head scores sentences from the states of
their tokens in the light of the whole document.
"""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from models.inference.encoder_weights import EncoderWeights
from models.inference.windows import TOKEN_TYPES

if TYPE_CHECKING:
    from transformers import BertModel

OUTSIDE, BEGINS, INSIDE = range(3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """The measures of the network that its weights fit."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    feed_forward: int = 1536
    positions: int = 512
    labels: int = 9
    features: int = 16
    salience_width: int = 96
    salience_context: int = 0


class StatementEncoder(nn.Module):
    """A BERT encoder with an entity head and a salience head."""

    def __init__(self, shape: Shape, *, dropout: float = 0.0, computes: bool = True) -> None:
        """Make a network; one that does not compute holds the weights, and has no ``forward``."""
        super().__init__()
        self.shape = shape
        self.bert: BertModel | EncoderWeights = (
            _bert(shape, dropout) if computes else EncoderWeights(shape, TOKEN_TYPES)
        )
        self.drop = nn.Dropout(dropout)
        self.entities = nn.Linear(shape.width, shape.labels * 3)
        self.salience = SalienceHead(shape, dropout)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Read windows.

        Args:
            ids: vocabulary ids, (windows, tokens).
            types: token types, same shape.
            mask: 1 where there is a token, 0 where there is padding, same shape.

        Returns:
            The tokens' states (windows, tokens, width) and the entity head's logits
            (windows, tokens, labels, 3) in the order outside, begins, inside.
        """
        states = self.bert(
            input_ids=ids, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        logits = self.entities(self.drop(states))
        return states, logits.unflatten(-1, (self.shape.labels, 3))

    def computing(self) -> "StatementEncoder":
        """Return a copy that computes, for a device of its own."""
        if not isinstance(self.bert, EncoderWeights):
            return copy.deepcopy(self)
        whole = StatementEncoder(self.shape)
        whole.load_state_dict(self.state_dict())
        return whole.train(self.training)


class SalienceHead(nn.Module):
    """Scores the sentences of one document.

    The second score learns from public sets whose notion of importance is not an investigator's;
    it shapes the shared layer in training and is not used afterwards. With ``salience_context`` a
    sentence is read after and before its neighbours (a GRU each way, of that width), so that what
    was told already, and what is about to be, weighs in.
    """

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.hidden = nn.Linear(2 * shape.width + shape.features, shape.salience_width)
        self.drop = nn.Dropout(dropout)
        self.context: nn.GRU | None = None
        if shape.salience_context:
            self.context = nn.GRU(shape.salience_width, shape.salience_context, bidirectional=True)
        self.scores = nn.Linear(shape.salience_width + 2 * shape.salience_context, 2)

    def forward(self, sentences: Tensor, features: Tensor) -> Tensor:
        """Return logits (sentences, 2) from mean states (sentences, width) and their features."""
        states = self.norm(sentences)
        document = states.mean(dim=0, keepdim=True).expand_as(states)
        joined = torch.cat([states, states - document, features], dim=-1)
        hidden = nn.functional.gelu(self.hidden(self.drop(joined)))
        if self.context is not None:
            hidden = torch.cat([hidden, self.context(hidden)[0]], dim=-1)
        scores: Tensor = self.scores(self.drop(hidden))
        return scores


def _bert(shape: Shape, dropout: float) -> "BertModel":
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.attention_heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=TOKEN_TYPES,
        hidden_dropout_prob=dropout,
        # Attention dropout would take the slow road through attention on the CPU.
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(config, add_pooling_layer=False)
