"""Resolve, lower and print a stack: everything that follows from it without asking Azure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.arm.parameter_values import Values, read_values
from mlinfra.arm.printers.compiler import NEWEST, BicepCompiler
from mlinfra.arm.render import Rendered, render
from mlinfra.arm.tree import Resource, Template
from mlinfra.base.errors import InvalidInput, MlinfraError, Unprintable
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.lower.lower import lower

if TYPE_CHECKING:
    from mlinfra.app.own_code import Transform
    from mlinfra.landing_zone.graph.node import Graph
    from mlinfra.landing_zone.lower.lowered import Lowered
    from mlinfra.landing_zone.model.naming import NamingFunction
    from mlinfra.landing_zone.model.stack import Stack


@dataclass(frozen=True, slots=True)
class Prepared:
    """One stack with everything that follows from it without asking anybody."""

    stack: Stack
    graph: Graph
    lowered: Lowered
    rendered: Rendered

    @property
    def template(self) -> dict[str, Any]:
        """The ARM JSON that Azure gets, as a value."""
        template: dict[str, Any] = json.loads(self.rendered.files["main.json"])
        return template

    def values(self, environ: Mapping[str, str] | None) -> Values:
        """The parameters of a deployment; without an environment placeholders, for looking at it offline."""
        return read_values(self.lowered.parameters, self.lowered.template, environ)


def prepare(
    stack: Stack,
    templates: Path | None = None,
    compiler: BicepCompiler = NEWEST,
    transform: Transform | None = None,
    convention: NamingFunction | None = None,
) -> Prepared:
    """Resolve, lower and print one stack as ``compiler`` does.

    ``templates`` is the user's folder of Jinja overrides, ``transform`` the user's function that changes the graph;
    ``convention`` names resources where the stack has no naming of its own.
    """
    graph = resolve(stack, convention)
    if transform is not None:
        graph = _transformed(graph, transform)
    lowered = lower(graph)
    try:
        files = render(lowered.template, lowered.parameters, templates=templates, compiler=compiler)
    except Unprintable as error:
        error.where = f"{_written(error.where, lowered.template)}{error.where}"
        raise
    return Prepared(stack, graph, lowered, files)


def _transformed(graph: Graph, transform: Transform) -> Graph:
    """What the user's function makes of a graph. Raises `InvalidInput` where that is none, or where it raises."""
    name = getattr(transform, "__name__", "transform")
    try:
        changed = transform(graph)
    except MlinfraError:
        raise
    except Exception as error:
        message = f"the transform {name} raised {type(error).__name__}: {error}"
        raise InvalidInput(message, where=f"stack {graph.stack.name}", hint="correct the function") from error
    if not isinstance(changed, type(graph)):
        message = f"the transform {name} gave back {type(changed).__name__}, not a Graph"
        raise InvalidInput(
            message, where=f"stack {graph.stack.name}", hint="return the graph, or dataclasses.replace(...)"
        )
    return changed


_SYMBOL = r"resource (\w+)"


def _written(address: str, template: Template) -> str:
    """The line of the stack file behind an address in its template, such as ``resource cpu``."""
    symbol = re.match(_SYMBOL, address)
    resources = (node for node in template.body if isinstance(node, Resource))
    origin = next((node.origin for node in resources if symbol and node.symbol == symbol[1]), None)
    return f"{origin.where} " if origin and origin.where else ""
