"""Read the parameters of a deployment from the parameter file and the environment, secrets apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from mlinfra.arm.expressions import Call, Value
from mlinfra.arm.tree import Assignment, Parameter, ParameterFile, Template
from mlinfra.base.arm_types import VAULTS
from mlinfra.base.errors import LoadError
from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json

HIDDEN = "*******"
"""Stands for a secure value where no value is needed: offline, and in a forecast's fingerprint."""


@dataclass(frozen=True, slots=True)
class Values:
    """Parameters in ARM's form (``{"size": {"value": 1}}``); ``secrets`` are sent and never shown.

    ``live`` are values that were read in Azure: what first writes keep until the last ones.
    """

    plain: dict[str, Any]
    secrets: dict[str, Any] = field(default_factory=dict, repr=False)
    live: Mapping[str, Json] = field(default_factory=dict)

    @property
    def sent(self) -> dict[str, Any]:
        """All of them, as a deployment sends them and an expansion takes them."""
        return {**self.plain, **self.live, **self.secrets}


def read_values(file: ParameterFile, template: Template, environ: Mapping[str, str] | None) -> Values:
    """Evaluate every assignment; ``environ`` None fills in placeholders, for looking at a template offline.

    Raises `LoadError` naming each environment variable that is missing.
    """
    declared = {node.name: node for node in template.body if isinstance(node, Parameter)}
    secure = {name for name, node in declared.items() if _decorated(node, "secure")}
    missing: list[str] = []
    entries = {node.name: _entry(node.value, environ, missing) for node in file.body if isinstance(node, Assignment)}
    if missing:
        hint = "set the variable where mlinfra runs; in CI from a secret of the pipeline"
        raise LoadError(f"no value for {', '.join(missing)} in the environment", hint=hint)
    if environ is None:
        entries = {name: _offline(entry, declared[name]) for name, entry in entries.items()}
    plain = {name: entry for name, entry in entries.items() if name not in secure}
    return Values(plain, {name: entry for name, entry in entries.items() if name in secure})


def _offline(entry: dict[str, Any], node: Parameter) -> dict[str, Any]:
    """A value that the template takes, and that shows nothing it should not."""
    allowed = _decorated(node, "allowed")
    if allowed and not isinstance(entry.get("value"), list) and entry.get("value") not in allowed[0].args[0]:
        return {"value": allowed[0].args[0][0]}
    return {"value": HIDDEN} if _decorated(node, "secure") and "value" in entry else entry


def unknown_parameters(file: ParameterFile) -> frozenset[str]:
    """The names of those whose value only the environment knows: there is no default to take instead."""
    return frozenset(node.name for node in file.body if isinstance(node, Assignment) and _needs_environment(node.value))


def _needs_environment(value: Value) -> bool:
    if not isinstance(value, Call):
        return False
    if value.name == "readEnvironmentVariable":
        return len(value.args) == 1
    return value.name in _READERS and any(map(_needs_environment, value.args))


def reads_environment(file: ParameterFile) -> bool:
    """Whether some value is only known where mlinfra runs."""
    return any(isinstance(node, Assignment) and _variable(node.value) for node in file.body)


def _decorated(node: Parameter, name: str) -> list[Json]:
    return [decorator for decorator in node.decorators if decorator.name == name]


def _variable(value: Value) -> str | None:
    """The environment variable that an assignment reads."""
    if not isinstance(value, Call):
        return None
    if value.name == "readEnvironmentVariable":
        return str(value.args[0])
    return _variable(value.args[0]) if value.name in _READERS and value.args else None


def _bool(text: str) -> bool:
    return {"true": True, "false": False}[text.strip().lower()]


def _list(text: str) -> list[Json]:
    value: Json = json.loads(text)
    if isinstance(value, list):
        return value
    raise ValueError(text)


_READERS: dict[str, Callable[[str], Any]] = {"int": int, "bool": _bool, "json": _list}
_OFFLINE: dict[str, Any] = {"int": 0, "bool": False, "json": []}


def _entry(value: Value, environ: Mapping[str, str] | None, missing: list[str]) -> dict[str, Any]:
    if isinstance(value, Call) and value.name == "getSecret":
        subscription, group, vault, name, *version = (str(argument) for argument in value.args)
        place = f"/subscriptions/{subscription}/resourceGroups/{group}/providers/{VAULTS}/{vault}"
        more = {"secretVersion": version[0]} if version else {}
        return {"reference": {"keyVault": {"id": place}, "secretName": name, **more}}
    return {"value": _read(value, environ, missing)}


def _read(value: Value, environ: Mapping[str, str] | None, missing: list[str]) -> Any:
    if not isinstance(value, Call):
        return value
    if value.name in _READERS:
        return _converted(value.name, _variable(value) or "", str(_read(value.args[0], environ, missing)))
    variable, *default = value.args
    if environ is not None and str(variable) in environ:
        return environ[str(variable)]
    if default:
        return default[0]
    if environ is not None:
        missing.append(str(variable))
    return _placeholder(str(variable))


def _placeholder(variable: str) -> str:
    """What stands for a value that only the environment knows."""
    return f"<{variable}>"


def _converted(kind: str, variable: str, text: str) -> Any:
    if text == _placeholder(variable):
        return _OFFLINE[kind]
    try:
        return _READERS[kind](text)
    except (ValueError, KeyError):
        wanted = {"int": "a whole number", "bool": "true or false", "json": "a JSON list"}[kind]
        raise LoadError(f"{variable} holds {text!r}", hint=f"set it to {wanted}") from None
