"""What the benchmarks read: statements of the corpus, and the PDFs of the sample case."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from models.inference.results import Passage
from models.training.corpus import CORPUS, CorpusBroken, load

SAMPLE = Path(__file__).parents[2] / "fixtures" / "statements" / "sample"


def statements(count: int) -> list[str]:
    """Return so many mixed statements, each once as long as there are enough."""
    texts = []
    for path in sorted(CORPUS.glob("*.ann")):
        try:
            texts.append(load(path).marked.text)
        except CorpusBroken:
            # One that is being written.
            continue
    # By author they stand together; mixed, any part of them is like any other.
    mixed = [text for first in range(7) for text in texts[first::7]]
    endless = cycle(mixed)
    return [next(endless) for _ in range(count)]


def passages(count: int) -> list[Passage]:
    """Return so many mixed statements as passages, all of each its narrative."""
    return [whole(text) for text in statements(count)]


def whole(text: str) -> Passage:
    """Return a text as a passage that is all narrative."""
    return Passage(text=text, narrative=((0, len(text)),))


def of_words(count: int) -> str:
    """Return the beginnings of statements joined to a text of so many words."""
    words: list[str] = []
    for text in statements(1 + count // 200):
        words += text.split(" ")
    return " ".join(words[:count])


def pdfs(folder: Path, count: int) -> list[Path]:
    """Write so many different PDFs of about three pages into ``folder``."""
    originals: Iterator[Path] = cycle(sorted(SAMPLE.glob("*.pdf")))
    written = []
    for number in range(count):
        original = next(originals)
        path = folder / f"{number:05}-{original.name}"
        # A comment after the end makes another file of it, and no other statement.
        path.write_bytes(original.read_bytes() + f"\n%% {number}\n".encode())
        written.append(path)
    return written
