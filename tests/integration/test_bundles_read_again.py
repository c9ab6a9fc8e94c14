"""Real bundles, read by the real reader, and read again: no file in them is lost."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.inference.results import Analysis, ModelRef, Passage, SummaryLength, Unanalysed
from tests import factories
from tests.unit.store import done_again
from worker import enclosing, jobs, record_json
from worker.backlog import differences
from worker.casefile import State, Statement
from worker.direct import Direct
from worker.equipment import reading_room
from worker.extract.sandbox import ReadingRoom
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

Files = Mapping[str, bytes]
TOO_LONG = Unanalysed(reason="too_long", message="It is too long.")


class Analyst:
    """Finds nothing, or answers every passage alike."""

    def __init__(self, version: str, answer: Unanalysed | None = None) -> None:
        model = ModelRef(name="deponent-entities", version=version, sha256="e" * 64)
        self._answer = answer or Analysis(
            mentions=(),
            sentences=(),
            words_in=0,
            words_out=0,
            models=(model,),
            device="cpu",
            device_reason="there is no accelerator",
        )

    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength
    ) -> list[Analysis | Unanalysed]:
        return [self._answer for _ in passages]


@pytest.fixture
def room(settings: Settings) -> Iterator[ReadingRoom]:
    with reading_room(settings) as room:
        yield room


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let an upload hold this many files, so that a full one takes seconds and not minutes."""
    return lambda number: monkeypatch.setattr(enclosing, "MOST_UNDER_AN_UPLOAD", number)


def zipped(files: Files) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 4, 9, 0, 0)), content)
    return written.getvalue()


def mailed(files: Files) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "jo@police.example", "ann@police.example"
    message["Subject"] = "Statements"
    message.set_content("The statements are attached.")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def told(name: str) -> bytes:
    return f"I was at home when {name} was written.\n".encode()


def texts(*names: str) -> Files:
    return {f"{name}.txt": told(name) for name in names}


def read(store: Store, settings: Settings, room: ReadingRoom, *several: Statement) -> None:
    """Read them as a worker does."""
    jobs.equip(jobs.Equipment(store=store, settings=settings, holder="a reader", reading_room=room))
    for each in several:
        jobs.extract(each.id)
        assert store.statements.get(each.id).state is State.EXTRACTED


def analyse(store: Store, settings: Settings, analyst: Analyst, *several: Statement) -> None:
    """Analyse them as a worker does."""
    jobs.equip(jobs.Equipment(store=store, settings=settings, holder="one", analyser=analyst))
    for each in several:
        jobs.analyse(each.id)
        assert store.statements.get(each.id).state.settled


def inside(store: Store, statement: Statement) -> dict[str, Statement]:
    """What is inside, by name."""
    found = store.enclosures.inside(statement.id)
    return {each.filename: store.statements.get(each.statement_id) for each in found}


def record_of(store: Store, statement: Statement) -> CaseRecord:
    record = store.records.latest(statement.id)
    assert record is not None
    return record


def codes(store: Store, statement: Statement) -> list[str]:
    return [each.code for each in record_of(store, statement).warnings]


@pytest.mark.parametrize(("outer", "name"), [(zipped, "all.zip"), (mailed, "all.eml")])
def test_a_full_upload_that_is_read_again_loses_no_file(
    store: Store,
    stored: Settings,
    room: ReadingRoom,
    most: Callable[[int], None],
    outer: Callable[[Files], bytes],
    name: str,
) -> None:
    most(12)
    files = {
        f"{part}.zip": zipped(texts(*(f"{part} {number}" for number in range(3))))
        for part in ("first", "second", "third")
    }
    bundle = factories.received(store, stored, outer(files), filename=name)
    read(store, stored, room, bundle)
    parts = inside(store, bundle)
    assert list(parts) == list(files)
    several = (bundle, *parts.values())
    read(store, stored, room, *parts.values())
    analyse(store, stored, Analyst("1"), *several)
    assert store.enclosures.under(bundle.id) == 12
    before = {each.id: inside(store, each) for each in several}
    children = {each.id: record_of(store, each).document.children for each in several}
    assert [len(some) for some in before.values()] == [3, 3, 3, 3]

    done_again.put_back(store, *several)
    read(store, stored, room, *several)
    assert {each.id: [*inside(store, each)] for each in several} == {
        key: [*some] for key, some in before.items()
    }
    analyse(store, stored, Analyst("2"), *several)
    for each in several:
        again = record_of(store, each)
        assert (again.version, again.status) == (2, "complete")
        assert again.document.children == children[each.id]
        assert "enclosed_too_many" not in codes(store, each)
    assert sum(store.statements.counts().values()) == 13


