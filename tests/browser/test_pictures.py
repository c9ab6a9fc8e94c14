"""Words shown on the picture of their page: the boxes lie over the words, however it is reached."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pdfplumber
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from fixtures.scan_files import clean_page
from fixtures.scans import RECIPES, scan
from tests import factories
from tests.browser.chromium import Browser, in_view, lit, one, texts, until
from tests.live_service import serving
from worker import equipment
from worker.casefile import ExtractedDocument, Statement
from worker.record import CaseRecord, Quoted, Summary
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "fixtures" / "statements" / "sample"
PDF = SAMPLE / "s01-kwabena-asante.pdf"
SENTENCE = "I grabbed his wrist."
LONG = "Two males got out and one stayed in the driver's seat."
NAME = "Rhys Llewellyn-Jones"
# Points: the margin of a box, and what a reading of a scan may be off by.
_OFF = {"pdf": 4.0, "scan": 7.0}
Place = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the page's width and height."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file, and where each of its first page's words is known to be: the quarters of a page."""

    filename: str
    media_type: str
    content: bytes
    words: Sequence[tuple[str, Place]]

    def place(self, quote: str) -> Place:
        wanted = quote.split()
        said = [word for word, _ in self.words]
        at = next(
            n
            for n in range(len(said))
            if [w.strip(",") for w in said[n : n + len(wanted)]] == wanted
        )
        return _around([place for _, place in self.words[at : at + len(wanted)]])


@cache
def original(kind: str) -> Original:
    """Return the first page of a statement: as the PDF it is, or as a scan of it."""
    with pdfplumber.open(PDF) as pdf:
        page = pdf.pages[0]
        width, height = float(page.width), float(page.height)
        placed = [
            (word["text"], (word["x0"], word["top"], word["x1"], word["bottom"]))
            for word in page.extract_words()
        ]
    if kind == "pdf":
        words = [(t, (a / width, b / height, c / width, d / height)) for t, (a, b, c, d) in placed]
        return Original("asante.pdf", "application/pdf", PDF.read_bytes(), words)
    scanned = scan(clean_page(PDF, 0), RECIPES[kind], 7)
    file = io.BytesIO()
    dpi = (round(scanned.dpi[0]), round(scanned.dpi[1]))
    scanned.image.convert("L").save(file, "PNG", dpi=dpi)
    wide, tall = scanned.image.size
    words = []
    for text, (a, b, c, d) in placed:
        corners = [scanned.place(x, y) for x in (a, c) for y in (b, d)]
        across, down = [x / wide for x, _ in corners], [y / tall for _, y in corners]
        words.append((text, (min(across), min(down), max(across), max(down))))
    return Original(f"{kind}.png", "image/png", file.getvalue(), words)


