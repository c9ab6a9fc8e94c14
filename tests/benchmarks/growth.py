"""How the cost of a statement grows with the backlog, and with its own length."""

import io
import tempfile
import textwrap
import time
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.acceptance.service import Service, serving
from tests.benchmarks.measure import Figure, megabytes
from tests.benchmarks.pipeline import _IN_HAND
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


def _by_backlog(sizes: tuple[int, ...]) -> list[Figure]:
    found: list[Figure] = []
    costs: dict[int, float] = {}
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "home") as service:
        place = Path(folder)
        _through(service, place, 8, "warming")
        for size in sizes:
            costs[size] = _through(service, place, size, f"of-{size}") / size
            memory[size] = megabytes(service.pid("worker.runner analyse"))
            found.append(
                Figure(
                    key=f"backlog_{size}_s",
                    what=f"a backlog of {size:,} short statements, each",
                    value=costs[size],
                    unit="s",
                    n=size,
                )
            )
    first, last = sizes[-2], sizes[-1]
    return [
        *found,
        Figure(
            key="backlog_growth",
            what=f"a statement of {last:,} beside one of {first:,}",
            value=costs[last] / costs[first],
            unit="ratio",
            n=last,
        ),
        Figure(
            key="backlog_memory_growth_mb",
            what=f"memory of the analyse worker after {last:,} more than after {first:,}",
            value=memory[last] - memory[first],
            unit="MB",
            n=last,
        ),
    ]


def _through(service: Service, place: Path, count: int, name: str) -> float:
    """Put short statements through the service; return the seconds until all are settled."""
    texts = [" ".join(text.split()[:_SHORT_WORDS]) for text in statements(200)]
    files = []
    for number in range(count):
        file = place / f"{name}-{number}.txt"
        file.write_text(f"{texts[number % 200]}\n\nStatement {name} {number}.\n")
        files.append(file)
    start = time.perf_counter()
    for file in files:
        service.client.submit(file, case_ref="BENCH/2", priority="backlog")
    while any(service.store.work.counts().get(one) for one in _IN_HAND):
        time.sleep(0.02)
    return time.perf_counter() - start


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
