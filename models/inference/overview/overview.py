"""From the summary's sentences to the overview that may be shown."""

import logging
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.inference.overview.folder import Folder, describe
from models.inference.overview.phrases import has_open_pronoun
from models.inference.overview.support import Reason, Source, Sources
from models.inference.overview.tokens import read
from models.inference.overview.writer import Draft, OverviewFailed, Writer
from models.inference.results import ModelRef, Overview, OverviewSentence, Sentence
from models.inference.sentences import split

SECONDS = 60.0
_MOST_SENTENCES = 60
_LONGEST_SENTENCE = 600
_log = logging.getLogger(__name__)


class OverviewModel:
    """A checked folder whose model is loaded when the first overview is written."""

    def __init__(self, folder: Folder, *, seconds: float = SECONDS) -> None:
        """Take a checked folder; one overview takes ``seconds`` at most, or there is none."""
        self._folder = folder
        self._seconds = seconds
        self._writer: Writer | None = None
        self._not_loaded: OverviewFailed | None = None

    @classmethod
    def at(cls, path: Path, *, expected: str = "", seconds: float = SECONDS) -> "OverviewModel":
        """Check the folder at ``path``. Raises ArtefactMissing or ArtefactAltered."""
        return cls(describe(path, expected=expected), seconds=seconds)

    @property
    def ref(self) -> ModelRef:
        """The model by name, architecture and the hash of its folder."""
        return self._folder.ref

    def load(self) -> Writer:
        """Return the loaded model. Raises OverviewFailed, also for one that failed before."""
        if self._not_loaded is not None:
            raise self._not_loaded
        if self._writer is None:
            try:
                self._writer = Writer.load(self._folder)
            except OverviewFailed as error:
                if error.reason != "out_of_memory":
                    self._not_loaded = error
                raise
        return self._writer

    def write(self, text: str, sentences: Sequence[Sentence]) -> Overview:
        """Write an overview of a passage's chosen sentences. Never raises: it says why not."""
        chosen = [one for one in sentences if one.chosen]
        if not chosen:
            return self._without("no_summary", "there is no sentence to make it from")
        try:
            drafts = self.load().write(
                [text[one.start : one.end] for one in chosen], seconds=self._seconds
            )
            return self._shown(text, chosen, drafts)
        except OverviewFailed as error:
            _log.warning("no overview: %s", error.reason)
            return self._without(error.reason, str(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, the record must not suffer
            _log.warning("no overview: %s", type(error).__name__)
            return self._without("check_failed", "what the model wrote could not be checked")

    def _without(self, reason: str, message: str) -> Overview:
        return Overview(model=self.ref, problem=(reason, message))

    def _shown(self, text: str, chosen: Sequence[Sentence], drafts: Sequence[Draft]) -> Overview:
        sources = Sources([Source(text[one.start : one.end], one.modality) for one in chosen])
        withheld: Counter[str] = Counter()
        kept: list[tuple[str, tuple[int, ...]]] = []
        before: tuple[int, ...] | None = None
        seen: set[str] = set()
        for written, finished in _sentences(drafts):
            found: tuple[int, ...] | None = None
            reason = _unfit(written, finished, seen, len(kept))
            if reason is None:
                verdict = sources.judge(written)
                reason, found = verdict.reason, verdict.sources
            if reason is None and not _people_clear(written, found or (), before, chosen, text):
                reason = "person_unclear"
            seen.add(written.casefold())
            if reason is None and found:
                kept.append((written, found))
                before = found if _names_all(sources, written, found) else None
            else:
                withheld[reason or "words"] += 1
                before = None
        if not seen:
            return self._without("nothing_written", "the model wrote nothing")
        return Overview(
            model=self.ref,
            sentences=tuple(
                OverviewSentence(
                    text=written,
                    support=tuple((chosen[n].start, chosen[n].end) for n in numbers),
                )
                for written, numbers in kept
            ),
            withheld=dict(sorted(withheld.items())),
        )


def _sentences(drafts: Sequence[Draft]) -> Iterator[tuple[str, bool]]:
    """Yield the sentences that were written, and whether each was finished."""
    for draft in drafts:
        clean = _clean(draft.text)
        found = split(clean, [(0, len(clean))])
        for number, (start, end) in enumerate(found):
            yield clean[start:end], draft.finished or number < len(found) - 1


def _clean(text: str) -> str:
    """Return the text in one line, without control characters and marks of direction."""
    plain = "".join(
        " "
        if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"}
        else letter
        for letter in text
    )
    return " ".join(plain.split())


def _unfit(written: str, finished: bool, seen: set[str], shown: int) -> Reason | None:
    if not finished or written[-1:] not in {".", "!", "?", '"', "\u201d", "\u2019", "'"}:
        return "unfinished"
    if written.casefold() in seen:
        return "repeated"
    if len(written) > _LONGEST_SENTENCE:
        return "not_a_sentence"
    return "too_many" if shown >= _MOST_SENTENCES else None


def _people_clear(
    written: str,
    found: Sequence[int],
    before: Sequence[int] | None,
    chosen: Sequence[Sentence],
    text: str,
) -> bool:
    """Whether "he" and "she" mean whom they mean in the statement.

    They do where the sentence itself names somebody before, or where the sentence shown before it
    rests on the one that stands before this one's own in the statement too.
    """
    if not has_open_pronoun(read(written)):
        return True
    if before is None or not found or found[0] == 0 or before[-1] != found[0] - 1:
        return False
    return not text[chosen[found[0] - 1].end : chosen[found[0]].start].strip()


def _names_all(sources: Sources, written: str, found: Sequence[int]) -> bool:
    """Whether a sentence still names everybody whom its sources name."""
    here = {token.lower for token in read(written)}
    return all(sources.names_in(number) <= here for number in found)