def _around(places: Sequence[Place]) -> Place:
    left, top, right, bottom = zip(*places, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _quoted(document: ExtractedDocument, quote: str) -> Quoted:
    start = document.text.index(quote)
    end = start + len(quote)
    boxes = document.boxes(start, end)
    return Quoted(start=start, end=end, quote=quote, page=boxes[0].page, boxes=boxes)


def _record(document: ExtractedDocument, media_type: str) -> CaseRecord:
    """Return a record of a real reading, its sentences and its name with their boxes."""

    def fields(quote: str) -> dict[str, object]:
        found = _quoted(document, quote)
        return {n: getattr(found, n) for n in ("start", "end", "quote", "page", "boxes")}

    text = document.text
    sentences = tuple(
        replace(factories.sentence(f"s{n}", quote, "stated", text=text), **fields(quote))  # type: ignore[arg-type]
        for n, quote in enumerate((LONG, SENTENCE), start=1)
    )
    name = replace(factories.mention("m1", "PERSON", NAME, text=text), **fields(NAME))  # type: ignore[arg-type]
    made = factories.plain(text)
    return replace(
        made,
        segments=document.segments,
        document=replace(made.document, media_type=media_type, pages=document.pages),
        mentions=(name,),
        summary=Summary(sentences=sentences, words_in=300, words_out=20),
    )


@cache
def _read(kind: str, home: Path) -> ExtractedDocument:
    file = original(kind)
    room = equipment.reading_room(Settings(home=home, device="cpu"))
    try:
        return room.read(file.content, filename=file.filename)
    finally:
        room.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading")


@pytest.fixture
def url(settings: Settings) -> Iterator[str]:
    """The service as it is; the limit of other tests' uploads is below a scan's size."""
    with serving(settings) as address:
        yield address


@pytest.fixture
def kind() -> str:
    return "pdf"


@pytest.fixture
def statement(
    url: str, settings: Settings, sqlite_store: Store, kind: str, home: Path
) -> Statement:
    """A statement whose original can be drawn, with its record."""
    file = original(kind)
    received = factories.received(sqlite_store, settings, file.content, filename=file.filename)
    factories.ready(sqlite_store, received, _record(_read(kind, home), file.media_type))
    return received


def _is_lit(quote: str, browser: Browser) -> bool:
    return lit(browser) == quote


def screen(browser: Browser, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def drawn(browser: Browser) -> Place:
    """Return what the boxes cover of the drawn picture, once that is there."""
    until(
        browser,
        lambda b: b.execute_script(
            "const rect = document.querySelector('.sheet rect');"
            "const picture = rect?.closest('.sheet').querySelector('img');"
            "return picture?.complete && picture.naturalWidth > 0"
        ),
    )
    places: list[list[float]] = browser.execute_script(
        """const rects = [...document.querySelectorAll('.sheet rect')];
        const page = rects[0].closest('.sheet').querySelector('img').getBoundingClientRect();
        return rects.map(each => { const at = each.getBoundingClientRect(); return [
          (at.left - page.left) / page.width, (at.top - page.top) / page.height,
          (at.right - page.left) / page.width, (at.bottom - page.top) / page.height]; })"""
    )
    return _around([(a, b, c, d) for a, b, c, d in places])


def box_in_view(browser: Browser) -> bool:
    """Say whether the middle of the first box can be seen, on its picture."""
    seen: bool = browser.execute_script(
        """const rect = document.querySelector('.sheet rect'), at = rect.getBoundingClientRect();
        const top = document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2);
        return top === rect.closest('.sheet').querySelector('img')"""
    )
    return seen


def lies_over(seen: Place, known: Place, points: float) -> bool:
    """Say whether the boxes lie over the words: each side within so many points of an A4 page."""
    size = (595, 842, 595, 842)
    return all(abs(a - b) * s <= points for a, b, s in zip(seen, known, size, strict=True))


@pytest.mark.parametrize("kind", ["pdf", "office", "sideways"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_boxes_lie_over_the_words(
    browser: Browser, url: str, statement: Statement, kind: str, width: int
) -> None:
    screen(browser, width)
    browser.get(f"{url}/statements/{statement.id}")
    off = _OFF.get(kind, _OFF["scan"])
    for number, quote in enumerate((LONG, SENTENCE), start=1):
        one(browser, f".summary li:nth-child({number}) a.where").click()
        until(browser, partial(_is_lit, quote))
        assert lies_over(drawn(browser), original(kind).place(quote), off), quote
        assert box_in_view(browser)
    # The picture is the page, not more or less of it, and the boxes grow with it.
    ratio, natural = browser.execute_script(
        "const p = document.querySelector('.look[open] img'), at = p.getBoundingClientRect();"
        "return [at.width / at.height, p.naturalWidth / p.naturalHeight]"
    )
    assert ratio == pytest.approx(natural, rel=0.02)
    one(browser, ".look[open] .enlarge").click()
    assert lies_over(drawn(browser), original(kind).place(SENTENCE), off)
    assert box_in_view(browser)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_mention_is_shown_on_its_page_from_the_list_and_from_the_text(
    browser: Browser, url: str, statement: Statement
) -> None:
    browser.get(f"{url}/statements/{statement.id}")
    one(browser, "#t-m1").click()
    one(browser, "#mention-card a.where").click()
    assert lies_over(drawn(browser), original("pdf").place(NAME), _OFF["pdf"])

    browser.get(f"{url}/statements/{statement.id}")
    one(browser, "#g-PERSON summary").click()
    one(browser, "#l-m1 a.where").click()
    assert lies_over(drawn(browser), original("pdf").place(NAME), _OFF["pdf"])
    assert one(browser, "#mention-card").text.startswith(NAME)
    # What is chosen in the text while the picture is open is drawn on it, too.
    one(browser, '.summary [href="#t-s2"]').click()
    assert lit(browser) == SENTENCE
    until(browser, lambda b: lies_over(drawn(b), original("pdf").place(SENTENCE), _OFF["pdf"]))


def test_it_is_reached_and_left_by_keyboard(
    browser: Browser, url: str, statement: Statement
) -> None:
    browser.get(f"{url}/statements/{statement.id}")
    link = one(browser, ".summary li:nth-child(2) a.where")
    link.send_keys(Keys.ENTER)
    drawn(browser)
    focused = browser.switch_to.active_element
    assert focused.accessible_name == "Picture of page 1"
    assert browser.execute_script("return arguments[0].querySelectorAll('rect').length", focused)
    focused.send_keys(Keys.ESCAPE)
    assert browser.switch_to.active_element == link

    # The way there is an address: it can be kept, and gone back from.
    browser.get(browser.current_url)
    assert lies_over(drawn(browser), original("pdf").place(SENTENCE), _OFF["pdf"])
    one(browser, ".summary li:nth-child(1) a.where").click()
    until(browser, lambda b: lies_over(drawn(b), original("pdf").place(LONG), _OFF["pdf"]))
    browser.back()
    until(browser, lambda b: lies_over(drawn(b), original("pdf").place(SENTENCE), _OFF["pdf"]))


def test_sentences_are_checked_one_after_another_against_the_page(
    browser: Browser, url: str, statement: Statement
) -> None:
    browser.get(f"{url}/statements/{statement.id}")
    one(browser, ".summary li:nth-child(1) a.where").send_keys(Keys.ENTER)
    drawn(browser)
    card = one(browser, "#mention-card")
    assert card.text.startswith(f"Sentence 1 of 2 of the summary. {LONG}")
    previous, following = card.find_elements(By.CSS_SELECTOR, "button")
    assert not previous.is_enabled()
    following.send_keys(Keys.ENTER)
    until(browser, lambda b: lies_over(drawn(b), original("pdf").place(SENTENCE), _OFF["pdf"]))
    assert card.text.startswith(f"Sentence 2 of 2 of the summary. {SENTENCE}")
    # The last one has no next; the other button is at hand.
    assert browser.switch_to.active_element.text == "Previous"
    card.find_element(By.LINK_TEXT, "In the words").click()
    until(browser, lambda b: in_view(b, "#t-s2"))
    assert "show=" not in browser.current_url
    assert card.find_element(By.LINK_TEXT, "On the picture of page 1")


def test_it_is_shown_without_javascript(
    scriptless: Browser, url: str, statement: Statement
) -> None:
    scriptless.get(f"{url}/statements/{statement.id}")
    assert not scriptless.find_elements(By.CSS_SELECTOR, ".sheet rect")
    one(scriptless, ".summary li:nth-child(2) a.where").click()
    assert scriptless.current_url.endswith("&show=s2#look-1")
    assert one(scriptless, "#look-1 .sheet").is_displayed()
    assert lies_over(drawn(scriptless), original("pdf").place(SENTENCE), _OFF["pdf"])
    assert not one(scriptless, ".enlarge").is_displayed()


def test_a_picture_that_cannot_be_drawn_is_said(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    broken = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, broken, factories.marlowe())
    browser.get(f"{url}/statements/{broken.id}")
    one(browser, '.mentions [data-label="PERSON"] summary').click()
    one(browser, "#l-m6 a.where").click()
    until(browser, lambda b: "cannot be drawn" in one(b, "#look-2").text)
    assert lit(browser) == "Mr Anthony Gant"
    # Sentences without boxes lead to their words alone.
    assert texts(browser, ".summary a.where") == []
