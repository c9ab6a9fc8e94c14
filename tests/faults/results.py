"""What runs came to: kept one file a run, gathered into the table's rows."""

import json
import math
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from tests.faults.oracle import Verdict
from tests.faults.trial import RECOVERED_SECONDS, Trial

_CONFIDENCE = 0.95
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_REPOSITORY = Path(__file__).parents[2]


@dataclass
class Result:
    """One run. ``hits`` counts faults that provably hit work in hand, of ``injected``."""

    fault: str
    seed: int
    uploads: int
    database: str
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    spoiled: int = 0
    injected: int = 0
    hits: int = 0
    recoveries: list[float] = field(default_factory=list)
    marks: dict[str, bool] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    not_run: str = ""
    seconds: float = 0.0
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    commit: str = field(default_factory=lambda: _commit())

    def take(self, verdict: Verdict, trial: Trial) -> None:
        """Take over what the oracle and the injector found."""
        self.lost, self.doubled = len(verdict.lost), len(verdict.doubled)
        self.torn, self.spoiled = len(verdict.torn), len(verdict.spoiled)
        # Ids, hashes and what happened, never a statement's own words.
        parts = (verdict.lost, verdict.doubled, verdict.torn, verdict.spoiled)
        self.named = [trial.told_of(key) for key in sorted(set().union(*parts))[:20]]
        self.injected, self.hits = trial.injected, len(trial.hits)
        self.recoveries = [round(seconds, 3) for seconds in trial.recoveries()]
        self.marks = {**self.marks, **trial.marks}
        self.counts = {**self.counts, **trial.counts}
        self.uploads = len(trial.sender.entries)

    @property
    def kept(self) -> bool:
        """Whether the promise was kept, every mark with it, by a fault that hit something."""
        harm = self.lost or self.doubled or self.torn or self.spoiled
        return not self.not_run and not harm and self.hits > 0 and all(self.marks.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """All runs of a fault together. ``upper_bound`` is of the harm to one upload, at 95 %."""

    fault: str
    runs: int
    uploads: int
    lost: int
    doubled: int
    torn: int
    spoiled: int
    injected: int
    hits: int
    recovery_p50_s: float | None
    recovery_p99_s: float | None
    upper_bound: float | None
    not_run: str
    broken_marks: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether all runs kept the promise and recovered in time; False where none was run."""
        harm = self.lost or self.doubled or self.torn or self.spoiled or self.broken_marks
        in_time = self.recovery_p99_s is not None and self.recovery_p99_s <= RECOVERED_SECONDS
        return bool(self.uploads and self.hits and not harm and in_time)


def line(fault: str, results: Sequence[Result]) -> Line:
    """Gather the runs of one fault."""
    ran = [result for result in results if not result.not_run]
    recoveries = sorted(seconds for result in ran for seconds in result.recoveries)
    uploads = sum(result.uploads for result in ran)
    harmed = sum(result.lost + result.doubled + result.torn + result.spoiled for result in ran)
    broken = {mark for result in ran for mark, kept in result.marks.items() if not kept}
    return Line(
        fault=fault,
        runs=len(ran),
        uploads=uploads,
        lost=sum(result.lost for result in ran),
        doubled=sum(result.doubled for result in ran),
        torn=sum(result.torn for result in ran),
        spoiled=sum(result.spoiled for result in ran),
        injected=sum(result.injected for result in ran),
        hits=sum(result.hits for result in ran),
        recovery_p50_s=percentile(recoveries, 0.50),
        recovery_p99_s=percentile(recoveries, 0.99),
        upper_bound=upper_bound(harmed, uploads),
        not_run="; ".join(sorted({result.not_run for result in results if result.not_run})),
        broken_marks=tuple(sorted(broken)),
    )


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the smallest value that ``share`` of all do not exceed; None of none."""
    if not ordered:
        return None
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def upper_bound(harmed: int, uploads: int) -> float | None:
    """Return the rate of harm that so many tries leave possible, at 95 %: 3 in n where none was.

    It is Poisson's: the largest mean under which as few as ``harmed`` still come in 5 of 100.
    """
    if not uploads:
        return None
    low, high = 0.0, 20.0 + 3.0 * harmed
    while high - low > 1e-6:
        middle = (low + high) / 2
        few = sum(
            math.exp(n * math.log(middle) - middle - math.lgamma(n + 1)) for n in range(harmed + 1)
        )
        low, high = (middle, high) if few > 1 - _CONFIDENCE else (low, middle)
    return min(1.0, low / uploads)


class Folder:
    """Where runs are kept, so that many can be gathered over several days."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is made."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def find(self, fault: str, uploads: int, seed: int) -> Result | None:
        """Return a run that is here already; one that could not be run does not count."""
        try:
            found = Result(**json.loads(self._path(fault, uploads, seed).read_text()))
        except FileNotFoundError:
            return None
        return None if found.not_run else found

    def everything(self) -> list[Result]:
        """Return all runs that are here, by fault, database and seed."""
        found = [Result(**json.loads(path.read_text())) for path in self._folder.glob("*.json")]
        return sorted(found, key=lambda one: (one.fault[:2], one.database, one.seed))

    def keep(self, result: Result, uploads: int) -> None:
        """Keep a run, whole or not at all."""
        path = self._path(result.fault, uploads, result.seed)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(result), indent=1) + "\n")
        part.replace(path)

    def _path(self, fault: str, uploads: int, seed: int) -> Path:
        return self._folder / f"{fault}-{uploads}-{seed}.json"


def by_fault(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Return the runs of each fault, in the order in which they come."""
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.fault, []).append(result)
    return found


