"""The folder of a sequence-to-sequence model that a force has installed: checked, never trusted.

Only safetensors weights are read, no code of the folder's own is run and nothing is fetched. This
module imports no machine-learning library.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.inference.artefacts import sha256
from models.inference.errors import ArtefactAltered, ArtefactMissing
from models.inference.results import ModelRef

_CONFIG = "config.json"
_TOKENIZERS = ("tokenizer.json", "spiece.model", "sentencepiece.bpe.model", "vocab.json")
_PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".msgpack", ".h5", ".ot")
_LARGEST_CONFIG = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A model's folder as it was found: its hash stands in every record that it helps to make."""

    path: Path
    ref: ModelRef
    config: Mapping[str, Any]


def describe(path: Path, *, expected: str = "") -> Folder:
    """Check a folder and hash it.

    Args:
        path: the folder, as ``save_pretrained`` writes it.
        expected: the SHA-256 that the folder must have, as ``deponent models`` shows it; empty
            where none is pinned.

    Raises:
        ArtefactMissing: the folder lacks something, or holds what is not used.
        ArtefactAltered: it is not the one that was pinned.
    """
    if not path.is_dir():
        raise ArtefactMissing(f"The overview model's folder {path} is not there.")
    config = _config(path)
    _check_weights(path)
    if not any((path / name).is_file() for name in _TOKENIZERS):
        raise ArtefactMissing(
            f"The overview model's folder {path} has no tokenizer ({', '.join(_TOKENIZERS)})."
        )
    if config.get("auto_map"):
        raise ArtefactMissing(
            f"The overview model in {path} needs program code of its own, which Deponent never "
            "runs. Install one whose architecture the library knows, such as T5 or BART."
        )
    if not config.get("is_encoder_decoder"):
        raise ArtefactMissing(
            f"The model in {path} is not a sequence-to-sequence model (encoder and decoder). "
            "Install one that is, such as T5, BART or Pegasus."
        )
    found = folder_hash(path)
    if expected and found != expected.strip().lower():
        raise ArtefactAltered(
            f"The overview model in {path} is not the one that DEPONENT_OVERVIEW_SHA256 names: its "
            f"SHA-256 is {found}. Install the right one, or change the setting if it was replaced "
            "on purpose."
        )
    kind = config.get("model_type")
    ref = ModelRef(
        name=path.resolve().name, version=kind if isinstance(kind, str) else "", sha256=found
    )
    return Folder(path=path, ref=ref, config=config)


def folder_hash(path: Path) -> str:
    """Return one SHA-256 over the names and contents of the folder's files.

    It is what ``sha256sum * | sha256sum`` in the folder prints. Hidden files and folders inside
    are not read by anything and do not count. Raises ArtefactMissing.
    """
    try:
        names = sorted(file.name for file in path.iterdir() if _counts(file))
        listing = "".join(f"{sha256(path / name)}  {name}\n" for name in names)
    except OSError as error:
        raise ArtefactMissing(
            f"The overview model's folder {path} cannot be read ({error.strerror})."
        ) from error
    return hashlib.sha256(listing.encode()).hexdigest()


def _counts(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _config(path: Path) -> Mapping[str, Any]:
    file = path / _CONFIG
    try:
        if file.stat().st_size > _LARGEST_CONFIG:
            raise ArtefactMissing(f"{file} is far too large to be a model's description.")
        config = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArtefactMissing(
            f"The overview model's folder {path} has no {_CONFIG} that can be read."
        ) from error
    if not isinstance(config, dict):
        raise ArtefactMissing(f"{file} is not a model's description.")
    return config


def _check_weights(path: Path) -> None:
    names = [file.name for file in path.iterdir() if _counts(file)]
    if any(name.endswith(".safetensors") for name in names):
        return
    pickled = sorted(name for name in names if name.endswith(_PICKLED))
    if pickled:
        raise ArtefactMissing(
            f"The overview model in {path} has its weights only as {pickled[0]}, a kind of file "
            "that can run code when it is opened, so Deponent does not open it. Convert it to "
            "safetensors on a machine without case files: load it there and call "
            "save_pretrained(FOLDER, safe_serialization=True)."
        )
    raise ArtefactMissing(f"The overview model's folder {path} holds no weights (*.safetensors).")
