"""Testing the address of an office says each step in words: what is found, what is wrong, and what is there."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from coordinator.db.files import SCHEMA_REVISION
from coordinator.db.upgrade import upgrade_schema
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.offices import Holds, OfficeTest, Step, with_password, without_password
from coordinator.domain.people import Person
from coordinator.runtime import passwords
from coordinator.usecases.office import begin_office, office_size, try_address
from coordinator.usecases.people import add_person
from coordinator.usecases.upkeep import check_database, open_database
from coordinator.wording.offices import OFFICE_STEPS, step_words
from tests.databases import ACTOR, CLOCK, PRECINCT

PASSWORD = "a:long/pass@word"


def codes(found: OfficeTest) -> list[str]:
    return [step.code for step in found.steps]


@dataclass(frozen=True)
class Desk:
    """A user of the server that is nothing but a user, and the address as it is written down."""

    name: str
    address: str


@pytest.fixture
def desk(empty_server_database: str) -> Iterator[Desk]:
    name = f"desk_{uuid4().hex[:8]}"
    with psycopg.connect(empty_server_database, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'".encode())
    address = make_url(empty_server_database).set(username=name).render_as_string(hide_password=False)
    yield Desk(name, without_password(address).text)
    with psycopg.connect(empty_server_database, autocommit=True) as owner:
        owner.execute(f"DROP OWNED BY {name}".encode())
        owner.execute(f"DROP ROLE {name}".encode())


def allow(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(statement.encode())


def test_an_empty_database_can_be_filled(empty_server_database: str) -> None:
    found = try_address(empty_server_database)
    assert codes(found) == ["office-found-here", "office-may-write", "office-empty"]
    assert (found.may_be_filled, found.may_be_opened) == (True, False)


def test_an_office_is_told_by_its_name_and_size(server_database: str) -> None:
    storage = open_database(server_database, actor=ACTOR, clock=CLOCK)
    storage.change(add_person, Person("Ana", "Ruiz"))
    storage.close()
    found = try_address(server_database)
    assert (found.may_be_filled, found.may_be_opened) == (False, True)
    assert step_words(found.steps[-1]) == "It holds “Precinct 14”: 1 person, 0 events."


def test_a_database_of_another_program_is_left_alone(empty_server_database: str) -> None:
    allow(empty_server_database, "CREATE TABLE payroll (id int)")
    found = try_address(empty_server_database)
    assert (codes(found)[-1], found.holds, found.good) == ("office-others", Holds.OTHERS, False)


def test_a_user_who_may_not_make_tables_is_told_whom_to_ask(desk: Desk) -> None:
    found = try_address(desk.address)
    assert codes(found)[-1] == "office-may-not-create"
    assert desk.name in step_words(found.steps[-1])


def test_a_user_who_may_not_write_is_told_whom_to_ask(desk: Desk, empty_server_database: str) -> None:
    begin_office(empty_server_database, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    assert codes(try_address(desk.address))[-1] == "office-may-not-read"
    allow(empty_server_database, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {desk.name}")
    found = try_address(desk.address)
    assert (codes(found)[-1], found.good, found.holds) == ("office-may-not-write", False, Holds.OFFICE)
    said = step_words(found.steps[-1])
    assert said.startswith(f"The server answers, but “{desk.name}” may not write. Ask for write access to “empty_")


def test_a_user_who_may_read_and_write_works_with_an_office_of_somebody_else(
    desk: Desk, empty_server_database: str
) -> None:
    begin_office(empty_server_database, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    allow(empty_server_database, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {desk.name}")
    allow(empty_server_database, f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {desk.name}")
    assert try_address(desk.address).may_be_opened
    storage = open_database(desk.address, actor=ACTOR, clock=CLOCK)
    storage.change(add_person, Person("Ana", "Ruiz"))
    assert (storage.read(office_size).people, check_database(storage).faults) == (1, ())
    storage.close()


def test_an_older_office_is_said_to_be_brought_up_only_by_whom_it_belongs_to(
    desk: Desk, empty_server_database: str
) -> None:
    upgrade_schema(empty_server_database, to="0003")
    columns = "id, name, zone, paper, clock, first_weekday, languages, version, created_at, updated_at"
    values = "1, 'Precinct 14', 'America/New_York', 'letter', 12, 6, 'en', 1, now(), now()"
    allow(empty_server_database, f"INSERT INTO precinct ({columns}) VALUES ({values})")
    allow(empty_server_database, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {desk.name}")
    assert (codes(try_address(empty_server_database))[-1], codes(try_address(desk.address))[-1]) == (
        "office-older",
        "office-older-not-yours",
    )


def test_an_office_of_a_newer_program_is_refused(server_database: str) -> None:
    allow(server_database, f"UPDATE alembic_version SET version_num = '{int(SCHEMA_REVISION) + 1:04}'")
    found = try_address(server_database)
    assert (codes(found)[-1], found.good) == ("office-newer", False)
    with pytest.raises(StorageTrouble) as refused:
        open_database(server_database, actor=ACTOR, clock=CLOCK)
    assert refused.value.code == "newer"


def test_a_database_that_takes_no_changes_is_no_place_to_begin(
    server_database: str, empty_server_database: str
) -> None:
    for address in (server_database, empty_server_database):
        name = make_url(address).database
        allow(address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    standing = try_address(server_database)
    assert (codes(standing)[1], standing.read_only, standing.may_be_opened) == ("office-standby", True, True)
    assert codes(try_address(empty_server_database))[-1] == "office-standby-empty"


def test_a_database_that_is_not_there_is_said(empty_server_database: str) -> None:
    address = make_url(empty_server_database).set(database="nowhere").render_as_string(hide_password=False)
    (step,) = try_address(address).steps
    assert (step.code, step.facts["database"]) == ("office-database-missing", "nowhere")


def test_a_user_nobody_knows_is_said(empty_server_database: str) -> None:
    address = make_url(empty_server_database).set(username="nobody").render_as_string(hide_password=False)
    assert codes(try_address(address)) == ["office-user-unknown"]


def test_a_port_where_nobody_answers_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        (step,) = try_address(f"postgresql://desk@127.0.0.1:{port}/coordinator").steps
    assert (step.code, step.facts) == ("office-port-closed", {"host": "127.0.0.1", "port": port})


def test_a_name_nobody_has_is_said() -> None:
    assert codes(try_address("postgresql://desk@nobody.invalid/coordinator")) == ["office-host-unknown"]


def test_a_server_that_is_none_is_said() -> None:
    """It takes the call and says something else, or nothing and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(5)
        port = other.getsockname()[1]
        import threading

        def hang_up() -> None:
            for _call in range(3):
                try:
                    call, _who = other.accept()
                except OSError:
                    return
                call.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        found = try_address(f"postgresql://desk@127.0.0.1:{port}/coordinator")
    thread.join()
    assert (codes(found), found.good) == (["office-refused"], False)


