"""An access while it is built: plain accesses behind a safe one join its call until parentheses end it."""

from __future__ import annotations

import re
from dataclasses import field, replace

from mlinfra.arm.printers.arm.literals import call, quoted
from mlinfra.arm.printers.arm.unit import Handle
from mlinfra.base.frozen import dataclass

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Chain:
    """An access under way: ``head``, inside ``function`` with ``arguments`` where that is not empty."""

    head: str
    function: str = ""
    arguments: tuple[str, ...] = ()
    outputs: Handle | None = field(default=None)
    """The module whose ``outputs`` this is: the next access reads one output."""

    def closed(self) -> str:
        """The text of what was read so far."""
        return call(self.function, (self.head, *self.arguments)) if self.function else self.head

    def then(self, name: str) -> Chain:
        """``.name`` behind it."""
        if self.function:
            return replace(self, arguments=(*self.arguments, quoted(name)), outputs=None)
        step = f".{name}" if _NAME.fullmatch(name) else f"[{quoted(name)}]"
        return Chain(self.head + step)

    def safely(self, name: str) -> Chain:
        """``.?name`` behind it."""
        return Chain(self.closed(), "tryGet", (quoted(name),))
