"""The digest as ``deponent show`` prints it."""

from dataclasses import replace

from rich.console import Console

from tests import factories
from worker.cli.digest_lines import digest_lines
from worker.record import CaseRecord, DigestPart


def printed(record: CaseRecord) -> str:
    console = Console(width=300, no_color=True)
    with console.capture() as capture:
        for line in digest_lines(record):
            console.print(line)
    return capture.get()


def test_items_parts_and_questions_are_printed_with_their_pages() -> None:
    start, end = factories.place("He was holding a bat")
    act = DigestPart(
        start=start, end=end, quote="He was holding a bat", page=3, boxes=(), kind="did"
    )
    gant = replace(factories.item("Mr Anthony Gant", "m6"), parts=(act,), modality="uncertain")
    asked = replace(
        factories.item("Mr Anthony Gant"), condition="distance", question="Not found. Ask: how far?"
    )
    record = replace(
        factories.marlowe(), digest={"people": (gant,), "drugs": (), "questions": (asked,)}
    )
    assert printed(record) == (
        "\nPeople\n"
        "  p2 uncertain  “Mr Anthony Gant”\n"
        "      did: “He was holding a bat” p3\n"
        "\nQuestions\n"
        "  distance: Not found. Ask: how far?\n"
        "\nNot found in this statement: drugs. That does not mean there was none.\n"
    )


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    text = "I saw [bold]Gant[/bold] there."
    item = factories.item("[bold]Gant[/bold]", text=text)
    record = replace(factories.plain(text), digest={"people": (item,)})
    assert "“[bold]Gant[/bold]”" in printed(record)
