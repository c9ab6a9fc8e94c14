"""People by name across a case's statements: names that are alike, never people made one.

A whole name in one statement and the same in another are put together as a proposal. A part of a
name ("Mr Okafor", "Danny", "D Okafor") stands by itself and says whose fuller name it may be short
for; where there are several it says all of them. Nothing is concluded from the order of a name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from worker.casework.alike import folded
from worker.casework.testimony import Key, Testimony
from worker.record import Quoted, RecordMention

MOST_FULLER = 8
_NAME_PARTS = ("given", "family", "patronymic", "name", "initials")


@dataclass(frozen=True, slots=True)
class Called:
    """What tells a name from others: its words in any order and, of a part of one, its title.

    ``whole`` is a name of more than a family's or a given one; its title tells nothing. ``number``
    is an officer's: two officers of one name are two.
    """

    words: tuple[str, ...]
    initials: tuple[str, ...]
    title: str
    number: str
    whole: bool

    def may_be(self, fuller: "Called") -> bool:
        """Whether this may be short for a fuller name."""
        if self.number and fuller.number and self.number != fuller.number:
            return False
        if self.title and fuller.title and self.title != fuller.title:
            return False
        rest = [word for word in fuller.words if word not in self.words]
        if len(rest) + len(self.words) != len(fuller.words):
            return False
        open_initials = [one for one in self.initials if one not in fuller.initials]
        if any(not any(word.startswith(one) for word in rest) for one in open_initials):
            return False
        return self.fulness < fuller.fulness

    @property
    def fulness(self) -> tuple[int, int, bool, bool]:
        """How much of a name it is: its words, initials, an officer's number, a title."""
        return len(self.words), len(self.initials), bool(self.number), bool(self.title)


@dataclass(kw_only=True, slots=True)
class Name:
    """A name with every mention of it, by testimony."""

    called: Called
    mentions: dict[int, list[RecordMention]] = field(default_factory=lambda: defaultdict(list))
    keys: list[Key] = field(default_factory=list)
    witness_of: list[int] = field(default_factory=list)
    fuller: tuple["Name", ...] = ()

    def first(self, testimonies: Sequence[Testimony]) -> tuple[int, Quoted]:
        """Return where it is written most fully, the first of these in the case.

        A witness whom no account names stands on the form alone.
        """
        every: list[tuple[int, Quoted]] = [
            (number, one) for number in sorted(self.mentions) for one in self.mentions[number]
        ]
        if not every:
            number = self.witness_of[0]
            return number, testimonies[number].record.form["statement_of"]
        return min(every, key=lambda one: (-len(_tokens(one[1].quote)), one[0], one[1].start))

    def written(self) -> tuple[str, ...]:
        """Return the ways in which it is written, on one line each."""
        every = (one for number in sorted(self.mentions) for one in self.mentions[number])
        return tuple(dict.fromkeys(" ".join(one.quote.split()) for one in every))


def names(testimonies: Sequence[Testimony], chosen: frozenset[Key]) -> list[Name]:
    """Return the names in the accounts: those in most statements first.

    Args:
        testimonies: a case's, in their order.
        chosen: the sentences of its summary.
    """
    found: dict[Called, Name] = {}
    for number, one in enumerate(testimonies):
        for place, named in enumerate(one.named):
            for mention in named:
                if mention.label != "PERSON":
                    continue
                called = _called(mention, named)
                if not called.words:
                    continue
                name = found.setdefault(called, Name(called=called))
                name.mentions[number].append(mention)
                key = (number, place)
                if key in chosen and key not in name.keys[-1:]:
                    name.keys.append(key)
    _witnesses(testimonies, found)
    _fuller(found)
    return sorted(
        found.values(),
        key=lambda name: (
            -len(name.mentions),
            -sum(map(len, name.mentions.values())),
            name.called.words,
            name.called.initials,
            name.called.title,
            name.called.number,
            name.called.whole,
        ),
    )


def _called(mention: RecordMention, named: Sequence[RecordMention]) -> Called:
    """Return what tells a mention's name from others."""
    number = next(
        (
            "".join(filter(str.isalnum, one.quote)).upper()
            for one in named
            if one.label == "OFFICER_ID" and mention.start <= one.start and one.end <= mention.end
        ),
        "",
    )
    return _of_parts(mention.quote, mention.value, number)


def _of_parts(quote: str, value: Mapping[str, str] | None, number: str = "") -> Called:
    from models.inference.names import parts

    known = value if value and any(part in value for part in _NAME_PARTS) else parts(quote)
    told = [tokens for part in _NAME_PARTS if (tokens := _tokens(known.get(part, "")))]
    if not told:
        # A place or a number taken for a person, or two people: as it is written.
        told = [[word for word in _tokens(quote) if word.upper() != number]]
    every = [word for tokens in told for word in tokens]
    words = [word for word in every if len(word) > 1] or every
    initials = [word for word in every if len(word) == 1 and word not in words]
    whole = len(words) > 1 and not (len(told) == 1 and "family" in known)
    title = "" if whole else " ".join(_tokens(known.get("title", "")))
    return Called(tuple(sorted(set(words))), tuple(sorted(set(initials))), title, number, whole)


def _tokens(name: str) -> list[str]:
    plain = folded(name).replace("'", "")
    return "".join(c if c.isalnum() else " " for c in plain).split()


def _witnesses(testimonies: Sequence[Testimony], found: dict[Called, Name]) -> None:
    """Say whose form gives a name as the witness's: written alike, no more."""
    by_words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for called, name in found.items():
        if called.whole:
            by_words[called.words].append(name)
    for number, one in enumerate(testimonies):
        called = _of_parts(one.witness, None)
        if not any(map(str.isalpha, one.witness)) or not called.words:
            continue
        if called.words not in by_words:
            by_words[called.words].append(found.setdefault(called, Name(called=called)))
        for name in by_words[called.words]:
            name.witness_of.append(number)


def _fuller(found: Mapping[Called, Name]) -> None:
    """Say of each name which fuller ones it may be short for."""
    by_word: dict[str, list[Name]] = defaultdict(list)
    for called, name in found.items():
        for word in called.words:
            by_word[word].append(name)
    for called, name in found.items():
        rarest = min(called.words, key=lambda word: (len(by_word[word]), word))
        name.fuller = tuple(
            other for other in by_word[rarest] if other is not name and called.may_be(other.called)
        )
