"""Events: the chosen sentences by the day, and on one day by the places, that they tell of.

Two statements that tell of one day stand in one event where they name a place alike, or say much
the same; one that names no place stands with the day's others where there is only one event. Inside
an event sentences go by their time, and what different statements say much alike is one telling.
Sentences that nothing fixes to a day are an event of their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from worker.casework import places
from worker.casework.alike import ALIKE, Alike
from worker.casework.days import Moment
from worker.casework.testimony import Key, Testimony
from worker.record import RecordMention

_MOST_ELSEWHERE = 12
Day = tuple[int, str]
"""A testimony and a day that it tells of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A sentence, what others say much like it, and where else that is said."""

    keys: tuple[Key, ...]
    elsewhere: tuple[Key, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A day (None: nothing fixes one), its places with whose they are, and what is told of it."""

    day: str | None
    places: tuple[tuple[int, RecordMention], ...]
    groups: tuple[Group, ...]


class Events:
    """Sorts the chosen sentences of a case into events."""

    def __init__(
        self,
        testimonies: Sequence[Testimony],
        moments: Sequence[Sequence[Moment]],
        alike: Alike,
        chosen: Iterable[Key],
    ) -> None:
        """Take the testimonies in their order, and the moments of all their sentences."""
        self._testimonies = testimonies
        self._moments = moments
        self._alike = alike
        self._chosen = frozenset(chosen)
        self._placed = self._places()

    def of(self) -> list[Happening]:
        """Return the events in the order of their days; last, what has no day."""
        leads = self._groups()
        by_event: dict[int, list[Group]] = defaultdict(list)
        without: list[Group] = []
        events = self._joined(leads)
        for group in leads:
            day = self._day_of(group)
            if day is None:
                without.append(group)
            else:
                by_event[events[day]].append(group)
        found = [self._happening(groups) for groups in by_event.values()]
        found.sort(key=lambda one: (one.day or "", self._order(one.groups[0])))
        if without:
            without.sort(key=lambda group: group.keys[0])
            found.append(Happening(day=None, places=(), groups=tuple(without)))
        return found

    def _moment(self, key: Key) -> Moment:
        return self._moments[key[0]][key[1]]

    def _salience(self, key: Key) -> float:
        return self._testimonies[key[0]].sentences[key[1]].salience

    def _groups(self) -> list[Group]:
        """Gather around each sentence what other statements say much like it, one of each."""
        gathered: set[Key] = set()
        groups = []
        for lead in sorted(self._chosen, key=lambda key: (-self._salience(key), key)):
            if lead in gathered:
                continue
            gathered.add(lead)
            keys, elsewhere, seen = [lead], [], {lead[0]}
            for other, likeness in self._alike.near(lead).items():
                if likeness < ALIKE:
                    break
                if other[0] in seen or not self._may_be_one(lead, other):
                    continue
                if other not in self._chosen:
                    elsewhere.append(other)
                    seen.add(other[0])
                elif other not in gathered:
                    gathered.add(other)
                    keys.append(other)
                    seen.add(other[0])
            beside = sorted(keys[1:])
            groups.append(
                Group(keys=(lead, *beside), elsewhere=tuple(sorted(elsewhere[:_MOST_ELSEWHERE])))
            )
        return groups

    def _may_be_one(self, left: Key, right: Key) -> bool:
        days = {self._moment(key).day for key in (left, right)} - {None}
        return len(days) < 2

    def _day_of(self, group: Group) -> Day | None:
        """Return the first day that any sentence of a group has; they have no two."""
        for key in group.keys:
            day = self._moment(key).day
            if day is not None:
                return key[0], day
        return None

    def _places(self) -> dict[Day, dict[str, RecordMention]]:
        """Return for each testimony's day the places that its account names, by their keys."""
        found: dict[Day, dict[str, RecordMention]] = defaultdict(dict)
        for number, one in enumerate(self._testimonies):
            for place, named in enumerate(one.named):
                day = self._moments[number][place].day
                if day is None:
                    continue
                here = found[number, day]
                for mention in named:
                    if mention.label in places.LABELS:
                        for key in places.keys(mention):
                            here.setdefault(key, mention)
        return found

    def _joined(self, groups: Sequence[Group]) -> Mapping[Day, int]:
        """Number the events, and say for each testimony's day which it belongs to."""
        days = sorted({(key[0], day) for key in self._chosen if (day := self._moment(key).day)})
        joined = _Joined(days)
        by_place: dict[tuple[str, str], Day] = {}
        for number, day in days:
            for key in self._placed.get((number, day), {}):
                first = by_place.setdefault((day, key), (number, day))
                joined.join(first, (number, day))
        for group in groups:
            told = [(key[0], day) for key in group.keys if (day := self._moment(key).day)]
            for other in told[1:]:
                joined.join(told[0], other)
        self._join_the_placeless(days, joined)
        return joined.numbers()

    def _join_the_placeless(self, days: Sequence[Day], joined: "_Joined") -> None:
        """A day without places joins the day's event if that is the only one with places."""
        of_day: dict[str, list[Day]] = defaultdict(list)
        for one in days:
            of_day[one[1]].append(one)
        for told in of_day.values():
            placed = {joined.root(one) for one in told if self._placed.get(one)}
            if len(placed) <= 1:
                for other in told:
                    joined.join(told[0], other)

    def _happening(self, groups: list[Group]) -> Happening:
        groups.sort(key=self._order)
        first = self._day_of(groups[0])
        day = first[1] if first else None
        numbers = sorted({key[0] for group in groups for key in group.keys})
        named: dict[str, tuple[int, RecordMention]] = {}
        told: dict[str, int] = defaultdict(int)
        for number in numbers:
            for key, mention in self._placed.get((number, day or ""), {}).items():
                named.setdefault(key, (number, mention))
                told[key] += 1
        # The places that most statements name come first; a mention with two keys stands once.
        ranked = sorted(named, key=lambda key: (-told[key], named[key][0], named[key][1].start))
        kept = {(named[key][0], named[key][1].id): named[key] for key in ranked}
        return Happening(day=day, places=tuple(kept.values()), groups=tuple(groups))

    def _order(self, group: Group) -> tuple[int, Key]:
        """By the earliest time that a sentence of the group tells itself, else by one before it.

        What has none goes before the day's first time.
        """
        timed = [(m.minutes, key, m.own_time) for key in group.keys if (m := self._moment(key))]
        told = [(minutes, key, own) for minutes, key, own in timed if minutes is not None]
        first = min([one for one in told if one[2]] or told, default=(-1, group.keys[0], False))
        return first[0], first[1]


class _Joined:
    """Days that belong to one event, joined step by step."""

    def __init__(self, days: Sequence[Day]) -> None:
        self._parents = {day: day for day in days}

    def root(self, day: Day) -> Day:
        """Return the first of those that a day is joined with."""
        while self._parents[day] != day:
            self._parents[day] = self._parents[self._parents[day]]
            day = self._parents[day]
        return day

    def join(self, left: Day, right: Day) -> None:
        """Join two days, and whatever they are joined with."""
        one, other = sorted((self.root(left), self.root(right)))
        self._parents[other] = one

    def numbers(self) -> dict[Day, int]:
        """Return for each day the number of its event."""
        roots: dict[Day, int] = {}
        return {day: roots.setdefault(self.root(day), len(roots)) for day in self._parents}
