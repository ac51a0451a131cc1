"""Blueprints: recipes with parameters, stamped into stacks."""

from __future__ import annotations

import dataclasses
import sys
from abc import abstractmethod
from collections.abc import Callable
from functools import wraps
from typing import Any

from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._where import caller_location, stamping
from mlinfra.landing_zone.model.stack import Stack

if sys.version_info >= (3, 11):  # importing typing_extensions takes 3 ms
    from typing import dataclass_transform
else:
    from typing_extensions import dataclass_transform


def _stamped(make: Callable[[Blueprint], Stack]) -> Callable[[Blueprint], Stack]:
    @wraps(make)
    def stack(self: Blueprint) -> Stack:
        with stamping(caller_location()):
            return make(self)

    return stack


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field,))
class Blueprint:
    """Base of blueprints: a subclass's fields are its parameters, `stack` makes a stack of them."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "stack" in cls.__dict__:
            cls.stack = _stamped(cls.stack)  # type: ignore[method-assign, assignment]  # the same, and what it makes knows its lines
        model(cls, kw_only=True)

    @abstractmethod
    def stack(self) -> Stack:
        """Make the stack of one stamp."""
        raise NotImplementedError
