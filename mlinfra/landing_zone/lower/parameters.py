"""Model parameters in, the template's parameters and the parameter file out."""

from __future__ import annotations

from collections.abc import Iterable

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call
from mlinfra.arm.tree import Assignment, Decorator, Parameter, ParameterFile, TypeName
from mlinfra.base.errors import ResolveError
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.value import Parameter as Asked
from mlinfra.landing_zone.model.value import Secret


def location(graph: Graph) -> Parameter:
    """The region: the group's, which is given or asked from it."""
    given = graph.stack.scope.location
    default: expr.Value = given or expr.Member(Call("resourceGroup"), "location")
    text = Decorator("description", ("Region of everything that has one.",))
    return Parameter("location", TypeName("string"), default, has_default=True, decorators=(text,))


def declared(asked: Asked) -> Parameter:
    """One parameter that the author asked for."""
    decorators = []
    if asked.description:
        decorators.append(Decorator("description", (asked.description,)))
    if asked.secure:
        decorators.append(Decorator("secure"))
    if asked.allowed:
        decorators.append(Decorator("allowed", (list(asked.allowed),)))
    has_default = asked.default is not None
    return Parameter(asked.name, TypeName(asked.type), asked.default, has_default, tuple(decorators))


def parameter_file(asked: Iterable[Asked], graph: Graph) -> ParameterFile:
    """Where each value comes from; no value stands in the file."""
    return ParameterFile("./main.bicep", tuple(Assignment(one.name, _source(one, graph)) for one in asked))


_READERS = {"int": "int", "bool": "bool"}


def _source(asked: Asked, graph: Graph) -> expr.Value:
    if asked.secret is not None:
        return _from_vault(asked, asked.secret, graph)
    default: tuple[expr.Value, ...] = () if asked.default is None else (_as_text(asked.default),)
    read = Call("readEnvironmentVariable", (asked.variable, *default))
    return Call(_READERS[asked.type], (read,)) if asked.type in _READERS else read


def _as_text(default: str | int | bool) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def _from_vault(asked: Asked, secret: Secret, graph: Graph) -> expr.Value:
    vault, own = secret.vault, graph.stack.scope
    group = vault.scope or own
    subscription = group.subscription or own.subscription
    if subscription is None:
        raise ResolveError(
            f"the parameter {asked.name} reads vault {vault.name}, whose subscription is not known",
            where=str(where(asked)),
            hint="give the vault's group, or the stack's, its subscription=",
        )
    version = (secret.version,) if secret.version else ()
    return Call("getSecret", (subscription, group.name, vault.name, secret.name, *version), namespace="az")
