"""A second generation: what several finished networks think together, as answers to learn from.

Runs that differ in chance alone are wrong in different places, and their mean answer is better
than any one's. One network that learns that answer keeps most of the gain at the cost of one
(Hinton and others, "Distilling the Knowledge in a Neural Network", 2015). The teachers also say
something about the labels that a public set never marked.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from models.inference.encoder import StatementEncoder
from models.training import tensors

# How much the teachers' answer counts beside what is marked.
SHARE = 0.6
Read = tuple[Tensor, Tensor]
"""A network's states and logits of a batch of windows."""


def gathered(
    network: StatementEncoder, kept: Sequence[Path], device: str
) -> list[StatementEncoder]:
    """Return a network for each checkpoint, of the same shape, that only answers."""
    found = []
    for path in kept:
        one = StatementEncoder(network.shape)
        one.load_state_dict(torch.load(path, weights_only=True))
        found.append(one.to(device).eval().requires_grad_(requires_grad=False))
    return found


def read(teachers: Sequence[StatementEncoder], batch: tensors.Batch, device: str) -> list[Read]:
    """Return each teacher's states and logits of a batch's windows."""
    with torch.no_grad(), tensors.quick_sums(device):
        found = [teacher(batch.ids, batch.types, batch.mask) for teacher in teachers]
    return [(states.float(), logits.float()) for states, logits in found]


def entity_loss(
    hard: Tensor, logits: Tensor, found: Sequence[Read], batch: tensors.Batch
) -> Tensor:
    """Weigh a loss beside what is marked with the one beside the teachers' mean answer.

    The second is a cross-entropy over all labels, whether or not a set marks them, and is counted
    as ``public_stage.entity_loss`` counts: a sum over the labels, a mean over the tokens.

    Args:
        hard: the loss beside what is marked.
        logits: the network's own, (windows, tokens, labels, 3).
        found: what each teacher read.
        batch: the windows.
    """
    if not found:
        return hard
    taught = torch.stack([answers.softmax(dim=-1) for _, answers in found]).mean(dim=0)
    every = -(taught * nn.functional.log_softmax(logits, dim=-1)).sum(dim=-1)
    weights = batch.weights[:, None, None] * batch.mask[:, :, None]
    return (1 - SHARE) * hard + SHARE * (every * weights).sum() / batch.mask.sum()


def worth(marked: Tensor, scores: Sequence[Tensor]) -> Tensor:
    """Weigh what sentences are worth with what the teachers' scores of them say."""
    if not scores:
        return marked
    thought = torch.stack([one.sigmoid() for one in scores]).mean(dim=0)
    return (1 - SHARE) * marked + SHARE * thought
