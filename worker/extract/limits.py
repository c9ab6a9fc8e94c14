"""How much one file may cost to read."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one reading may use. Times are seconds, sizes bytes, ``pages`` a number of pages.

    ``text_bytes`` bounds the reading text in UTF-8; ``pixels`` one picture or rendered page;
    ``inflated_bytes`` all that compressed parts of one file unpack to; ``attachments`` how many
    files may come out of one; ``cores`` how many pages are read by OCR side by side;
    ``answer_bytes`` what the child may send back (text, word boxes, attachments and all).

    ``memory_bytes`` bounds each process and, with the child's own files in memory, of at most
    ``temp_bytes``, the whole group of them; ``processes`` counts threads too, and ``open_files``
    those of one process.

    ``seconds`` is the time for a file; each page that is read from its picture adds
    ``picture_seconds``, shared by the cores that read them side by side.
    """

    seconds: float = 120.0
    picture_seconds: float = 10.0
    memory_bytes: int = 2 * 1024**3
    file_bytes: int = 64 * 1024**2
    pages: int = 500
    text_bytes: int = 10_000_000
    pixels: int = 100_000_000
    inflated_bytes: int = 200_000_000
    attachments: int = 200
    cores: int = 2
    temp_bytes: int = 256 * 1024**2
    processes: int = 64
    open_files: int = 256
    languages: str = "eng"
    """Languages of scans, as the OCR engine names them, joined by ``+``."""

    def seconds_with(self, pictures: int) -> float:
        """Return the time for a file of which so many pages are read from their pictures."""
        counted = min(pictures, self.pages)
        return self.seconds + self.picture_seconds * counted / max(1, self.cores)

    @property
    def most_seconds(self) -> float:
        """The longest that a reading may take."""
        return self.seconds_with(self.pages)

    @property
    def answer_bytes(self) -> int:
        """The longest answer that a reading within the other limits can give."""
        # A word and its box take about sixty bytes of JSON; the shortest words are two characters.
        return 1_000_000 + 40 * self.text_bytes + self.inflated_bytes
