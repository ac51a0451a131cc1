"""URIs: joined, taken apart and put together as .NET's ``Uri`` and ``UriBuilder`` do."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_plus, urljoin, urlsplit

from mlinfra.arm.expand.registry import function
from mlinfra.arm.expand.values import Value, find_key, kind_of
from mlinfra.base.errors import TemplateError

_PORTS = {
    "http": 80,
    "https": 443,
    "ftp": 21,
    "ws": 80,
    "wss": 443,
    "ldap": 389,
    "gopher": 70,
    "nntp": 119,
    "mailto": 25,
}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]*")
_KEPT = "!#$%&'()*+,/:;=?@[]~"


@function("uri", "s", "s")
def _uri(base: str, relative: str) -> str:
    if not _ABSOLUTE.fullmatch(base):
        raise TemplateError(f"uri() takes an absolute URI first, not {base!r}")
    return _normal(urljoin(_normal(base), relative) if relative else base)


def _normal(text: str) -> str:
    parts = urlsplit(text)
    scheme = parts.scheme.lower()
    user, at, place = parts.netloc.rpartition("@")
    host, port = _host_and_port(place)
    shown = "" if port is None or port == _PORTS.get(scheme) else f":{port}"
    path = quote(parts.path or ("/" if parts.netloc else ""), safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_KEPT)}" if parts.fragment else ""
    slashes = "//" if parts.netloc else ""
    return f"{scheme}:{slashes}{user}{at}{host.lower()}{shown}{path}{query}{fragment}"


def _host_and_port(place: str) -> tuple[str, int | None]:
    host, colon, port = place.rpartition(":")
    if not colon or (port and not port.isdigit()):
        return place, None
    return host, int(port) if port else None


@function("uriComponent", "s")
def _uri_component(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="-_.~")


@function("uriComponentToString", "s")
def _uri_component_to_string(text: str) -> str:
    return unquote_plus(text)


@function("parseUri", "s")
def _parse_uri(text: str) -> Value:
    text = text.strip()
    if not _ABSOLUTE.fullmatch(text):
        raise TemplateError(f"parseUri() takes an absolute URI, not {text!r}")
    parts = urlsplit(text)
    mail = parts.scheme.lower() == "mailto"
    host, port = _host_and_port((parts.path if mail else parts.netloc).rpartition("@")[2])
    found: dict[str, Value] = {
        "scheme": parts.scheme.lower(),
        "host": host.lower(),
        "port": None if port == _PORTS.get(parts.scheme.lower()) else port,
    }
    path = "" if mail else quote(parts.path, safe=_KEPT) or "/"
    if path != "/":
        found["path"] = path
    if parts.query:
        found["query"] = f"?{quote(parts.query, safe=_KEPT)}"
    return found


def _part(parts: dict[str, Value], name: str, kind: type, *, required: bool = False) -> Value:
    key = find_key(parts, name)
    value = None if key is None else parts[key]
    if value is None:
        if required:
            raise TemplateError(f"buildUri() needs the property {name!r}")
        return None
    if type(value) is not kind:
        raise TemplateError(f"the property {name!r} of buildUri() can't be {kind_of(value)}")
    return value


@function("buildUri", "o")
def _build_uri(parts: dict[str, Value]) -> str:
    scheme = _part(parts, "scheme", str, required=True)
    host = _part(parts, "host", str, required=True)
    port = _part(parts, "port", int)
    path = _part(parts, "path", str) or ""
    query = _part(parts, "query", str) or ""
    if port is not None and not -1 <= port <= 65535:
        raise TemplateError(f"buildUri() knows no port {port}")
    shown = "" if port in {None, -1, _PORTS.get(scheme)} else f":{port}"
    question = "?" if query and not query.startswith("?") else ""
    return f"{scheme}://{host}{shown}/{path.removeprefix('/')}{question}{query}"
