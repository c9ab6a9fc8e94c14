"""The whole service on both databases: what comes out of the queue is what was expected."""

import json
import tomllib
from pathlib import Path

import pytest

from fixtures.make_expected import EXPECTED, lasting
from tests.acceptance.service import serving
from tests.postgresql import Cluster
from worker.client import Refused

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOOD = sorted((FIXTURES / "statements" / "other").iterdir())
BAD = FIXTURES / "bad"
BUNDLE = FIXTURES / "statements" / "formats" / "bundle.zip"
VERDICTS = tomllib.loads((BAD / "expected.toml").read_text())
CASE = "WHOLE/1"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_records_from_the_queue_are_the_expected_ones(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    changes = {}
    if database == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        changes["DEPONENT_DATABASE_URL"] = cluster.url(cluster.create())
    with serving(tmp_path / "home", **changes) as service:
        sent = {}
        for path in (*GOOD, *(BAD / name for name in sorted(VERDICTS))):
            if not path.stat().st_size:
                with pytest.raises(Refused) as refused:
                    service.client.submit(path, case_ref=CASE)
                assert (refused.value.status, refused.value.reason) == (400, "empty_file")
                continue
            sent[path] = service.client.submit(path, case_ref=CASE).statement_id
        bundle = service.client.submit(BUNDLE, case_ref=CASE).statement_id
        waited = {*sent.values(), bundle}
        settled = list(service.client.settled(sorted(waited), seconds=300, whole=True))
        inside = {each["filename"] for each in settled} - {path.name for path in (*sent, BUNDLE)}
        assert inside == {"notes.txt", "statement 1.docx", "statement 2.rtf"}
        for path in GOOD:
            record = service.client.record(sent[path])
            assert record["case_ref"] == CASE
            record["case_ref"] = ""
            kept = json.loads((EXPECTED / "other" / f"{path.stem}.json").read_text())
            assert lasting(record) == kept, path.name
        for name, verdict in VERDICTS.items():
            if BAD / name in sent:
                record = service.client.record(sent[BAD / name])
                assert record["status"] in verdict["statuses"], name
                state = service.client.statement(sent[BAD / name])["state"]
                assert state == ("failed" if record["status"] == "failed" else "needs_review")
