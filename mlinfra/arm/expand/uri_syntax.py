"""Read URIs as .NET's ``Uri`` class does: taken apart and normalised, or refused.

``HTTP://H.Test:80/a/../b c`` is ``http://h.test/b%20c``.
"""

from __future__ import annotations

import re
import socket
from urllib.parse import quote, unquote_to_bytes

from mlinfra.arm.expand.text import writable
from mlinfra.base.frozen import dataclass, replace

PORTS = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "gopher": 70, "nntp": 119, "telnet": 23, "ldap": 389,
    "net.tcp": 808, "mailto": 25,
}  # fmt: skip
"""Default port of each scheme that has one."""
_HOSTED = {"http", "https", "ws", "wss", "ftp", "gopher", "nntp", "telnet", "net.tcp", "net.pipe"}
"""Schemes that need a host."""
LONGEST = 65_519
"""Characters a URI may have."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DRIVE = re.compile(r"[A-Za-z][:|][/\\]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+|%")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_LABEL = r"[\w-]{1,63}"
_DNS = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_OTHER_HOST = re.compile(r"[^\s\"<>\\^`{|}/?#@:\[\]]+")


@dataclass(frozen=True, slots=True)
class Uri:
    """An absolute URI, normalised, with its escapes."""

    scheme: str
    user: str
    """With the ``@`` behind it."""
    host: str | None
    """None where only a path follows the scheme, as in ``urn:a:b``."""
    port: int | None
    """None for the default one."""
    path: str
    query: str
    """With its question mark."""
    fragment: str
    """With its ``#``."""

    @property
    def authority(self) -> str:
        """Everything before the path."""
        if self.host is None:
            return f"{self.scheme}:"
        port = "" if self.port is None else f":{self.port}"
        slashes = "" if self.scheme == "mailto" else "//"
        return f"{self.scheme}:{slashes}{self.user}{self.host}{port}"

    @property
    def text(self) -> str:
        """The whole of it."""
        drive = "/" if self.scheme == "file" and not self.host and not self.path.startswith("/") else ""
        return f"{self.authority}{drive}{self.path}{self.query}{self.fragment}"


