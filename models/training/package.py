"""Write a trained network as an artefact: int8 weights, model.toml with hashes, golden answers."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.inference import artefacts, golden, statement_model
from models.inference.core import Core
from models.inference.device import choose
from models.inference.encoder import StatementEncoder
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules

GOLDEN = Path(__file__).parent / "wordlists" / "golden.txt"


def write(
    network: StatementEncoder,
    tokenizer: Path,
    root: Path,
    *,
    name: str,
    version: str,
    window: int,
    overlap: int,
    entity_rules: EntityRules,
    summary_rules: SummaryRules,
    sources: Sequence[Mapping[str, str]],
    scores: Mapping[str, float],
    made: Mapping[str, str | int | float],
) -> Path:
    """Write ``root/name/version`` and return its path. An earlier one is replaced."""
    from safetensors.torch import save_file

    folder = root / name / version
    folder.mkdir(parents=True, exist_ok=True)
    save_file(statement_model.reduced(network.state_dict()), folder / statement_model.WEIGHTS)
    shutil.copyfile(tokenizer, folder / statement_model.TOKENIZER)
    about: dict[str, Any] = {
        "kind": statement_model.KIND,
        "name": name,
        "version": version,
        "shape": {k: v for k, v in asdict(network.shape).items() if k != "labels"},
        "windows": {"size": window, "overlap": overlap},
        "entities": {
            "labels": list(entity_rules.labels),
            "nests": [list(pair) for pair in sorted(entity_rules.nests)],
            "thresholds": dict(entity_rules.thresholds),
            "echoes": dict(entity_rules.echoes),
        },
        "summary": asdict(summary_rules),
        "made": dict(made),
        "scores": dict(scores),
    }
    files = [statement_model.WEIGHTS, statement_model.TOKENIZER]
    _describe(folder, about, files, sources)
    # The answers come from the weights as they will be loaded, not as they were trained.
    model = statement_model.load(artefacts.load(root, f"{name}/{version}"))
    core = Core(
        model.network,
        model.tokeniser,
        choose("cpu"),
        size=window,
        overlap=overlap,
        token_budget=4096,
    )
    released = golden.answers(model, core, golden_texts())
    (folder / statement_model.GOLDEN).write_text(json.dumps(released), encoding="utf-8")
    _describe(folder, about, [*files, statement_model.GOLDEN], sources)
    return folder


def golden_texts() -> list[str]:
    """Return the texts of the golden batch: invented, and none of them in the corpus."""
    return GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")


def activate(root: Path, folder: str) -> None:
    """Make ``folder`` (name/version) the model of both tasks."""
    (root / "active.toml").write_text(
        "# The model that each task uses: a folder beside this file, name/version.\n"
        + "".join(f'{task} = "{folder}"\n' for task in artefacts.TASKS),
        encoding="utf-8",
    )


def _describe(
    folder: Path,
    about: Mapping[str, Any],
    files: Sequence[str],
    sources: Sequence[Mapping[str, str]],
) -> None:
    lines = [f"{key} = {_toml(about[key])}" for key in ("kind", "name", "version")]
    hashes = {name: artefacts.sha256(folder / name) for name in files}
    lines += _table("files", hashes)
    for key in ("shape", "windows", "summary", "made", "scores"):
        lines += _table(key, about[key])
    entities = about["entities"]
    lines += _table("entities", {key: entities[key] for key in ("labels", "nests")})
    for key in ("thresholds", "echoes"):
        lines += _table(f"entities.{key}", entities[key])
    for source in sources:
        lines += ["", "[[sources]]", *(f"{key} = {_toml(value)}" for key, value in source.items())]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(name: str, values: Mapping[str, Any]) -> list[str]:
    return ["", f"[{name}]", *(f"{_key(key)} = {_toml(value)}" for key, value in values.items())]


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() else json.dumps(key)


def _toml(value: object) -> str:
    # JSON's strings, numbers, booleans and lists are TOML's too.
    return json.dumps(value, ensure_ascii=False)
