"""What every card of the settings page is, and how a setting of the precinct is saved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from coordinator.domain.changes import Changes
from coordinator.ui.kit import errors
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import Card
from coordinator.usecases.precinct import edit_precinct, precinct

_LABELS = 108


class SettingsCard(Card):
    """A card with a form; `fill` shows what counts now."""

    icon = ""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(self.words, icon=self.icon)
        self.desk = desk
        self.session = session
        self.form = Form(label_width=_LABELS, gap=7)
        self.body.addWidget(self.form)

    @property
    def words(self) -> str:
        """The title, in the language in use."""
        return ""

    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.form

    def fill(self) -> None:
        """Show what counts now."""

    def searched(self) -> str:
        """The words by which the card is found."""
        return f"{self.words} {_words_on(self)}"

    def rows_searched(self) -> Iterator[tuple[str, FormRow]]:
        """The words of each row, label and answers, by which it is found."""
        for row in self.findChildren(FormRow):
            yield f"{row.label.text().replace('&', '')} {_words_on(row)}", row

    def change(self, row: FormRow | None, **wanted: object) -> None:
        """Save a field of the precinct; what stands against it is said at the field."""
        say = _sayer(row, self)
        self.desk.do(partial(change_precinct, wanted=wanted), then=lambda _changes: say(None), failed=say)


def change_precinct(work: Any, *, wanted: dict[str, Any]) -> Changes:
    """Change some fields of the precinct as it stands now: two fields left in a hurry do not clash."""
    return edit_precinct(work, replace(precinct(work), **wanted))


def _sayer(row: FormRow | None, card: SettingsCard) -> Callable[[Any], None]:
    """Says an error at the field, or in a dialog when it is about none; None takes it away."""

    def say(error: Any) -> None:
        if row is not None:
            row.say(errors.words(error) if error is not None else "")
        elif error is not None:
            errors.show(error, card)

    return say


def _words_on(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel)]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton)]
    return " ".join((*labels, *buttons)).replace("&", "")
