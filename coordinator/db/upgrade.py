"""Making a database, recognising one, bringing an old one up. Alembic is imported only when there is work."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from coordinator.db.engine import take_turn, upkeep_engine
from coordinator.db.files import APPLICATION_ID, DRIVER_ERROR, is_server, raw_connection
from coordinator.db.troubles import trouble_of
from coordinator.domain.errors import StorageTrouble

_UPKEEP_LOCK = 0x55706B70  # advisory lock "Upkp": one PC at a time makes, upgrades or fills a server's database
_UPKEEP_SECONDS = 120  # how long the others wait for it

_REVISION = re.compile(r"000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3}")


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
    place = str(connection.engine.url.database)
    if "alembic_version" not in names:
        if names:  # what a file begins with has said already that it is ours
            raise StorageTrouble("damaged" if connection.dialect.name == "sqlite" else "not-ours", path=place)
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and not _REVISION.fullmatch(str(found)):
        raise StorageTrouble("damaged", path=place)
    begun = "precinct" in names and connection.execute(text("SELECT 1 FROM precinct")).first() is not None
    return found if begun else None


def server_reads_only(engine: Engine, target: str) -> str:
    """Why a server takes no changes: "standby", "server-read-only"; empty if it takes them."""
    try:
        with engine.connect() as connection:
            if connection.execute(text("SELECT pg_is_in_recovery()")).scalar():
                return "standby"
            refuses = connection.execute(text("SELECT current_setting('default_transaction_read_only')")).scalar()
            return "server-read-only" if refuses == "on" else ""
    except DBAPIError as error:
        raise trouble_of(error, target) from error


def create_schema(target: str) -> None:
    """Make all tables in a new SQLite file or an empty PostgreSQL database."""
    if not is_server(target):
        prepare_file(Path(target))
    upgrade_schema(target)


def prepare_file(path: Path, *, like: Path | None = None) -> None:
    """Make an empty file one of ours, locked as the file `like` is."""
    try:
        with closing(raw_connection(path, like=like)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode=WAL")
    except DRIVER_ERROR as error:
        raise trouble_of(DBAPIError("", None, error), str(path)) from error


def upgrade_schema(target: str, *, before: Callable[[], object] = bool, to: str = "head") -> None:
    """Run the missing steps, all in one transaction. `before` runs once nobody else can write any more; of two PCs that
    come at once the second finds the work done. Raises StorageTrouble; then nothing has changed."""
    engine = upkeep_engine(target)
    try:
        with engine.connect() as connection:
            without_foreign_keys(connection)
            with connection.begin():
                wait_for_upkeep(connection)
                before()
                run_steps(connection, to=to)
                refuse_broken_references(connection)
    except DBAPIError as error:
        raise trouble_of(error, target) from error
    except DRIVER_ERROR as error:  # of the statements before the transaction
        raise trouble_of(DBAPIError("", None, error), target) from error
    finally:
        engine.dispose()


def run_steps(connection: Connection, *, to: str = "head") -> None:
    """The missing steps, in the transaction that is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def wait_for_upkeep(connection: Connection) -> None:
    """Let nobody else upgrade or fill this server's database until the transaction ends; a file has its own lock."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_UPKEEP_SECONDS * 1000}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPKEEP_LOCK})")
        if connection.exec_driver_sql("SELECT to_regclass('precinct')").scalar() is not None:
            take_turn(connection)  # whoever changes something waits, and then sees the new schema


def without_foreign_keys(connection: Connection) -> None:
    """Before the transaction begins: references are looked at when it ends."""
    # A batch step that makes a parent table anew would silently delete its children; the pragma is ignored inside
    # a transaction, so it comes before BEGIN.
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA synchronous=FULL")


def refuse_broken_references(connection: Connection) -> None:
    """Raise StorageTrouble where a row of a file points at nothing; a server looks by itself."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StorageTrouble("damaged", path=str(connection.engine.url.database))
