"""Say whether a property, variable or setting is named like one that holds a secret."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_SECRET = frozenset({
    "password", "passwords", "passwd", "pwd", "pwds", "passphrase", "passphrases", "passcode", "secret", "secrets",
    "token", "tokens", "credential", "credentials", "pat", "sas", "apikey", "apikeys", "accesskey", "accesskeys",
    "accountkey", "sharedkey", "privatekey", "connectionstring", "connectionstrings", "connstr", "dsn", "authorization",
    "bearer", "pfx", "pfxblob",
})  # fmt: skip
"""As the last word of a name: ``dbPwd``, ``HF_TOKEN``, ``sql-password``."""

_KEY_OF = frozenset({
    "access", "account", "admin", "aes", "api", "app", "auth", "client", "cosmos", "deploy", "function", "hmac", "host",
    "ingestion", "instrumentation", "jwt", "license", "master", "openai", "primary", "private", "redis", "registration",
    "root", "sas", "search", "secondary", "secret", "service", "shared", "signing", "storage", "subscription", "workspace",
})  # fmt: skip
"""Before ``key`` or ``keys``: ``subscriptionKey``, ``master_key``."""

_STRING_OF = frozenset({"connection", "conn", "connect"})
"""Before ``string``, ``strings`` or ``str``: ``connectionStrings``."""

_FORMS = frozenset({"b64", "base64", "data", "hash", "header", "json", "new", "old", "pem", "plain", "text", "value"})
"""After the word that counts, saying only in what form: ``privateKeyPem``, ``password2``."""

_COUNTED = frozenset({"completion", "input", "limit", "max", "min", "num", "number", "output", "prompt", "total"})
"""Before ``tokens``: a number of them."""

_OPEN_KEYS = frozenset({"cache", "foreign", "hash", "partition", "public", "row", "sort"})
"""Before ``KEY`` in the name of an environment variable: no secret."""

_WHOLE = frozenset({
    "sig", "pass", "key1", "key2", "protectedsettings", "securevalue",
})  # fmt: skip
"""Names that say so only as a whole."""


def words(name: str) -> list[str]:
    """The words of a name in lower case: ``HF_TOKEN`` and ``hfToken`` are ``hf`` and ``token``."""
    return [word.lower() for word in _WORD.findall(name)]


@lru_cache(maxsize=16384)
def secret_name(name: str) -> bool:
    """Whether what stands under this name is a secret.

    The last word decides, so that ``secretName``, ``tokenUrl``, ``passwordPolicy`` and ``maxTokens`` are no secrets.
    """
    parts = words(name)
    if "".join(parts) in _WHOLE:
        return True
    while parts and (parts[-1] in _FORMS or parts[-1].isdigit()):
        parts.pop()
    if not parts:
        return False
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
    if last == "tokens" and before in _COUNTED:
        return False
    if last in {"key", "keys"}:
        return before in _KEY_OF or (bool(before) and name.isupper() and before not in _OPEN_KEYS)
    if last in {"string", "strings", "str"}:
        return before in _STRING_OF
    return last in _SECRET or (last == "pass" and bool(before))
