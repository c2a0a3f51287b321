"""An import that takes its time: the server does not take it for a program that is gone."""

from random import Random
from string import ascii_lowercase
from threading import Event

import pytest
from sqlalchemy import text

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage, Work
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.imports import ImportFile, ImportPlan, ImportRequest, Subject
from coordinator.usecases.imports import plan_import, run_import
from tests.databases import ACTOR, CLOCK

CHANCE = Random(14)


def _name() -> str:
    return "".join(CHANCE.choices(ascii_lowercase, k=12))


LIST = "\n".join(["Given,Family", *(_name() + "," + _name() for _row in range(2_100))])
SHORT_TEMPER = text("SET LOCAL idle_in_transaction_session_timeout = '3s'")


def _slowly(_done: int, _total: int) -> None:
    Event().wait(0.8)


def _planned(work: Work) -> ImportPlan:
    work.connection.execute(SHORT_TEMPER)
    request = ImportRequest(Subject.PEOPLE, ImportFile("list.csv", LIST.encode()))
    return plan_import(work, request, progress=_slowly)


def test_a_server_that_ends_idle_transactions_lets_a_long_import_finish(server_database: str) -> None:
    storage = Storage(open_engine(server_database), server_database, actor=ACTOR, clock=CLOCK)
    plan = storage.read(_planned)

    def run(work: Work) -> int:
        work.connection.execute(SHORT_TEMPER)
        imported = run_import(work, plan, progress=_slowly)
        return imported.report.added if imported.report else 0

    assert storage.change(run) == 2_100
    storage.close()


def test_a_server_ends_a_transaction_that_asks_it_nothing(server_database: str) -> None:
    storage = Storage(open_engine(server_database), server_database, actor=ACTOR, clock=CLOCK)

    def idle(work: Work) -> None:
        work.connection.execute(SHORT_TEMPER)
        Event().wait(4.5)
        work.precinct.get()

    with pytest.raises(StorageTrouble):
        storage.read(idle)
    storage.close()
