"""The report of a soak: the table, the verdict in words, and soak.json."""

from dataclasses import asdict

from rich.table import Table

from tests.soak.run import Soaked
from tests.soak.sampling import Life, Sample
from tests.soak.slopes import JUDGED_SECONDS


def table(soaked: Soaked) -> Table:
    """Return every series of the second half: its level, and its growth an hour with interval."""
    shown = Table(title=f"Second half of {soaked.seconds / 60:.1f} minutes of mixed load")
    shown.add_column("of")
    shown.add_column("measure")
    for name in ("level", "growth an hour", "95 %", "grew meanwhile", "kept"):
        shown.add_column(name, justify="right")
    shown.add_column("flat")
    for slope in soaked.slopes:
        judged = ("yes" if slope.flat else "NO") if slope.judged else "not judged"
        shown.add_row(
            slope.whose,
            slope.measure,
            f"{slope.level:.1f}",
            f"{slope.per_hour:+.1f}",
            f"{slope.low:+.1f} to {slope.high:+.1f}",
            f"{slope.grew:+.2f}",
            "" if slope.kept is None else f"{slope.kept:+.1f}",
            judged,
        )
    return shown


def lives(samples: list[Sample]) -> Table:
    """Return how each process grew from the first to the last sample of its life."""
    shown = Table(title="Each process within its life")
    shown.add_column("process")
    for name in ("seconds", "own MB, first", "last", "descriptors, first", "last", "children"):
        shown.add_column(name, justify="right")
    for life, seen in of_lives(samples).items():
        (first_at, first), (last_at, last) = seen[0], seen[-1]
        shown.add_row(
            f"{life.role} {life.pid}",
            f"{last_at - first_at:.0f}",
            f"{first['own MB']:.1f}",
            f"{last['own MB']:.1f}",
            f"{first['descriptors']:.0f}",
            f"{last['descriptors']:.0f}",
            f"{last['children']:.0f}",
        )
    return shown


def of_lives(samples: list[Sample]) -> dict[Life, list[tuple[float, dict[str, float]]]]:
    """Return the samples of each process, in order of time."""
    found: dict[Life, list[tuple[float, dict[str, float]]]] = {}
    for sample in samples:
        for life, measured in sample.lives.items():
            found.setdefault(life, []).append((sample.at, measured))
    return found


def verdict(soaked: Soaked) -> list[str]:
    """Return in words what it came to; the first line is the verdict."""
    said = ["FLAT." if soaked.flat else "NOT FLAT."]
    said += [
        f"{slope.whose}: {slope.measure} grew by {slope.grew:.2f}, {slope.low:+.1f} to "
        f"{slope.high:+.1f} an hour; kept {'?' if slope.kept is None else f'{slope.kept:+.1f}'}."
        for slope in soaked.slopes
        if not slope.flat
    ]
    said += [f"Left over: {count:.0f} more {name}." for name, count in soaked.left.items()]
    said += [f"Broken: {each}." for each in soaked.broken[:20]]
    if soaked.unsettled:
        said.append(f"{soaked.unsettled} statements did not settle.")
    if soaked.seconds < JUDGED_SECONDS:
        bound = f"{JUDGED_SECONDS / 60:.0f} minutes"
        said.append(f"What fills at first is judged from {bound} on: this was less.")
    said.append(f"Done: {soaked.counts}. Load average at the end {soaked.load_average:.1f}.")
    return said


def told(soaked: Soaked) -> dict[str, object]:
    """Return it for soak.json, every sample with it."""
    return {
        "verdict": verdict(soaked),
        "flat": soaked.flat,
        "seconds": soaked.seconds,
        "load_average": soaked.load_average,
        "counts": soaked.counts,
        "slopes": [asdict(slope) for slope in soaked.slopes],
        "left": soaked.left,
        "samples": [
            {
                "at": sample.at,
                "whole": sample.whole,
                "lives": {f"{life.role} {life.pid}": m for life, m in sample.lives.items()},
            }
            for sample in (soaked.before, *soaked.samples, soaked.after)
        ],
    }
