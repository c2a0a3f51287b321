"""One window per database: a second start raises the first one and ends."""

import zlib
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal

_PATIENCE = 1000  # milliseconds


class OneWindow(QObject):
    """`raised` comes when somebody starts the program again with the same database."""

    raised = Signal()

    def __init__(self, target: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"coordinator-{_mark(target)}"
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None

    def take(self) -> bool:
        """True when this is the first window of the database."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear of later starts. Loaded only now: the network part of Qt costs time at the start."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        server.newConnection.connect(self._greet)
        server.listen(self._name)
        self._server = server

    def raise_first(self) -> bool:
        """Ask the first window to come forward; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(_PATIENCE)
        socket.disconnectFromServer()
        return answered

    def release(self) -> None:
        """Give the database up."""
        if self._server is not None:
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _greet(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            waiting = self._server.nextPendingConnection()
            if waiting is not None:
                waiting.deleteLater()
        self.raised.emit()


def _mark(target: str) -> str:
    place = (target if "://" in target else str(Path(target).absolute())).encode()
    return f"{zlib.crc32(place):08x}{zlib.adler32(place):08x}"
