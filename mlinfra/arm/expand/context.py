"""Hold what surrounds an expression: its template, loop indexes, lambda variables, and which functions fit there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from mlinfra.arm.expand.values import Value
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from mlinfra.arm.expand.limits import Budget
    from mlinfra.arm.expand.place import Place
    from mlinfra.arm.expand.runtime import Runtime
    from mlinfra.arm.expand.session import Session
    from mlinfra.arm.expand.syntax import Call
    from mlinfra.arm.expand.units import Unit
    from mlinfra.arm.expand.userfunctions import UserFunction

Spot: TypeAlias = Literal["default", "variable", "start", "body", "output", "function", "nested template", "argument"]
"""Where an expression stands: a parameter's default, a variable, name/condition/count of a resource, its body, an output,
a user function, a nested template that the template around it evaluates first (outer evaluation), or an argument of a
function that reads resources."""


class Surroundings(Protocol):
    """What an expression asks of the template it stands in."""

    session: Session
    place: Place
    runtime: Runtime | None
    environment: Mapping[str, Any] | None
    """What ``environment()`` says, where that is known without a runtime."""
    symbolic: bool
    """Whether its resources are an object, named by symbols."""
    versioned: bool
    """Whether it has a ``languageVersion``."""

    def parameter(self, name: str) -> Value:
        """The value of a parameter."""

    def variable(self, name: str) -> Value:
        """The value of a variable."""

    def function(self, name: str) -> UserFunction:
        """A user function."""

    def deployment(self) -> dict[str, Value]:
        """What ``deployment()`` gives."""

    def resource_group(self) -> dict[str, Value]:
        """What ``resourceGroup()`` gives."""

    def full_id(self, target: str) -> Value:
        """The id that ``type/name`` means in the own scope; a name, symbol or id as it is."""

    def target(self, name: str) -> Unit | None:
        """The deployed resource that a name, symbol or id means."""

    def targets(self, name: str) -> list[Unit] | None:
        """The deployed resources of a loop."""

    def declared(self, name: str) -> Unit | None:
        """The resource of a symbol, deployed or not."""

    def need(self, unit: Unit) -> None:
        """Sees that a resource has been expanded."""

    def read(self, node: Call, target: str, version: str | None, rest: list[Value]) -> Value:
        """What ``reference()`` gives for a name, symbol or id."""

    def read_unit(
        self, node: Call, unit: Unit, version: str | None, rest: list[Value], *, by_symbol: bool = False
    ) -> Value:
        """What ``reference()`` gives for a resource of this template; ``by_symbol``: also where its id is not known."""

    def list_(self, function: str, resource_id: str, version: str | None, body: Value) -> Value:
        """What a ``list...`` function gives at run time."""


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings of one expression."""

    expansion: Surroundings
    spot: Spot
    copies: dict[str, int] = field(default_factory=dict)
    """Index of each loop around, by lower-case name; the loop that needs no name under the empty text."""
    lambdas: dict[str, Value] = field(default_factory=dict)
    """Lambda variables, by lower-case name."""
    arguments: dict[str, Value] | None = None
    """Arguments of the user function whose body this is, by lower-case name."""
    active: tuple[str, ...] = ()
    """User functions being evaluated, outermost first."""
    budget: Budget = field(init=False, compare=False, repr=False)
    """What is left of what the expansion may do; asked for with each value, so it is no property."""
    _spots: dict[Spot, Context] = field(default_factory=dict, compare=False, repr=False)
    """The same at other spots: every resource that is no item of a loop asks for it at the same ones."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "budget", self.expansion.session.budget)

    def at(self, spot: Spot) -> Context:
        """The same at another spot."""
        there = self._spots.get(spot)
        if there is None:
            there = Context(self.expansion, spot, self.copies, self.lambdas, self.arguments, self.active)
            self._spots[spot] = there
        return there

    def with_copy(self, name: str, index: int) -> Context:
        """The same inside of a loop."""
        copies = {**self.copies, name.lower(): index}
        return Context(self.expansion, self.spot, copies, self.lambdas, self.arguments, self.active)

    def with_lambdas(self, names: list[str], values: list[Value]) -> Context:
        """The same inside of a lambda function."""
        return Context(
            self.expansion,
            self.spot,
            self.copies,
            {**self.lambdas, **dict(zip(names, values, strict=False))},
            self.arguments,
            self.active,
        )
