"""The test part is frozen: its files are known by their hashes before anything is trained.

``python -m models.training.frozen`` says whether they are what they were; ``--freeze`` writes the
hashes, which is done once, before the first training on the corpus that the part measures.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from models.training.corpus import CORPUS, CorpusBroken, Statement, statements

HASHES = CORPUS / "test.sha256"


def check(chosen: Sequence[Statement]) -> None:
    """Raise CorpusBroken unless the statements of the test part are exactly the frozen ones."""
    kept = {}
    for line in HASHES.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        kept[name] = digest
    found = _hashes(chosen)
    wrong = sorted(name for name in kept.keys() | found.keys() if kept.get(name) != found.get(name))
    if wrong:
        raise CorpusBroken(f"the test part is frozen, but differs in {', '.join(wrong)}")


def _hashes(chosen: Sequence[Statement]) -> dict[str, str]:
    names = sorted(one.name for one in chosen if one.part == "test")
    files = [CORPUS / f"{name}{ending}" for name in names for ending in (".ann", ".toml")]
    return {file.name: _sha256(file) for file in files}


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> int:
    """Check, or freeze."""
    chosen = statements()
    if "--freeze" in sys.argv:
        lines = [f"{digest}  {name}\n" for name, digest in _hashes(chosen).items()]
        HASHES.write_text("".join(lines), encoding="utf-8")
    check(chosen)
    print(f"frozen: {sum(one.part == 'test' for one in chosen)} statements of the test part")
    return 0


if __name__ == "__main__":
    sys.exit(main())
