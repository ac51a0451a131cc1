"""Refuse requests that no client of this machine sends: a foreign Host or Origin, bad paths, bodies too large or not JSON."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection
from math import isfinite
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from mlinfra.arm.foreign_json import DEEPEST_BODY, UnreadableJson, read_foreign_json
from mlinfra.local.errors import ArmError

LARGEST = 8 * 1024 * 1024
"""Bytes of a request body; Azure takes templates of 4 MB."""
_THROWN_AWAY = 8 * LARGEST
_SLASHES = re.compile(r"/{2,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def check_origin(host: str, origin: str, also: Collection[str] = ()) -> None:
    """Raise 403 for a request that a web page sent, or that was sent to another name than this machine's.

    A browser sends requests of any page to 127.0.0.1, also under a name that the page's owner points there.
    ``host``, ``origin``: the headers, empty where there is none. ``also``: other names that requests may be sent to,
    such as the one of a proxy before it.
    """
    if _name(f"//{host}") not in {*_HERE, *also}:
        raise ArmError(403, "HostNotAllowed", f"The local target answers to 127.0.0.1 and localhost, not to '{host}'.")
    if origin and (not origin.startswith(("http://", "https://")) or _name(origin) not in _HERE):
        raise ArmError(403, "OriginNotAllowed", f"The local target answers no web page of '{origin}'.")


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def read_path(raw: bytes) -> str:
    """The path of a request, percent-decoded, one slash in front, none behind and one between parts.

    The Azure CLI writes two where a resource has no parent (``az resource show``). Raises 400 for bytes that are no UTF-8 and for control characters: no name in Azure has them.
    """
    try:
        path = unquote_to_bytes(raw.partition(b"?")[0]).decode("utf-8")
    except UnicodeDecodeError:
        path = "\0"
    if _CONTROL.search(path):
        raise ArmError(400, "InvalidRequestUri", "The path of the request has characters that no name may have.")
    return "/" + _SLASHES.sub("/", path.strip("/"))


async def read_limited(chunks: AsyncIterator[bytes]) -> bytes:
    """The request body. Raises 413 for one beyond the limit, of which no more is kept.

    The rest is read and thrown away, up to a second limit: most clients read no answer while they still send.
    """
    body = bytearray()
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size <= LARGEST:
            body += chunk
        elif size > _THROWN_AWAY:
            break
    check_size(size)
    return bytes(body)


def check_size(size: int) -> None:
    """Raise 413 for a request body of more bytes than the limit."""
    if size > LARGEST:
        message = f"The request content is larger than {LARGEST // 2**20} MB."
        raise ArmError(413, "RequestContentTooLarge", message, headers={"Connection": "close"})


def read_json(raw: bytes) -> Any:
    """The value of a request body, read as Azure reads it; None for an empty one.

    Raises 400 for what Azure does not read, and for numbers that JSON has no word for: ``NaN``, ``1e999``.
    """
    if not raw.strip():
        return None
    try:
        value = read_foreign_json(raw.decode("utf-8-sig"), DEEPEST_BODY).value
    except ValueError as error:
        place = f" Line {error.line}." if isinstance(error, UnreadableJson) else ""
        raise _invalid(str(error), place) from error
    if (number := _not_finite(value)) is not None:
        raise _invalid(f"{number} is not a number of JSON")
    return value


def _invalid(reason: str, place: str = "") -> ArmError:
    message = f"The request content was invalid and could not be deserialized: '{reason}'.{place}"
    return ArmError(400, "InvalidRequestContent", message)


def _not_finite(value: Any) -> float | None:
    """The first number that is infinite or none; what is read here is nested no deeper than ``DEEPEST_BODY``."""
    if isinstance(value, float):
        return None if isfinite(value) else value
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((number for member in members if (number := _not_finite(member)) is not None), None)
