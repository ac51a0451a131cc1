"""Check the form of a nested template: rules that Azure's engine holds for nested templates alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.arm.expand.units import ENVELOPE
from mlinfra.arm.expand.values import Value, find_key
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import TemplateError

_GROUP_KEYS = ("subscriptionId", "resourceGroup")
_SINCE = {"subscriptionId": "2017-05-10", "resourceGroup": "2017-05-10", "scope": "2019-05-01"}
"""Version a deployment needs so that resources in it may have a key."""


def check_nested_form(template: Mapping[str, Any], path: str, version: Value) -> None:
    """Raises TemplateError where a nested template breaks a rule; ``version``: apiVersion of its deployment."""
    for key in ("$schema", "contentVersion", "resources"):
        if template.get(key) is None:
            raise TemplateError(f"a nested template needs {key}", where=path.rstrip("."))
    resources = template["resources"]
    if (template.get("languageVersion") is None) is isinstance(resources, Mapping):
        raise TemplateError(
            "a nested template has resources by symbol where it has a languageVersion, and only there",
            where=f"{path}resources",
        )
    for where, declaration, inside in _declarations(resources, f"{path}resources"):
        _check(declaration, where, version, inside=inside, symbolic=isinstance(resources, Mapping))


def _declarations(resources: Any, path: str, *, inside: bool = False) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Every resource with its path, and whether it stands inside another."""
    pairs = (
        [(f"{path}.{symbol}", value) for symbol, value in resources.items()]
        if isinstance(resources, Mapping)
        else [(f"{path}[{at}]", value) for at, value in enumerate(resources if isinstance(resources, list) else [])]
    )
    for where, declaration in pairs:
        if isinstance(declaration, dict):
            yield where, declaration, inside
            yield from _declarations(_said(declaration, "resources"), f"{where}.resources", inside=True)


def _said(declaration: dict[str, Any], key: str) -> Any:
    name = find_key(declaration, key)
    return None if name is None else declaration[name]


def _check(declaration: dict[str, Any], where: str, version: Value, *, inside: bool, symbolic: bool) -> None:
    if symbolic and find_key(declaration, "resources") is not None:
        raise TemplateError("a resource with a symbol can't hold resources", where=f"{where}.resources")
    if inside and _said(declaration, "copy") is not None:
        raise TemplateError("a resource inside another can't have a loop", where=f"{where}.copy")
    _check_existing(declaration, where, symbolic=symbolic)
    elsewhere = str(_said(declaration, "type")).lower() == DEPLOYMENTS.lower() or _said(declaration, "existing") is True
    for key, since in _SINCE.items():
        if _said(declaration, key) is None:
            continue
        if key in _GROUP_KEYS and not elsewhere:
            raise TemplateError(f"{key} is for nested deployments alone", where=f"{where}.{key}")
        if type(version) is str and version[: len(since)] < since:
            raise TemplateError(
                f"{key} needs a deployment of apiVersion {since} or later around it, not {version}",
                where=f"{where}.{key}",
            )


def _check_existing(declaration: dict[str, Any], where: str, *, symbolic: bool) -> None:
    if _said(declaration, "existing") is not True:
        return
    if not symbolic:
        raise TemplateError("an existing resource needs a languageVersion", where=f"{where}.existing")
    for key in ENVELOPE:
        if _said(declaration, key) is not None:
            raise TemplateError(f"an existing resource can't have {key}", where=f"{where}.{key}")
