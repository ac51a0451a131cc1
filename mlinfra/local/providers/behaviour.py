"""Define a behaviour: what a service does with other resources when one is put or deleted, where no facet can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mlinfra.local.providers._base import Body, Put
from mlinfra.local.store import View


def _nothing(_: Put) -> None:
    return None


def _stay(_view: View, _body: Body) -> None:
    return None


def _empty(_: Put) -> Body:
    return {}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``reason`` says why it is no facet. ``check`` raises ArmError; ``after`` and ``gone`` write through the view."""

    reason: str
    check: Callable[[Put], None] = _nothing
    computed: Callable[[Put], Body] = _empty
    after: Callable[[Put], None] = _nothing
    gone: Callable[[View, Body], None] = _stay
    hidden: bool = False
    """Whether it is no resource of its own in the lists of its group."""
