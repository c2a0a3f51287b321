"""A database that a newer program has upgraded is left alone."""

from sqlalchemy import Connection

from coordinator.db.engine import shown
from coordinator.db.files import SCHEMA_REVISION
from coordinator.domain.errors import StorageTrouble


def refuse_newer(revision: str, target: str) -> None:
    """Raise StorageTrouble for a database that a newer program has upgraded."""
    if revision > SCHEMA_REVISION:
        raise StorageTrouble("newer", path=shown(target), revision=revision, ours=SCHEMA_REVISION)


def refuse_newer_schema(connection: Connection, target: str) -> None:
    """In a change that has begun: the same for one that was upgraded while it was open here."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is not None:
        refuse_newer(str(found), target)
