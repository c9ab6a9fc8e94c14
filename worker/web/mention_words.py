"""What is said of a mention: its value, who found it and how surely, and whether it passed."""

from worker.record import RecordMention
from worker.web import words


def title(mention: RecordMention) -> str:
    """Return what stands on the words themselves, where there is no room for more."""
    named = ": ".join(part for part in (words.label(mention.label).one, value(mention)) if part)
    return f"{named} ({', '.join([_found(mention), *checked(mention)])})"


def value(mention: RecordMention) -> str:
    """Return the normalised value in words; empty without one."""
    if not mention.value:
        return ""
    by = words.PROPOSED_BY.get(mention.value.get("proposed_by", ""), "")
    return ", ".join(
        f"{name.replace('_', ' ')} {' '.join(said.split())}"
        + (f" ({by})" if name == "proposed" and by else "")
        for name, said in mention.value.items()
        if (name, said) != ("order", "stated") and name != "proposed_by"
    )


def checked(mention: RecordMention) -> list[str]:
    """Return how its check came out, as one clause; none for what is not checked."""
    return [words.CHECKS[mention.check]] if mention.check in words.CHECKS else []


def explained(mention: RecordMention) -> tuple[str, ...]:
    """Return what is known about a mention, each part a clause, and no score twice."""
    scored = f"score {mention.confidence:.3f}"
    if mention.source == "model" and scored in mention.explanation:
        # The explanation says who found it and how surely: in the words that stand elsewhere.
        said = mention.explanation.replace(scored, _confidence(mention))
        return tuple(map(_as_sentence, (said, *checked(mention))))
    facts = ", ".join([_found(mention), *checked(mention)])
    return tuple(_as_sentence(part) for part in (facts, mention.explanation) if part)


def _found(mention: RecordMention) -> str:
    found = words.SOURCES.get(mention.source, mention.source)
    return f"{found}, {_confidence(mention)}" if mention.source == "model" else found


def _confidence(mention: RecordMention) -> str:
    return f"confidence {mention.confidence:.0%}"


def _as_sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:].removesuffix('.')}."
