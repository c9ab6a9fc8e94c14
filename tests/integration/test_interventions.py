"""Cancelling and releasing over HTTP, with the page's buttons and from the command line."""

from collections.abc import Iterator

import httpx
import pytest

from tests import factories
from tests.live_service import serving
from tests.unit.test_cli import deponent
from worker.casefile import Failure, State, Statement
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.store import Store

_CASE = "01ZD1234525"


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def _set_aside(store: Store, statement: Statement) -> None:
    while not store.statements.get(statement.id).state.settled:
        lease = store.work.lease("extract", statement.id, "a reader")
        assert lease is not None
        store.work.try_again(lease, Cause.READER_DIED, after_seconds=0.0)


def test_a_program_cancels_what_is_in_hand_and_releases_it(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    address = f"/api/statements/{statement.id}"
    answer = http.post(f"{address}/cancel", json={"why": "sent twice"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["cancelled"] == [statement.id]
    assert (body["statement"]["state"], body["statement"]["settled"]) == ("cancelled", True)
    assert body["statement"]["failure"]["reason"] == "cancelled"
    again = http.post(f"{address}/cancel")
    assert (again.status_code, again.json()["reason"]) == (409, "not_in_hand")
    released = http.post(f"{address}/release")
    assert (released.status_code, released.json()["state"]) == (200, "received")
    refused = http.post(f"{address}/release", json={"why": ""})
    assert (refused.status_code, refused.json()["reason"]) == (409, "not_releasable")
    events = http.get(f"{address}/events").json()
    assert [event["action"] for event in events] == ["received", "cancelled", "released"]
    assert events[1]["detail"] == "sent twice"
    assert events[1]["actor"] == events[2]["actor"] == statement_actor(http, settings)


def statement_actor(http: httpx.Client, settings: Settings) -> str:
    """Return whom the service takes an uploader for."""
    sent = http.post("/api/statements", data={"case": _CASE}, files={"file": ("a.txt", b"other")})
    name: str = http.get(sent.json()["links"]["self"]).json()["received_by"]
    assert settings.home.exists()
    return name


@pytest.mark.parametrize("action", ["cancel", "release"])
def test_what_is_unknown_or_too_long_is_refused(http: httpx.Client, action: str) -> None:
    unknown = http.post(f"/api/statements/{'0' * 32}/{action}")
    assert (unknown.status_code, unknown.json()["reason"]) == (404, "statement_unknown")
    assert http.post(f"/api/statements/..%2f/{action}").status_code == 404
    lengthy = http.post(f"/api/statements/{'0' * 32}/{action}", json={"why": "x" * 201})
    assert lengthy.status_code in {400, 404}
    assert http.post(f"/statements/{'0' * 32}/{action}").status_code == 404


@pytest.mark.parametrize("action", ["cancel", "release"])
def test_another_site_may_not_press_the_buttons(
    http: httpx.Client, settings: Settings, sqlite_store: Store, action: str
) -> None:
    statement = factories.received(sqlite_store, settings)
    for address in ("", "/api"):
        answer = http.post(
            f"{address}/statements/{statement.id}/{action}",
            headers={"Origin": "http://elsewhere.example"},
        )
        assert answer.status_code == 403
    assert sqlite_store.statements.get(statement.id).state is State.RECEIVED


def test_the_page_of_a_quarantined_statement_shows_its_code_and_releases_it(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    _set_aside(sqlite_store, statement)
    page = http.get(f"/statements/{statement.id}").text
    assert "<code>reader_died</code>" in page
    assert "Release: try it again" in page
    assert "Cancel this statement" not in page
    pressed = http.post(f"/statements/{statement.id}/release", data={"why": "<b>mended</b>"})
    assert (pressed.status_code, pressed.headers["location"]) == (
        303,
        f"/statements/{statement.id}",
    )
    page = http.get(f"/statements/{statement.id}").text
    assert "Cancel this statement" in page
    assert "Released: to be done again" in page
    assert "&lt;b&gt;mended&lt;/b&gt;" in page
    late = http.post(f"/statements/{statement.id}/release")
    assert late.status_code == 409
    assert "Only one that is quarantined, cancelled or failed can be released." in late.text


def test_a_failed_statement_that_is_read_anew_is_shown_in_hand(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    factories.failed(sqlite_store, statement, failure)
    assert "Release: read it anew" in http.get(f"/statements/{statement.id}").text
    http.post(f"/statements/{statement.id}/release")
    page = http.get(f"/statements/{statement.id}").text
    assert 'id="live"' in page
    assert "Cancel this statement" in page
    assert http.get(f"/cases/{_CASE}").status_code == 200


def test_a_reviewed_statement_has_no_buttons(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.marlowe())
    page = http.get(f"/statements/{statement.id}").text
    assert 'class="intervene"' not in page


def test_the_command_line_cancels_a_case_and_releases_it(
    settings: Settings, sqlite_store: Store
) -> None:
    home = {"DEPONENT_HOME": str(settings.home)}
    names = ("a.txt", "b.txt", "c.txt")
    one, two, three = (
        factories.received(sqlite_store, settings, name.encode(), filename=name) for name in names
    )
    _set_aside(sqlite_store, three)
    answer = deponent("cancel", "--case", _CASE, "--why", "a trial", **home)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == [
        f"{one.id}  cancelled  a.txt",
        f"{two.id}  cancelled  b.txt",
    ]
    nothing = deponent("cancel", "--case", _CASE, **home)
    assert nothing.returncode == 0
    assert "No statement of this case is received or extracting" in nothing.stdout
    released = deponent("release", "--case", _CASE, **home)
    assert released.stdout.split() == [three.id, "released", "c.txt"]
    again = deponent("release", one.id[:12], three.id, "0000", **home)
    assert again.returncode == 1
    assert again.stdout.split() == [one.id, "released", "a.txt"]
    assert f"{three.id}: This statement is received." in " ".join(again.stderr.split())
    assert "0000: There is no statement with this id." in again.stderr
    states = [sqlite_store.statements.get(each.id).state for each in (one, two, three)]
    assert states == [State.RECEIVED, State.CANCELLED, State.RECEIVED]
    assert sqlite_store.events.history(one.id)[1].detail == "a trial"
    assert sqlite_store.complete().sound


def test_the_command_line_wants_either_ids_or_a_case(settings: Settings) -> None:
    home = {"DEPONENT_HOME": str(settings.home)}
    for arguments in (["cancel"], ["release", "0000", "--case", _CASE]):
        answer = deponent(*arguments, **home)
        assert answer.returncode == 2
        assert "either ids or --case" in answer.stderr
