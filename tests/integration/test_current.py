"""A record that is made here and now is due for nothing, whatever its format."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.unit.test_cli import FIXTURES, deponent
from worker.backlog.active import Active, Changed
from worker.casefile import State
from worker.settings import Settings
from worker.store.reprocessing import Kept

_FORMATS = FIXTURES / "statements" / "formats"
_FILES = (
    *("bundle.zip", "bundle.tar", "burglary.html", "burglary-form.docx", "fuel.doc", "fuel.eml"),
    *("fuel-form.rtf", "fuel.txt.gz", "hostel.msg", "hostel.odt", "two-messages.mbox"),
    *("pdf/mixed.pdf", "pdf/with-files.pdf"),
)


def test_what_is_made_here_and_now_is_due_for_nothing(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = deponent("process", *(_FORMATS / name for name in _FILES), "--out", out)
    assert answer.returncode == 0, answer.stderr
    active = Active.here(settings)
    due: dict[str, tuple[Changed, ...]] = {}
    readers = set()
    for path in out.rglob("*.json"):
        record = json.loads(path.read_text())
        readers.add(record["provenance"]["reader"].rpartition(" / ")[2])
        kept = Kept(
            statement_id=record["statement_id"],
            case_ref="01ZD1234525",
            filename=path.name,
            sha256=record["document"]["sha256"],
            received_at=datetime(2026, 1, 5, tzinfo=UTC),
            state=State.NEEDS_REVIEW,
            version=1,
            updated_at=0.0,
            made={**record["provenance"], "schema": record["schema"]},
            reading=None,
            codes=frozenset(each["code"] for each in record["warnings"]),
        )
        if changed := active.changed(kept):
            due[path.name] = changed
    assert due == {}
    assert len(readers) >= 9