def read_uri(text: str) -> Uri | None:
    """The absolute URI that a text is; None where it is none."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if _DRIVE.match(text):
        return _with_path(Uri("file", "", "", None, "", "", ""), text.replace("\\", "/"), rooted=False)
    if text[:2] in {"//", "\\\\"}:
        return _with_host("file", text[2:])
    scheme = _SCHEME.match(text)
    if scheme is None or len(scheme[1]) == 1:
        return None
    name, rest = scheme[1].lower(), text[scheme.end() :]
    if name == "mailto":
        return _mail(rest)
    if name in _HOSTED or name == "file":
        rest = re.sub(r"[/\\]", "/", rest[:2]) + rest[2:]
    if rest.startswith("//"):
        return _with_host(name, rest[2:])
    if name in _HOSTED:
        return None
    if not rest:
        return None
    return _with_path(Uri(name, "", "" if name == "file" else None, None, "", "", ""), rest, rooted=name == "file")


def _with_host(scheme: str, rest: str) -> Uri | None:
    """A URI whose host stands at the beginning of ``rest``."""
    if scheme == "file" and _DRIVE.match(rest.removeprefix("/")):
        return _with_path(
            Uri("file", "", "", None, "", "", ""), rest.removeprefix("/").replace("\\", "/"), rooted=False
        )
    end = re.search(r"[/\\?#]", rest)
    place, rest = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    user, at, place = place.rpartition("@")
    place_and_port = _host_and_port(scheme, place)
    if place_and_port is None:
        return None
    host, port = place_and_port
    return _with_path(Uri(scheme, escaped(user) + at, host, port, "", "", ""), rest, rooted=True)


def _mail(rest: str) -> Uri | None:
    end = re.search(r"[/?#]", rest)
    place, rest = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    user, at, host = place.rpartition("@")
    if host and not _OTHER_HOST.fullmatch(host):
        return None
    return _with_path(Uri("mailto", escaped(user) + at, host.lower(), None, "", "", ""), rest, rooted=False)


def _host_and_port(scheme: str, place: str) -> tuple[str, int | None] | None:
    match = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]*))?", place)
    if match is None:
        return None
    host, port = _host(scheme, match[1]), match[2]
    if host is None or (port and (len(port.lstrip("0")) > 5 or int(port) > 65_535)):
        return None
    number = int(port) if port else None
    return host, None if number == PORTS.get(scheme) else number


def _host(scheme: str, host: str) -> str | None:
    if host.startswith("["):
        try:
            return f"[{socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, host[1:-1].partition('%')[0]))}]"
        except (OSError, ValueError):
            return None
    if not host:
        return None if scheme in _HOSTED else ""
    if re.fullmatch(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)(?:\.(?:0[xX][0-9a-fA-F]*|[0-9]+)){0,3}", host):
        try:
            return socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return host.lower()
    named = _DNS.fullmatch(host) or (scheme not in {*_HOSTED, "file"} and _OTHER_HOST.fullmatch(host))
    return host.lower() if named else None


def _with_path(uri: Uri, rest: str, *, rooted: bool) -> Uri:
    """A URI with what stands behind its host. ``rooted``: the path starts with a slash and its dots are resolved."""
    rest, mark, fragment = rest.partition("#")
    path, question, query = rest.partition("?")
    path = path.replace("\\", "/") if uri.host is not None else path
    path = _unreserved(path)
    if rooted and not path.startswith("/"):
        path = f"/{path}"
    if uri.host is not None and uri.scheme != "mailto":
        path = without_dots(path)
    return replace(
        uri, path=escaped(path), query=escaped(question + query), fragment=escaped(mark + fragment)
    )  # fmt: skip


def _unreserved(text: str) -> str:
    """A text in which escapes of letters, digits and the like are decoded: ``%41`` is ``A``."""

    def plain(match: re.Match[str]) -> str:
        char = chr(int(match[0][1:], 16))
        return char if _UNRESERVED.fullmatch(char) else match[0]

    return _ESCAPE.sub(plain, text)


def without_dots(path: str) -> str:
    """A path whose ``.`` and ``..`` are resolved."""
    kept: list[str] = []
    *parts, last = path.split("/")
    for part in parts:
        if part == "..":
            kept[1:] = kept[1:-1]
        elif part != ".":
            kept.append(part)
    if last == "..":
        kept[1:] = kept[1:-1]
    return "/".join([*kept, "" if last in {".", ".."} else last])


def escaped(text: str) -> str:
    """A text with everything escaped that may not stand in a URI, broken escapes too."""
    whole = _ESCAPES.sub(lambda match: match[0] if len(match[0]) > 1 else "%25", _unreserved(text))
    return quote(writable(whole).encode(), safe=_KEPT)


_STAY_ESCAPED = frozenset(b"!#$%&'()*+,/:;=?@[]\\")


def shown(text: str) -> str:
    """A text with its escapes decoded, as ``Uri.ToString()`` does: all but those of marks with a meaning."""

    def decoded(match: re.Match[str]) -> str:
        out = bytearray()
        for byte in unquote_to_bytes(match[0]):
            reserved = byte in _STAY_ESCAPED or byte < 0x20 or byte == 0x7F
            out += b"%%%02X" % byte if reserved else bytes([byte])
        try:
            return out.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _ESCAPES.sub(lambda match: decoded(match) if len(match[0]) > 1 else "%25", text)


def joined(base: Uri, relative: str) -> Uri | None:
    """Resolve a relative URI against a base; None where the result is not a URI."""
    relative = relative.strip()
    absolute = read_uri(relative) if relative[:1] not in {"/", "\\"} else None
    if absolute is not None:
        return absolute
    if not relative:
        return base
    if relative[:2] in {"//", "\\\\"}:
        return read_uri(f"{base.scheme}:{relative}")
    if relative[0] == "#":
        return read_uri(f"{base.authority}{base.path}{base.query}{relative}")
    if relative[0] == "?":
        return read_uri(f"{base.authority}{base.path}{relative}")
    if relative[0] in "/\\":
        return read_uri(base.authority + relative)
    folder = base.path.rpartition("/")
    return read_uri(f"{base.authority}{folder[0]}{folder[1]}{relative}")
