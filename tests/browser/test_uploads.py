"""Sending several files: what became of each is said, and what did not go is kept to be sent."""

import errno
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser, choose, one, texts, until
from tests.live_service import serving
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser
CASE = "01ZD1234525"


def made(folder: Path, **contents: str) -> list[Path]:
    files = [folder / f"{name}.txt" for name in contents]
    for file, content in zip(files, contents.values(), strict=True):
        file.write_text(content)
    return files


def chosen(browser: Browser) -> list[str]:
    """Return the names of the files that the form holds."""
    names: list[str] = browser.execute_script(
        "return [...document.querySelector('#file').files].map(each => each.name)"
    )
    return names


def ended(browser: Browser, count: int) -> None:
    """Wait until so many files have an end, and the form can be used again."""
    until(browser, lambda b: len(texts(b, "#outcomes li[class]")) == count)
    until(browser, lambda b: one(b, "#upload button").is_enabled())


def looks(browser: Browser) -> dict[str, str]:
    """Return by file what became of it."""
    found: dict[str, str] = browser.execute_script(
        "return Object.fromEntries([...document.querySelectorAll('#outcomes li')]"
        ".map(each => [each.querySelector('bdi').textContent, each.className]))"
    )
    return found


def test_files_that_got_no_answer_are_kept_and_sent_again(
    browser: Browser, settings: Settings, sqlite_store: Store, tmp_path: Path
) -> None:
    files = made(tmp_path, one="one", two="two")
    with serving(settings) as url:
        browser.get(url)
    choose(browser, CASE, *files)
    ended(browser, 2)
    assert looks(browser) == {"one.txt": "unsent", "two.txt": "unsent"}
    assert "sending it again is harmless" in texts(browser, "#outcomes li")[0]
    assert one(browser, "#tally").text == (
        "0 of 2 files sent. 2 were not sent and are still chosen: press Upload to send them again."
    )
    assert chosen(browser) == ["one.txt", "two.txt"]
    with serving(settings, port=int(url.rsplit(":", 1)[1])):
        one(browser, "#upload button").send_keys(Keys.ENTER)
        until(browser, lambda b: len(texts(b, "#outcomes .received")) == 2)
        ended(browser, 2)
        assert chosen(browser) == []
        assert one(browser, "#tally").text == "2 of 2 files sent."
        browser.get("about:blank")
    assert {s.filename for s in sqlite_store.statements.listing()} == {"one.txt", "two.txt"}


def test_each_of_several_is_told_of_and_only_the_unanswered_one_is_kept(
    browser: Browser, url: str, sqlite_store: Store, tmp_path: Path
) -> None:
    files = made(tmp_path, one="one", empty="", two="two", large="x" * 100_001)
    browser.get(url)
    # One file's answer is lost on its way; the others' come.
    browser.execute_script(
        """const send = XMLHttpRequest.prototype.send; window.lose = true;
        XMLHttpRequest.prototype.send = function (form) {
          if (window.lose && form.get('file').name === 'two.txt') this.onerror();
          else send.call(this, form);
        }"""
    )
    choose(browser, CASE, *files)
    ended(browser, 4)
    assert looks(browser) == {
        "one.txt": "received",
        "empty.txt": "refused",
        "two.txt": "unsent",
        "large.txt": "refused",
    }
    assert one(browser, "#tally").text == (
        "1 of 4 files sent. 1 was not sent and is still chosen: press Upload to send it again. "
        "2 were refused: see why below, mend the files and choose them again."
    )
    assert chosen(browser) == ["two.txt"]

    browser.execute_script("window.lose = false")
    one(browser, "#upload button").click()
    until(browser, lambda b: looks(b).get("two.txt") == "received")
    ended(browser, 4)
    # What became of the others is still there to be read.
    assert looks(browser) == {
        "one.txt": "received",
        "empty.txt": "refused",
        "large.txt": "refused",
        "two.txt": "received",
    }
    assert chosen(browser) == []
    assert {s.filename for s in sqlite_store.statements.listing()} == {"one.txt", "two.txt"}

    # Other files are another upload: what was told of the last is put away.
    choose(browser, CASE, *made(tmp_path, three="three"))
    until(browser, lambda b: looks(b) == {"three.txt": "received"})


def test_a_store_without_room_keeps_the_file_to_be_sent_later(
    browser: Browser, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    browser.get(url)
    monkeypatch.setattr("worker.store.originals.os.fsync", full)
    choose(browser, CASE, *made(tmp_path, one="one"))
    ended(browser, 1)
    assert looks(browser) == {"one.txt": "unsent"}
    assert "no room" in texts(browser, "#outcomes li")[0]
    assert chosen(browser) == ["one.txt"]
    monkeypatch.undo()
    one(browser, "#upload button").click()
    until(browser, lambda b: looks(b) == {"one.txt": "received"})
    ended(browser, 1)
    assert chosen(browser) == []


def test_a_wrong_case_reference_keeps_all_files(browser: Browser, url: str, tmp_path: Path) -> None:
    browser.get(url)
    choose(browser, "nonsense", *made(tmp_path, one="one", two="two"))
    ended(browser, 2)
    assert looks(browser) == {"one.txt": "unsent", "two.txt": "unsent"}
    assert "must be put right first" in texts(browser, "#outcomes li")[1]
    assert chosen(browser) == ["one.txt", "two.txt"]
    one(browser, "#case").clear()
    one(browser, "#case").send_keys(CASE, Keys.ENTER)
    until(browser, lambda b: len(texts(b, "#outcomes .received")) == 2)


def test_files_in_line_are_listed_while_they_wait(
    browser: Browser, url: str, tmp_path: Path
) -> None:
    browser.get(url)
    browser.execute_script(
        "XMLHttpRequest.prototype.send = function () { window.finish = () => this.onerror(); }"
    )
    choose(browser, CASE, *made(tmp_path, one="one", two="two"))
    until(browser, lambda b: b.execute_script("return Boolean(window.finish)"))
    assert texts(browser, "#outcomes li") == ["one.txt is being sent", "two.txt waits to be sent"]
    browser.execute_script("const f = finish; window.finish = null; f()")
    until(browser, lambda b: b.execute_script("return Boolean(window.finish)"))
    browser.execute_script("finish()")
    ended(browser, 2)
