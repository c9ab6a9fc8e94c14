"""A model of kind ``statement-encoder``: from a folder to a network, a tokeniser and rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.inference.artefacts import Artefact
from models.inference.errors import ArtefactMissing
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules
from models.inference.windows import Tokeniser

if TYPE_CHECKING:
    from torch import Tensor

    from models.inference.encoder import StatementEncoder

KIND = "statement-encoder"
WEIGHTS = "weights.safetensors"
TOKENIZER = "tokenizer.json"
GOLDEN = "golden.json"
# A matrix is stored as whole numbers with one scale a row, under these names.
ROWS, SCALES = ".int8", ".scale"


@dataclass(frozen=True, kw_only=True)
class StatementModel:
    """A loaded network and all that its use needs.

    ``window`` and ``overlap`` count tokens; ``context`` is how much a window that begins a
    sentence reads of what stands before it, None where the model leaves that to the core.
    ``golden`` is None only while the model is made.
    """

    artefact: Artefact
    network: "StatementEncoder"
    tokeniser: Tokeniser
    entity_rules: EntityRules
    summary_rules: SummaryRules
    window: int
    overlap: int
    context: int | None
    golden: Mapping[str, Any] | None


def load(artefact: Artefact) -> StatementModel:
    """Load a checked folder. Raises ArtefactMissing when it lacks something or doesn't fit."""
    import torch

    from models.inference.encoder import Shape, StatementEncoder

    about = artefact.about
    model = f"{artefact.ref.name}/{artefact.ref.version}"
    if artefact.kind != KIND:
        raise ArtefactMissing(f"model {model} is of kind {artefact.kind}, not {KIND}")
    try:
        labels = tuple(about["entities"]["labels"])
        shape = Shape(**about["shape"], labels=len(labels))
        entity_rules = EntityRules(
            labels=labels,
            thresholds={label: float(about["entities"]["thresholds"][label]) for label in labels},
            nests=frozenset((outer, inner) for outer, inner in about["entities"]["nests"]),
            echoes={
                label: float(least) for label, least in about["entities"].get("echoes", {}).items()
            },
        )
        summary_rules = SummaryRules(**about["summary"])
        window, overlap = int(about["windows"]["size"]), int(about["windows"]["overlap"])
        context = about["windows"].get("context")
        # Without this, torch would fill in random weights only to have them replaced.
        with torch.device("meta"):
            network = StatementEncoder(shape, computes=False)
        network.load_state_dict(restored(_stored(artefact)), strict=True, assign=True)
        golden = (
            json.loads(artefact.file(GOLDEN).read_text(encoding="utf-8"))
            if GOLDEN in about["files"]
            else None
        )
        tokeniser = Tokeniser(artefact.file(TOKENIZER))
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ArtefactMissing(f"model {model} cannot be used: its folder is incomplete") from error
    return StatementModel(
        artefact=artefact,
        network=network.eval(),
        tokeniser=tokeniser,
        entity_rules=entity_rules,
        summary_rules=summary_rules,
        window=window,
        overlap=overlap,
        context=None if context is None else int(context),
        golden=golden,
    )


def reduced(weights: Mapping[str, "Tensor"]) -> dict[str, "Tensor"]:
    """Return weights as they are stored: matrices as int8 with a float32 scale for each row."""
    import torch

    stored = {}
    for name, weight in weights.items():
        if weight.dim() == 2 and min(weight.shape) > 64:
            scale = weight.abs().amax(dim=1).clamp(min=1e-12) / 127
            stored[name + ROWS] = torch.round(weight / scale[:, None]).to(torch.int8)
            stored[name + SCALES] = scale.to(torch.float32)
        else:
            stored[name] = weight.to(torch.float32).contiguous()
    return stored


def restored(stored: Mapping[str, "Tensor"]) -> dict[str, "Tensor"]:
    """Return the float32 weights that ``reduced`` stored."""
    weights = {}
    for name, weight in stored.items():
        if name.endswith(ROWS):
            plain = name.removesuffix(ROWS)
            weights[plain] = weight.float() * stored[plain + SCALES][:, None]
        elif not name.endswith(SCALES):
            # A copy: the file stays mapped otherwise, and somebody may write over it.
            weights[name] = weight.clone()
    return weights


def _stored(artefact: Artefact) -> "dict[str, Tensor]":
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(artefact.file(WEIGHTS))
    except SafetensorError as error:
        raise ValueError("the weights cannot be read") from error
