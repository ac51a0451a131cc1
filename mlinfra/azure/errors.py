"""Turn the error bodies of Resource Manager into `Refused`, with code, message and everything nested in it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from mlinfra.base.errors import CloudError, NotSignedIn, TargetUnavailable, WhatIfFailed

SIGN_IN = (
    "sign in with 'az login', 'azd auth login' or Connect-AzAccount; in a pipeline set AZURE_CLIENT_ID, AZURE_TENANT_ID "
    "and, for OIDC, 'permissions: id-token: write' or AZURE_FEDERATED_TOKEN_FILE"
)


class Refused(CloudError):
    """Azure said no. ``error`` is its error object: code, message, target, details, additionalInfo."""

    def __init__(self, error: Mapping[str, Any], *, status: int = 0, where: str = "", hint: str = "") -> None:
        self.error: dict[str, Any] = dict(error)
        self.status = status
        self.code = str(error.get("code") or f"HTTP {status}")
        text = str(error.get("message") or "Azure gave no reason")
        super().__init__(f"{self.code}: {text}", where=where, hint=hint)


class WhatIfRefused(Refused, WhatIfFailed):
    """The forecast failed, and Azure said why."""


def refused(status: int, body: Any, where: str = "") -> CloudError:
    """The exception for an answer of 400 and above, or for a long operation that failed."""
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        error = body if isinstance(body, Mapping) and "code" in body else {"code": f"HTTP {status}", "message": ""}
    if status == 401:
        return NotSignedIn(f"Azure refused the sign-in: {error.get('message')}", where=where, hint=SIGN_IN)
    return Refused(error, status=status, where=where)


@contextmanager
def calling(where: str = "") -> Generator[None, None, None]:
    """Turn the SDK's exceptions into ours; ``where`` says what was asked."""
    from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError

    try:
        yield
    except ClientAuthenticationError as error:
        raise NotSignedIn(f"not signed in: {_first_line(error)}", where=where, hint=SIGN_IN) from error
    except HttpResponseError as error:
        raise refused(error.status_code or 0, _body(error), where) from error
    except AzureError as error:
        raise TargetUnavailable(
            f"no answer: {_first_line(error)}", where=where, hint="check the connection and run the command again"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _body(error: Any) -> Any:
    try:
        return error.response.json()
    except (AttributeError, ValueError):
        return {"error": {"code": getattr(error, "reason", None) or "Unreadable", "message": _first_line(error)}}
