"""Declare the parameters of a stack in the template, and say in the parameter file where their values come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call
from mlinfra.arm.tree import Assignment, Decorator, Parameter, ParameterFile, TypeName
from mlinfra.base.errors import ResolveError
from mlinfra.landing_zone.bodies.context import LiveValue
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._late import ValueKind
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.value import Parameter as StackParameter
from mlinfra.landing_zone.model.value import Secret


def location(graph: Graph) -> Parameter:
    """The region: the group's, which is given or read from it."""
    given = graph.stack.scope.place.location
    default: expr.Value = given or expr.Member(Call("resourceGroup"), "location")
    text = Decorator("description", ("Region of everything that has one.",))
    return Parameter("location", TypeName("string"), default, has_default=True, decorators=(text,))


def declared(parameter: StackParameter, words: Mapping[str, tuple[str | int, ...]]) -> Parameter:
    """One parameter that the author declared; ``words`` are the only ones that fields take, by the parameter's name."""
    decorators = []
    if parameter.description:
        decorators.append(Decorator("description", (parameter.description,)))
    if parameter.secure:
        decorators.append(Decorator("secure"))
    allowed = parameter.allowed or words.get(parameter.name, ())
    if allowed:
        decorators.append(Decorator("allowed", (list(allowed),)))
    has_default = parameter.default is not None
    return Parameter(parameter.name, TypeName(parameter.type), parameter.default, has_default, tuple(decorators))


_NEW: dict[ValueKind, expr.Value] = {"object": {}, "array": [], "string": ""}
"""What stands for nothing in a parameter of each type."""


def live_parameter(value: LiveValue) -> Parameter:
    """The parameter of a live value: without one it says what a new resource has."""
    new: expr.Value = _NEW[value.kind]
    text = (
        f"What {value.path} of {value.of.name} is before the deployment: {value.reason}. "
        "mlinfra fills it in; empty for what is new."
    )
    about = Decorator("description", (text,))
    return Parameter(value.parameter, TypeName(value.kind), new, has_default=True, decorators=(about,))


def parameter_file(parameters: Iterable[StackParameter], graph: Graph) -> ParameterFile:
    """Where each value comes from; no value stands in the file."""
    return ParameterFile("./main.bicep", tuple(Assignment(item.name, _source(item, graph)) for item in parameters))


_READERS = {"int": "int", "bool": "bool", "array": "json"}


def _source(parameter: StackParameter, graph: Graph) -> expr.Value:
    if parameter.secret is not None:
        return _from_vault(parameter, parameter.secret, graph)
    default: tuple[expr.Value, ...] = () if parameter.default is None else (_as_text(parameter.default),)
    read = Call("readEnvironmentVariable", (parameter.variable, *default))
    return Call(_READERS[parameter.type], (read,)) if parameter.type in _READERS else read


def _as_text(default: str | int | bool | Sequence[str | int]) -> str:
    return default if isinstance(default, str) else json.dumps(default)


def _from_vault(parameter: StackParameter, secret: Secret, graph: Graph) -> expr.Value:
    vault, home = secret.vault, graph.stack.scope.place
    group = vault.scope.place if vault.scope else home
    subscription = group.subscription or home.subscription
    if subscription is None:
        raise ResolveError(
            f"the parameter {parameter.name} reads vault {vault.name}, whose subscription is not known",
            where=str(where(parameter)),
            hint="give the vault's group, or the stack's, its subscription=",
        )
    version = (secret.version,) if secret.version else ()
    return Call("getSecret", (subscription, group.resource_group, vault.name, secret.name, *version), namespace="az")
