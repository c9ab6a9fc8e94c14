"""How these tests write down what they expect to be found."""

from models.inference.identifiers import find
from models.inference.results import Mention

WRITTEN_ON = "2025-06-01"


def found(text: str, *, written_on: str | None = WRITTEN_ON) -> list[tuple[str, str, str]]:
    """Every mention as its label, its words and its check."""
    return [
        (mention.label, text[mention.start : mention.end], mention.check)
        for mention in find(text, written_on=written_on)
    ]


def words_of(text: str, label: str, *, written_on: str | None = WRITTEN_ON) -> list[str]:
    """The words of every mention with this label."""
    return [words for name, words, _ in found(text, written_on=written_on) if name == label]


def only(text: str, label: str, *, written_on: str | None = WRITTEN_ON) -> Mention:
    """The one mention with this label."""
    mentions = [m for m in find(text, written_on=written_on) if m.label == label]
    assert len(mentions) == 1, f"{len(mentions)} of {label} in {text!r}"
    return mentions[0]


def value_of(text: str, label: str, *, written_on: str | None = WRITTEN_ON) -> dict[str, str]:
    """The value of the one mention with this label."""
    return dict(only(text, label, written_on=written_on).value or {})
