"""The precinct: what is printed at the head of every sheet."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.zones import ZoneBox
from coordinator.ui.preferences.card import SettingsCard
from coordinator.ui.preferences.fieldnews import FieldNews
from coordinator.ui.preferences.logofield import LogoField


class PrecinctCard(SettingsCard):
    """What is printed at the head of every sheet."""

    icon = "building-2"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        words = {
            "name": _("&Name"),
            "unit": _("&Unit"),
            "address": _("&Address"),
            "phone": _("P&hone"),
            "email": _("&E-mail"),
            "website": _("&Website"),
        }
        self._shown: dict[str, str] = {}
        self.news = FieldNews(desk, session)
        self.body.insertWidget(0, self.news)
        self.rows = {name: self._text_row(name, label) for name, label in words.items()}
        self.zone = ZoneBox(session.precinct.zone)
        self.zone_row = self.form.add(FormRow(_("Time &zone"), self.zone))
        self.zone.chosen.connect(lambda zone: self.change(self.zone_row, zone=zone))
        self.logo = LogoField(desk)
        self.logo_row = self.form.add(FormRow(_("&Logo"), self.logo))
        self.logo.chosen.connect(lambda kept: self.change(self.logo_row, logo=kept))
        self.logo.refused.connect(self.logo_row.say)
        self.fill()

    @property
    def words(self) -> str:
        """The title."""
        return _("Precinct")

    def first(self) -> QWidget:
        """The name."""
        return self.rows["name"].field

    def field(self, name: str) -> QLineEdit:
        """One of the fields."""
        found = self.rows[name].field
        assert isinstance(found, QLineEdit)
        return found

    def fill(self) -> None:
        """The precinct as it stands."""
        for name in self.rows:
            self._fill_field(name)
        self.zone.set_zone(self.session.precinct.zone)
        self.logo.show_logo(self.session.precinct.logo)

    def _fill_field(self, name: str) -> None:
        """What somebody types is left alone; if it was changed meanwhile, that is said."""
        field, stored = self.field(name), getattr(self.session.precinct, name)
        if not field.isModified() or field.text().strip() == stored:
            field.setText(stored)
            self._shown[name] = stored
        elif stored != self._shown[name]:
            self._say_changed(name, stored)

    def _say_changed(self, name: str, stored: str) -> None:
        self.news.ask(
            self.rows[name].label.text().replace("&", ""),
            theirs=stored,
            keep_mine=lambda: self._save(name),
            take_theirs=lambda: self._take_theirs(name),
        )

    def _take_theirs(self, name: str) -> None:
        self.field(name).setModified(False)
        self._fill_field(name)

    def _text_row(self, name: str, label: str) -> FormRow:
        field = QLineEdit()
        field.setObjectName(f"precinct.{name}")
        field.setMaxLength(300)
        row = self.form.add(FormRow(label, field))
        field.editingFinished.connect(lambda: self._settle(name))
        return row

    def _settle(self, name: str) -> None:
        """The field was left. What another changed meanwhile is not saved over unasked."""
        field, stored = self.field(name), getattr(self.session.precinct, name)
        typed = field.text().strip()
        if field.isModified() and typed != stored and stored != self._shown[name]:
            self._say_changed(name, stored)
        elif typed != stored:
            self._save(name)
        else:
            self.rows[name].say("")
            field.setModified(False)

    def _save(self, name: str) -> None:
        typed = self.field(name).text().strip()
        self._shown[name] = getattr(self.session.precinct, name)
        self.field(name).setModified(False)
        self.change(self.rows[name], **{name: typed})
