"""A model that a force installs: what is taken, what is refused, and in which words."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.inference.errors import ArtefactAltered, ArtefactMissing
from models.inference.overview.folder import describe, folder_hash


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "small-model"
    path.mkdir()
    (path / "config.json").write_text(
        json.dumps({"model_type": "t5", "is_encoder_decoder": True, "architectures": ["T5"]})
    )
    (path / "tokenizer.json").write_text("{}")
    (path / "model.safetensors").write_bytes(b"weights")
    return path


def test_a_folder_is_known_by_name_architecture_and_hash(folder: Path) -> None:
    ref = describe(folder).ref
    assert (ref.name, ref.version) == ("small-model", "t5")
    assert ref.sha256 == folder_hash(folder)
    # As the documentation says it can be checked by hand.
    listing = "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("config.json", "model.safetensors", "tokenizer.json")
    )
    assert ref.sha256 == hashlib.sha256(listing.encode()).hexdigest()


def test_any_file_changes_the_hash_and_a_hidden_one_does_not(folder: Path) -> None:
    before = folder_hash(folder)
    (folder / ".cache").mkdir()
    (folder / ".gitattributes").write_text("x")
    assert folder_hash(folder) == before
    (folder / "generation_config.json").write_text("{}")
    assert folder_hash(folder) != before


def test_the_pinned_hash_must_be_the_folders(folder: Path) -> None:
    pinned = folder_hash(folder)
    assert describe(folder, expected=pinned.upper()).ref.sha256 == pinned
    (folder / "model.safetensors").write_bytes(b"others")
    with pytest.raises(ArtefactAltered, match="DEPONENT_OVERVIEW_SHA256"):
        describe(folder, expected=pinned)


def test_pickled_weights_are_refused_with_what_to_do(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ArtefactMissing, match=r"pytorch_model\.bin.*run code.*safetensors"):
        describe(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_encoder_decoder": False}, "not a sequence-to-sequence model"),
        ({"auto_map": {"AutoModel": "evil.Model"}}, "program code of its own"),
    ],
)
def test_what_is_not_used_is_refused(folder: Path, change: dict[str, object], words: str) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, **change}))
    with pytest.raises(ArtefactMissing, match=words):
        describe(folder)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("config.json", "config.json"),
        ("tokenizer.json", "no tokenizer"),
        ("model.safetensors", "no weights"),
    ],
)
def test_what_is_missing_is_named(folder: Path, missing: str, words: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(ArtefactMissing, match=words):
        describe(folder)


@pytest.mark.parametrize("config", ["", "[1]", "{" * 100_000, "\x00"])
def test_a_broken_description_is_refused(folder: Path, config: str) -> None:
    (folder / "config.json").write_text(config)
    with pytest.raises(ArtefactMissing):
        describe(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="is not there"):
        describe(tmp_path / "nowhere")


def test_checking_a_folder_loads_no_machine_learning(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from models.inference.analyser import Analyser\n"
        "from models.inference.overview.overview import OverviewModel\n"
        f"OverviewModel.at(Path({str(folder)!r}))\n"
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
