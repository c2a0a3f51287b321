"""Addresses of servers, also of several that stand in for one another."""

from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_KINDS = ("postgresql://", "postgresql+psycopg://", "postgres://")


def server_url(target: str) -> URL:
    """The address as SQLAlchemy takes it: `postgresql://desk@one:5432,two:5433/office` becomes two hosts to be tried in
    turn. Raises ValueError for what is no address, or one of another kind of server."""
    if not target.startswith(_KINDS):
        raise ValueError(target)
    try:
        return _one_after_another(target) if "," in _hosts(target) else make_url(target)
    except ArgumentError as error:
        raise ValueError(target) from error


def has_several_hosts(target: str) -> bool:
    """If another server may stand in for one that does not answer."""
    try:
        hosts = server_url(target).query.get("host", "")
    except ValueError:
        return False
    return not isinstance(hosts, str) or "," in hosts


def shown_address(target: str) -> str:
    """Hosts and database, without user and password."""
    try:
        url = server_url(target)
    except ValueError:
        return target.rpartition("@")[2].partition("?")[0]
    asked = url.query.get("host", "")
    named = url.host or (asked if isinstance(asked, str) else ",".join(asked))
    hosts = ", ".join(part for part in named.split(",") if part and not part.startswith("/"))
    return "/".join(part for part in (hosts, url.database) if part)


def _hosts(target: str) -> str:
    return urlsplit(target).netloc.rpartition("@")[2]


def _one_after_another(target: str) -> URL:
    hosts = _hosts(target)
    pairs = [_host_and_port(each) for each in hosts.split(",")]
    url = make_url(target.replace(hosts, "", 1))
    return url.update_query_dict({"host": ",".join(pair[0] for pair in pairs), "port": _ports(pairs)})


def _host_and_port(text: str) -> tuple[str, str]:
    host, colon, port = text.rpartition(":")
    if not colon or port.endswith("]"):
        host, port = text, ""
    if port and not port.isdecimal():
        raise ValueError(text)
    return host.removeprefix("[").removesuffix("]"), port


def _ports(pairs: list[tuple[str, str]]) -> str:
    return ",".join(port or "5432" for _host, port in pairs)
