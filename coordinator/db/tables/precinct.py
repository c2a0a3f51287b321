"""The one row about the office."""

from sqlalchemy import CheckConstraint, Column, Integer, Text

from coordinator.db.tables.base import logged

precinct = logged(
    "precinct",
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("website", Text, nullable=False, server_default=""),
    Column("zone", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("clock", Integer, nullable=False),
    Column("first_weekday", Integer, nullable=False),
    Column("languages", Text, nullable=False),
    Column("logo", Text, nullable=False, server_default=""),
    Column("log_months", Integer, nullable=False, server_default="0"),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("paper IN ('letter', 'a4')", name="paper"),
    CheckConstraint("clock IN (12, 24)", name="clock"),
    CheckConstraint("first_weekday BETWEEN 0 AND 6", name="first_weekday"),
    CheckConstraint("log_months BETWEEN 0 AND 1200", name="log_months"),
)
