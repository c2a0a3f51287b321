"""S2: the list of 100,000 people: a frame of scrolling beside a bare model of tuples, a click on a header beside
`sorted()`.

Run: python -m benchmarks.s2_long_list
"""

import os
import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTableView

from benchmarks.measure import Figure, show, show_ratio, side_by_side
from benchmarks.s3_search import FAMILY, GIVEN
from coordinator.db.work import Storage, Work
from coordinator.domain.listings import PeopleQuery, PersonRow
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import SystemClock
from coordinator.ui.kit import theme
from coordinator.ui.people.listing import PAGE, PeopleModel, PeopleTable
from coordinator.usecases.people import people_matching
from coordinator.usecases.upkeep import create_database
from coordinator.wording.labels import person_status_name

PEOPLE = 100_000
SIZE = QSize(960, 620)
FRAMES = 40
WHEEL = 120  # pixels a notch of the wheel moves
SORTS = {
    "name": lambda row: row.sort_name,
    "status": lambda row: (row.status, row.sort_name),
    "birth_date": lambda row: (row.birth_date or date.max, row.sort_name),
    "phone": lambda row: (row.phone, row.sort_name),
}
Index = QModelIndex | QPersistentModelIndex


class BareModel(QAbstractTableModel):
    """The least that a table of tuples needs."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Tuples."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as ours."""
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text."""
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def main() -> None:
    """Fill, measure, report."""
    app = theme.application("benchmark")
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.db"
        storage = create_database(str(path), precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill)
        _report(storage)
        storage.close()


def _fill(work: Work) -> None:
    chance = random.Random(3)
    work.people.add_many([_somebody(chance, number) for number in range(PEOPLE)])


def _somebody(chance: random.Random, number: int) -> Person:
    return Person(
        chance.choice(GIVEN),
        f"{chance.choice(FAMILY)}-{chance.choice(FAMILY)} {number}",
        birth_date=date(1940 + number % 78, 1 + number % 12, 1 + number % 28),
        status=chance.choice([PersonStatus.ACTIVE, PersonStatus.PROSPECT, PersonStatus.PAUSED]),
        contact_points=(
            ContactPoint(ContactKind.MOBILE, f"(212) 555-{chance.randrange(10_000):04d}"),
            ContactPoint(ContactKind.EMAIL, f"person{number}@example.org"),
        ),
        tags=("coach",) if number % 3 == 0 else (),
    )


def _report(storage: Storage) -> None:
    print(f"S2: a list of {PEOPLE:,} people")
    everybody = storage.read(people_matching, PeopleQuery()).rows
    ours, bare = _our_table(storage), _bare_table(everybody)
    frames = side_by_side({"a frame of ours": _frames(ours), "a frame of a bare model's": _frames(bare)})
    sorts = side_by_side(
        {
            "a click on a header": [_click(storage, sort) for sort in SORTS],
            "sorted() of the records": [_sorted(everybody, sort) for sort in SORTS],
        },
        rounds=5,
    )
    filters = side_by_side({"a filter by tag or status": [_filter(storage, **each) for each in _FILTERS]}, rounds=5)
    for each in (*frames.values(), *sorts.values(), *filters.values()):
        show(each)
    _show_ratio("frame against a bare model's", frames, "<= 1.5x")
    _show_ratio("header sort against sorted()", sorts, "<= 2x")


_FILTERS = ({"tag": "coach"}, {"status": PersonStatus.PAUSED})


def _show_ratio(what: str, pair: dict[str, Figure], limit: str) -> None:
    ours, peer = pair.values()
    show_ratio(what, ours.median / peer.median, limit)


def _our_table(storage: Storage) -> QTableView:
    """The table of the People page, with every page that the frames show already read."""
    model = PeopleModel(date.today, lambda _sort, _descending: None)
    model.begin(storage.read(people_matching, PeopleQuery(limit=PAGE)))
    for page in range(1, FRAMES * WHEEL // 30 // PAGE + 2):
        model.add(page, storage.read(people_matching, PeopleQuery(limit=PAGE, offset=page * PAGE)))
    table = PeopleTable(model, date.today)
    model.setParent(table)
    return _shown(table)


def _bare_table(everybody: Sequence[PersonRow]) -> QTableView:
    rows = [
        (
            row.sort_name,
            person_status_name(row.status),
            str(row.birth_date),
            row.phone,
            row.email,
            ",".join(row.tags),
            "",
        )
        for row in everybody
    ]
    table = QTableView()
    model = BareModel(rows)
    model.setParent(table)
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    return _shown(table)


def _shown(table: QTableView) -> QTableView:
    table.resize(SIZE)
    table.show()
    return table


def _frames(table: QTableView) -> list[Callable[[], object]]:
    """One notch of the wheel each, painted whole."""
    picture = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)

    def frame(number: int) -> None:
        table.verticalScrollBar().setValue(number * WHEEL)
        table.viewport().render(picture)

    return [lambda number=number: frame(number) for number in range(FRAMES)]  # type: ignore[misc]


def _click(storage: Storage, sort: str) -> Callable[[], object]:
    return lambda: storage.read(people_matching, PeopleQuery(sort=sort, limit=PAGE))


def _sorted(everybody: Sequence[PersonRow], sort: str) -> Callable[[], object]:
    return lambda: sorted(everybody, key=SORTS[sort])


def _filter(storage: Storage, **wanted: object) -> Callable[[], object]:
    return lambda: storage.read(people_matching, PeopleQuery(limit=PAGE, **wanted))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
