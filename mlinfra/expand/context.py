"""What surrounds an expression: its template, loop indexes, lambda variables, and which functions fit there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from mlinfra.expand.values import Value

if TYPE_CHECKING:
    from mlinfra.expand.place import Place
    from mlinfra.expand.runtime import Runtime

Spot: TypeAlias = Literal["default", "variable", "start", "body", "output", "function"]
"""Where an expression stands: a parameter's default, a variable, name/condition/count of a resource, its body, an output,
a user function."""


class Surroundings(Protocol):
    """What an expression asks of the template it stands in."""

    place: Place
    runtime: Runtime | None
    symbolic: bool
    """Whether the template is in object form (``languageVersion`` 2.0)."""

    def parameter(self, name: str) -> Value: ...
    def variable(self, name: str) -> Value: ...
    def function(self, name: str) -> Any: ...
    def deployment(self) -> dict[str, Value]: ...
    def resource_group(self) -> dict[str, Value]: ...
    def target(self, name: str) -> Any: ...
    def declared(self, name: str) -> Any: ...
    def targets(self, name: str) -> Any: ...
    def known_body(self, resource_id: str, api_version: str | None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings of one expression."""

    frame: Surroundings
    spot: Spot
    copies: dict[str, int] = field(default_factory=dict)
    """Index of each loop around, by lower-case name; the loop without need of a name under the empty one."""
    lambdas: dict[str, Value] = field(default_factory=dict)
    """Lambda variables, by lower-case name."""
    arguments: dict[str, Value] | None = None
    """Arguments of the user function whose body this is, by lower-case name."""
    active: tuple[str, ...] = ()
    """User functions being evaluated, outermost first."""

    def with_copy(self, name: str, index: int) -> Context:
        """The same inside of a loop."""
        return replace(self, copies={**self.copies, name.lower(): index})

    def with_lambdas(self, names: list[str], values: list[Value]) -> Context:
        """The same inside of a lambda function."""
        return Context(
            self.frame,
            self.spot,
            self.copies,
            {**self.lambdas, **dict(zip(names, values, strict=False))},
            self.arguments,
            self.active,
        )
