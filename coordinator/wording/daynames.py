"""Names of weekdays (Monday first) and months in the languages of the program.

They are those of Unicode's locale data, which a test asks Babel for. Written down here because loading that data
takes a fifth of the processor time of an empty window, at every start, for some ninety words.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayNames:
    """Inside a date ("martes"); the narrow ones stand alone over a column ("M")."""

    weekdays_short: tuple[str, ...]
    weekdays_long: tuple[str, ...]
    weekdays_narrow: tuple[str, ...]
    months_short: tuple[str, ...]
    months_long: tuple[str, ...]


NAMES = {
    "en": DayNames(
        weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        weekdays_long=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        weekdays_narrow=("M", "T", "W", "T", "F", "S", "S"),
        months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        months_long=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    ),
    "es": DayNames(
        weekdays_short=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
        weekdays_long=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        weekdays_narrow=("L", "M", "X", "J", "V", "S", "D"),
        months_short=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
        months_long=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
    ),
}
