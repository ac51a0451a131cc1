"""Read and write texts as JSON, base64 and data URIs, and compute hashes of them."""

from __future__ import annotations

from hashlib import sha1

from mlinfra.arm.expand.composite_format import plain_text
from mlinfra.arm.expand.registry import function
from mlinfra.arm.expand.text import writable
from mlinfra.arm.expand.values import Value, json_text
from mlinfra.base.errors import TemplateError
from mlinfra.base.hashing import hash64

_NAMESPACE = bytes.fromhex("11fb06fb712d4ddd98c7e71bbd588830")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_WITHOUT_SPACE = dict.fromkeys(map(ord, " \t\r\n"))
_DATA_URI = r"(?si)data:(?P<type>[^;,]*)(?P<options>(?:;[^;,]*)*),(?P<data>.*)"


@function("json", "s", result="new", slow=8)
def _json(text: str) -> Value:
    return _read_json(text, "json")


def _read_json(text: str, function_name: str) -> Value:
    from mlinfra.arm.foreign_json import UnreadableJson, read_first_value

    try:
        return read_first_value(text)
    except UnreadableJson as error:
        raise TemplateError(f"{function_name}() can't read its text as JSON: {error.message}") from error


@function("base64", "s")
def _base64(text: str) -> str:
    return _encoded(text)


def _encoded(text: str) -> str:
    from base64 import b64encode

    return b64encode(writable(text).encode()).decode("ascii")


def _decoded(function_name: str, text: str) -> str:
    from base64 import b64decode

    try:
        return b64decode(text.translate(_WITHOUT_SPACE), validate=True).decode("utf-8", "replace")
    except ValueError as error:  # of what is no base64, or no ASCII
        raise TemplateError(f"{function_name}() can't read its text as base64") from error


@function("base64ToString", "s")
def _base64_to_string(text: str) -> str:
    return _decoded("base64ToString", text)


@function("base64ToJson", "s", result="new", slow=8)
def _base64_to_json(text: str) -> Value:
    return _read_json(_decoded("base64ToJson", text), "base64ToJson")


@function("dataUri", "sibaof")
def _data_uri(value: Value) -> str:
    if type(value) is str:
        return f"data:text/plain;charset=utf-8;base64,{_encoded(value)}"
    text = json_text(value) if type(value) in {list, dict} else plain_text(value)
    return f"data:application/json;charset=utf-8;base64,{_encoded(text)}"


@function("dataUriToString", "s", slow=16)
def _data_uri_to_string(text: str) -> str:
    import re
    from urllib.parse import unquote_to_bytes

    match = re.fullmatch(_DATA_URI, text)
    if match is None:
        raise TemplateError("dataUriToString() takes a data URI")
    options = [option.strip().lower() for option in match["options"].split(";") if option]
    charset = next((option[8:] for option in options if option.startswith("charset=")), "utf-8")
    if charset not in {"utf-8", "utf8"}:
        raise TemplateError(f"dataUriToString() reads only the charset utf-8, not {charset}")
    if "base64" in options:
        return _decoded("dataUriToString", match["data"])
    return unquote_to_bytes(match["data"]).decode("utf-8", "replace")


@function("uniqueString", "s", rest="s", slow=16)
def _unique_string(*texts: str) -> str:
    value = hash64(writable("-".join(texts)).encode())
    out = []
    for _ in range(13):
        out.append(_ALPHABET[value >> 59])
        value = value << 5 & 0xFFFF_FFFF_FFFF_FFFF
    return "".join(out)


@function("guid", "s", rest="s")
def _guid(*texts: str) -> str:
    """What ``uuid.uuid5`` gives; the import of `uuid` asks what platform this is, and takes as long as four templates."""
    digits = sha1(_NAMESPACE + writable("-".join(texts)).encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
