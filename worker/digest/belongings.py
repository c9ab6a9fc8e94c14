"""Property: the sentences that tell of things taken, damaged, lost or found again, and their worth.

Words such as "took" or "broke" count only where a thing that can be owned, or a sum of money,
stands near behind or before them in the same clause.
"""

import re

from models.inference.results import Span
from worker.digest.lexicon import injury, ownership
from worker.digest.lexicon.patterns import Phrases
from worker.digest.standing import is_denied, standing
from worker.digest.stretches import Stretches
from worker.digest.telling import Cue, Telling, apart
from worker.digest.things import firmest
from worker.record import DigestItem

_TELLING = (
    *(ownership.STOLEN, ownership.TAKEN, ownership.HAD_MINE),
    *(ownership.DAMAGED, ownership.BROKEN, ownership.DONE_TO, ownership.THROWN),
    *(ownership.LOST, ownership.RECOVERED, ownership.VALUE, ownership.MONEY_MOVED),
)
"""Without any of these a sentence tells of no property."""
_NEAR = 60
_HAPPENED = re.compile(
    r"(?:ed|took|taken|stole|stolen|gone|broke|broken|missing|torn|burnt)\b", re.IGNORECASE
)
_RIGHT_AFTER = 22
_WORTH_NEAR = 50
_BY_OTHERS = frozenset({"taken", "damaged"})
_THINGS = frozenset({"MONEY", "VEHICLE", "VRM", "IMEI", "CARD_NUMBER", "PASSPORT"})
_MONEY = frozenset({"MONEY"})
_VEHICLES = frozenset({"VEHICLE", "VRM"})
_NAMES = frozenset({"PERSON", "ORG", "LOCATION", "EXHIBIT_REF"})
_WRITTEN = frozenset({"EMAIL", "URL", "SOCIAL_HANDLE", "ORG"})


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the sentences that tell of property taken, damaged, lost or found, in order."""
    items = []
    for number in telling.with_any(_TELLING):
        sentence = telling.sentences[number]
        cues = _Property(telling, number, sentence.start, sentence.end).cues()
        told = [c for c in cues if c.kind not in {"thing", "value"}]
        if told or any(c.kind == "value" for c in cues):
            told = told or cues
            modality = firmest([standing(telling, number, c.start, c.end) for c in told])
            if all(is_denied(telling, number, c.start, c.end) for c in told):
                modality = "negated"
            items.append(telling.sentence_item(number, cues, modality))
    return tuple(items)


class _Property:
    """What one sentence tells of property."""

    def __init__(self, telling: Telling, number: int, start: int, end: int) -> None:
        self._telling, self._number = telling, number
        self._start, self._end = start, end
        names = Stretches((m.start, m.end) for m in telling.inside(start, end, _NAMES))
        named = [(m.start, m.end) for m in telling.inside(start, end, _THINGS)]
        movable = [s for s in self._spans(ownership.MOVABLE) if not names.meet(*s)]
        fixed = [s for s in self._spans(ownership.FIXTURE) if not names.meet(*s)]
        self._movables = Stretches([*named, *movable])
        self._fixed = Stretches(fixed)
        self._things = Stretches([*named, *movable, *fixed])
        worn = [s for s in self._spans(ownership.WORN) if not names.meet(*s)]
        self._breakable = Stretches([*named, *movable, *fixed, *worn])
        vehicles = [(m.start, m.end) for m in telling.inside(start, end, _VEHICLES)]
        self._driven = Stretches([*vehicles, *self._spans(ownership.DRIVEN)])
        self._listed = apart([Cue("thing", *s) for s in [*named, *movable, *fixed]])
        self._addresses = Stretches((m.start, m.end) for m in telling.inside(start, end, _WRITTEN))
        self._bodies = Stretches(self._spans(injury.BODIES))
        self._torn = Stretches(self._spans(injury.TORN_CLOTHES))
        self._money = [(m.start, m.end) for m in telling.inside(start, end, _MONEY)]

    def cues(self) -> list[Cue]:
        """Return the words that tell of property, and the things and values near them."""
        no_taking = Stretches(self._spans(ownership.NO_TAKING))
        no_damage = Stretches(self._spans(ownership.NO_DAMAGE))
        no_loss = Stretches(self._spans(ownership.NO_LOSS))
        found = [Cue("taken", *span) for span in self._spans(ownership.STOLEN)]
        found += [
            cue
            for cue in self._with("taken", ownership.TAKEN, self._movables, no_taking, after=_NEAR)
            if not self._out_of_his_own(cue)
        ]
        found += [
            Cue("damaged", *span)
            for span in self._spans(ownership.DAMAGED)
            if not no_damage.meet(*span) and not self._bodily(span)
        ]
        found += self._with(
            "damaged", ownership.BROKEN, self._breakable, no_damage, after=_NEAR, before=_NEAR
        )
        found += self._with(
            "damaged", ownership.DONE_TO, self._things, no_damage, after=_RIGHT_AFTER
        )
        found += self._with("damaged", ownership.THROWN, self._fixed, no_damage, after=_RIGHT_AFTER)
        found += [Cue("taken", *span) for span in self._spans(ownership.HAD_MINE)]
        found += self._with(
            "lost", ownership.LOST, self._movables, no_loss, after=_NEAR, before=_NEAR
        )
        found += self._with(
            "recovered", ownership.RECOVERED, self._movables, no_loss, after=_NEAR, before=_NEAR
        )
        worth = self._values()
        found = [
            c
            for c in found
            if not self._only_threatened(c)
            and not self._only_moves(c)
            and not self._addresses.meet(c.start, c.end)
        ]
        if not found and not worth:
            return []
        kept = [thing for thing in self._listed if not _within(thing, worth)]
        return apart([*found, *worth, *kept])

    def _with(
        self,
        kind: str,
        phrases: Phrases,
        things: Stretches,
        harmless: Stretches,
        *,
        after: int,
        before: int = 0,
    ) -> list[Cue]:
        """Return the words of ``phrases`` with a thing so many characters after or before them."""
        cues = []
        for start, end in self._spans(phrases):
            if harmless.meet(start, end) or self._bodily((start, end)):
                continue
            if kind in _BY_OTHERS and self._at_work(start):
                continue
            clause = self._telling.clause_at(self._number, start)
            for near in things.near(start, end, max(after, before)):
                reach = near[0] - end if near[0] >= end else start - near[1]
                allowed = after if near[0] >= end else before
                if reach <= allowed and allowed and clause[0] <= near[0] < clause[1]:
                    cues.append(Cue(kind, start, end))
                    break
        return cues

    def _only_threatened(self, cue: Cue) -> bool:
        """Whether the words are spoken and do not say that it has happened."""
        spoken = self._telling.speech(self._number).meet(cue.start, cue.end)
        return spoken and not _HAPPENED.search(self._telling.plain[cue.start : cue.end])

    def _only_moves(self, cue: Cue) -> bool:
        """Whether a vehicle that is nobody's in the account does it, and only drives."""
        plain = self._telling.plain
        if not ownership.MOVES.match(plain, cue.start):
            return False
        subject = next(
            (s for s in self._driven.near(cue.start, cue.end, _NEAR) if s[1] <= cue.start), None
        )
        if subject is None or not ownership.TO_THE_VERB.fullmatch(plain, subject[1], cue.start):
            return False
        return not ownership.OWNED.search(plain[max(self._start, subject[0] - _NEAR) : subject[0]])

    def _at_work(self, start: int) -> bool:
        before = self._telling.plain[max(self._start, start - _NEAR) : start]
        return bool(ownership.AT_WORK.search(before))

    def _out_of_his_own(self, cue: Cue) -> bool:
        after = self._telling.plain[cue.end : min(self._end, cue.end + 2 * _NEAR)]
        return bool(ownership.OUT_OF_HIS_OWN.match(after.lstrip()))

    def _bodily(self, span: Span) -> bool:
        """Whether a part of the body is nearer than any thing: a broken nose is no property."""
        if self._torn.meet(*span):
            return False
        limbs = self._bodies.near(*span, _RIGHT_AFTER)
        things = self._things.near(*span, _NEAR)
        behind = [limb for limb in limbs if limb[0] >= span[1]]
        if behind:
            # What a verb is done to stands behind it, whatever stands before.
            things = [thing for thing in things if thing[0] >= span[1]]
            return _gap(span, behind) <= _gap(span, things)
        return bool(limbs) and _gap(span, limbs) <= _gap(span, things)

    def _values(self) -> list[Cue]:
        """Return the sums of money that are told as a worth, a cost or a loss."""
        moved = [
            s
            for s in self._spans(ownership.MONEY_MOVED)
            if not self._at_work(s[0]) or ownership.PAID_AWAY.match(self._telling.plain, s[0])
        ]
        told = Stretches([*self._spans(ownership.VALUE), *moved])
        return [
            Cue("value", start, end)
            for start, end in self._money
            if told.near(start, end, _WORTH_NEAR) or told.meet(start, end)
        ]

    def _spans(self, phrases: Phrases) -> list[Span]:
        return [m.span() for m in self._telling.found(phrases, self._number)]


def _gap(span: Span, others: list[Span]) -> int:
    return min((max(o[0] - span[1], span[0] - o[1]) for o in others), default=10**9)


def _within(cue: Cue, others: list[Cue]) -> bool:
    return any(o.start <= cue.start and cue.end <= o.end for o in others)
