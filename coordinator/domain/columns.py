"""Guessing what columns mean: by their headings in English and Spanish, then by what stands in them."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coordinator.domain.events import EventKind
from coordinator.domain.folding import fold
from coordinator.domain.imports import DATE_FIELDS, SEVERAL, ColumnUse, Field, ImportMapping, KindMatch, Subject
from coordinator.domain.problems import Problem
from coordinator.domain.writtendates import Moment, read_minutes, read_moment, read_time

_PEOPLE: tuple[tuple[Field, str], ...] = (
    (Field.GIVEN_NAME, "given name|first name|firstname|first|given|forename|fname|nombre de pila|nombres"
     "|primer nombre"),
    (Field.FAMILY_NAME, "family name|last name|lastname|last|surname|family|lname|apellido|apellidos|primer apellido"),
    (Field.PREFERRED_NAME, "preferred name|preferred|nickname|goes by|known as|nombre preferido|apodo|le dicen"),
    (Field.LATIN_NAME, "latin name|name in latin letters|romanized name|transliteration|nombre latino"
     "|nombre en letras latinas"),
    (Field.FULL_NAME, "full name|name|fullname|volunteer name|person|volunteer|contact name|member|coach|officer"
     "|nombre completo|nombre|nombre y apellidos|voluntario|voluntaria|display name"),
    (Field.BIRTH_DATE, "birth date|date of birth|dob|birthdate|birthday|born|fecha de nacimiento|nacimiento|nacido"),
    (Field.ADULT, "adult|is adult|over 18|18 or over|adulto|mayor de edad|18+"),
    (Field.LANGUAGE, "language|languages|speaks|preferred language|idioma|idiomas|lengua"),
    (Field.PERSON_STATUS, "status|volunteer status|state of service|estado|estatus|situacion"),
    (Field.MOBILE, "mobile|mobile phone|cell|cell phone|cellphone|movil|celular|telefono movil|mobile number"),
    (Field.PHONE, "phone|phone number|telephone|tel|contact number|contact phone number|home phone|work phone"
     "|daytime phone|evening phone|telefono|numero de telefono|telefono fijo|contact no|phone no"),
    (Field.EMAIL, "email|e-mail|email address|e-mail address|mail|correo|correo electronico|direccion de correo"),
    (Field.ADDRESS, "address|street address|street|address 1|address 2|address line 1|address line 2|apt|apartment"
     "|home address|mailing address|city|major city|state|zip|zip code|zipcode|postal code|postcode|direccion"
     "|domicilio|calle|ciudad|codigo postal"),
    (Field.TAGS, "tags|tag|skills|skill|interests|interested tasks|group|groups|labels|categories|etiquetas|habilidades"
     "|intereses|grupos"),
    (Field.AVAILABILITY, "availability|available|when available|can come|times available|time slot|time slots"
     "|disponibilidad|disponible|horario"),
    (Field.NOTES, "notes|note|comments|comment|remarks|notas|nota|comentarios|observaciones"),
    (Field.RANK, "rank|title rank|rango|grado"),
    (Field.SHIELD, "shield|shield number|badge|badge number|shield no|placa|numero de placa"),
    (Field.NUMBER, "id|number|no|volunteer id|person id|member id|record id|external id|identifier|numero|codigo|key"),
)  # fmt: skip
_VENUES: tuple[tuple[Field, str], ...] = (
    (Field.VENUE_NAME, "venue|venue name|property|property name|propertyname|site|site name|facility|facility name|park"
     "|park name|location|location name|place|building|school|lugar|sede|nombre del lugar|parque|escuela|instalacion"),
    (Field.SPACE_NAME, "space|space name|room|room name|field|field name|court|hall|espacio|sala|campo|cancha|salon"),
    (Field.CAPACITY, "capacity|seats|max people|maximum|capacidad|aforo|plazas"),
    (Field.SPACE_NOTES, "sport|primary sport|primarysport|surface|surfacetype|surface type|dimensions|deporte"
     "|superficie|space notes|notas del espacio"),
    (Field.ADDRESS, "address|street address|street|address 1|address 2|city|state|zip|zip code|zipcode|postal code"
     "|direccion|domicilio|calle|ciudad|codigo postal"),
    (Field.PHONE, "phone|phone number|telephone|tel|contact number|telefono"),
    (Field.NOTES, "notes|note|comments|access|access notes|remarks|notas|comentarios|acceso"),
    (Field.STEP_FREE, "step-free|step free access|wheelchair access|wheelchair accessible|accessible|ada|sin escalones"
     "|acceso sin escalones|accesible"),
    (Field.MAP_LINK, "map|map link|url|website|web|mapa|enlace"),
    (Field.NUMBER, "id|number|venue id|site id|location id|property id|identifier|numero|codigo|system"),
)  # fmt: skip
_EVENTS: tuple[tuple[Field, str], ...] = (
    (Field.TITLE, "title|event name|event title|event|name|subject|summary|what|activity|titulo|nombre del evento"
     "|evento|asunto|actividad|nombre|meeting|meeting name|reunion"),
    (Field.STARTS, "start date/time|start|starts|start datetime|start date time|starts at|begin|begins|from|dtstart"
     "|start timestamp|inicio|comienzo|empieza|fecha y hora de inicio|desde|inicia"),
    (Field.ENDS, "end date/time|end|ends|end datetime|end date time|ends at|finish|until|to|dtend|fin|final|termina"
     "|fecha y hora de fin|hasta"),
    (Field.DATE, "date|event date|day|start date|on|meeting date|fecha|dia|fecha de inicio|fecha del evento"),
    (Field.END_DATE, "end date|last day|fecha de fin|fecha final|ultimo dia"),
    (Field.START_TIME, "start time|time|starts time|begin time|from time|meeting time|hora|hora de inicio|hora inicio"),
    (Field.END_TIME, "end time|finish time|to time|hora de fin|hora fin|hora final"),
    (Field.MINUTES, "minutes|duration|length|duracion|minutos"),
    (Field.ALL_DAY, "all day|all-day|all day event|todo el dia"),
    (Field.KIND, "kind|type|event type|category|tipo|tipo de evento|categoria|clase"),
    (Field.PLACES, "place|places|location|event location|venue|where|site|meeting location|lugar|ubicacion|sede|donde"),
    (Field.NOTES, "description|notes|note|details|comments|event agency|agency|organizer|sponsor|descripcion|notas"
     "|detalles|comentarios|organizador|entidad|meeting details"),
    (Field.PUBLIC, "public|is public|open to the public|publico"),
    (Field.EVENT_STATUS, "status|event status|estado"),
    (Field.CANCEL_REASON, "why cancelled|why canceled|cancel reason|cancellation reason|reason for cancellation"
     "|por que se cancelo|motivo de cancelacion"),
    (Field.PRECINCTS, "police precinct|precinct|precincts|comisaria|distrito policial|comisarias"),
    (Field.NUMBER, "event id|id|number|no|uid|permit|permit number|identifier|numero|codigo|identificador"),
)  # fmt: skip
_SYNONYMS = {Subject.PEOPLE: _PEOPLE, Subject.VENUES: _VENUES, Subject.EVENTS: _EVENTS}

_BELIEVED = frozenset({Field.PHONE, Field.MOBILE, Field.EMAIL})
_KIND_WORDS: tuple[tuple[EventKind, str], ...] = (
    (EventKind.TRAINING, "training|workshop|class|course|clinic|formacion|capacitacion|taller|curso"),
    (EventKind.GAME, "game|match|tournament|fixture|partido|torneo|juego"),
    (EventKind.PRACTICE, "practice|sport - youth|youth sport|coaching|entrenamiento|practica|deporte juvenil"),
    (EventKind.VOLUNTEER, "volunteer|food drive|pantry|cleanup|clean-up|clean up|voluntariado|voluntario|limpieza"),
    (EventKind.MEETING, "meeting|council|board|hearing|town hall|forum|reunion|junta|asamblea|consejo|audiencia"),
)  # fmt: skip


@lru_cache(maxsize=5_000)
def heading_key(heading: str) -> str:
    """A heading as it is compared: folded, signs between words gone."""
    return " ".join(re.sub(r"[_\-.:#()*?]+", " ", fold(heading)).split())


def fingerprint(headings: Iterable[str]) -> str:
    """The same for the same set of headings in the same order, however they are spelt in case, accents and signs."""
    return hashlib.sha256("\x1f".join(heading_key(h) for h in headings).encode()).hexdigest()[:32]


def guessed_mapping(subject: Subject, headings: Sequence[str], samples: Sequence[Sequence[str]]) -> ImportMapping:
    """What the columns probably mean. `samples` holds some cells of each column."""
    wished = [_by_heading(subject, heading) for heading in headings]
    fields = _settled(subject, headings, wished, samples)
    columns = tuple(ColumnUse(heading, field) for heading, field in zip(headings, fields, strict=True))
    return ImportMapping(subject, columns)


@dataclass(frozen=True, slots=True)
class _Wish:
    field: Field
    exact: bool = False


def _by_heading(subject: Subject, heading: str) -> list[_Wish]:
    """The fields whose synonyms are this heading, or else end or begin with it as whole words."""
    key = heading_key(heading)
    known = [(field, {heading_key(word) for word in words.split("|")}) for field, words in _SYNONYMS[subject]]
    exact = [_Wish(field, exact=True) for field, words in known if key in words]
    return exact or [_Wish(field) for field, words in known if any(_inside(word, key) for word in words)]


def _inside(word: str, key: str) -> bool:
    return len(word) >= 5 and f" {word} " in f" {key} "


def _settled(
    subject: Subject, headings: Sequence[str], wished: list[list[_Wish]], samples: Sequence[Sequence[str]]
) -> list[Field]:
    """One field for each column: exact headings first, each field once unless it may have several columns, and only
    where the cells could be such values."""
    settled = [Field.IGNORE] * len(headings)
    taken: set[Field] = set()
    for place in sorted(range(len(headings)), key=lambda p: (not any(wish.exact for wish in wished[p]), p)):
        for wish in wished[place]:
            if (wish.field in SEVERAL or wish.field not in taken) and _could_be(wish, samples[place]):
                settled[place] = wish.field
                taken.add(wish.field)
                break
    _fill_needed(subject, headings, settled, samples)
    return settled


def _could_be(wish: _Wish, sample: Sequence[str]) -> bool:
    """If most of the cells can be read as this field; an empty column could be anything, and a column that is headed
    "Phone" is one whatever was typed into it."""
    cells = [cell for cell in sample if cell.strip()]
    if not cells or (wish.exact and wish.field in _BELIEVED):
        return True
    readable = sum(1 for cell in cells if _reads_as(wish.field, cell))
    return readable * 2 >= len(cells)


def _reads_as(field: Field, cell: str) -> bool:
    if field in DATE_FIELDS:
        return _is_moment(cell) or (field in (Field.STARTS, Field.ENDS) and not isinstance(read_time(cell), Problem))
    if field in (Field.START_TIME, Field.END_TIME):
        return not isinstance(read_time(cell), Problem)
    if field is Field.MINUTES:
        return not isinstance(read_minutes(cell), Problem)
    if field is Field.EMAIL:
        return "@" in cell
    if field in (Field.PHONE, Field.MOBILE):
        return sum(c.isdigit() for c in cell) >= 5
    return True


def _is_moment(cell: str) -> bool:
    found = read_moment(cell, None, "UTC", 2000)
    return isinstance(found, Moment) or found.code != "date-unreadable"


def _fill_needed(
    subject: Subject, headings: Sequence[str], settled: list[Field], samples: Sequence[Sequence[str]]
) -> None:
    """Repairs that need a look at all columns together."""
    if subject is Subject.EVENTS:
        _split_times(settled, samples)
    if subject is Subject.VENUES:
        _name_venues(headings, settled)
    if subject is Subject.PEOPLE:
        _one_name(settled)
        _by_content(settled, samples)


def _split_times(settled: list[Field], samples: Sequence[Sequence[str]]) -> None:
    """ "Start" and "End" beside a date are times when their cells hold no date; a start date beside a start time is
    the date; a start with its own date needs no other."""
    for field, time_field in ((Field.STARTS, Field.START_TIME), (Field.ENDS, Field.END_TIME)):
        if field in settled:
            place = settled.index(field)
            filled = [cell for cell in samples[place] if cell.strip()]
            if filled and not any(_is_moment(cell) for cell in filled):
                settled[place] = time_field
    if Field.STARTS in settled and Field.DATE in settled and Field.START_TIME not in settled:
        settled[settled.index(Field.DATE)] = Field.IGNORE


def _name_venues(headings: Sequence[str], settled: list[Field]) -> None:
    """A plain "name" is the venue's when nothing else is, and else the space's."""
    for place, heading in enumerate(headings):
        if settled[place] is Field.IGNORE and heading_key(heading) in ("name", "nombre"):
            settled[place] = Field.SPACE_NAME if Field.VENUE_NAME in settled else Field.VENUE_NAME
            return


def _one_name(settled: list[Field]) -> None:
    """With a family name of its own, a plain "name" is the given name; with both, it is left out."""
    if Field.FULL_NAME not in settled:
        return
    place = settled.index(Field.FULL_NAME)
    if Field.GIVEN_NAME in settled and Field.FAMILY_NAME in settled:
        settled[place] = Field.IGNORE
    elif Field.FAMILY_NAME in settled:
        settled[place] = Field.GIVEN_NAME


def _by_content(settled: list[Field], samples: Sequence[Sequence[str]]) -> None:
    """A column of e-mail addresses is recognised under any heading."""
    for place, sample in enumerate(samples):
        filled = [cell for cell in sample if cell.strip()]
        if settled[place] is Field.IGNORE and filled and all(re.fullmatch(r"\S+@\S+\.\S+", c.strip()) for c in filled):
            settled[place] = Field.EMAIL


@lru_cache(maxsize=1_000)
def guessed_kind(text: str) -> EventKind:
    """The kind a word of the file stands for; "other" when nothing speaks for another."""
    key = f" {heading_key(text)} "
    for kind, words in _KIND_WORDS:
        if any(f" {heading_key(word)}" in key for word in words.split("|")):
            return kind
    return EventKind.OTHER


def with_kinds(mapping: ImportMapping, texts: Iterable[str]) -> ImportMapping:
    """The mapping with a match for every one of these words: those it has, and guesses for new ones."""
    known = {match.text: match.kind for match in mapping.kinds}
    matches = tuple(KindMatch(text, known.get(text, guessed_kind(text))) for text in sorted({*known, *texts}))
    return ImportMapping(mapping.subject, mapping.columns, matches)
