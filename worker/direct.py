"""The pipeline without a queue: ``deponent process`` reads files and writes their records."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from models.inference.results import Unanalysed
from worker import __version__, enclosing, equipment, pipeline, record_files, record_json
from worker.casefile import Attachment, ExtractedDocument, Failure
from worker.errors import ReaderKilled, Unreadable
from worker.reading_ahead import ahead
from worker.record import CaseRecord, Status
from worker.record_places import Places
from worker.settings import Settings
from worker.store.originals import sha256_of

if TYPE_CHECKING:
    from models.inference.analyser import Analyser

_CHARACTERS_PER_TOKEN = 4
_MOST_IN_A_BATCH = 64
# Reading so many at once keeps the models of any machine fed.
_MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of one file; ``line`` is its record as JSON unless it was written to a folder.

    ``record`` is None where it was in the folder before.
    """

    name: str
    status: Status
    remark: str
    line: str | None
    record: CaseRecord | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """A file that was read, or why it was not."""

    source: pipeline.Source
    target: Path | None
    started_at: datetime
    document: ExtractedDocument | None = None
    failure: Failure | None = None
    depth: int = 0
    shown_as: str = ""
    """The file's name, after the names of the files that it was found in."""


class Direct:
    """Reads files and analyses them in batches, models loaded once.

    While a batch is analysed the next files are read, as many at once as there are cores for it.
    """

    def __init__(self, settings: Settings, *, case_ref: str = "", side_by_side: int = 1) -> None:
        """Use ``settings``; records carry ``case_ref``; so many files may be read at once."""
        cores = len(os.sched_getaffinity(0))
        self._settings = settings
        self._case_ref = case_ref
        self._side_by_side = max(1, min(side_by_side, cores, _MOST_SIDE_BY_SIDE))
        self._room = equipment.reading_room(settings, side_by_side=self._side_by_side)
        self._loaded: Analyser | None = None
        self._loading = threading.Lock()

    def __enter__(self) -> Self:
        self._room.warm()
        return self

    def __exit__(self, *_: object) -> None:
        self._room.close()

    def process(
        self, files: Sequence[Path], *, out: Path | None = None, resume: bool = False
    ) -> Iterator[Result]:
        """Yield a result for each file, in order; with ``out``, records are written there.

        With ``resume``, files whose full record is in ``out`` already are passed over.
        """
        places = Places(
            [file.name for file in files], lambda number: record_files.hash_of(files[number]), out
        )
        named = [(file, places, number, resume) for number, file in enumerate(files)]
        batch: list[_Read] = []
        tokens = 0
        # An overview takes far longer than a batch saves.
        most = 1 if self._settings.overview_model else _MOST_IN_A_BATCH
        for read in ahead(
            named, self._found, side_by_side=self._side_by_side, break_off=self._room.break_off
        ):
            if isinstance(read, Result):
                yield read
                continue
            batch.append(read)
            if read.document:
                tokens += len(read.document.text) // _CHARACTERS_PER_TOKEN
                self._load_meanwhile()
            if tokens >= self._settings.batch_tokens or len(batch) >= most:
                yield from self._finish(batch)
                batch, tokens = [], 0
        yield from self._finish(batch)

    def record(self, file: Path, source: pipeline.Source) -> CaseRecord:
        """Return the record of one file."""
        started_at = datetime.now(UTC)
        return self._records([self._extract(file, source, None, started_at)])[0]

    def analyser(self) -> "Analyser":
        """Return the models, loading them the first time."""
        with self._loading:
            if self._loaded is None:
                self._loaded = equipment.analyser(self._settings)
            return self._loaded

    def _load_meanwhile(self) -> None:
        """Load the models while more is read, if nobody has begun to."""
        if self._side_by_side < 2 or self._loaded is not None or self._loading.locked():
            return

        def load() -> None:
            # Whoever needs the models tries again and hears why.
            with suppress(Exception):
                self.analyser()

        threading.Thread(target=load, name="loading-models").start()

    def _found(self, named: tuple[Path, Places, int, bool]) -> Iterator["_Read | Result"]:
        """Yield a file that was read and all that was in it; or that its record was there."""
        file, places, number, resume = named
        target = places.of(number)
        whole = self._read(file, target, target if resume else None)
        if whole is None:
            yield Result(name=file.name, status="complete", remark="done before", line=None)
            return
        yield from self._with_enclosed(whole)

    def _read(self, file: Path, target: Path | None, done: Path | None = None) -> _Read | None:
        """Read a file; None when the record in ``done`` is the one that would come out."""
        started_at = datetime.now(UTC)
        if record_files.is_no_file(file):
            message = "This is not a file that can be read, but a device, a pipe or a socket."
            source = self._source(file, "")
            return _failed(source, target, started_at, "file_not_opened", message)
        try:
            sha256 = sha256_of(file)
            size = file.stat().st_size
        except OSError as error:
            source = self._source(file, "")
            message = f"The file could not be opened ({error.strerror}). Check its path and rights."
            return _failed(source, target, started_at, "file_not_opened", message)
        source = self._source(file, sha256)
        if done is not None and self._is_done(source, done):
            return None
        if size == 0:
            message = "The file is empty (0 bytes). Check it on your side."
            return _failed(source, target, started_at, "empty_file", message)
        if size > self._settings.max_upload_bytes:
            most = self._settings.max_upload_bytes / 1_000_000
            message = f"The file is larger than {most:.0f} MB, the most that is read. Split it."
            return _failed(source, target, started_at, "file_too_large", message)
        return self._extract(file, source, target, started_at)

    def _extract(
        self,
        file: Path | bytes,
        source: pipeline.Source,
        target: Path | None,
        started_at: datetime,
    ) -> _Read:
        try:
            document = self._room.read(file, filename=source.filename)
        except (Unreadable, ReaderKilled) as error:
            return _failed(source, target, started_at, error.reason, str(error))
        except OSError as error:
            message = f"The file could not be read ({error.strerror}). Check its path and rights."
            return _failed(source, target, started_at, "file_not_opened", message)
        return _Read(source=source, target=target, started_at=started_at, document=document)

    def _with_enclosed(self, upload: _Read) -> Iterator[_Read]:
        """Yield a file that was read and then, one after another, all that was found inside it."""
        under = 0
        seen = {upload.source.sha256}
        waiting = [upload]
        while waiting:
            read = waiting.pop(0)
            if read.document is None or not read.document.attachments:
                yield read
                continue
            place = enclosing.Place(
                sha256=read.source.sha256,
                depth=read.depth,
                under_upload=under,
                known=frozenset(seen),
            )
            document = enclosing.admitted(
                read.document, place, most_bytes=self._settings.max_upload_bytes
            )
            new = [each for each in document.attachments if each.sha256 not in seen]
            seen.update(each.sha256 for each in new)
            under += len(new)
            yield replace(read, document=document.without_contents())
            waiting += self._enclosed(read, new)

    def _enclosed(self, read: _Read, attachments: Sequence[Attachment]) -> Iterator[_Read]:
        """Read what was found in a file. Records go into a folder named after it."""
        from worker.intake import display_name

        names = [display_name(each.filename) for each in attachments]
        inside = None
        if read.target is not None:
            inside = read.target.with_name(f"{read.target.stem}.enclosed")
        places = Places(names, lambda number: attachments[number].sha256, inside)
        for number, (each, name) in enumerate(zip(attachments, names, strict=True)):
            source = pipeline.Source(
                statement_id=each.sha256[:32],
                case_ref=self._case_ref,
                filename=name,
                sha256=each.sha256,
            )
            target = places.of(number)
            found = self._extract(each.content, source, target, datetime.now(UTC))
            shown_as = f"{read.shown_as or read.source.filename} > {name}"
            yield replace(found, depth=read.depth + 1, shown_as=shown_as)

    def _source(self, file: Path, sha256: str) -> pipeline.Source:
        from worker.intake import display_name

        return pipeline.Source(
            statement_id=sha256[:32],
            case_ref=self._case_ref,
            filename=display_name(file.name),
            sha256=sha256,
        )

    def _is_done(self, source: pipeline.Source, target: Path) -> bool:
        try:
            record = record_json.loads(target.read_bytes())
        except (OSError, ValueError):
            return False
        return (
            record.status != "failed"
            and record.document.sha256 == source.sha256
            and record.provenance.pipeline_version == __version__
            and dict(record.provenance.settings) == pipeline.settings_of_record(self._settings)
            # What it held comes after it: a run that was stopped in between is not done with it.
            and not record.document.children
        )

    def _finish(self, batch: Sequence[_Read]) -> Iterator[Result]:
        for read, record in zip(batch, self._records(batch), strict=True):
            line = record_json.dumps(record)
            if read.target is not None:
                record_files.write(read.target, line)
            yield Result(
                name=read.shown_as or read.source.filename,
                status=record.status,
                remark=record.failure.message if record.failure else record.status,
                line=line if read.target is None else None,
                record=record,
            )

    def _records(self, batch: Sequence[_Read]) -> list[CaseRecord]:
        documents = [read.document for read in batch if read.document]
        outcomes = iter(
            self.analyser().analyse(
                [pipeline.passage(document) for document in documents],
                pipeline.summary_length(self._settings),
            )
            if documents
            else []
        )
        records = []
        for read in batch:
            failure = read.failure
            if read.document:
                outcome = next(outcomes)
                if not isinstance(outcome, Unanalysed):
                    records.append(
                        pipeline.record(
                            read.source,
                            read.document,
                            outcome,
                            self._settings,
                            started_at=read.started_at,
                            finished_at=datetime.now(UTC),
                            children=_children(read.document),
                        )
                    )
                    continue
                failure = Failure(stage="analyse", reason=outcome.reason, message=outcome.message)
            assert failure is not None  # noqa: S101  # a read without document carries its failure
            records.append(
                pipeline.failed_record(
                    read.source,
                    failure,
                    self._settings,
                    started_at=read.started_at,
                    finished_at=datetime.now(UTC),
                    document=read.document,
                    children=_children(read.document) if read.document else (),
                )
            )
        return records


def _children(document: ExtractedDocument) -> list[str]:
    """Return the ids that the files inside a document have here: the beginnings of their hashes."""
    return [attachment.sha256[:32] for attachment in document.attachments]


def _failed(
    source: pipeline.Source, target: Path | None, started_at: datetime, reason: str, message: str
) -> _Read:
    stage = "intake" if reason in _INTAKE else "extract"
    failure = Failure(stage=stage, reason=reason, message=message)
    return _Read(source=source, target=target, started_at=started_at, failure=failure)


_INTAKE = frozenset({"file_not_opened", "empty_file", "file_too_large"})
