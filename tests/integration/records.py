"""The fixtures' records, made once for each test process through the real readers and models."""

from functools import cache
from pathlib import Path

from worker import record_json
from worker.direct import Direct
from worker.record import CaseRecord
from worker.record_files import files_in
from worker.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = ("sample", "other")
STATEMENTS = tuple(files_in([FIXTURES / "statements" / case for case in CASES]))


@cache
def of_fixtures() -> dict[Path, CaseRecord]:
    """Return the record of every statement fixture."""
    with Direct(Settings(device="cpu")) as direct:
        results = list(direct.process(STATEMENTS))
    return {
        path: record_json.loads(result.line or "")
        for path, result in zip(STATEMENTS, results, strict=True)
    }
