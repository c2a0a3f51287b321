"""One module of tables per subject; importing this package fills the metadata."""

from coordinator.db.tables import bookkeeping, calendar, log, people, places, precinct
from coordinator.db.tables.base import logged_tables, metadata

__all__ = ["bookkeeping", "calendar", "log", "logged_tables", "metadata", "people", "places", "precinct"]
