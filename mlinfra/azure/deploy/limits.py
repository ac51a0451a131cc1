"""Refuse a request that is over one of Resource Manager's limits, before anything is sent."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.azure.deploy.names import check_name
from mlinfra.azure.protocol import Request
from mlinfra.azure.resources import inner_template
from mlinfra.base.errors import InvalidInput, TemplateError

TEMPLATE_BYTES = 4 * 1024 * 1024
PARAMETER_BYTES = 4 * 1024 * 1024
RESOURCE_BYTES = 1024 * 1024
JOB_BYTES = 1024 * 1024
"""Template and parameters together, compressed."""
RESOURCES = 800
EXPRESSION = 24_576
_COUNTS = {"parameters": 256, "variables": 256, "outputs": 64}
_SPLIT = "split the stack, or put a part of it into a stack of its own"


def check_limits(request: Request) -> None:
    """Raise TemplateError for a template over a limit, InvalidInput for parameters or a name over one."""
    check_name(request.name)
    template = _text(request.template)
    parameters = _text(request.values)
    _at_most(len(template), TEMPLATE_BYTES, "bytes in a template", "")
    if len(parameters) > PARAMETER_BYTES:
        raise InvalidInput(f"the parameters have {len(parameters):,} bytes; ARM takes {PARAMETER_BYTES:,}", hint=_SPLIT)
    _at_most(len(zlib.compress(template + parameters)), JOB_BYTES, "compressed bytes in a deployment", "")
    for path, inner in _templates(request.template, ""):
        for section, most in _COUNTS.items():
            _at_most(len(inner.get(section) or {}), most, section, path)
        for place, resource in _resources(inner):
            if inner_template(resource) is None:
                _at_most(len(_text(resource)), RESOURCE_BYTES, "bytes in one resource", f"{path}{place}")
    for path, text in _strings(request.template, ""):
        if len(text) > EXPRESSION and text.startswith("[") and not text.startswith("[["):
            _at_most(len(text), EXPRESSION, "characters in an expression", path)
    _count_resources(request)


def _at_most(count: int, most: int, what: str, where: str) -> None:
    if count > most:
        raise TemplateError(
            f"{count:,} {what}; Azure Resource Manager takes at most {most:,}", where=where, hint=_SPLIT
        )


def _text(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _resources(template: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    resources = template.get("resources") or ()
    pairs = resources.items() if isinstance(resources, Mapping) else enumerate(resources)
    for key, resource in pairs:
        if isinstance(resource, Mapping):
            yield (f"resources.{key}" if isinstance(key, str) else f"resources[{key}]"), resource


def _templates(template: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The template and all nested in it, each with where it stands (ending in a dot)."""
    yield path, template
    for place, resource in _resources(template):
        if (inner := inner_template(resource)) is not None:
            yield from _templates(inner, f"{path}{place}.properties.template.")


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _strings(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")


def _count_resources(request: Request) -> None:
    """Copies count one by one, so a template that has some is expanded; what the engine refuses is left for it to say."""
    grows = False
    for path, inner in _templates(request.template, ""):
        resources = [resource for _, resource in _resources(inner)]
        _at_most(len(resources), RESOURCES, "resources in a template", path)
        grows = grows or any("copy" in resource or "resources" in resource for resource in resources)
    if grows:
        _count_copies(request)


def _count_copies(request: Request) -> None:
    from mlinfra.arm.expand import expand

    try:
        entries = expand(request.template, request.values, request.scope).entries
    except TemplateError as error:
        if error.where.endswith(".copy.count"):  # the one limit that the engine itself knows
            raise
        return
    counts = Counter(entry.deployment for entry in entries)
    for deployment, count in counts.items():
        _at_most(count, RESOURCES, "resources in a template, copies included", deployment)
