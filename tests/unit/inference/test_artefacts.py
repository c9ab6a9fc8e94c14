"""Models on disk: verified, described, never half used."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.inference import artefacts
from models.inference.errors import ArtefactAltered, ArtefactMissing


def write(root: Path, folder: str = "names/1", content: bytes = b"weights") -> Path:
    path = root / folder
    path.mkdir(parents=True)
    (path / "weights.safetensors").write_bytes(content)
    pinned = artefacts.sha256(path / "weights.safetensors")
    name, version = folder.split("/")
    (path / "model.toml").write_text(
        f'kind = "k"\nname = "{name}"\nversion = "{version}"\n'
        f'[files]\n"weights.safetensors" = "{pinned}"\n'
    )
    (root / "active.toml").write_text(f'entities = "{folder}"\nsummary = "{folder}"\n')
    return path


def test_a_sound_folder_is_loaded_and_named_by_its_weights(tmp_path: Path) -> None:
    path = write(tmp_path)
    found = artefacts.load(tmp_path, "names/1")
    assert (found.ref.name, found.ref.version) == ("names", "1")
    assert found.ref.sha256 == artefacts.sha256(path / "weights.safetensors")
    assert found.file("weights.safetensors").read_bytes() == b"weights"
    with pytest.raises(ArtefactMissing, match="pins no file"):
        found.file("other.bin")


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path)
    (path / "weights.safetensors").write_bytes(b"weighty")
    with pytest.raises(ArtefactAltered, match=r"names/1.*weights\.safetensors"):
        artefacts.load(tmp_path, "names/1")


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path)
    (path / "weights.safetensors").unlink()
    with pytest.raises(ArtefactMissing, match="not there"):
        artefacts.load(tmp_path, "names/1")


@pytest.mark.parametrize(
    "about",
    [
        "",
        "kind = [",
        'kind = "k"\nname = "n"\nversion = "1"\n',
        'kind = "k"\nname = "n"\nversion = "1"\n[files]\nx = "short"\n',
        f'kind = "k"\nname = "n"\nversion = "1"\n[files]\n"../x" = "{"0" * 64}"\n',
        f'name = "n"\nversion = "1"\n[files]\nx = "{"0" * 64}"\n',
    ],
)
def test_a_broken_description_is_refused(tmp_path: Path, about: str) -> None:
    path = write(tmp_path)
    (path / "model.toml").write_text(about)
    with pytest.raises(ArtefactMissing):
        artefacts.load(tmp_path, "names/1")


@pytest.mark.parametrize("content", [None, "entities = [", 'entities = "a/1"\n', "summary = 3\n"])
def test_without_an_active_model_for_each_task_nothing_runs(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "active.toml").write_text(content)
    with pytest.raises(ArtefactMissing):
        artefacts.active(tmp_path)


def test_installed_lists_the_sound_the_idle_the_altered_and_the_absent(tmp_path: Path) -> None:
    write(tmp_path, "a/1")
    write(tmp_path, "b/2")
    (tmp_path / "b/2/weights.safetensors").write_bytes(b"other")
    (tmp_path / "active.toml").write_text('entities = "a/1"\nsummary = "c/3"\n')
    found = {
        one.path.relative_to(tmp_path).as_posix(): one for one in artefacts.installed(tmp_path)
    }
    assert set(found) == {"a/1", "b/2", "c/3"}
    assert found["a/1"].active
    assert found["a/1"].problem is None
    assert not found["b/2"].active
    assert "not the one that was released" in (found["b/2"].problem or "")
    assert found["c/3"].active
    assert "cannot be read" in (found["c/3"].problem or "")


def test_looking_at_models_loads_no_machine_learning_library() -> None:
    looking = (
        "import sys; from models.inference import artefacts; artefacts.installed(); "
        "sys.exit(any(name in sys.modules for name in ('torch', 'spacy', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", looking], check=False).returncode == 0
