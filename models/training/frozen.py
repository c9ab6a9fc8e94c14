"""The test parts are frozen: their files are known by their hashes before anything is trained.

``python -m models.training.frozen`` says whether they are what they were; ``--freeze PART`` writes
the hashes, which is done once, before the first training on the corpus that the part measures.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from models.training.corpus import CORPUS, CorpusBroken, Statement, statements

PARTS = ("test", "test2")
"""``test2`` is the younger: written and frozen when version 3 was done, and looked at less."""


def hashes(part: str) -> Path:
    """Return the file that lists the hashes of a frozen part."""
    return CORPUS / f"{part}.sha256"


def check(chosen: Sequence[Statement]) -> None:
    """Raise CorpusBroken unless the statements of the test parts are exactly the frozen ones."""
    for part in PARTS:
        kept = {}
        for line in hashes(part).read_text(encoding="utf-8").splitlines():
            digest, name = line.split()
            kept[name] = digest
        found = _hashes(chosen, part)
        names = sorted(kept.keys() | found.keys())
        wrong = [name for name in names if kept.get(name) != found.get(name)]
        if wrong:
            raise CorpusBroken(f"the {part} part is frozen, but differs in {', '.join(wrong)}")


def _hashes(chosen: Sequence[Statement], part: str) -> dict[str, str]:
    names = sorted(one.name for one in chosen if one.part == part)
    files = [CORPUS / f"{name}{ending}" for name in names for ending in (".ann", ".toml")]
    return {file.name: _sha256(file) for file in files}


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> int:
    """Check, or freeze the part that is named."""
    chosen = statements()
    if "--freeze" in sys.argv:
        part = sys.argv[sys.argv.index("--freeze") + 1]
        if hashes(part).exists():
            print(f"The {part} part is frozen already.", file=sys.stderr)
            return 1
        lines = [f"{digest}  {name}\n" for name, digest in _hashes(chosen, part).items()]
        hashes(part).write_text("".join(lines), encoding="utf-8")
    check(chosen)
    for part in PARTS:
        print(f"frozen: {sum(one.part == part for one in chosen)} statements of the {part} part")
    return 0


if __name__ == "__main__":
    sys.exit(main())
