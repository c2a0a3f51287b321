"""Sentences about the passphrase of a data file. None of them holds one."""

from coordinator.domain.passphrases import Strength
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording.facts import Sentences

PASSPHRASE_TROUBLES: Sentences = {
    "passphrase-needed": lambda f: f.fill(
        _(
            "{path} is locked with a passphrase, or it is not a Coordinator file. "
            "Give the passphrase, or choose another file."
        )
    ),
    "passphrase-wrong": lambda f: f.fill(
        _("This passphrase does not open {path}. Look at Caps Lock and at the language of the keyboard, and try again.")
    ),
    "passphrase-on-server": lambda _f: _(
        "A passphrase locks a file on this computer. The data of this office is on a server, where its "
        "administrator protects it."
    ),
    "passphrase-not-given": lambda _f: _(
        "There is nobody to ask for the passphrase. Start the command in a terminal, or give the passphrase in a file "
        "with --passphrase-file, or in the environment as COORDINATOR_PASSPHRASE."
    ),
    "no-passphrase": lambda f: f.fill(_("{path} has no passphrase. Nothing was changed.")),
    "not-rewritten": lambda f: f.fill(
        _(
            "{path} could not be written anew, so it is as it was before. "
            "Make room on the disk or ask for write access to its folder, and try again."
        )
    ),
}

PASSPHRASES: Sentences = {
    "passphrase-too-short": lambda f: f.fill(
        ngettext(
            "Take at least {shortest} letter for the passphrase. Four or five words are good.",
            "Take at least {shortest} letters for the passphrase. Four or five words are good.",
            f.number("shortest"),
        )
    ),
    "passphrase-too-long": lambda f: f.fill(
        ngettext(
            "The passphrase can have {longest} letter at the most.",
            "The passphrase can have {longest} letters at the most.",
            f.number("longest"),
        )
    ),
    "passphrase-control-signs": lambda _f: _(
        "There is a sign in the passphrase that nobody can type, such as the end of a line. Write it in one line."
    ),
    "passphrases-differ": lambda _f: _("The two are not the same. Write the passphrase again."),
}


def strength_words(strength: Strength) -> str:
    """How good a passphrase is, and what makes it better."""
    words = {
        Strength.SHORT: _("Too short. Four or five words are good."),
        Strength.WEAK: _("Easy to guess. Add a word or two that do not belong together."),
        Strength.FAIR: _("Good. One more word makes it very good."),
        Strength.STRONG: _("Very good."),
    }
    return words[strength]


def warning() -> str:
    """What everybody has to know before."""
    return _(
        "Nobody can open the file without the passphrase, and nobody can find it out or set it back. "
        "Write it down and keep it in a safe place, away from this computer."
    )


def backups_locked(count: int) -> str:
    """What became of the backups."""
    return ngettext(
        "{count} backup was locked with the same passphrase.",
        "{count} backups were locked with the same passphrase.",
        count,
    ).format(count=count)


def backups_readable(paths: tuple[str, ...]) -> str:
    """Which backups anybody can still read."""
    return ngettext(
        "{count} backup could not be locked and can be read without the passphrase: {paths}. Delete it yourself.",
        "{count} backups could not be locked and can be read without the passphrase: {paths}. Delete them yourself.",
        len(paths),
    ).format(count=len(paths), paths=", ".join(paths))


def copies_elsewhere() -> str:
    """What the program cannot know of."""
    return _("Copies that were saved in other places before can still be read by anybody.")


def backups_of_before() -> str:
    """Which passphrase opens what was kept before a change."""
    return _("Backups made until now open with the passphrase that was in use then.")
