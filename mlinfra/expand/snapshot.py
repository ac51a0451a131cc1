"""Expanded resources, diagnostics and outputs -> the text that ``bicep snapshot`` writes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from mlinfra.expand.runtime import Entry


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a template deploys with some parameters in some scope."""

    entries: tuple[Entry, ...]
    """One for each resource, in deployment order."""
    diagnostics: tuple[str, ...]
    """Warnings of the engine: ``PLACE LEVEL CODE: MESSAGE``."""
    outputs: dict[str, Any]
    """Values of the outputs, or the expression text of what is not known."""
    output_types: dict[str, str] = field(default_factory=dict)
    """Their types, as ARM names them: ``String``, ``SecureObject`` ..."""

    @property
    def resources(self) -> tuple[dict[str, Any], ...]:
        """The predicted resources."""
        return tuple(entry.resource for entry in self.entries)

    def to_json(self) -> dict[str, Any]:
        """The snapshot in the JSON shape of ``bicep snapshot``."""
        return {
            "predictedResources": list(self.resources),
            "diagnostics": list(self.diagnostics),
            "outputs": self.outputs,
        }


# As .NET's relaxed encoder: what is unassigned, private, a control or a separator, and all beyond U+FFFF.
_ESCAPED = re.compile(r"[\x7f-\xa0\xad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff]|[^\u0000-\uffff]")


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def snapshot_text(snapshot: Snapshot) -> str:
    """The snapshot as ``bicep snapshot`` writes it: two blanks of indent, no newline at the end."""
    return _ESCAPED.sub(_escape, json.dumps(snapshot.to_json(), indent=2, ensure_ascii=False))
