"""The entity model inside spaCy: a component that fills ``doc.spans["deponent"]``.

Spans may nest. spaCy's tokens only serve the characters: a mention inside one token
(``Tel:07700900123``) becomes a span over the whole token, and its own offsets stay on the span.
Only this module needs spaCy; the rest of ``models.inference`` runs without it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.inference.analyser import Analyser
from models.inference.artefacts import ARTEFACTS
from models.inference.results import Analysis, Mention, Passage

KEY = "deponent"
FACTORY = "deponent_entities"
# Where a span's own character offsets and the rest of its mention are kept.
MENTION = "deponent_mention"
_BATCH = 32


class EntityComponent:
    """Writes an analyser's mentions into documents. The analyser is loaded when first needed."""

    def __init__(self, load: Callable[[], Analyser]) -> None:
        self._load = load
        self._analyser: Analyser | None = None

    def use(self, analyser: Analyser) -> None:
        """Share an analyser that is loaded already."""
        self._analyser = analyser

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Mark documents in batches; one that cannot be analysed has no span group."""
        if self._analyser is None:
            self._analyser = self._load()
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            passages = [Passage(text=doc.text, narrative=()) for doc in batch]
            for doc, analysis in zip(batch, self._analyser.analyse(passages), strict=True):
                if isinstance(analysis, Analysis):
                    write(doc, analysis.mentions)
                yield doc


def write(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Fill ``doc.spans["deponent"]``; none is lost, whatever the tokens are."""
    if not Span.has_extension(MENTION):
        Span.set_extension(MENTION, default=None)
    spans = []
    for number, mention in enumerate(mentions):
        # Widened to whole tokens; the id keeps two mentions apart that one token swallows.
        span = doc.char_span(
            mention.start,
            mention.end,
            label=mention.label,
            alignment_mode="expand",
            span_id=f"m{number}",
        )
        if span is None:
            # Only whitespace that spaCy gives no token of its own can lead here.
            span = Span(doc, *_nearest(doc, mention), label=mention.label, span_id=f"m{number}")
        span._.set(MENTION, mention)
        spans.append(span)
    doc.spans[KEY] = spans
    doc.user_data[KEY] = tuple(mentions)


@Language.factory(FACTORY, default_config={"root": str(ARTEFACTS), "device": "auto"})
def component(nlp: Language, name: str, root: str, device: str) -> EntityComponent:
    """Make the component for any pipeline: ``nlp.add_pipe("deponent_entities")``."""
    del nlp, name
    return EntityComponent(lambda: Analyser.load(Path(root), device=device))


def pipeline(analyser: Analyser) -> Language:
    """Return a blank English pipeline whose one component uses ``analyser``."""
    nlp = spacy.blank("en")
    # Statements of any length are read in windows, so spaCy's own limit guards nothing here.
    nlp.max_length = 1 << 31
    added = nlp.add_pipe(FACTORY)
    if isinstance(added, EntityComponent):
        added.use(analyser)
    return nlp


def _nearest(doc: Doc, mention: Mention) -> tuple[int, int]:
    for token in doc:
        if token.idx + len(token) > mention.start:
            return token.i, token.i + 1
    return max(0, len(doc) - 1), len(doc)
