"""The time of day where statements are taken: the United Kingdom's."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone() -> tzinfo:
    """Return the zone; UTC on a small system that carries no time zones.

    The zone's name is shown beside every time, so this misleads nobody.
    """
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return UTC


def midnight() -> float:
    """Return when today began there, in seconds since 1970."""
    now = datetime.now(zone())
    return now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
