"""What would make a record here and now, and in what that differs from what made an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from models.inference import artefacts
from models.inference.overview import folder
from models.inference.results import ModelRef
from worker import __version__, extract, pipeline
from worker.casefile import Stage, State
from worker.record import SCHEMA_VERSION
from worker.settings import Settings
from worker.store import documents
from worker.store.reprocessing import Kept

Kind = Literal["version", "reader", "ocr", "settings", "model", "failed"]
KINDS: tuple[Kind, ...] = ("version", "reader", "ocr", "settings", "model")
"""What can be asked for: Deponent itself (or the record's schema), the reader of the format, what
reads scans, the settings that records depend on, the models. What failed is due without any."""
_FAILED_WORDS = "it failed before"
# LibreOffice where it is not there, or did not say which it is: then nothing is known of it.
_UNNAMED = "LibreOffice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One thing that made a record and has changed since. ``rereads``: it had a part in reading.

    Of kind "failed": there is no good record, and the next attempt may bring one.
    """

    kind: Kind
    words: str
    rereads: bool


@dataclass(frozen=True, kw_only=True)
class Active:
    """What makes records here. ``models`` are those that the analysis names."""

    settings: Settings
    models: tuple[ModelRef, ...]

    @classmethod
    def here(cls, settings: Settings) -> "Active":
        """Look at what is installed here. Raises models.inference.errors.InferenceError."""
        root = settings.artefacts or artefacts.ARTEFACTS
        chosen = artefacts.active(root).values()
        models = [artefacts.describe(root / each).ref for each in dict.fromkeys(chosen)]
        if settings.overview_model:
            written = folder.describe(settings.overview_model, expected=settings.overview_sha256)
            models.append(written.ref)
        return cls(settings=settings, models=tuple(models))

    def changed(self, kept: Kept) -> tuple[Changed, ...]:
        """Return what made a statement's record and has changed since, in the order of KINDS.

        What failed is due whatever has changed: it comes last.
        """
        made = kept.made or {}
        failed = Changed(kind="failed", words=_FAILED_WORDS, rereads=True)
        found = [
            self._version(made),
            self._reader(made) or self._libreoffice_came(kept),
            self._ocr(made) or self._engine_came(kept),
            self._settings(made),
            # What failed names no models.
            self._models(made) if made.get("models") else None,
            failed if kept.state is State.FAILED else None,
        ]
        return tuple(each for each in found if each is not None)

    def stage(self, kept: Kept, changed: tuple[Changed, ...]) -> Stage:
        """Return where to begin: with the analysis where the newest reading would be the same."""
        made = kept.made or {}
        reader, ocr = made.get("reader"), made.get("ocr")
        if not changed or kept.reading is None or not isinstance(reader, str):
            return "extract"
        if any(each.rereads for each in changed):
            return "extract"
        engine = ocr if isinstance(ocr, str) else None
        key = pipeline.reading_key(kept.sha256, reader, self.settings, engine)
        # The newest reading may be another's: one that was read again and then not analysed.
        return "analyse" if documents.is_under(kept.reading, key) else "extract"

    def _version(self, made: Mapping[str, object]) -> Changed | None:
        before = made.get("pipeline_version"), made.get("schema")
        if before == (__version__, SCHEMA_VERSION):
            return None
        words = (
            f"made by Deponent {before[0]}, now {__version__}"
            if before[0] != __version__
            else f"a record of schema {before[1]}, now {SCHEMA_VERSION}"
        )
        return Changed(kind="version", words=words, rereads=True)

    def _reader(self, made: Mapping[str, object]) -> Changed | None:
        before = made.get("reader")
        if not isinstance(before, str) or before == self._reader_now(before):
            return None
        words = f"read by {before}, now {self._reader_now(before)}"
        return Changed(kind="reader", words=words, rereads=True)

    def _reader_now(self, before: str) -> str:
        """Return what the reader that was ``before`` is called here now."""
        libraries, _, ours = before.rpartition(" / ")
        name = ours.partition(" ")[0]
        if name == "deponent-pdf":
            return self._pdf_reader
        if name == "deponent-office" and _UNNAMED not in (libraries, self._libreoffice):
            libraries = self._libreoffice
        return f"{libraries} / " * bool(libraries) + f"{name} {extract.READER_VERSION}"

    @cached_property
    def _pdf_reader(self) -> str:
        from worker.extract.pdf.reader import reader

        return reader()

    @cached_property
    def _libreoffice(self) -> str:
        from worker.extract.formats import libreoffice

        return libreoffice.version()

    def _libreoffice_came(self, kept: Kept) -> Changed | None:
        from worker.extract.formats import libreoffice

        if "libreoffice_missing" not in kept.codes or not libreoffice.installed():
            return None
        words = f"LibreOffice was not there, now {self._libreoffice}"
        return Changed(kind="reader", words=words, rereads=True)

    @cached_property
    def _engine(self) -> str | None:
        from worker.extract.ocr import reading

        languages = self.settings.ocr_languages
        return None if reading.available(languages) else reading.engine(languages)

    def _ocr(self, made: Mapping[str, object]) -> Changed | None:
        before = made.get("ocr")
        if before is None or self._engine is None or before == self._engine:
            return None
        words = f"scans read by {before}, now {self._engine}"
        return Changed(kind="ocr", words=words, rereads=True)

    def _engine_came(self, kept: Kept) -> Changed | None:
        if "ocr_missing" not in kept.codes or self._engine is None:
            return None
        words = f"scans could not be read, now {self._engine}"
        return Changed(kind="ocr", words=words, rereads=True)

    def _settings(self, made: Mapping[str, object]) -> Changed | None:
        before = made.get("settings")
        then = before if isinstance(before, Mapping) else {}
        now = pipeline.settings_of_record(self.settings)
        names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
        if not names:
            return None
        told = [f"{n} was {then.get(n, 'not set')}, now {now.get(n, 'not set')}" for n in names]
        rereads = bool({*names} - pipeline.SETTINGS_OF_ANALYSIS)
        return Changed(kind="settings", words="setting " + "; ".join(told), rereads=rereads)

    def _models(self, made: Mapping[str, object]) -> Changed | None:
        listed = made.get("models")
        then = {
            (str(each["name"]), str(each["version"]), str(each["sha256"]))
            for each in (listed if isinstance(listed, list) else [])
        }
        now = {(each.name, each.version, each.sha256) for each in self.models}
        if then == now:
            return None
        words = f"made with {_named(then - now) or 'fewer models'}, now {_named(now - then)}"
        return Changed(kind="model", words=words.removesuffix(", now "), rereads=False)


def _named(models: set[tuple[str, str, str]]) -> str:
    return ", ".join(f"{name} {version} ({hash_[:8]})" for name, version, hash_ in sorted(models))
