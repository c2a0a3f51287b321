"""`person add`, `person edit`, `person remove`."""

from argparse import SUPPRESS, BooleanOptionalAction
from dataclasses import replace

from coordinator.cli.arguments import Parser, day_or_nothing, number
from coordinator.cli.deeds import say_added, say_done
from coordinator.cli.session import Session
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.runtime.i18n import _
from coordinator.usecases.people import add_person, edit_person, person_card, remove_person

_TEXTS = {"given": "given_name", "family": "family_name", "person_language": "language"}
_PHONES = (ContactKind.MOBILE, ContactKind.PHONE)


def arguments(word: str, parser: Parser) -> None:
    """The words after `person`."""
    words = parser.words(word)
    add = words.add_parser("add", help=_("Add a person and say the number."), own_language=True)
    _card(add)
    add.set_defaults(perform=_add)
    edit = words.add_parser(
        "edit", help=_("Change what is named; a list replaces the one there is."), own_language=True
    )
    edit.add_argument("id", type=number, metavar=_("ID"))
    _card(edit)
    edit.set_defaults(perform=_edit)
    remove = words.add_parser("remove", help=_("Take a person out of the list."))
    remove.add_argument("id", type=number, metavar=_("ID"))
    remove.set_defaults(perform=_remove)


def _card(parser: Parser) -> None:
    add = parser.add_argument
    add("--given", metavar=_("NAME"), help=_("given name"))
    add("--family", metavar=_("NAME"), help=_("family name"))
    add("--born", type=day_or_nothing, default=SUPPRESS, metavar=_("DATE"), help=_("birth date"))
    add("--adult", action=BooleanOptionalAction, help=_("over 18, where the birth date is not known"))
    add("--phone", action="append", metavar=_("PHONE"), help=_("a phone number; may be given several times"))
    add("--email", action="append", metavar=_("E-MAIL"), help=_("an e-mail address; may be given several times"))
    add("--language", dest="person_language", metavar=_("CODE"), help=_("the language the person speaks"))
    add("--tag", action="append", metavar=_("TAG"), help=_("a tag; may be given several times"))


def _add(session: Session) -> int:
    return say_added(session, session.change(add_person, _told(Person(), session)))


def _edit(session: Session) -> int:
    stored = session.storage.read(person_card, session.asked.id).person
    return say_done(session, session.change(edit_person, _told(stored, session)))


def _remove(session: Session) -> int:
    return say_done(session, session.change(remove_person, session.asked.id))


def _told(person: Person, session: Session) -> Person:
    """The person with what the flags say; what they leave out stays."""
    asked = session.asked
    texts = {name: getattr(asked, flag) for flag, name in _TEXTS.items() if getattr(asked, flag) is not None}
    told = replace(person, **texts)
    if "born" in asked:
        told = replace(told, birth_date=asked.born)
    if asked.adult is not None:
        told = replace(told, adult=asked.adult)
    if asked.tag is not None:
        told = replace(told, tags=tuple(asked.tag))
    return replace(told, contact_points=_contacts(told.contact_points, asked.phone, asked.email))


def _contacts(
    stored: tuple[ContactPoint, ...], phones: list[str] | None, emails: list[str] | None
) -> tuple[ContactPoint, ...]:
    """The contact points with these lists in the place of the old ones; a number that stays keeps what it had."""
    kept = [
        point
        for point in stored
        if not (phones is not None and point.kind in _PHONES)
        and not (emails is not None and point.kind is ContactKind.EMAIL)
    ]
    new = [_contact(stored, ContactKind.PHONE, value) for value in phones or ()]
    new += [_contact(stored, ContactKind.EMAIL, value) for value in emails or ()]
    return (*kept, *new)


def _contact(stored: tuple[ContactPoint, ...], kind: ContactKind, value: str) -> ContactPoint:
    same = _PHONES if kind in _PHONES else (kind,)
    return next((point for point in stored if point.kind in same and point.value == value), ContactPoint(kind, value))
