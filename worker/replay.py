"""Make a record again from its original and compare the two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from worker import __version__, record_json
from worker.direct import Direct
from worker.errors import DeponentError
from worker.pipeline import Source
from worker.record import SCHEMA_VERSION, CaseRecord
from worker.settings import Settings
from worker.store.originals import sha256_of
from worker.store.store import Store

# What may differ between two runs of the same thing.
_TIMES_AND_DEVICE = frozenset({"started_at", "finished_at", "device", "device_reason"})
_MOST_DIFFERENCES = 20


class NotReplayable(DeponentError):
    """The record cannot be made again here: something that made it is not at hand."""

    reason = "not_replayable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Whether the record came out the same, what was replayed, and where the two differ."""

    same: bool
    what: str
    differences: tuple[str, ...]


def replay(settings: Settings, target: str, original: Path | None) -> Outcome:
    """Replay the record in the file ``target``, or the newest of the statement ``target``.

    Raises NotReplayable when the original, the version or the models are not those of the record.
    """
    try:
        record, path = _found(settings, target, original)
    except ValueError:
        raise NotReplayable(
            f"{target} is no case record that this version can read. Give the JSON file that "
            "`deponent process --out` or `deponent show --json` wrote, or a statement's id."
        ) from None
    if not path.is_file():
        if original is None:
            raise NotReplayable(
                "The store has lost the original of this statement. `deponent status --complete` "
                "says what else is missing. If you have the file, give it with --original."
            )
        raise NotReplayable(f"There is no original at {path}. Give the file with --original.")
    if record.schema != SCHEMA_VERSION:
        raise NotReplayable(
            f"The record has schema {record.schema}; this version writes {SCHEMA_VERSION}. Install "
            "the version that made it to replay it."
        )
    if record.provenance.pipeline_version != __version__:
        raise NotReplayable(
            f"The record was made by version {record.provenance.pipeline_version}; this is "
            f"{__version__}. Install that version to replay it."
        )
    if sha256_of(path) != record.document.sha256:
        raise NotReplayable(
            "The original is not the file that the record was made from: its SHA-256 differs."
        )
    source = Source(
        statement_id=record.statement_id,
        case_ref=record.case_ref,
        filename=record.document.filename,
        sha256=record.document.sha256,
    )
    with Direct(_as_then(settings, record)) as direct:
        again = direct.record(path, source)
    then_models = [(m.name, m.version, m.sha256) for m in record.provenance.models]
    now_models = [(m.name, m.version, m.sha256) for m in again.provenance.models]
    if then_models and then_models != now_models:
        raise NotReplayable(
            f"The record was made with {_names(then_models)}; active here is "
            f"{_names(now_models)}. Set DEPONENT_ARTEFACTS, and DEPONENT_OVERVIEW_MODEL where one "
            "wrote an overview, to folders with the former."
        )
    differences = tuple(_differences("", comparable(record), comparable(again)))
    return Outcome(
        same=not differences,
        what=f"{record.document.filename}, version {record.version}",
        differences=differences[:_MOST_DIFFERENCES],
    )


def comparable(record: CaseRecord) -> dict[str, object]:
    """Return a record as data, without what may differ between two runs of the same thing."""
    data = record_json.as_data(record)
    provenance = data["provenance"]
    if isinstance(provenance, dict):
        data["provenance"] = {
            key: value for key, value in provenance.items() if key not in _TIMES_AND_DEVICE
        }
    del data["version"]
    return data


def _found(settings: Settings, target: str, original: Path | None) -> tuple[CaseRecord, Path]:
    file = Path(target)
    if file.is_file():
        if original is None:
            raise NotReplayable("Give the file that the record was made from with --original.")
        return record_json.loads(file.read_bytes()), original
    if file.suffix or len(file.parts) > 1 or file.is_dir():
        # No id looks like that.
        raise NotReplayable(
            f"There is no record at {target}. Give a statement's id, or the JSON file of a record."
        )
    store = Store.existing(settings)
    try:
        record = store.records.latest(store.statements.find(target).id)
        if record is None:
            raise NotReplayable(
                "This statement has no record yet, so there is nothing to compare. `deponent show` "
                "says where it stands."
            )
        return record, original or store.originals.path(record.document.sha256)
    finally:
        store.close()


def _names(models: list[tuple[str, str, str]]) -> str:
    return ", ".join(f"{name} {version} ({sha256[:12]})" for name, version, sha256 in models)


def _as_then(settings: Settings, record: CaseRecord) -> Settings:
    then = record.provenance.settings
    return replace(
        settings,
        overview_model=settings.overview_model if "overview" in then else None,
        summary_share=float(then["summary_share"]),
        summary_fewest=int(then["summary_fewest"]),
        read_pages=int(then["read_pages"]),
        read_text_bytes=int(then["read_text_bytes"]),
        read_pixels=int(then.get("read_pixels", settings.read_pixels)),
        read_inflated_bytes=int(then.get("read_inflated_bytes", settings.read_inflated_bytes)),
        ocr_languages=then.get("ocr_languages", settings.ocr_languages),
    )


def _differences(place: str, then: object, now: object) -> Iterator[str]:
    """Yield the places where two JSON values differ, without quoting either."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in sorted({*then, *now}):
            yield from _differences(f"{place}/{key}", then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list):
        if len(then) != len(now):
            yield f"{place}: {len(then)} then, {len(now)} now"
        for number, (left, right) in enumerate(zip(then, now, strict=False)):
            yield from _differences(f"{place}/{number}", left, right)
    elif then != now:
        yield place