@pytest.mark.parametrize("typed", ["hello", "postgresql://desk@[::1/x", "postgresql://h/x?what=ever", "", "/a/file.db"])
def test_what_is_no_address_is_said(typed: str) -> None:
    assert codes(try_address(typed)) == ["office-address-unreadable"]


@pytest.mark.parametrize("code", sorted(OFFICE_STEPS))
def test_every_step_has_a_whole_sentence(code: str) -> None:
    said = step_words(Step(code))
    assert said[:1].isupper() or said[0] in "“ "
    assert "{" not in said


@pytest.mark.parametrize(
    ("typed", "text", "password"),
    [
        ("postgresql://desk@db/office", "postgresql://desk@db/office", ""),
        (" postgresql://desk:pw@db:5433/office ", "postgresql://desk@db:5433/office", "pw"),
        ("postgresql://desk:a%40b@db/office", "postgresql://desk@db/office", "a@b"),
        ("postgresql://desk:a/b@c@db/office", "postgresql://desk@db/office", "a/b@c"),
        ("postgresql://one:5432,two:5433/office", "postgresql://one:5432,two:5433/office", ""),
        ("postgresql://db:5432/office?options=a@b", "postgresql://db:5432/office?options=a@b", ""),
        ("postgresql://db/office?password=pw&sslmode=require", "postgresql://db/office?sslmode=require", "pw"),
        ("postgresql://desk:pw@[::1]:5432/office", "postgresql://desk@[::1]:5432/office", "pw"),
        ("/data/desk/precinct14.db", "/data/desk/precinct14.db", ""),
    ],
)
def test_a_password_is_cut_out_of_an_address(typed: str, text: str, password: str) -> None:
    found = without_password(typed)
    assert (found.text, found.password) == (text, password)
    assert password not in repr(found) or not password


@pytest.mark.parametrize("address", ["postgresql://desk@db:5432/office", "postgresql:///office?host=%2Ftmp"])
def test_a_password_put_in_comes_out_again(address: str) -> None:
    found = without_password(with_password(address, PASSWORD))
    assert (found.text, found.password) == (address, PASSWORD)


@pytest.fixture
def asked(desk: Desk, empty_server_database: str) -> Iterator[Desk]:
    """A user whom the server asks for the password."""
    with psycopg.connect(empty_server_database, autocommit=True) as owner:
        (place,) = owner.execute("SHOW hba_file").fetchone() or ("",)
        file = Path(place)
        if not file.is_file():
            pytest.skip("the server of the tests is on another computer")
        before = file.read_text(encoding="utf-8")
        kinds = "\n".join(f"{kind} all {desk.name} {where} scram-sha-256" for kind, where in (("local", ""), *ANYWHERE))
        file.write_text(f"{kinds}\n{before}", encoding="utf-8")
        owner.execute("SELECT pg_reload_conf()")
        yield desk
        file.write_text(before, encoding="utf-8")
        owner.execute("SELECT pg_reload_conf()")


ANYWHERE = (("host", "0.0.0.0/0"), ("host", "::/0"))


def test_a_password_that_is_missing_or_wrong_is_asked_for(asked: Desk) -> None:
    missing, wrong = try_address(asked.address), try_address(asked.address, "guess")
    assert (codes(missing), codes(wrong)) == (["office-password-missing"], ["office-password-refused"])
    assert (missing.wants_password, wrong.wants_password) == (True, True)
    assert passwords.password_for(asked.address) == ""
    with pytest.raises(StorageTrouble) as refused:
        open_database(asked.address, actor=ACTOR, clock=CLOCK)
    assert refused.value.code == "password-refused"


def test_a_password_that_was_let_in_opens_the_office_and_stands_in_no_address(
    asked: Desk, empty_server_database: str
) -> None:
    desk = asked
    allow(empty_server_database, f"GRANT CREATE ON SCHEMA public TO {desk.name}")
    assert try_address(desk.address, PASSWORD).may_be_filled
    begin_office(desk.address, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    storage = open_database(desk.address, actor=ACTOR, clock=CLOCK)
    assert (storage.target, storage.engine.url.password) == (desk.address, PASSWORD)
    storage.close()
    passwords.drop(desk.address)
    assert passwords.password_for(desk.address) == ""
