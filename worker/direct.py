"""The pipeline without a queue: ``deponent process`` reads files and writes their records."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Self

from models.inference.results import Unanalysed
from worker import __version__, equipment, pipeline, record_json
from worker.casefile import ExtractedDocument, Failure
from worker.errors import ReaderKilled, Unreadable
from worker.record import CaseRecord, Status
from worker.settings import Settings
from worker.store.originals import sha256_of

if TYPE_CHECKING:
    from models.inference.analyser import Analyser

_CHARACTERS_PER_TOKEN = 4
_MOST_IN_A_BATCH = 64
# A file's name may have 255 bytes; this leaves room for what is added to it.
_LONGEST_STEM_BYTES = 230


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of one file; ``line`` is its record as JSON unless it was written to a folder."""

    name: str
    status: Status
    remark: str
    line: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """A file that was read, or why it was not."""

    source: pipeline.Source
    target: Path | None
    started_at: datetime
    document: ExtractedDocument | None = None
    failure: Failure | None = None


class Direct:
    """Reads files one after another and analyses them in batches, models loaded once."""

    def __init__(self, settings: Settings, *, case_ref: str = "") -> None:
        """Use ``settings``; records carry ``case_ref``."""
        self._settings = settings
        self._case_ref = case_ref
        self._room = equipment.reading_room(settings)
        self._loaded: Analyser | None = None

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
        targets = _targets(files, out)
        batch: list[_Read] = []
        tokens = 0
        for file, target in zip(files, targets, strict=True):
            done = target if resume else None
            read = self._read(file, target, done)
            if read is None:
                yield Result(name=file.name, status="complete", remark="done before", line=None)
                continue
            batch.append(read)
            tokens += len(read.document.text) // _CHARACTERS_PER_TOKEN if read.document else 0
            if tokens >= self._settings.batch_tokens or len(batch) >= _MOST_IN_A_BATCH:
                yield from self._finish(batch)
                batch, tokens = [], 0
        yield from self._finish(batch)

    def record(self, file: Path, source: pipeline.Source) -> CaseRecord:
        """Return the record of one file."""
        started_at = datetime.now(UTC)
        return self._records([self._extract(file, source, None, started_at)])[0]

    def analyser(self) -> "Analyser":
        """Return the models, loading them the first time."""
        if self._loaded is None:
            self._loaded = equipment.analyser(self._settings)
        return self._loaded

    def _read(self, file: Path, target: Path | None, done: Path | None = None) -> _Read | None:
        """Read a file; None when the record in ``done`` is the one that would come out."""
        started_at = datetime.now(UTC)
        if file.exists() and not file.is_file():
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
        self, file: Path, source: pipeline.Source, target: Path | None, started_at: datetime
    ) -> _Read:
        try:
            document = self._room.read(file, filename=source.filename)
        except (Unreadable, ReaderKilled) as error:
            return _failed(source, target, started_at, error.reason, str(error))
        except OSError as error:
            message = f"The file could not be read ({error.strerror}). Check its path and rights."
            return _failed(source, target, started_at, "file_not_opened", message)
        return _Read(source=source, target=target, started_at=started_at, document=document)

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
        )

    def _finish(self, batch: Sequence[_Read]) -> Iterator[Result]:
        for read, record in zip(batch, self._records(batch), strict=True):
            line = record_json.dumps(record)
            if read.target is not None:
                _write(read.target, line)
            yield Result(
                name=read.source.filename,
                status=record.status,
                remark=record.failure.message if record.failure else record.status,
                line=line if read.target is None else None,
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
                )
            )
        return records


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files that ``paths`` name, in order.

    Folders are opened up; hidden files and links in them are left out.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                file
                for file in path.rglob("*")
                if file.is_file()
                and not file.is_symlink()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        else:
            files.append(path)
    return files


def _targets(files: Sequence[Path], out: Path | None) -> list[Path | None]:
    """Return where each record goes: ``a.pdf.json``, and ``a.pdf.2.json`` for a second a.pdf."""
    if out is None:
        return [None] * len(files)
    taken: set[str] = set()
    targets: list[Path | None] = []
    for file in files:
        # A name that is not UTF-8 cannot be written into JSON, nor onto every file system.
        stem = os.fsencode(file.name)[:_LONGEST_STEM_BYTES].decode(errors="replace")
        endings = chain([".json"], (f".{number}.json" for number in count(2)))
        name = next(name for ending in endings if (name := stem + ending) not in taken)
        taken.add(name)
        targets.append(out / name)
    return targets


def _write(target: Path, line: str) -> None:
    part = target.with_name(target.name + ".part")
    part.write_text(json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(target)


def _failed(
    source: pipeline.Source, target: Path | None, started_at: datetime, reason: str, message: str
) -> _Read:
    stage = "intake" if reason in _INTAKE else "extract"
    failure = Failure(stage=stage, reason=reason, message=message)
    return _Read(source=source, target=target, started_at=started_at, failure=failure)


_INTAKE = frozenset({"file_not_opened", "empty_file", "file_too_large"})
