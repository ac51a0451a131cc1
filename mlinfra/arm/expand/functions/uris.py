"""Join URIs, take them apart and put them together, as .NET's ``Uri`` and ``UriBuilder`` do."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote_plus

from mlinfra.arm.expand.registry import function
from mlinfra.arm.expand.text import writable
from mlinfra.arm.expand.uri_syntax import PORTS, joined, read_uri, shown
from mlinfra.arm.expand.values import Value, find_key, kind_of
from mlinfra.base.errors import TemplateError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_WITHOUT_SLASHES = {"mailto", "news", "uuid"}


@function("uri", "s", "s", checks="before", slow=16)
def _uri(base: str, relative: str) -> str:
    uri = read_uri(base)
    if uri is None or re.search(r"\s", base) or re.match(r"[A-Za-z][:|]|//|\\\\", base):
        raise TemplateError(f"uri() takes an absolute URI first, not {base!r}")
    result = joined(uri, relative)
    if result is None:
        raise TemplateError(f"uri() can't join {base!r} and {relative!r}")
    return result.text


@function("uriComponent", "s", slow=16)
def _uri_component(text: str) -> str:
    return quote(writable(text).encode(), safe="-_.~")


@function("uriComponentToString", "s", slow=16)
def _uri_component_to_string(text: str) -> str:
    return unquote_plus(text)


@function("parseUri", "s", slow=16)
def _parse_uri(text: str) -> Value:
    uri = read_uri(text)
    if uri is None:
        raise TemplateError(f"parseUri() takes an absolute URI, not {text!r}")
    parts: dict[str, Value] = {"scheme": uri.scheme, "host": uri.host or "", "port": uri.port}
    if uri.path != "/":
        parts["path"] = uri.path
    if uri.query:
        parts["query"] = uri.query
    return parts


def _part(parts: dict[str, Value], name: str, kind: type[Any], *, required: bool = False) -> Value:
    key = find_key(parts, name)
    value = None if key is None else parts[key]
    if value is not None and type(value) is not kind:
        raise TemplateError(f"the property {name!r} of buildUri() can't be {kind_of(value)}")
    if required and not (value and value.strip()):
        raise TemplateError(f"buildUri() needs the property {name!r}")
    return value


@function("buildUri", "o", slow=16)
def _build_uri(parts: dict[str, Value]) -> str:
    scheme = _part(parts, "scheme", str, required=True)
    host = _part(parts, "host", str, required=True)
    port = _part(parts, "port", int)
    path = (_part(parts, "path", str) or "").replace("\\", "/")
    query = _part(parts, "query", str) or ""
    if port is not None and not -1 <= port <= 65_535:
        raise TemplateError(f"buildUri() takes a port up to 65535, not {port}")
    scheme = (scheme if _SCHEME.fullmatch(scheme) else scheme.partition(":")[0]).lower()
    if not _SCHEME.fullmatch(scheme):
        raise TemplateError(f"buildUri() can't take {scheme!r} as scheme")
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    number = "" if port in {None, -1, PORTS.get(scheme)} else f":{port}"
    slashes = ":" if scheme in _WITHOUT_SLASHES else "://"
    path = quote(writable(path.removeprefix("/")).encode(), safe="!$%&'()*+,/:;=@[]~")
    question = "?" if query and not query.startswith("?") else ""
    uri = read_uri(f"{scheme}{slashes}{host}{number}/{path}{question}{query}")
    if uri is None:
        raise TemplateError(f"buildUri() can't take {host!r} as host")
    return shown(uri.text)
