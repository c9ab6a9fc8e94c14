"""From upload to record through the running service, warm, one statement at a time."""

import time
from pathlib import Path

from tests.acceptance.service import serving
from tests.benchmarks.measure import Figure, percentile

_WARMING = 3


def figures(home: Path, statement: Path, *, uploads: int = 40) -> list[Figure]:
    """Measure the time from the start of the upload to the record being there."""
    content = statement.read_bytes()
    times = []
    with serving(home) as service:
        for number in range(_WARMING + uploads):
            copy = home.parent / f"copy-{number}.pdf"
            copy.write_bytes(content + f"\n%% {number}\n".encode())
            start = time.perf_counter()
            sent = service.client.submit(copy, case_ref="BENCH/1")
            list(service.client.settled([sent.statement_id], seconds=120, pause=0.01))
            times.append(time.perf_counter() - start)
    return [
        Figure(
            key=f"upload_to_record_p{share}_s",
            what=f"one 3-page statement, upload to record, p{share}",
            value=percentile(times[_WARMING:], share / 100),
            unit="s",
            n=uploads,
        )
        for share in (50, 95)
    ]
