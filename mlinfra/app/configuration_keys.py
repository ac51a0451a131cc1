"""The keys of `mlinfra.toml`: what each holds, and how it is read from TOML, a variable or an option."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from mlinfra.arm.printers.compiler import COMPILERS, NEWEST
from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass

_KINDS = {
    "text": "a text",
    "path": "a path",
    "list": "a list of texts",
    "severities": "a table of rule = severity",
    "stages": "a table of stack names, each with a table of rule = severity",
    "exemptions": "a list of tables",
}
_HOLDERS = {"list": list, "severities": dict, "stages": dict, "exemptions": list}


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``choices``: the only values allowed; ``folder``: the path must be one that is there."""

    kind: Literal["text", "path", "list", "severities", "stages", "exemptions"]
    says: str
    default: Any = None
    choices: tuple[str, ...] = ()
    folder: bool = False
    reviewed: bool = False
    """Whether it decides how a plan is judged, so that a plan that was reviewed with another value is not deployed."""

    def from_toml(self, value: Any, where: str, base: Path, places: Sequence[str] = ()) -> Any:
        """The value of a key in a file; paths are relative to ``base``, ``places`` are those of a list's items.

        Raises `InvalidInput`.
        """
        texts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        plain = self.kind in {"stages", "exemptions"} or all(isinstance(text, str) for text in texts)
        if not isinstance(value, _HOLDERS.get(self.kind, str)) or not plain:
            raise InvalidInput(f"expected {_KINDS[self.kind]}, not {value!r}", where=where)
        from mlinfra.app.exemption_entries import read_exemptions, read_stages

        if self.kind == "exemptions":
            return read_exemptions(value, places)
        if self.kind == "stages":
            return read_stages(value, where)
        return self._checked(base / value if self.kind == "path" else value, where)

    def from_text(self, text: str, where: str) -> Any:
        """The value of an environment variable or option: lists and tables with commas. Raises `InvalidInput`."""
        if self.kind in {"stages", "exemptions"}:
            raise InvalidInput(f"{_KINDS[self.kind]} cannot stand here", where=where, hint="write it into mlinfra.toml")
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if self.kind == "severities":
            pairs = [part.partition("=") for part in parts]
            return self._checked({name.strip(): severity.strip() for name, _, severity in pairs}, where)
        return self._checked(parts if self.kind == "list" else Path(text) if self.kind == "path" else text, where)

    def _checked(self, value: Any, where: str) -> Any:
        if self.choices and value not in self.choices:
            from mlinfra.app.exemption_entries import no_choice

            raise no_choice(value, self.choices, where)
        if self.folder and not value.is_dir():
            raise InvalidInput(f"there is no folder {value}", where=where, hint="name a folder that is there")
        if isinstance(value, Mapping):
            from mlinfra.app.exemption_entries import read_severity

            return {rule: read_severity(severity, where) for rule, severity in value.items()}
        return tuple(value) if isinstance(value, list) else value


KEYS: Mapping[str, Key] = {
    "target": Key("text", "Where to work: azure or local.", "azure", ("azure", "local")),
    "state": Key("path", "State file of the local target."),
    "compiler": Key("text", "Bicep compiler whose output main.json is.", NEWEST.version, tuple(COMPILERS)),
    "templates": Key("path", "Folder with your own Jinja templates.", folder=True),
    "variables": Key("list", "Environment variables that YAML stacks may read.", ()),
    "transform": Key("text", "Function of yours that changes the graph of a stack: FILE.py:NAME.", reviewed=True),
    "naming": Key(
        "text",
        "How resources without a name are called: a pattern, or a function of yours, FILE.py:NAME.",
        reviewed=True,
    ),
    "rules.select": Key("list", "Only these rules.", (), reviewed=True),
    "rules.ignore": Key("list", "Not these rules.", (), reviewed=True),
    "rules.severity": Key("severities", "Severity of a rule: error, warning or advice.", {}, reviewed=True),
    "rules.stages": Key("stages", "Severity of a rule in the stacks whose name matches a pattern.", {}, reviewed=True),
    "rules.exempt": Key("exemptions", "Findings that are let stand, each with its reason.", (), reviewed=True),
    "rules.own": Key("list", "Your own rules: Python files, or entry points of mlinfra.rules.", (), reviewed=True),
}


def unknown_key(name: str, where: str) -> InvalidInput:
    """The error for a key that does not exist, with the nearest that does."""
    import difflib

    near = difflib.get_close_matches(name, KEYS, n=1) or difflib.get_close_matches(
        name.rpartition(".")[2], [key.rpartition(".")[2] for key in KEYS], n=1
    )
    full = next((key for key in KEYS if near and (key == near[0] or key.endswith(f".{near[0]}"))), None)
    hint = f"did you mean {full!r}?" if full else f"there are: {', '.join(KEYS)}"
    return InvalidInput(f"unknown key {name!r}", where=where, hint=hint)


def check_rule_names(names: Iterable[str], known: Iterable[tuple[str, str]], where: str) -> None:
    """Refuse what names no rule; ``known`` are codes and slugs."""
    rules = tuple(known)
    for name in names:
        if not any(is_rule(name, code, slug) for code, slug in rules):
            import difflib

            near = difflib.get_close_matches(name, [text for rule in rules for text in rule], n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`mlinfra explain` lists all rules"
            raise InvalidInput(f"there is no rule {name!r}", where=where, hint=hint)


def is_rule(entry: str, code: str, slug: str) -> bool:
    """Whether an entry of the configuration means a rule: by code (ML402), the beginning of one (ML4) or name."""
    text, letters = entry.lower(), code.rstrip(string.digits).lower()
    return text == slug or (text.startswith(letters) and code.lower().startswith(text))
