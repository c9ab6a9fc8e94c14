"""A backlog in which some statements stopped: they are listed by why, and released together."""

from collections.abc import Iterator

import httpx
import pytest

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from worker.casefile import Failure, State, Statement
from worker.settings import Settings
from worker.store.store import Store

LOCKED = Failure(stage="extract", reason="encrypted", message="It needs a password. Unlock it.")
EMPTY = Failure(stage="extract", reason="no_text", message="There are no words.")
CASES = ("01ZD1234525", "01ZD1234526")


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def stopped(settings: Settings, sqlite_store: Store) -> list[Statement]:
    """Seven failures of two kinds in two cases, among statements that are well."""
    failures = []
    for number in range(12):
        statement = factories.received(
            sqlite_store,
            settings,
            str(number).encode(),
            filename=f"n{number}.pdf",
            case_ref=CASES[number % 2],
        )
        if number < 7:
            factories.failed(sqlite_store, statement, EMPTY if number > 4 else LOCKED)
            failures.append(sqlite_store.statements.get(statement.id))
        elif number < 10:
            factories.ready(sqlite_store, statement, factories.plain("Well."))
    return failures


def states(store: Store, found: list[Statement]) -> list[str]:
    return [store.statements.get(each.id).state for each in found]


def test_failures_are_listed_by_why(http: httpx.Client, stopped: list[Statement]) -> None:
    page = Page(http.get("/", params={"state": "failed"}).text)
    assert page.says("Why: encrypted 5 no_text 2")
    assert "/release" not in page.links
    assert "/?state=failed&reason=encrypted" in page.links
    narrowed = Page(http.get("/?state=failed&reason=encrypted").text)
    assert [each.filename for each in stopped if narrowed.says(f"{each.filename} 1 byte")] == [
        f"n{number}.pdf" for number in range(5)
    ]
    assert narrowed.says("Release them all")
    assert narrowed.says("Every reason")
    of_case = Page(http.get(f"/?state=failed&reason=encrypted&case={CASES[1]}").text)
    assert of_case.says("Why: encrypted 2 no_text 1")
    assert of_case.says(f"Only those of case {CASES[1]}.")
    # What is in hand has no reason, and a reason alone narrows nothing.
    assert not Page(http.get("/?state=received").text).says("Why:")
    assert Page(http.get("/?reason=encrypted").text).says("n11.pdf")
    assert "/?state=failed&reason=encrypted" in Page(http.get("/operations").text).links


def released(http: httpx.Client, form: dict[str, str]) -> Page:
    """Release with the button and return the page that it leads to.

    That is another one, so that loading it again releases nothing again.
    """
    answer = http.post("/release", data=form, follow_redirects=False)
    assert answer.status_code == 303
    return Page(http.get(answer.headers["location"]).text)


def test_those_that_stopped_alike_are_released_together_and_each_says_who_and_why(
    http: httpx.Client, sqlite_store: Store, stopped: list[Statement]
) -> None:
    form = {"state": "failed", "reason": "encrypted", "case": CASES[0], "why": "unlocked by DC 7"}
    assert released(http, form).says("3 statements released.")
    assert states(sqlite_store, stopped[:5]) == [
        State.RECEIVED,
        State.FAILED,
        State.RECEIVED,
        State.FAILED,
        State.RECEIVED,
    ]
    event = sqlite_store.events.history(stopped[0].id)[-1]
    assert (event.action, event.detail) == ("released", "it was failed: unlocked by DC 7")
    assert event.actor
    # Pressed twice, nothing more is done; another reason's are left alone.
    assert released(http, form).says("0 statements released.")
    assert released(http, form | {"case": ""}).says("2 statements released.")
    assert states(sqlite_store, stopped[5:]) == [State.FAILED, State.FAILED]


@pytest.mark.parametrize(
    "form",
    [
        {"state": "needs_review", "reason": "encrypted"},
        {"state": "received", "reason": "encrypted"},
        {"state": "nonsense", "reason": "encrypted"},
        {"state": "failed", "reason": "nonsense"},
    ],
)
def test_nothing_else_is_released(
    http: httpx.Client, sqlite_store: Store, stopped: list[Statement], form: dict[str, str]
) -> None:
    before = sqlite_store.statements.counts()
    assert released(http, form).says("0 statements released.")
    assert sqlite_store.statements.counts() == before


def test_another_site_may_not_release(
    http: httpx.Client, sqlite_store: Store, stopped: list[Statement]
) -> None:
    form = {"state": "failed", "reason": "encrypted"}
    refused = http.post("/release", data=form, headers={"Origin": "http://elsewhere.example"})
    assert refused.status_code == 403
    assert set(states(sqlite_store, stopped)) == {State.FAILED}
    assert http.post("/release", data={"state": "failed"}).status_code in {400, 422}
