"""Register the functions of the expression language: how many arguments of which types each takes, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from mlinfra.arm.expand.limits import weight
from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.values import Open, Value, kind_of
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context

Special = Callable[[Call, "Context"], Value]
Checks: TypeAlias = Literal["known", "before", "none"]
"""Where arguments are open: all known arguments are checked, those before the first open argument, or none."""
Result: TypeAlias = Literal["shared", "new", "part"]
"""What a result costs: its parts were there before, as in ``concat``; all of it is new, as in ``json``; nothing is."""
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
    checks: Checks
    """Which arguments are checked where some are open."""
    result: Result
    slow: int
    """How many characters of a text take as long as a function call."""

    def stays(self, args: list[Value]) -> bool:
        """Whether the call stays because an argument is open; raises TemplateError for arguments it can't take.

        ``concat(null(), R)`` stays, as nothing is checked; ``add('a', R)`` is refused, ``add(R, 'a')`` stays;
        ``guid(R, 1)`` is refused.
        """
        self._check_count(args)
        kinds = list(map(type, args))
        if Open not in kinds:
            self._check_types(args)
            return False
        if self.checks == "none":
            return True
        self._check_types(args[: kinds.index(Open)] if self.checks == "before" else args)
        return self.checks == "before"

    def steps(self, args: list[Value]) -> int:
        """How many function calls a call takes as long as."""
        total = 1
        for arg in args:
            kind = type(arg)
            if kind is str:
                total += len(arg) // (self.slow if arg.isascii() else 4)
            elif kind is list or kind is dict:
                total += weight(arg) // 128
        return total

    def _check_count(self, args: list[Value]) -> None:
        count, most = len(args), len(self.kinds)
        if count < self.least or (count > most and not self.rest):
            limits = str(self.least) if self.least == most else f"{self.least} to {most}"
            wanted = f"at least {self.least}" if self.rest else limits
            raise TemplateError(f"{self.name}() takes {wanted} arguments, {count} are given")

    def _check_types(self, args: list[Value]) -> None:
        for at, arg in enumerate(args):
            kinds = self.kinds[at] if at < len(self.kinds) else self.rest
            if kinds is not ANY and type(arg) is not Open and _LETTERS[type(arg)] not in kinds:
                names = " or ".join(_NAMES[kind] for kind in kinds)
                raise TemplateError(f"argument {at + 1} of {self.name}() must be {names}, not {kind_of(arg)}")


FUNCTIONS: dict[str, Function] = {}
"""Functions over values, by lower-case name."""
SPECIALS: dict[str, Special] = {}
"""Functions that choose what of their arguments they evaluate, or look at what surrounds them."""


def function(
    name: str,
    *kinds: str,
    optional: int = 0,
    rest: str = "",
    partial: bool = False,
    checks: Checks = "known",
    result: Result = "shared",
    slow: int = 128,
) -> Callable[[_F], _F]:
    """Registers a function; the last ``optional`` arguments may be left out."""

    def register(apply: _F) -> _F:
        least = len(kinds) - optional
        FUNCTIONS[name.lower()] = Function(name, apply, kinds, least, rest, partial, checks, result, slow)
        return apply

    return register


def special(*names: str) -> Callable[[Special], Special]:
    """Registers a function that is given its call and context."""

    def register(apply: Special) -> Special:
        SPECIALS.update({name.lower(): apply for name in names})
        return apply

    return register
