"""Marking a text changes no code point of it, whatever stands in it and however spans lie."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from worker.web.marking import Span, anchor, marked


class Reader(HTMLParser):
    """Reads HTML as a browser does: its text, its elements, and the text of each span."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.spans: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        # Marked-up strings escape what is added to them; a browser gets plain ones.
        self.feed(str(html))
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [named["id"] or ""] if "id" in named else []
        self._open.append((tag, named["data-span"] or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, key in self._open:
            self.spans[key] = self.spans.get(key, "") + data


def mention(key: str, start: int, end: int) -> Span:
    return Span(
        key=key, start=start, end=end, kind="mention", label="PERSON", family="people", title='<&"'
    )


def sentence(key: str, start: int, end: int) -> Span:
    return Span(key=key, start=start, end=end, kind="sentence")


def test_nested_span_stays_whole() -> None:
    text = "I saw PC 2417 HUGHES there."
    html = marked(text, [mention("m2", 9, 13), sentence("s1", 0, 27), mention("m1", 6, 20)])
    read = Reader(html)
    assert read.text == text
    assert read.spans == {"s1": text, "m1": "PC 2417 HUGHES", "m2": "2417"}
    assert read.tags == ["span", "mark", "mark"]


def test_overlapping_span_is_cut_and_keeps_its_words() -> None:
    text = "abcdefghij"
    read = Reader(marked(text, [mention("m1", 2, 6), mention("m2", 4, 9)]))
    assert read.text == text
    assert read.spans == {"m1": "cdef", "m2": "efghi"}
    assert read.ids == [anchor("m1"), anchor("m2")]
    assert read.tags == ["mark", "mark", "mark"]


def test_offsets_are_code_points() -> None:
    text = "🏏🏏 café \U0001d504nna 🏏"
    start = text.index("\U0001d504nna")
    read = Reader(marked(text, [mention("m1", start, start + 4)]))
    assert read.text == text
    assert read.spans == {"m1": "\U0001d504nna"}


def test_markup_in_the_text_is_only_text() -> None:
    text = '<script>alert(\'x\')</script> & "quoted" <mark id="t-m1">'
    read = Reader(marked(text, [mention("m1", 0, 8)]))
    assert read.text == text
    assert read.tags == ["mark"]
    assert read.spans == {"m1": "<script>"}


def test_line_ends_survive_the_browser() -> None:
    assert "&#13;" in marked("one\r\ntwo", [])
    assert Reader(marked("\n one\r\n\ttwo  three", [])).text == "\n one\r\n\ttwo  three"


def test_stretch_takes_its_part_of_a_span_and_only_the_first_part_the_anchor() -> None:
    text = "before | after"
    spans = [sentence("s1", 4, 12)]
    first, second = Reader(marked(text, spans, 0, 8)), Reader(marked(text, spans, 8, 14))
    assert (first.text, second.text) == (text[:8], text[8:])
    assert first.spans["s1"] + second.spans["s1"] == text[4:12]
    assert (first.ids, second.ids) == ([anchor("s1")], [])


def test_span_outside_or_empty_marks_nothing() -> None:
    spans = [mention("m1", 3, 3), mention("m2", 9, 12), mention("m3", 5, 2)]
    assert marked("abcde", spans) == "abcde"


@given(
    # A browser replaces NUL, and no stored text has surrogates.
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=8),
    st.integers(0, 40),
)
def test_any_spans_in_any_text(text: str, places: list[tuple[int, int, bool]], cut: int) -> None:
    spans = [
        mention(f"k{n}", start, end) if named else sentence(f"k{n}", start, end)
        for n, (start, end, named) in enumerate(places)
    ]
    cut = min(cut, len(text))
    parts = [Reader(marked(text, spans, 0, cut)), Reader(marked(text, spans, cut))]
    assert "".join(part.text for part in parts) == text
    ids = parts[0].ids + parts[1].ids
    assert len(ids) == len(set(ids))
    for span in spans:
        shown = "".join(part.spans.get(span.key, "") for part in parts)
        assert shown == text[span.start : span.end]
        assert (anchor(span.key) in ids) == bool(shown)
