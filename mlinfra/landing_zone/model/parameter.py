"""Template parameters: values that are given when a stack is planned or deployed, and secrets of key vaults."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._where import caller_location

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.vault import KeyVault


@model
class Secret:
    """A secret in a key vault, read by Azure when it deploys and never seen by anybody else."""

    DECIDES: ClassVar[str] = "where Azure reads the secret"

    name: str
    """The secret's name."""
    _: KW_ONLY
    vault: Annotated[Existing[KeyVault], Choice()]
    """The existing vault it lies in: its group and subscription must be named."""
    version: str | None = None
    """One version of it; None the newest."""


_TEMPLATES_OWN = {"location": "parameter of the region", "tags": "variable of the stack's tags"}
"""Names that templates of ours use themselves; Azure reads names in any letter case."""
KINDS = {"string": "text", "int": "an integer", "bool": "true or false", "array": "a list"}
"""What parameters of each type hold, for people."""
_CLASSES: dict[str, type] = {"string": str, "int": int, "bool": bool, "array": tuple}


@model
class Parameter:
    """A value that stays a parameter of the template, instead of being resolved when it is rendered.

    Its value comes from an environment variable when the parameter file is read, or from a key vault when Azure
    deploys; it never stands on disk.
    """

    DECIDES: ClassVar[str] = "how the template declares the parameter, and where its value comes from"

    name: str
    """Its name in the template: letters, digits and '_'; not ``location`` or ``tags``, which templates use themselves."""
    _: KW_ONLY
    secure: bool = False
    """Keep it out of logs, histories and plans (``@secure()``)."""
    type: Literal["string", "int", "bool", "array"] = "string"
    """What it holds; a length of time, a date and a number with a fraction are texts: ``PT30M``, ``2027-01-31``, ``0.5``."""
    description: str = ""
    """Shown in the template."""
    default: str | int | bool | Many[str | int] | None = None
    """Used when the environment variable is not set; None: it must be. Secure ones have none."""
    allowed: Many[str | int] = ()
    """The only values it may have; empty: all that the fields take in which it stands, which are Azure's words for some."""
    env: str | None = None
    """The environment variable that holds the value, of a list as JSON; None: its name in upper case, ``apiKey`` ->
    ``API_KEY``."""
    secret: Secret | None = None
    """Read from a key vault instead; needs ``secure``."""

    @property
    def variable(self) -> str:
        """The environment variable that holds the value."""
        return self.env or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.name).upper()

    def _check(self) -> None:
        place = f"{caller_location()} Parameter.name"
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,127}", self.name) or self.name in {"true", "false", "null"}:
            raise InvalidInput(f"{self.name!r} is not a parameter name", where=place, hint="letters, digits and '_'")
        if self.name.lower() in _TEMPLATES_OWN:
            message = f"{self.name!r} is what every template calls its {_TEMPLATES_OWN[self.name.lower()]}"
            raise InvalidInput(message, where=place, hint="give it another name")
        if self.secure and self.default is not None:
            raise InvalidInput("a secure parameter has no default: it would stand in the file", where=place)
        if self.secret is not None and not self.secure:
            raise InvalidInput("a value from a key vault is secure", where=place, hint="add secure=True")
        if self.type != "string" and self.secure:
            raise InvalidInput("only texts are secure", where=place, hint='drop it, or say type="string"')
        self._check_values()

    def _check_values(self) -> None:
        place, kind = f"{caller_location()} Parameter", _CLASSES[self.type]
        if self.default is not None and type(self.default) is not kind:
            raise InvalidInput(f"{self.default!r} is not {KINDS[self.type]}", where=f"{place}.default")
        if self.allowed and self.type not in {"string", "int"}:
            hint = 'drop them, or say type="string"'
            raise InvalidInput("only texts and integers have allowed values", where=f"{place}.allowed", hint=hint)
        for value in self.allowed:
            if type(value) is not kind:
                raise InvalidInput(f"{value!r} is not {KINDS[self.type]}", where=f"{place}.allowed")
        if self.allowed and self.default is not None and self.default not in self.allowed:
            raise InvalidInput(f"{self.default!r} is not one of the allowed values", where=f"{place}.default")
