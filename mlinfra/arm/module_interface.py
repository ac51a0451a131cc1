"""What a compiled module asks for and tells: its parameters, outputs and scope, and whether values fit them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from mlinfra.arm.expand.schema import Types
from mlinfra.arm.expand.values import Open, open_call
from mlinfra.base.errors import InvalidInput, TemplateError
from mlinfra.base.json_value import Json

_OPEN = open_call("value")
_SCOPES = {
    "deploymenttemplate": "resourceGroup",
    "subscriptiondeploymenttemplate": "subscription",
    "managementgroupdeploymenttemplate": "managementGroup",
    "tenantdeploymenttemplate": "tenant",
}


def scope_of_template(template: Mapping[str, Json]) -> str:
    """Where a template is deployed: ``resourceGroup``, ``subscription``, ``managementGroup`` or ``tenant``."""
    name = str(template.get("$schema", "")).rstrip("#").rsplit("/", 1)[-1].removesuffix(".json").lower()
    return _SCOPES.get(name, "resourceGroup")


def check_parameters(
    template: Mapping[str, Json], given: Mapping[str, Json], secret: frozenset[str], place: str
) -> None:
    """Hold the parameters of a module to what it declares; what is known only while deploying is `OPEN`.

    ``secret``: those whose value is a secure parameter. Raises `InvalidInput` for an unknown, missing or wrong one.
    """
    declared: Mapping[str, Json] = template.get("parameters") or {}
    types = Types(template.get("definitions") or {}, rich="languageVersion" in template)
    by_name = {name.lower(): name for name in declared}
    for name in given:
        if name.lower() not in by_name:
            raise InvalidInput(f"the module has no parameter {name!r}", where=place, hint=did_you_mean(name, declared))
    named = {name.lower() for name in given}
    missing = [name for name, about in declared.items() if name.lower() not in named and _is_required(about, types)]
    if missing:
        raise InvalidInput(f"the module needs {', '.join(missing)}", where=place, hint="give a value")
    for name, value in given.items():
        _check(name, value, declared[by_name[name.lower()]], types, secret=name in secret, place=f"{place}.{name}")


def _check(name: str, value: Json, about: Mapping[str, Json], types: Types, *, secret: bool, place: str) -> None:
    try:
        types.check(value, about, name)
        kept = types.masked(value, about, _OPEN.node)
    except TemplateError as error:
        raise InvalidInput(str(error.message), where=place) from None
    if list(_known(kept)) != list(_known(value)):
        hint = "give Parameter(..., secure=True), or what a resource tells"
        raise InvalidInput(f"{name} is secret, and would stand in the file", where=place, hint=hint)
    if secret and not str(types.resolved(about).get("type", "")).lower().startswith("secure"):
        hint = "the module does not declare it as secure: Azure would keep it in the deployment's history"
        raise InvalidInput(f"{name} is no secret of the module", where=place, hint=hint)


def _known(value: Json) -> Iterator[Json]:
    """Every plain value in one."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _known(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _known(inner)
    elif not isinstance(value, Open):
        yield value


def _is_required(about: Mapping[str, Json], types: Types) -> bool:
    return "defaultValue" not in about and types.resolved(about).get("nullable") is not True


OPEN = _OPEN
"""Stands for a value that is known only while deploying."""


def did_you_mean(name: str, known: Mapping[str, Json]) -> str:
    """What to write instead of an unknown name."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"it has: {', '.join(known) or 'none'}"