def markdown_of_all(results: Sequence[Result]) -> str:
    """Return all runs of one fault as a row of the first table of guarantees.md."""
    each = line(results[0].fault, results)
    databases = sorted({_DATABASES[result.database] for result in results}, reverse=True)
    slowest = max(percentile(sorted(one.recoveries), 0.99) or 0.0 for one in results)
    times = (each.recovery_p50_s, each.recovery_p99_s, slowest)
    cells = (
        each.fault.partition("-")[0],
        ", ".join(databases),
        each.runs,
        f"{each.uploads:,}",
        *(each.lost, each.doubled, each.torn, each.spoiled),
        f"1 in {1 / each.upper_bound:,.0f}" if each.upper_bound else "-",
        f"{each.hits} of {each.injected}",
        *(f"{_seconds(one)} s" for one in times),
    )
    return f"| {' | '.join(map(str, cells))} |"


def markdown(result: Result) -> str:
    """Return a run as a row of the second table of guarantees.md."""
    recoveries = sorted(result.recoveries)
    harm = (result.lost, result.doubled, result.torn, result.spoiled)
    times = (percentile(recoveries, 0.50), percentile(recoveries, 0.99))
    cells = (
        result.fault.partition("-")[0],
        _DATABASES[result.database],
        result.seed,
        f"{result.uploads:,}",
        *harm,
        f"{result.hits} of {result.injected}",
        *(f"{_seconds(each)} s" for each in times),
        f"{result.seconds:.0f} s",
    )
    return f"| {' | '.join(map(str, cells))} |"


def table(lines: Sequence[Line], titles: dict[str, str]) -> Table:
    """Return the table of all faults."""
    shown = Table(title="Guarantees under fault")
    shown.add_column("fault")
    for name in ("uploads", "lost", "doubled", "torn", "spoiled", "hits", "p50 s", "p99 s"):
        shown.add_column(name, justify="right")
    shown.add_column("at most (95 %)", justify="right")
    shown.add_column("kept")
    for each in lines:
        title = f"{each.fault} {titles[each.fault]}"
        if not each.runs:
            shown.add_row(title, *["-"] * 9, f"not run: {each.not_run}")
            continue
        harm = (each.lost, each.doubled, each.torn, each.spoiled)
        shown.add_row(
            title,
            f"{each.uploads:,}",
            *map(str, harm),
            f"{each.hits}/{each.injected}",
            _seconds(each.recovery_p50_s),
            _seconds(each.recovery_p99_s),
            f"1 in {1 / each.upper_bound:,.0f}" if each.upper_bound else "-",
            "yes" if each.kept else f"NO {'; '.join(each.broken_marks)}",
        )
    return shown


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _commit() -> str:
    """Return which state of the code this is, ``unknown`` outside a repository."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=_REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
