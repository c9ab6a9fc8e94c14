"""The models on disk: which are active, what they are, and whether their files are unaltered.

``active.toml`` names a folder for each task. Each folder holds a ``model.toml`` (what the model
is, its labels, thresholds, sources, scores and the SHA-256 of every file), a card and the files.
Nothing is ever fetched. This module imports no machine-learning library.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from models.inference.errors import ArtefactAltered, ArtefactMissing
from models.inference.results import ModelRef

ARTEFACTS = Path(__file__).resolve().parent.parent / "artefacts"
TASKS = ("entities", "summary")
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """One model's folder. ``about`` is its model.toml; ``ref`` names it in every record."""

    path: Path
    ref: ModelRef
    kind: str
    about: Mapping[str, Any]

    def file(self, name: str) -> Path:
        """Return the path of a file that model.toml pins. Raises ArtefactMissing for another."""
        if name not in self.about.get("files", {}):
            raise ArtefactMissing(f"model {self.ref.name}/{self.ref.version} pins no file {name}")
        return self.path / name


class Installed(NamedTuple):
    """A model that is on disk: whether a task uses it, and what is wrong with it, if anything."""

    ref: ModelRef
    path: Path
    active: bool
    problem: str | None


def active(root: Path = ARTEFACTS) -> dict[str, str]:
    """Return the folder (``name/version``) that each task uses, from ``active.toml``.

    Raises ArtefactMissing when the file is not there, cannot be read or leaves a task out.
    """
    path = root / "active.toml"
    try:
        chosen = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArtefactMissing(f"{path} cannot be read, so no model is active") from error
    missing = [task for task in TASKS if not isinstance(chosen.get(task), str)]
    if missing:
        raise ArtefactMissing(f"{path} names no model for {' and '.join(missing)}")
    return {task: str(chosen[task]) for task in TASKS}


def load(root: Path, folder: str) -> Artefact:
    """Read ``root/folder/model.toml`` and check every file that it pins.

    Raises ArtefactMissing or ArtefactAltered.
    """
    artefact = describe(root / folder)
    verify(artefact)
    return artefact


def describe(path: Path) -> Artefact:
    """Read a model's folder without checking its files. Raises ArtefactMissing."""
    try:
        about = tomllib.loads((path / "model.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArtefactMissing(f"{path / 'model.toml'} cannot be read") from error
    files = about.get("files")
    named = all(isinstance(about.get(key), str) for key in ("name", "version", "kind"))
    if not named or not isinstance(files, dict) or not files:
        raise ArtefactMissing(f"{path / 'model.toml'} lacks its name, version, kind or files")
    for name, pinned in files.items():
        inside = (path / name).resolve().is_relative_to(path.resolve())
        if (
            not inside
            or not isinstance(pinned, str)
            or len(pinned) != hashlib.sha256().digest_size * 2
        ):
            raise ArtefactMissing(f"{path / 'model.toml'} pins a file wrongly: {name}")
    ref = ModelRef(name=about["name"], version=about["version"], sha256=_weights_hash(files))
    return Artefact(path=path, ref=ref, kind=about["kind"], about=about)


def verify(artefact: Artefact) -> None:
    """Check each pinned file. Raises ArtefactMissing or ArtefactAltered."""
    model = f"{artefact.ref.name}/{artefact.ref.version}"
    for name, pinned in artefact.about["files"].items():
        try:
            found = sha256(artefact.path / name)
        except OSError as error:
            raise ArtefactMissing(f"model {model}: the file {name} is not there") from error
        if found != pinned:
            raise ArtefactAltered(
                f"model {model}: the file {name} is not the one that was released; "
                "install the model again"
            )


def installed(root: Path = ARTEFACTS) -> list[Installed]:
    """Return every model under ``root``, sound or not, in order of name and version."""
    try:
        chosen = set(active(root).values())
    except ArtefactMissing:
        chosen = set()
    found = []
    present = {f"{p.parent.parent.name}/{p.parent.name}" for p in root.glob("*/*/model.toml")}
    for folder in sorted(present | chosen):
        path = root / folder
        name, _, version = folder.partition("/")
        ref = ModelRef(name=name, version=version, sha256="")
        problem = None
        try:
            artefact = describe(path)
            ref = artefact.ref
            verify(artefact)
        except (ArtefactMissing, ArtefactAltered) as error:
            problem = str(error)
        found.append(Installed(ref, path, folder in chosen, problem))
    return found


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _weights_hash(files: Mapping[str, str]) -> str:
    """Return the hash of the weights: the one safetensors file, or a hash over all the files."""
    weights = [pinned for name, pinned in files.items() if name.endswith(".safetensors")]
    if len(weights) == 1:
        return weights[0]
    listing = "".join(f"{name} {pinned}\n" for name, pinned in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()
