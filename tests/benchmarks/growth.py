"""How the cost of a statement grows with the backlog, and with its own length."""

import io
import sys
import tempfile
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.acceptance.service import Service, serving
from tests.benchmarks.measure import Figure, megabytes, processor_seconds
from tests.benchmarks.pipeline import _IN_HAND, _PARTS
from tests.benchmarks.texts import of_words, statements
from worker.direct import Direct
from worker.pipeline import Source
from worker.settings import Settings

_SIZES, _LONG_SIZES = (1, 10, 100, 300), (1, 10, 100, 1_000, 10_000)
_PAGES, _LONG_PAGES = (1, 5, 20, 60), (1, 5, 20, 50, 100, 200)
_SHORT_WORDS = 120
_LINES, _WIDTH = 44, 88
_WORDS_A_PAGE = 480


def figures(*, long: bool) -> list[Figure]:
    """Measure the seconds a statement in backlogs of growing size, and a page of growing texts."""
    return [
        *_by_backlog(_LONG_SIZES if long else _SIZES),
        *_by_length(_LONG_PAGES if long else _PAGES),
    ]


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a backlog took: seconds from the first upload to the last record, and of processors.

    ``memory`` is each process's when half of it was left, or all was uploaded if that was later,
    and at its end.
    """

    wall: float
    processor: float
    memory: tuple[dict[str, float], dict[str, float]]


def _by_backlog(sizes: tuple[int, ...]) -> list[Figure]:
    found: list[Figure] = []
    costs: dict[int, _Cost] = {}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "home") as service:
        place = Path(folder)
        _through(service, place, 8, "warming")
        for size in sizes:
            cost = costs[size] = _through(service, place, size, f"of-{size}")
            ways = (("s", "", cost.wall), ("cpu_s", ", processor time", cost.processor))
            found += [
                Figure(
                    key=f"backlog_{size}_{unit}",
                    what=f"a backlog of {size:,} short statements, each{which}",
                    value=value / size,
                    unit="s",
                    n=size,
                )
                for unit, which, value in ways
            ]
    first, last = sizes[-2], sizes[-1]
    return [*found, *_grown(costs, first, last), *_memory_grown(costs, first, last)]


def _grown(costs: dict[int, _Cost], first: int, last: int) -> list[Figure]:
    one, other = costs[first], costs[last]
    ratios = (
        ("", "", other.wall / one.wall),
        ("_cpu", ", processor time", other.processor / one.processor),
    )
    return [
        Figure(
            key=f"backlog{key}_growth",
            what=f"a statement of {last:,} beside one of {first:,}{which}",
            value=ratio * first / last,
            unit="ratio",
            n=last,
        )
        for key, which, ratio in ratios
    ]


def _memory_grown(costs: dict[int, _Cost], first: int, last: int) -> list[Figure]:
    before, (half, end) = costs[first].memory[1], costs[last].memory
    return [
        Figure(
            key=f"backlog_{key}_{span}_mb",
            what=f"{name}, {end[words]:,.0f} MB after {last:,} more: growth over {which}",
            value=end[words] - since[words],
            unit="MB",
            n=last,
        )
        for words, (key, name) in _PARTS.items()
        for span, which, since in (
            ("memory_growth", "all of them", before),
            ("memory_second_half", "the second half", half),
        )
    ]


def _through(service: Service, place: Path, count: int, name: str) -> _Cost:
    """Put short statements through the service until all are settled; return what that took."""
    texts = [" ".join(text.split()[:_SHORT_WORDS]) for text in statements(200)]
    files = []
    for number in range(count):
        file = place / f"{name}-{number}.txt"
        file.write_text(f"{texts[number % 200]}\n\nStatement {name} {number}.\n")
        files.append(file)
    # To be asked takes the service time, too: the more there are, the less often.
    pause = max(0.02, min(2.0, count / 1_000))
    before, start = processor_seconds(service.process.pid), time.perf_counter()
    for number, file in enumerate(files, 1):
        service.client.submit(file, case_ref="BENCH/2", priority="backlog")
        if number % 500 == 0:
            _say(f"{number:,} of {count:,} uploaded, {_in_hand(service):,} in hand")
    told, half = start, _memory(service)
    while left := _in_hand(service):
        if left > count / 2:
            half = _memory(service)
        if time.perf_counter() > told + 60:
            told = time.perf_counter()
            _say(f"{left:,} of {count:,} in hand")
        time.sleep(pause)
    took = time.perf_counter() - start
    wrong = [one for one in service.store.work.counts() if one[1] != "done"]
    assert not wrong, wrong
    spent = processor_seconds(service.process.pid) - before
    return _Cost(wall=took, processor=spent, memory=(half, _memory(service)))


def _memory(service: Service) -> dict[str, float]:
    return {words: megabytes(service.pid(words)) for words in _PARTS}


def _in_hand(service: Service) -> int:
    counts = service.store.work.counts()
    return sum(counts.get(one, 0) for one in _IN_HAND)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _by_length(pages: tuple[int, ...]) -> list[Figure]:
    costs = {}
    with tempfile.TemporaryDirectory() as folder, Direct(Settings()) as direct:
        direct.analyser()
        for count in (2, *pages):
            file = Path(folder) / f"{count}.pdf"
            file.write_bytes(_pdf(count))
            start = time.perf_counter()
            record = direct.record(file, Source(**_ABOUT))
            costs[count] = (time.perf_counter() - start) / count
            assert len(record.document.pages) == count
            assert record.status == "complete"
    least = next(count for count in pages if count >= 20)
    return [
        *(
            Figure(
                key=f"pages_{count}_s",
                what=f"a PDF of {count} pages to its record, each page",
                value=costs[count],
                unit="s",
                n=count,
            )
            for count in pages
        ),
        Figure(
            key="length_growth",
            what=f"a page of {pages[-1]} beside one of {least}",
            value=costs[pages[-1]] / costs[least],
            unit="ratio",
            n=pages[-1],
        ),
    ]


_ABOUT = {"statement_id": "0" * 32, "case_ref": "", "filename": "long.pdf", "sha256": "0" * 64}


def _pdf(pages: int) -> bytes:
    """Return a plain typed PDF of so many pages, from statements of the corpus."""
    words = of_words(pages * _WORDS_A_PAGE * 2).replace("\n", " ")
    lines = textwrap.wrap(words, _WIDTH)[: pages * _LINES]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for first in range(0, len(lines), _LINES):
        canvas.setFont("Times-Roman", 12)
        for row, line in enumerate(lines[first : first + _LINES]):
            # The standard fonts know Latin letters alone.
            printable = line.encode("latin-1", "replace").decode("latin-1")
            canvas.drawString(60, 780 - 16 * row, printable)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
