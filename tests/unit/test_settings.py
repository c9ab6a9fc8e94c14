"""Settings: every one can be set from outside, none is taken in that cannot be used."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from worker.errors import SettingInvalid
from worker.settings import PREFIX, Settings, is_loopback
from worker.store.store import Store

DOCUMENTED = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"

CASTS: dict[str, tuple[str, object]] = {
    "home": ("/srv/deponent", Path("/srv/deponent")),
    "database_url": ("postgresql://deponent@db/deponent", "postgresql://deponent@db/deponent"),
    "redis_url": ("rediss://queue:6379/0", "rediss://queue:6379/0"),
    "host": ("::1", "::1"),
    "port": ("9000", 9000),
    "max_upload_bytes": ("1_000_000", 1_000_000),
    "extract_workers": ("0", 0),
    "analyse_workers": ("4", 4),
    "device": ("cuda:1", "cuda:1"),
    "threads": ("2", 2),
    "batch_tokens": ("4096", 4096),
    "summary_share": ("0.35", 0.35),
    "summary_fewest": ("1", 1),
    "lease_seconds": ("30", 30.0),
    "renew_seconds": ("2.5", 2.5),
    "sweep_seconds": ("1", 1.0),
    "max_attempts": ("5", 5),
    "read_seconds": ("60", 60.0),
    "read_picture_seconds": ("5", 5.0),
    "read_memory_bytes": ("500000000", 500_000_000),
    "read_pages": ("10", 10),
    "read_text_bytes": ("1000000", 1_000_000),
    "read_inflated_bytes": ("100_000_000", 100_000_000),
    "read_pixels": ("40000000", 40_000_000),
    "read_cores": ("3", 3),
    "ocr_languages": ("eng+cym", "eng+cym"),
    "sandbox": ("namespaces", "namespaces"),
    "analyse_seconds": ("300", 300.0),
    "worker_hours": ("8", 8.0),
    "worker_memory_bytes": ("2_000_000_000", 2_000_000_000),
    "artefacts": ("/srv/models", Path("/srv/models")),
    "overview_model": ("/srv/models/summariser", Path("/srv/models/summariser")),
    "overview_sha256": ("0" * 64, "0" * 64),
    "overview_seconds": ("20", 20.0),
}


def _read(**variables: str) -> Settings:
    return Settings.from_environment({PREFIX + name: text for name, text in variables.items()})


def test_every_setting_has_a_cast_here() -> None:
    assert set(CASTS) == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("name", CASTS)
def test_each_is_cast_to_its_type(name: str) -> None:
    text, wanted = CASTS[name]
    value = getattr(_read(**{name.upper(): text}), name)
    assert (type(value), value) == (type(wanted), wanted)


def test_a_child_process_reads_the_same_settings() -> None:
    settings = Settings.from_environment(
        {PREFIX + name.upper(): text for name, (text, _value) in CASTS.items()}
    )
    assert Settings.from_environment(settings.to_environment()) == settings
    assert Settings.from_environment(Settings().to_environment()) == Settings()


def test_defaults_may_be_used() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.database == f"sqlite:///{settings.home}/deponent.db"
    assert settings.originals == settings.home / "originals"


def test_an_empty_variable_is_no_setting() -> None:
    assert _read(PORT="", HOME="") == Settings()


def test_variables_of_others_are_left_alone() -> None:
    assert Settings.from_environment({"HOME": "/root", "PORT": "80"}) == Settings()


def test_an_unknown_variable_is_refused_by_name() -> None:
    with pytest.raises(SettingInvalid, match="DEPONENT_LEASE_SECOND is not a setting"):
        _read(LEASE_SECOND="30")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "web"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80.5"),
        ("MAX_UPLOAD_BYTES", "0"),
        ("MAX_UPLOAD_BYTES", "50MB"),
        ("EXTRACT_WORKERS", "-1"),
        ("ANALYSE_WORKERS", "-1"),
        ("THREADS", "-1"),
        ("BATCH_TOKENS", "0"),
        ("MAX_ATTEMPTS", "0"),
        ("SUMMARY_SHARE", "0"),
        ("SUMMARY_SHARE", "1.01"),
        ("SUMMARY_SHARE", "nan"),
        ("SUMMARY_FEWEST", "-1"),
        ("WORKER_HOURS", "-1"),
        ("WORKER_HOURS", "nan"),
        ("WORKER_MEMORY_BYTES", "-1"),
        ("LEASE_SECONDS", "nan"),
        ("LEASE_SECONDS", "inf"),
        ("LEASE_SECONDS", "9"),
        ("RENEW_SECONDS", "0"),
        ("RENEW_SECONDS", "-1"),
        ("RENEW_SECONDS", "nan"),
        ("SWEEP_SECONDS", "-1"),
        ("SWEEP_SECONDS", "nan"),
        ("READ_SECONDS", "0"),
        ("READ_SECONDS", "nan"),
        ("READ_MEMORY_BYTES", "0"),
        ("READ_PAGES", "0"),
        ("READ_TEXT_BYTES", "0"),
        ("ANALYSE_SECONDS", "0"),
        ("ANALYSE_SECONDS", "nan"),
        ("HOST", "0.0.0.0"),
        ("HOST", "192.168.1.10"),
        ("HOST", "::"),
        ("HOST", "deponent.police.example"),
        ("DATABASE_URL", "mysql://db/deponent"),
        ("DATABASE_URL", "deponent.db"),
        ("REDIS_URL", "localhost:6379"),
        # Every process would see a file, or an empty database, of its own.
        ("DATABASE_URL", "sqlite:///deponent.db"),
        ("DATABASE_URL", "sqlite:///:memory:"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(SettingInvalid, match=PREFIX + name):
        _read(**{name: text})


def test_a_relative_home_from_outside_becomes_absolute() -> None:
    assert _read(HOME="deponent-data").home == Path("deponent-data").absolute()
    with pytest.raises(SettingInvalid, match="absolute"):
        Settings(home=Path("deponent-data"))


def test_a_process_of_its_own_must_be_told_which_redis_it_works_with() -> None:
    with pytest.raises(SettingInvalid, match="DEPONENT_REDIS_URL is not set"):
        Settings().with_redis()
    named = Settings(redis_url="unix:///run/redis.sock")
    assert named.with_redis() is named


@pytest.mark.parametrize("name", ["plain", "a space", "per%cent", "question?mark", "ŵy#"])
def test_a_database_lies_in_whatever_home_there_is(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    store = Store.open(Settings(home=home))
    store.close()
    assert (home / "deponent.db").is_file()


def test_a_lease_must_outlast_two_renewals() -> None:
    assert replace(Settings(), lease_seconds=10.0, renew_seconds=5.0).lease_seconds == 10.0
    with pytest.raises(SettingInvalid, match="twice"):
        replace(Settings(), lease_seconds=9.9, renew_seconds=5.0)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "", "localhost.example", "127.1 "])
def test_anything_else_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_postgresql_is_reached_through_psycopg() -> None:
    for url in ("postgresql://db/deponent", "postgresql+psycopg://db/deponent"):
        assert Settings(database_url=url).database == "postgresql+psycopg://db/deponent"


def test_the_reference_page_names_every_setting_and_its_default() -> None:
    rows = {
        cells[1].strip().strip("`"): cells[2].strip().strip("`")
        for line in DOCUMENTED.read_text().splitlines()
        if (cells := line.split("|"))[0] == "" and line.startswith("| `DEPONENT_")
    }
    assert set(rows) == {PREFIX + field.name.upper() for field in fields(Settings)}
    for field in fields(Settings):
        if isinstance(field.default, int | float | str) and field.default != "":
            assert rows[PREFIX + field.name.upper()] == str(field.default)
