"""Hold what a template expands to, and write it as ``bicep snapshot`` does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from mlinfra.arm.expand.runtime import Entry
from mlinfra.base.frozen import dataclass
from mlinfra.base.indented_json import indented_json


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
    links: tuple[str, ...] = ()
    """Ids of the nested deployments whose template is a link: what these deploy is not in ``entries``."""
    switched_off: frozenset[str] = frozenset()
    """Ids, in lower case, of the resources that are not deployed because their condition is false."""

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


class Diagnostic(NamedTuple):
    """A remark of the engine, in its parts."""

    level: str
    """``Info``, ``Warning`` or ``Error``."""
    code: str
    message: str
    target: str
    """Id of what it is about; empty where the engine names none."""


_DIAGNOSTIC = re.compile(r"(?s)(?P<target>.*?) ?(?P<level>Info|Warning|Error) (?P<code>\w+): (?P<message>.*)")


def diagnostic(line: str) -> Diagnostic:
    """The parts of ``TARGET LEVEL CODE: MESSAGE``, as the engine writes it; any other text is the message of an Info."""
    match = _DIAGNOSTIC.fullmatch(line)
    return Diagnostic(**match.groupdict()) if match else Diagnostic("Info", "", line, "")


# .NET's relaxed encoder escapes what has no glyph of its own (controls, surrogates, private use, unassigned, all blanks
# but the common one), all beyond U+FFFF, and writes every escape in upper case.
_CANDIDATE = re.compile(r"\\(?:u[0-9a-f]{4}|.)|[^\x00-\x7e]")
_GLYPHLESS = {"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}


@lru_cache(maxsize=4096)
def _escape(part: str) -> str:
    if part[0] == "\\":
        return f"\\u{part[2:].upper()}" if part[1] == "u" else part
    if part <= "\uffff" and part != "\ufeff" and unicodedata.category(part) not in _GLYPHLESS:
        return part
    units = part.encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def snapshot_text(snapshot: Snapshot, beside: Mapping[str, Any] = MappingProxyType({})) -> str:
    """The snapshot as ``bicep snapshot`` writes it: two blanks of indent, no newline at the end.

    ``beside`` are members that stand beside those of ``bicep snapshot``.
    """
    text = indented_json({**snapshot.to_json(), **beside})
    if text.isascii() and "\\" not in text and "\x7f" not in text:
        return text
    return _CANDIDATE.sub(lambda match: _escape(match[0]), text)
