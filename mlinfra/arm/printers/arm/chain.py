"""An access while it is built: plain accesses behind a safe one join its call until parentheses end it."""

from __future__ import annotations

from mlinfra.arm.printers.arm.literals import call, step
from mlinfra.base.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class Chain:
    """An access under way: ``head``, inside ``function`` with ``arguments`` where that is not empty."""

    head: str
    function: str = ""
    arguments: tuple[str, ...] = ()

    def closed(self) -> str:
        """The text of what was read so far."""
        return call(self.function, (self.head, *self.arguments)) if self.function else self.head

    def then(self, text: str) -> Chain:
        """``[text]`` behind it, ``.name`` where the text is the literal of a name."""
        if self.function:
            return replace(self, arguments=(*self.arguments, text))
        return Chain(step(self.head, text))

    def safely(self, text: str, function: str = "tryGet") -> Chain:
        """``[?text]`` behind it."""
        return Chain(self.closed(), function, (text,))
