"""Hold one HTTP request and its answer, without a server: what routes take and give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from re import Match, Pattern
from typing import Any, TypeAlias

from mlinfra.local.errors import ArmError
from mlinfra.local.protection import OPERATOR


@dataclass(frozen=True, slots=True)
class Call:
    """A request to Resource Manager."""

    method: str
    path: str
    """Without query, percent-decoded."""
    query: dict[str, str]
    """Names in lower case."""
    body: Any
    base: str
    """``http://127.0.0.1:PORT``: what polling URLs start with."""
    principal: str = OPERATOR
    """Object id of the caller."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    @property
    def api_version(self) -> str:
        """As asked for; any is served."""
        return self.query.get("api-version", "")

    @property
    def top(self) -> int | None:
        """How many items of a list are asked for; None: all. Raises 400 for what is not a count."""
        text = self.query.get("$top")
        if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ArmError(400, "InvalidQueryParameter", f"The query parameter '$top' is not a count: '{text}'.")
        return int(text) if text else None

    def json(self) -> dict[str, Any]:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise ArmError(400, "InvalidRequestContent", "The request content must be a JSON object.")
        return self.body


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of Resource Manager."""

    status: int = 200
    body: Any = None
    """JSON; None: no content."""
    headers: dict[str, str] = field(default_factory=dict)


Handler: TypeAlias = Callable[[Call, Match[str]], Reply]
Route: TypeAlias = tuple[str, Pattern[str], Handler]
"""Methods, separated by blanks; the whole path; what answers."""


def refusal(error: ArmError) -> Reply:
    """The answer that a refusal is."""
    return Reply(error.status, {"error": error.error()}, error.headers)


def paged(items: list[Any]) -> Reply:
    """A list in one page."""
    return Reply(200, {"value": items})
