"""Say where something comes from: the line that wrote it, the lines of a blueprint that made it, and why it exists."""

from __future__ import annotations

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from: the line that wrote it, or for derived things the line that asked for it, and why.

    Lines are ``file:line``. What a blueprint made has two more: ``blueprint`` is the line in the blueprint, ``call`` the
    one that stamped it; ``where`` is the latter for blueprints that come with mlinfra, and the former for others.
    """

    where: str
    because: str = ""
    blueprint: str = ""
    call: str = ""
