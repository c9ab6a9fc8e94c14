"""Web pages, as a browser would show their words. Nothing is run and nothing is fetched."""

from worker.casefile import ExtractedDocument
from worker.extract import READER_VERSION, encodings, sniff
from worker.extract.flow import Flow
from worker.extract.formats.html_text import PageText
from worker.extract.limits import Limits

READER = f"deponent-html {READER_VERSION}"


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a web page, or what words another XML file has. Raises Unreadable."""
    kind = sniff.media_type(data)
    text, notices = encodings.decode(data, declared=encodings.declared_in_markup(data))
    flow = Flow(limits)
    flow.notices.extend(notices)
    write(text, flow)
    return flow.document(media_type=sniff.XML if kind == sniff.XML else sniff.HTML, reader=READER)


def write(text: str, flow: Flow) -> None:
    """Write what a page shows into a flow, with notices of what it hides."""
    page = PageText(flow)
    page.read(text)
    if page.hidden:
        flow.note(
            "hidden_text",
            f"{page.hidden} hidden parts of the page were not read, as nobody sees them. "
            "See the original.",
        )
    if page.pictures:
        flow.note(
            "pictures_not_fetched",
            f"{page.pictures} pictures that the page refers to were not fetched. "
            "Look at the original for words in them.",
        )
