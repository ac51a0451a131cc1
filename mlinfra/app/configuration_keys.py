"""The keys of `mlinfra.toml`: what each holds, and how it is read from TOML, a variable or an option."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mlinfra.arm.printers.compiler import COMPILERS, NEWEST
from mlinfra.base.errors import InvalidInput
from mlinfra.base.finding import RANK

_KINDS = {"text": "a text", "path": "a path", "list": "a list of texts", "severities": "a table of rule = severity"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``choices``: the only values allowed; ``folder``: the path must be one that is there."""

    kind: Literal["text", "path", "list", "severities"]
    says: str
    default: Any = None
    choices: tuple[str, ...] = ()
    folder: bool = False
    rules: bool = False
    """Whether the entries name rules."""
    reviewed: bool = False
    """Whether it decides how a plan is judged, so that a plan that was reviewed with another value is not deployed."""

    def from_toml(self, value: Any, where: str, base: Path) -> Any:
        """The value of a key in a file; paths are relative to ``base``. Raises `InvalidInput`."""
        expected = {"list": list, "severities": dict}.get(self.kind, str)
        texts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        if not isinstance(value, expected) or not all(isinstance(text, str) for text in texts):
            raise InvalidInput(f"expected {_KINDS[self.kind]}, not {value!r}", where=where)
        return self._checked(base / value if self.kind == "path" else value, where)

    def from_text(self, text: str, where: str) -> Any:
        """The value of an environment variable or option: lists and tables with commas. Raises `InvalidInput`."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if self.kind == "severities":
            pairs = [part.partition("=") for part in parts]
            return self._checked({name.strip(): severity.strip() for name, _, severity in pairs}, where)
        return self._checked(parts if self.kind == "list" else Path(text) if self.kind == "path" else text, where)

    def _checked(self, value: Any, where: str) -> Any:
        if self.choices and value not in self.choices:
            raise _no_choice(value, self.choices, where)
        if self.folder and not value.is_dir():
            raise InvalidInput(f"there is no folder {value}", where=where, hint="name a folder that is there")
        if self.rules:
            _check_rules(value, where)
        if isinstance(value, Mapping):
            for severity in value.values():
                if severity not in RANK:
                    raise _no_choice(severity, RANK, where)
        return tuple(value) if isinstance(value, list) else value


KEYS: Mapping[str, Key] = {
    "target": Key("text", "Where to work: azure or local.", "azure", ("azure", "local")),
    "state": Key("path", "State file of the local target."),
    "compiler": Key("text", "Bicep compiler whose output main.json is.", NEWEST.version, tuple(COMPILERS)),
    "templates": Key("path", "Folder with your own Jinja templates.", folder=True),
    "variables": Key("list", "Environment variables that YAML stacks may read.", ()),
    "rules.select": Key("list", "Only these rules.", (), rules=True, reviewed=True),
    "rules.ignore": Key("list", "Not these rules.", (), rules=True, reviewed=True),
    "rules.severity": Key("severities", "Severity of a rule: error, warning or advice.", {}, rules=True, reviewed=True),
}


def unknown_key(name: str, where: str) -> InvalidInput:
    """The error for a key that does not exist, with the nearest that does."""
    near = difflib.get_close_matches(name, KEYS, n=1) or difflib.get_close_matches(
        name.rpartition(".")[2], [key.rpartition(".")[2] for key in KEYS], n=1
    )
    full = next((key for key in KEYS if near and (key == near[0] or key.endswith(f".{near[0]}"))), None)
    hint = f"did you mean {full!r}?" if full else f"there are: {', '.join(KEYS)}"
    return InvalidInput(f"unknown key {name!r}", where=where, hint=hint)


def _no_choice(value: Any, choices: Iterable[str], where: str) -> InvalidInput:
    near = difflib.get_close_matches(str(value), choices, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return InvalidInput(f"{value!r} is not possible here", where=where, hint=f"{meant}take one of {', '.join(choices)}")


def _check_rules(names: Iterable[str], where: str) -> None:
    """Refuse what names no rule."""
    from mlinfra.landing_zone.checks import RULES

    known = [name for rule in RULES for name in (rule.code, rule.slug)]
    for name in names:
        if not any(is_rule(name, rule.code, rule.slug) for rule in RULES):
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`mlinfra explain` lists all rules"
            raise InvalidInput(f"there is no rule {name!r}", where=where, hint=hint)


def is_rule(entry: str, code: str, slug: str) -> bool:
    """Whether an entry of the configuration means a rule: by code (ML402), the beginning of one (ML4) or name."""
    text = entry.lower()
    return text == slug or (text.startswith("ml") and code.lower().startswith(text))
