"""What is said about backups: why they were made, whether they are sound, and what stands against making one."""

from pathlib import Path

from coordinator.domain.backups import Kept, Reason, Soundness
from coordinator.runtime.i18n import _, pgettext
from coordinator.wording.facts import Sentences


def reason_words(reason: Reason) -> str:
    """Why it was made, as it stands beside its time."""
    words = {
        Reason.DAILY: pgettext("backup", "daily"),
        Reason.BY_HAND: pgettext("backup", "by hand"),
        Reason.IMPORT: pgettext("backup", "before import"),
        Reason.RESTORE: pgettext("backup", "before restore"),
        Reason.UPGRADE: pgettext("backup", "before upgrade"),
        Reason.MOVE: pgettext("backup", "before moving"),
        Reason.ENCRYPTION: pgettext("backup", "before passphrase change"),
    }
    return words[reason]


def sound_words(sound: Soundness) -> str:
    """Whether it is whole, in one or two words."""
    words = {
        Soundness.CHECKED: pgettext("backup", "Checked"),
        Soundness.CUT_SHORT: pgettext("backup", "Cut short"),
        Soundness.DAMAGED: pgettext("backup", "Damaged"),
        Soundness.LOCKED: pgettext("backup", "Locked"),
    }
    return words[sound]


def why_not_sound(sound: Soundness) -> str:
    """What is wrong with a backup, and what to do."""
    words = {
        Soundness.CHECKED: "",
        Soundness.CUT_SHORT: _(
            "The end of this backup is missing: the disk was full, or the drive was pulled out while it was written. "
            "It cannot be restored. Take an earlier or a later one."
        ),
        Soundness.DAMAGED: _(
            "This backup was opened and is damaged: the disk or drive it lies on may be failing. It cannot be "
            "restored. Take an earlier or a later one, and keep backups on another drive from now on."
        ),
        Soundness.LOCKED: _(
            "This backup is locked with a passphrase that was not given yet. You are asked for it when you restore it."
        ),
    }
    return words[sound]


def kept_instead(kept: Kept) -> str:
    """That the chosen folder did not take the backup, and where it is."""
    folder = kept.instead_of
    if Path(folder).is_dir():
        said = _("The backup could not be written to {folder}. It was kept on this computer.")
    elif is_on_a_drive(folder):
        said = _("The USB drive is not plugged in. The last backup was kept on this computer.")
    else:
        said = _("The folder {folder} is not there. The last backup was kept on this computer.")
    return said.format(folder=folder)


def is_on_a_drive(folder: str) -> bool:
    """If a path is one that drives get when they are plugged in."""
    path = Path(folder)
    drives = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
    return path.as_posix().startswith(drives) or (bool(path.drive) and path.drive.upper() != "C:")


def folder_words(folder: str) -> str:
    """A folder as people name it: "USB “DESK14” › Coordinator backups", "Documents › Coordinator › backups"."""
    path = Path(folder)
    parts = path.parts
    if path.as_posix().startswith(("/media/", "/run/media/")):
        drive = 3 if parts[1] == "media" else 4
        if len(parts) > drive:
            return " › ".join((_("USB “{name}”").format(name=parts[drive]), *parts[drive + 1 :]))
    if path.is_relative_to(Path.home()) and path != Path.home():
        return " › ".join(path.relative_to(Path.home()).parts)
    return folder


BACKUPS: Sentences = {
    "daily-copy-failed": lambda f: f.fill(
        _("The backup {path} could not be made. Make room on the disk or choose another place in the settings.")
    ),
    "copy-by-hand-failed": lambda f: f.fill(
        _("The backup {path} could not be made. Make room on the disk, or choose another place for it.")
    ),
    "copy-before-import-failed": lambda f: f.fill(
        _(
            "The backup that is kept before an import, {path}, could not be made, so nothing was imported. "
            "Make room on the disk or choose another place for backups, and try again."
        )
    ),
    "copy-before-move-failed": lambda f: f.fill(
        _(
            "The backup that is kept before moving, {path}, could not be made, so nothing was moved. "
            "Make room on the disk or choose another place for backups, and try again."
        )
    ),
    "copy-before-encryption-failed": lambda f: f.fill(
        _(
            "The backup that is kept before the passphrase changes, {path}, could not be made, so nothing was "
            "changed. Make room on the disk or choose another place for backups, and try again."
        )
    ),
    "restore-failed": lambda f: f.fill(
        _(
            "The backup could not be put in the place of {path}, which is as it was. "
            "Make room on the disk or ask for write access, and try again."
        )
    ),
    "backup-missing": lambda f: f.fill(_("There is no backup {path}. Check the name, or plug in the drive it is on.")),
    "backup-cut-short": lambda f: f.fill(
        _("The end of the backup {path} is missing. Nothing was changed. Restore an earlier or a later one.")
    ),
    "backup-damaged": lambda f: f.fill(
        _("The backup {path} is damaged. Nothing was changed. Restore an earlier or a later one.")
    ),
    "backup-in-use": lambda f: f.fill(
        _(
            "{path} is a database that is in use, not a backup of one. Nothing was changed. "
            "Open it and make a backup of it first."
        )
    ),
    "restore-on-server": lambda _f: _(
        "An office database on a server is restored there; docs/office.md says how the administrator does it. "
        "Nothing was changed."
    ),
    "in-use": lambda f: f.fill(
        _(
            "{path} is open in another window or program. Nothing was changed. "
            "Close the program there, also on its command line, and try again."
        )
    ),
}
