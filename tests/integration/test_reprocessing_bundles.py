"""``deponent reprocess`` on what holds other files."""

import json
from dataclasses import replace

from tests import factories
from tests.integration.test_reprocessing import done, reprocess
from worker.settings import Settings
from worker.store.store import Store


def test_files_inside_that_are_not_found_again_are_counted(
    settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    statement = factories.received(sqlite_store, settings, b"a bundle", filename="bundle.zip")
    held = replace(record.document, filename="bundle.zip", children=("1" * 32, "2" * 32))
    factories.ready(sqlite_store, statement, replace(record, document=held))
    reprocess(settings, statement.id)
    fewer = replace(held, sha256=statement.sha256, children=("2" * 32,))
    done(sqlite_store, statement, replace(record, document=fewer))
    told = reprocess(settings, "--watch", "last")
    assert told.returncode == 0
    assert "1  a new version that differs" in told.stdout
    assert "1 place (files inside 1)  bundle.zip" in told.stdout
    data = json.loads(reprocess(settings, "--watch", "last", "--json").stdout)
    assert data["parts"] == {"files": 1}
    assert data["alike"] == []
