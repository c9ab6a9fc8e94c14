"""Names that people of UK communities bear, by community, from ``wordlists/names.toml``."""

import tomllib
from pathlib import Path

WORDLISTS = Path(__file__).parent / "wordlists"


def communities() -> dict[str, tuple[list[str], list[str]]]:
    """Return given names and family names by community."""
    table = tomllib.loads((WORDLISTS / "names.toml").read_text(encoding="utf-8"))
    return {
        community: (parts["given"].split(), parts["family"].split())
        for community, parts in table.items()
    }


def sources() -> list[dict[str, str]]:
    """Return where the training data comes from, with licences and attribution."""
    table = tomllib.loads((WORDLISTS / "sources.toml").read_text(encoding="utf-8"))
    return [dict(source) for source in table["sources"]]
