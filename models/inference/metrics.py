"""What the inference core has done since it was loaded, in numbers alone."""

from dataclasses import dataclass, field, fields
from threading import Lock


@dataclass(slots=True)
class Metrics:
    """Counts of one core; several threads may add to them."""

    documents: int = 0
    tokens: int = 0
    """Of the documents, each once."""
    windows: int = 0
    window_tokens: int = 0
    """Of the windows: overlaps are read twice, and each window has two marks."""
    padding: int = 0
    """Tokens that were computed to fill a batch and thrown away."""
    batches: int = 0
    largest_batch: int = 0
    """In tokens, padding included."""
    seconds: float = 0.0
    """Time in the encoder, summed over all threads."""
    halvings: int = 0
    """How often memory ran out and batches were made smaller."""
    fallbacks: int = 0
    """How often a device was given up for the CPU."""
    read_alone: int = 0
    """Documents read again alone, as a decision was too close to call."""
    given_up: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def add(self, **counts: float) -> None:
        """Add to counts by name."""
        with self._lock:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)

    def batch(self, *, windows: int, tokens: int, padding: int, seconds: float) -> None:
        """Count a batch that was answered."""
        with self._lock:
            self.batches += 1
            self.windows += windows
            self.window_tokens += tokens
            self.padding += padding
            self.largest_batch = max(self.largest_batch, tokens + padding)
            self.seconds += seconds

    def snapshot(self) -> dict[str, float]:
        """Return all counts, the share of padding and the encoder's tokens a second."""
        with self._lock:
            counts: dict[str, float] = {
                one.name: getattr(self, one.name) for one in fields(self) if one.name[0] != "_"
            }
        computed = counts["window_tokens"] + counts["padding"]
        counts["padding_share"] = counts["padding"] / computed if computed else 0.0
        seconds = counts["seconds"]
        counts["tokens_per_second"] = counts["window_tokens"] / seconds if seconds else 0.0
        return counts
