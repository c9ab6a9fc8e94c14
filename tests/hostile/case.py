"""A hostile or odd file, and what ought to become of it."""

from collections.abc import Iterable
from dataclasses import dataclass

READ = frozenset({"complete", "partial"})
WHOLE = frozenset({"complete"})
PARTLY = frozenset({"partial"})
FAILED = frozenset({"failed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What may become of a file.

    ``statuses`` are those that are right, ``reasons`` the codes that a failure may have. A file
    that is read must say ``says`` (in its text or in that of the files inside it) and must not say
    ``hides``; ``warns`` are codes of which one must stand among its warnings.
    """

    statuses: frozenset[str]
    reasons: frozenset[str] = frozenset()
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    warns: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One file of the corpus. ``tight`` ones are read within small limits, to reach them soon."""

    family: str
    name: str
    data: bytes
    verdict: Verdict
    tight: bool = False


class Family:
    """Collects the cases of one family under the words that the field uses."""

    def __init__(self, name: str, *, tight: bool = False) -> None:
        self.name = name
        self.cases: list[Case] = []
        self._tight = tight

    def whole(self, name: str, data: bytes, *says: str, hides: Iterable[str] = ()) -> None:
        """A file that is odd but sound: all of it must be read."""
        self._add(name, data, Verdict(statuses=WHOLE, says=says, hides=tuple(hides)))

    def reads(
        self,
        name: str,
        data: bytes,
        *says: str,
        hides: Iterable[str] = (),
        warns: Iterable[str] = (),
    ) -> None:
        """A file that must not be refused, though something of it may be lost and named."""
        verdict = Verdict(statuses=READ, says=says, hides=tuple(hides), warns=frozenset(warns))
        self._add(name, data, verdict)

    def partly(self, name: str, data: bytes, *says: str) -> None:
        """A file of which something is lost, which must be said."""
        self._add(name, data, Verdict(statuses=PARTLY, says=says))

    def refused(self, name: str, data: bytes, *reasons: str) -> None:
        """A file that must fail, for one of these reasons."""
        self._add(name, data, Verdict(statuses=FAILED, reasons=frozenset(reasons)))

    def either(
        self,
        name: str,
        data: bytes,
        *reasons: str,
        says: Iterable[str] = (),
        hides: Iterable[str] = (),
    ) -> None:
        """A file at the border: it may be read (then it says ``says``) or fail for a reason."""
        verdict = Verdict(
            statuses=READ | FAILED,
            reasons=frozenset(reasons),
            says=tuple(says),
            hides=tuple(hides),
        )
        self._add(name, data, verdict)

    def _add(self, name: str, data: bytes, verdict: Verdict) -> None:
        case = Case(family=self.name, name=name, data=data, verdict=verdict, tight=self._tight)
        self.cases.append(case)
