"""Bind the values of secure parameters to a saved plan by a slow, salted hash, which tells nobody the values."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping

from mlinfra.base.json_value import Json

_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
"""About 50 ms and 16 MB for each guess."""


def hash_secure_values(parameters: Mapping[str, Json]) -> str | None:
    """``scrypt:SALT:HASH`` of secure parameters in ARM's form, the salt new each time; None where none has a value.

    References to a key vault are no secrets and do not count.
    """
    values = _values(parameters)
    if not values:
        return None
    salt = secrets.token_bytes(16)
    return f"scrypt:{salt.hex()}:{_hash(values, salt)}"


def holds_secure_values(stored: object, parameters: Mapping[str, Json]) -> bool:
    """Whether the values are those that ``hash_secure_values`` was given when it made ``stored``."""
    values = _values(parameters)
    if not values or not isinstance(stored, str):
        return stored is None and not values
    kind, _, rest = stored.partition(":")
    salt, _, expected = rest.partition(":")
    try:
        return kind == "scrypt" and hmac.compare_digest(_hash(values, bytes.fromhex(salt)), expected)
    except (TypeError, ValueError):
        return False


def _values(parameters: Mapping[str, Json]) -> dict[str, Json]:
    given = {name.casefold(): entry for name, entry in parameters.items() if isinstance(entry, Mapping)}
    return {name: entry["value"] for name, entry in given.items() if "value" in entry}


def _hash(values: Mapping[str, Json], salt: bytes) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.scrypt(text.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, dklen=32).hex()
