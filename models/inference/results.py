"""What goes into the inference core and what comes out of it (standard library only).

All offsets count Unicode code points in ``Passage.text``; ``end`` is exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Source = Literal["model", "rule", "form"]
Check = Literal["valid", "invalid", "none"]
Modality = Literal["stated", "reported", "negated", "uncertain"]
ReferenceKind = Literal["one", "either", "together", "sentence"]
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One document's reading text, and the spans of it that are the witness's narrative.

    Mentions are found everywhere in ``text``; only sentences inside ``narrative`` are summarised.
    ``written_on`` is the statement's own date where known (ISO), against which dates without a
    year are checked. ``printed`` are stretches outside the narrative that a form prints itself: the
    model does not read them and marks nothing there.
    """

    text: str
    narrative: tuple[Span, ...]
    written_on: str | None = None
    printed: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One place in the text where a thing is named.

    ``confidence`` is rounded to three decimals; ``value`` is the normalised form, None where none
    is known; ``check`` says whether a format or checksum rule holds; ``explanation`` says why the
    mention was marked, without repeating the text.
    """

    label: str
    start: int
    end: int
    source: Source
    confidence: float
    explanation: str
    value: Mapping[str, str] | None = None
    check: Check = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """What a word of a sentence most likely means: a proposal, told outside the quotation.

    ``start`` and ``end`` are the word's ("He"); ``candidates`` the earlier words that it may mean,
    in the text's order. ``kind`` says how: ``one`` candidate is the likely one, ``either`` of two
    fits, two are meant ``together`` ("they"), or only the whole ``sentence`` before can tell.
    """

    start: int
    end: int
    kind: ReferenceKind
    candidates: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of the narrative: its place, salience (0 to 1, three decimals) and modality.

    ``chosen`` says whether it stands in the summary; ``reason`` says in words why or why not.
    ``references`` say what its pronouns mean where it is chosen without what they point back to.
    """

    start: int
    end: int
    salience: float
    modality: Modality
    chosen: bool
    reason: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelRef:
    """A machine-learned model by name, version and the SHA-256 of its weights."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryLength:
    """How long a summary may be: a share of the narrative's words, and the fewest sentences."""

    share: float = 0.2
    fewest: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewSentence:
    """A sentence that a model wrote, and the spans of the passage's sentences that say it too."""

    text: str
    support: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """What a model wrote of the chosen sentences: only what they support is in ``sentences``.

    ``withheld`` counts the others by the code of their reason. ``problem`` is a reason code and
    words where there is no overview.
    """

    model: ModelRef
    sentences: tuple[OverviewSentence, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)
    problem: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Analysis:
    """Everything the models and rules found in one passage.

    ``mentions`` are sorted by start, longest first, and nest at most one level; ``sentences`` are
    all sentences of the narrative in order. ``words_in`` and ``words_out`` count the narrative's
    words and the summary's; ``weighing`` is how the choice weighed value, words and repetition.
    ``overview`` is None unless a model for it is configured.
    """

    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]
    words_in: int
    words_out: int
    models: tuple[ModelRef, ...]
    device: str
    device_reason: str
    weighing: Mapping[str, float] = field(default_factory=dict)
    overview: Overview | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanalysed:
    """A passage that could not be analysed, and why, in words without any of its text."""

    reason: str
    message: str
