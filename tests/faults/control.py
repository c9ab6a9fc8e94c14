"""How the harness and a deployment's processes agree on who stands still where: a folder of files.

The harness arms a point. The first process that comes by takes the arming away, by one rename, says
who it is and what it has in hand, and stands still until the harness kills it or lets it go.
"""

import itertools
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "FAULTS_CONTROL"
WITHOUT_SWEEP = "without-sweep"
ANOTHER_VERSION = "another-version"
"""By turns, as they are started, workers of each stage are of another version."""
_LOOK_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Claim:
    """A process that stands still: where, and with what in hand.

    ``subject`` is a statement's id, or its SHA-256 where it has no id yet; ``child`` is the process
    that reads for it, 0 where none does.
    """

    role: str
    point: str
    pid: int
    subject: str
    child: int = 0


class Control:
    """The folder, for both sides."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is made."""
        self.folder = folder
        for name in ("armed", "claimed", "counted", "poison", "switches"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_environment(cls) -> "Control":
        """Return the one of the deployment that this process belongs to."""
        return cls(Path(os.environ[VARIABLE]))

    def arm(self, role: str, point: str) -> None:
        """Let the next process of ``role`` that comes to ``point`` stand still there."""
        self._file("armed", role, point).touch()

    def disarm(self, role: str, point: str) -> bool:
        """Take an arming back; False when somebody has taken it already."""
        try:
            self._file("armed", role, point).unlink()
        except FileNotFoundError:
            return False
        return True

    def stand_still(self, claim: Claim) -> None:
        """Do so if this point is armed and nobody else has claimed it."""
        claimed = self._file("claimed", claim.role, claim.point)
        mine = claimed.with_suffix(f".{claim.pid}")
        try:
            self._file("armed", claim.role, claim.point).rename(mine)
        except FileNotFoundError:
            return
        mine.write_text(json.dumps(asdict(claim)))
        mine.rename(claimed)
        while claimed.exists():
            time.sleep(_LOOK_SECONDS)

    def claimed(self, role: str, point: str) -> Claim | None:
        """Return who stands still there, None while nobody does."""
        try:
            return Claim(**json.loads(self._file("claimed", role, point).read_text()))
        except FileNotFoundError:
            return None

    def release(self, claim: Claim) -> None:
        """Let it go on, or forget it when it was killed."""
        with suppress(FileNotFoundError):
            self._file("claimed", claim.role, claim.point).unlink()

    def count(self, what: str) -> None:
        """Note that something happened once more."""
        (self.folder / "counted" / f"{what}.{os.getpid()}.{time.monotonic_ns()}").touch()

    def counted(self, what: str) -> int:
        """Return how often it happened, in all processes, dead ones too."""
        return sum(1 for _ in (self.folder / "counted").glob(f"{what}.*"))

    def poison(self, statement_id: str) -> None:
        """Let every reader of this statement be killed."""
        (self.folder / "poison" / statement_id).touch()

    def poisoned(self, statement_id: str) -> bool:
        """Return whether every reader of this statement is to be killed."""
        return (self.folder / "poison" / statement_id).exists()

    def switch(self, name: str) -> None:
        """Set a switch for processes that are still to be started."""
        (self.folder / "switches" / name).touch()

    def switched(self, name: str) -> bool:
        """Return whether a switch is set."""
        return (self.folder / "switches" / name).exists()

    def has_turn(self, switch: str, role: str) -> bool:
        """Return whether a switch is set and this process is the first, third, ... of its role."""
        if not self.switched(switch):
            return False
        for number in itertools.count():
            with suppress(FileExistsError):
                (self.folder / "switches" / f"{switch}.{role}.{number}").touch(exist_ok=False)
                return number % 2 == 0
        return False

    def set_clock(self, ahead: float) -> None:
        """Set the clock of every process so many seconds ahead, or back where negative."""
        new = self.folder / "clock.new"
        new.write_text(str(ahead))
        new.rename(self.folder / "clock")

    def clock(self) -> float:
        """Return by how many seconds the clock is ahead."""
        try:
            return float((self.folder / "clock").read_text())
        except FileNotFoundError:
            return 0.0

    def _file(self, kind: str, role: str, point: str) -> Path:
        return self.folder / kind / f"{role}.{point}"
