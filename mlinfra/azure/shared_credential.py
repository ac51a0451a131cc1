"""Let the threads of a run share one sign-in: a token is fetched once, by whichever asks first."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken, TokenCredential

_MARGIN = 300
"""Seconds before its end in which a token is fetched anew, as the SDK does it."""
_FAILED_FOR = 30.0
"""Seconds for which a refused sign-in stands: those who wait for it need not try again, one after the other."""


class SharedCredential:
    """Asks the credential within for one token at a time, and keeps it until shortly before its end.

    Credentials such as that of the Azure CLI start a program for each token that they are asked for.
    """

    def __init__(self, credential: TokenCredential) -> None:
        self._credential = credential
        self._lock = threading.Lock()
        self._tokens: dict[tuple[Any, ...], AccessToken] = {}
        self._failure: tuple[float, Exception] | None = None

    def get_token(self, *scopes: str, claims: str | None = None, **options: Any) -> AccessToken:
        """A token for scopes; with ``claims``, as Azure asks for after it refused a token, a new one.

        Raises what the credential raises.
        """
        key = (*scopes, *sorted(options.items()))
        with self._lock:
            kept = self._tokens.get(key)
            if kept and not claims and kept.expires_on - time.time() > _MARGIN:
                return kept
            if self._failure and time.monotonic() - self._failure[0] < _FAILED_FOR:
                raise self._failure[1]
            try:
                token = self._credential.get_token(*scopes, claims=claims, **options)
            except Exception as error:
                self._failure = (time.monotonic(), error)
                raise
            self._tokens[key] = token
            return token
