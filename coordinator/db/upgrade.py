"""Making a database, recognising one, bringing an old one up. Alembic is imported only when there is work."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from coordinator.db.engine import shown, upkeep_engine
from coordinator.db.files import APPLICATION_ID, DRIVER_ERROR, SCHEMA_REVISION, is_server, raw_connection
from coordinator.db.troubles import trouble_of
from coordinator.domain.errors import StorageTrouble


def revision_of(engine: Engine, target: str) -> str | None:
    """The schema of an existing database, None for an empty one or one whose making was interrupted.

    Raises StorageTrouble when it is not ours.
    """
    try:
        with engine.connect() as connection:
            return _revision(connection)
    except DBAPIError as error:
        raise trouble_of(error, target) from error


def _revision(connection: Connection) -> str | None:
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names:
            raise StorageTrouble("not-ours", path=str(connection.engine.url.database))
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    begun = "precinct" in names and connection.execute(text("SELECT 1 FROM precinct")).first() is not None
    return found if begun else None


def create_schema(target: str) -> None:
    """Make all tables in a new SQLite file or an empty PostgreSQL database."""
    if not is_server(target):
        _prepare_file(Path(target))
    upgrade_schema(target)


def _prepare_file(path: Path) -> None:
    try:
        with closing(raw_connection(path)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode=WAL")
    except DRIVER_ERROR as error:
        raise trouble_of(DBAPIError("", None, error), str(path)) from error


def refuse_newer(revision: str, target: str) -> None:
    """Raise StorageTrouble for a database that a newer program has upgraded."""
    if revision > SCHEMA_REVISION:
        raise StorageTrouble("newer", path=shown(target), revision=revision, ours=SCHEMA_REVISION)


def upgrade_schema(target: str, *, before: Callable[[], object] = bool, to: str = "head") -> None:
    """Run the missing steps, all in one transaction. `before` runs once nobody else can write any more. Raises
    StorageTrouble; then nothing has changed."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    engine = upkeep_engine(target)
    try:
        with engine.connect() as connection:
            _without_foreign_keys(connection)
            with connection.begin():
                before()
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                _refuse_broken_references(connection)
    except DBAPIError as error:
        raise trouble_of(error, target) from error
    finally:
        engine.dispose()


def _without_foreign_keys(connection: Connection) -> None:
    # A batch step that makes a parent table anew would silently delete its children; the pragma is ignored inside
    # a transaction, so it comes before BEGIN.
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA synchronous=FULL")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StorageTrouble("damaged", path=str(connection.engine.url.database))
