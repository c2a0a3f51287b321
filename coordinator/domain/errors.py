"""The one family of errors that reaches people; `wording.problems` makes the sentence."""

from collections.abc import Mapping
from datetime import datetime

from coordinator.domain.problems import Fact, Problem


class CoordinatorError(Exception):
    """Something a person has to know: a code that picks the sentence, and facts that fill it."""

    code = "error"

    def __init__(self, code: str = "", **facts: Fact) -> None:
        self.code = code or type(self).code
        self.facts: Mapping[str, Fact] = facts
        super().__init__(self.code)


class Refused(CoordinatorError):
    """The wish breaks rules; every reason at once, in the order they were found."""

    code = "refused"

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


class Stale(CoordinatorError):
    """The record was changed meanwhile. `theirs` is the record as it stands now, None when removed."""

    code = "stale"

    def __init__(
        self, *, table: str, record_id: int, by: str, at: datetime | None, theirs: object, pc: str = ""
    ) -> None:
        super().__init__(table=table, record_id=record_id, by=by, at=at, pc=pc)
        self.theirs = theirs


class NotFound(CoordinatorError):
    """No such record (code "no-such-person", "no-such-event", …; fact `id`)."""

    code = "not-found"


class StorageTrouble(CoordinatorError):
    """The database cannot be opened, read or written (codes "locked", "read-only", "full", "not-ours",
    "newer", "exists", "missing", "network-folder", "server-lost", …; fact `path`)."""

    code = "storage"


class Unsettled(StorageTrouble):
    """The server was lost while it was asked to keep a change: whether it did is not known yet. `token` is the change's
    own, by which it is looked up, and `answer` is what the errand gave: it counts once the change is found."""

    code = "unsettled"

    def __init__(self, *, path: str, token: str, answer: object) -> None:
        super().__init__(path=path)
        self.token = token
        self.answer = answer


class FileTrouble(CoordinatorError):
    """A file cannot be read or written (codes "file-missing", "file-in-use", "file-not-writable", …; fact `path`)."""

    code = "file"


class Interrupted(CoordinatorError):
    """The person pressed Cancel: nothing of the errand was kept."""

    code = "interrupted"
