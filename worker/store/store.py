"""Everything that is kept, opened together."""

from collections.abc import Callable

from worker.errors import StoreMissing
from worker.settings import Settings
from worker.store import completeness
from worker.store.completeness import Completeness
from worker.store.database import Database, sqlite_file
from worker.store.documents import Documents
from worker.store.enclosures import Enclosures
from worker.store.events import Events
from worker.store.interventions import Interventions
from worker.store.originals import Originals
from worker.store.records import Records
from worker.store.reprocessing import Reprocessing
from worker.store.settlement import Settlement
from worker.store.standing import Standings
from worker.store.statements import Statements
from worker.store.work import Work
from worker.store.workers import Workers


class Store:
    """The database and the originals of one deployment."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Join the parts; use ``Store.open``."""
        self.database = database
        self.originals = Originals(settings.originals)
        self.statements = Statements(database)
        self.documents = Documents(database)
        self.records = Records(database)
        self.enclosures = Enclosures(database)
        self.events = Events(database)
        self.settlement = Settlement(database)
        self.interventions = Interventions(database)
        self.reprocessing = Reprocessing(database)
        self.workers = Workers(database)
        self.standings = Standings(database)
        self.work = Work(
            database, lease_seconds=settings.lease_seconds, max_attempts=settings.max_attempts
        )

    @classmethod
    def open(cls, settings: Settings) -> "Store":
        """Open the store that ``settings`` names, bringing its schema up to date.

        Raises StoreNewer.
        """
        return cls(settings, _up_to_date(Database(settings.database)))

    @classmethod
    def existing(cls, settings: Settings) -> "Store":
        """Open the store that ``settings`` names and make none.

        Raises StoreMissing: a mistyped folder or a disk that is not mounted must not look like a
        store in which everything adds up.
        """
        file = sqlite_file(settings.database)
        if file is None or file.is_file():
            database = Database(settings.database)
            if database.schema_version() is not None:
                return cls(settings, _up_to_date(database))
            database.close()
        place = "in that database" if file is None else f"in {file.parent}"
        raise StoreMissing(
            f"There is no store {place}. Check DEPONENT_HOME and DEPONENT_DATABASE_URL, and that "
            "the disk is mounted. `deponent serve` makes a new store, `deponent restore` puts a "
            "backup back."
        )

    def complete(
        self, progress: Callable[[int, int], None] = lambda _done, _of: None
    ) -> Completeness:
        """Report on every statement and every original: what is there, and what doesn't add up.

        ``progress`` hears how many originals were hashed again, of how many.
        """
        return completeness.check(self.database, self.originals, progress)

    def close(self) -> None:
        """Close the database's connections."""
        self.database.close()


def _up_to_date(database: Database) -> Database:
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return database
