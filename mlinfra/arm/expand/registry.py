"""The functions of the expression language by name: how many arguments of which types each takes, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.values import Open, Value, kind_of
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context

Special = Callable[[Call, "Context"], Value]
_F = TypeVar("_F", bound=Callable[..., Any])

_LETTERS = {str: "s", int: "i", bool: "b", list: "a", dict: "o", type(None): "n", float: "f"}
_NAMES = {"s": "String", "i": "Integer", "b": "Boolean", "a": "Array", "o": "Object", "n": "Null", "f": "Float"}
ANY = "sibaonf"


class _Stay:
    """The type of the mark by which a function says that it needs what is not known yet."""


STAY = _Stay()


@dataclass(frozen=True, slots=True)
class Function:
    """A function over values. ``kinds`` and ``rest`` hold a letter for each type that an argument may have."""

    name: str
    apply: Callable[..., Value]
    kinds: tuple[str, ...]
    least: int
    rest: str
    """Types of any further arguments; empty: there are none."""
    partial: bool
    """Whether it takes values that are partly open, and may answer STAY. Others only see what is known."""

    def check(self, args: list[Value]) -> None:
        """Raises TemplateError where number or types of the arguments are not the function's."""
        count, most = len(args), len(self.kinds)
        if count < self.least or (count > most and not self.rest):
            limits = str(self.least) if self.least == most else f"{self.least} to {most}"
            wanted = f"at least {self.least}" if self.rest else limits
            raise TemplateError(f"{self.name}() takes {wanted} arguments, {count} are given")
        for at, arg in enumerate(args):
            kinds = self.kinds[at] if at < most else self.rest
            if kinds is not ANY and type(arg) is not Open and _LETTERS[type(arg)] not in kinds:
                names = " or ".join(_NAMES[kind] for kind in kinds)
                raise TemplateError(f"argument {at + 1} of {self.name}() must be {names}, not {kind_of(arg)}")


FUNCTIONS: dict[str, Function] = {}
"""Functions over values, by lower-case name."""
SPECIALS: dict[str, Special] = {}
"""Functions that choose what of their arguments they evaluate, or look at what surrounds them."""


def function(name: str, *kinds: str, optional: int = 0, rest: str = "", partial: bool = False) -> Callable[[_F], _F]:
    """Registers a function; the last ``optional`` arguments may be left out."""

    def register(apply: _F) -> _F:
        FUNCTIONS[name.lower()] = Function(name, apply, kinds, len(kinds) - optional, rest, partial)
        return apply

    return register


def special(*names: str) -> Callable[[Special], Special]:
    """Registers a function that is given its call and context."""

    def register(apply: Special) -> Special:
        SPECIALS.update({name.lower(): apply for name in names})
        return apply

    return register