def test_what_there_is_no_room_for_is_named_each_time(
    store: Store, stored: Settings, room: ReadingRoom, most: Callable[[int], None]
) -> None:
    most(5)
    files = {"one.zip": zipped(texts("a", "b")), "two.zip": zipped(texts("c", "d", "e"))}
    bundle = factories.received(store, stored, zipped(files), filename="all.zip")
    read(store, stored, room, bundle)
    one, two = inside(store, bundle).values()
    read(store, stored, room, one, two)
    for version in ("1", "2"):
        analyse(store, stored, Analyst(version), bundle, one, two)
        assert [*inside(store, one)] == ["a.txt", "b.txt"]
        assert [*inside(store, two)] == ["c.txt"]
        assert codes(store, two) == ["enclosed_too_many"]
        assert record_of(store, two).status == "partial"
        if version == "1":
            done_again.put_back(store, bundle, one, two)
            # The second first: what it may hold does not depend on who is read before.
            read(store, stored, room, two, bundle, one)


def test_files_that_were_uploaded_by_themselves_take_no_room(
    store: Store, stored: Settings, room: ReadingRoom, most: Callable[[int], None]
) -> None:
    most(3)
    for name in ("a", "b"):
        factories.received(store, stored, told(name), filename=f"{name}.txt")
    elsewhere = factories.received(
        store, stored, told("c"), filename="c.txt", case_ref="01ZD1234526"
    )
    files = {"some.zip": zipped(texts("a", "b", "c", "d")), **texts("e")}
    bundle = factories.received(store, stored, zipped(files), filename="all.zip")
    read(store, stored, room, bundle)
    some = inside(store, bundle)["some.zip"]
    read(store, stored, room, some)
    analyse(store, stored, Analyst("1"), some, bundle)
    # Two are linked; of the two that are new to this case, one has room.
    assert [*inside(store, some)] == ["a.txt", "b.txt", "c.txt"]
    assert inside(store, some)["c.txt"].id != elsewhere.id
    assert codes(store, some) == ["enclosed_too_many"]
    done_again.put_back(store, some)
    read(store, stored, room, some)
    assert [*inside(store, some)] == ["a.txt", "b.txt", "c.txt"]


def test_without_a_store_a_file_that_was_read_already_takes_no_room(
    settings: Settings, most: Callable[[int], None], tmp_path: Path
) -> None:
    most(4)
    bundle = tmp_path / "all.zip"
    # Three files, and inside the third the first two once more and two that are new.
    bundle.write_bytes(zipped({**texts("a", "b"), "c.zip": zipped(texts("a", "b", "d", "e"))}))
    with Direct(settings) as direct:
        direct._loaded = Analyst("1")  # type: ignore[assignment]
        records = [record_json.loads(each.line or "") for each in direct.process([bundle])]
    names = [each.document.filename for each in records]
    assert names == ["all.zip", "a.txt", "b.txt", "c.zip", "d.txt"]
    within = next(each for each in records if each.document.filename == "c.zip")
    ids = {each.document.filename: each.statement_id for each in records}
    assert list(within.document.children) == [ids[f"{name}.txt"] for name in "abd"]
    (notice,) = within.warnings
    assert (notice.code, within.status) == ("enclosed_too_many", "partial")
    assert "these were not read: e.txt." in notice.message


def test_a_bundle_goes_back_to_its_record_with_all_that_it_names_and_then_the_loss_is_told(
    store: Store, stored: Settings, room: ReadingRoom
) -> None:
    files = {"short.txt": told("short"), "long.txt": told("long") * 100}
    bundle = factories.received(store, stored, zipped(files), filename="all.zip")
    read(store, stored, room, bundle)
    analyse(store, stored, Analyst("1"), bundle)
    short, long = inside(store, bundle).values()
    # Another reading of the same file: what is larger is not accepted any more.
    stricter = replace(stored, max_upload_bytes=1_000, read_pages=stored.read_pages + 1)
    done_again.put_back(store, bundle)
    read(store, stricter, room, bundle)
    analyse(store, stricter, Analyst("2", TOO_LONG), bundle)
    after = store.statements.get(bundle.id)
    assert (after.state, after.version) == (State.NEEDS_REVIEW, 1)
    linked = [each.statement_id for each in store.enclosures.inside(bundle.id)]
    assert list(record_of(store, bundle).document.children) == linked == [short.id, long.id]

    done_again.put_back(store, bundle, run="1" * 8)
    read(store, stricter, room, bundle)
    analyse(store, stricter, Analyst("2"), bundle)
    assert record_of(store, bundle).document.children == (short.id,)
    assert codes(store, bundle) == ["enclosed_file_too_large"]
    assert [*inside(store, bundle)] == ["short.txt"]
    assert store.statements.get(long.id) == long
    [differing] = differences.of_run(store, "1" * 8).differing
    assert differing.parts["files"] == 1
