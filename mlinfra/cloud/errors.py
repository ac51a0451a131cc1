"""ARM's error body -> `Refused`, one exception with code, message and everything nested in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.errors import CloudError


class Refused(CloudError):
    """Azure said no. ``error`` is its error object: code, message, target, details, additionalInfo."""

    def __init__(self, error: Mapping[str, Any], *, status: int = 0, where: str = "", hint: str = "") -> None:
        self.error: dict[str, Any] = dict(error)
        self.status = status
        self.code = str(error.get("code") or f"HTTP {status}")
        text = str(error.get("message") or "Azure gave no reason")
        super().__init__(f"{self.code}: {text}", where=where, hint=hint)
