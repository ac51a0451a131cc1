"""Values that Azure fills in: template parameters, and what resources tell once they are deployed."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, members
from mlinfra.landing_zone.model._plain import Check, NeedsValidation, check_of
from mlinfra.landing_zone.model._rows import Conversion
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model.attribute import Attribute

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from mlinfra.landing_zone.model.vault import KeyVault

T = TypeVar("T")


@model
class Secret:
    """A secret in a key vault, read by Azure when it deploys and never seen by anybody else."""

    name: str
    """The secret's name."""
    _: KW_ONLY
    vault: Annotated[Existing[KeyVault], Choice()]
    """The existing vault it lies in: its group and subscription must be named."""
    version: str | None = None
    """One version of it; None the newest."""


_TEMPLATES_OWN = {"location": "parameter of the region", "tags": "variable of the stack's tags"}
"""Names that templates of ours use themselves; Azure reads names in any letter case."""
_KINDS = {"string": "text", "int": "an integer", "bool": "true or false"}


@model
class Parameter:
    """A value that stays a parameter of the template, instead of being resolved when it is rendered.

    Its value comes from an environment variable when the parameter file is read, or from a key vault when Azure
    deploys; it never stands on disk.
    """

    name: str
    """Its name in the template: letters, digits and '_'; not ``location`` or ``tags``, which templates use themselves."""
    _: KW_ONLY
    secure: bool = False
    """Keep it out of logs, histories and plans (``@secure()``)."""
    type: Literal["string", "int", "bool"] = "string"
    """What it holds."""
    description: str = ""
    """Shown in the template."""
    default: str | int | bool | None = None
    """Used when the environment variable is not set; None: it must be. Secure ones have none."""
    allowed: Many[str] = ()
    """The only values it may have; empty: any."""
    env: str | None = None
    """The environment variable that holds the value; None: its name in upper case, ``apiKey`` -> ``API_KEY``."""
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
        if self.type != "string" and (self.secure or self.allowed):
            raise InvalidInput(
                "only texts are secure or have allowed values", where=place, hint='drop them, or say type="string"'
            )
        kind = {"string": str, "int": int, "bool": bool}[self.type]
        if self.default is not None and type(self.default) is not kind:
            raise InvalidInput(
                f"{self.default!r} is not {_KINDS[self.type]}", where=f"{caller_location()} Parameter.default"
            )
        if self.allowed and self.default is not None and self.default not in self.allowed:
            raise InvalidInput(
                f"{self.default!r} is not one of the allowed values", where=f"{caller_location()} Parameter.default"
            )


class _Filled:
    """Let the values that Azure fills in stand wherever a plain one may."""

    def plain(self, source: Any) -> Check:
        member = _plain_member(source)
        inner, kinds = check_of(member), _parameter_kinds(member)

        def check(value: Any) -> Any:
            if isinstance(value, Parameter) and kinds and value.type not in kinds:
                raise NeedsValidation
            return value if isinstance(value, _FILLED_CLASSES) else inner(value)

        return check

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        member = _plain_member(source)
        kinds = _parameter_kinds(member)
        chosen = any(isinstance(note, Choice) for note in getattr(member, "__metadata__", ()))

        def check(value: Any, validate: Any) -> Any:
            if isinstance(value, Parameter) and kinds and value.type not in kinds:
                told = {"name": value.name, "kind": _KINDS[value.type], "wanted": " or ".join(map(repr, sorted(kinds)))}
                raise PydanticCustomError("choice", "the parameter '{name}' holds {kind}: give it type={wanted}", told)
            if isinstance(value, _FILLED_CLASSES):
                return value
            if isinstance(value, Resource) and not chosen:
                raise PydanticCustomError("choice", "give text, or one of the resource's attributes")
            return validate(value)

        return core_schema.no_info_wrap_validator_function(check, handler.generate_schema(member))


def _plain_member(source: Any) -> Any:
    """The type without the values that Azure fills in, with all that its annotations say."""
    plain = tuple(member for member in get_args(source) if member not in _FILLED)
    return Union[plain]  # ruff: ignore[non-pep604-annotation-union]  of a tuple


def _parameter_kinds(member: Any) -> frozenset[str]:
    """The types of parameters that hold such a value; none where any may: numbers and texts beside each other, JSON."""
    kinds = {kind for kind in members(member) if kind is not type(None)}
    return frozenset(_PARAMETERS[kind] for kind in kinds) if kinds <= _PARAMETERS.keys() else frozenset()


_PARAMETERS: dict[Any, str] = {str: "string", int: "int", bool: "bool"}


class _Secure:
    """Take only a secure parameter: a secret never stands in a file."""

    def plain(self, source: Any) -> Check:  # ruff: ignore[unused-method-argument]  as other annotations have it
        def check(value: Any) -> Any:
            if not isinstance(value, Parameter) or not value.secure:
                raise NeedsValidation
            return value

        return check

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        def check(value: Any, validate: Any) -> Any:
            parameter = value if isinstance(value, Parameter) else validate(value) if isinstance(value, dict) else None
            if parameter is None or not parameter.secure:
                message = 'a secret is a secure parameter: give Parameter("name", secure=True)'
                raise PydanticCustomError("choice", message)
            return parameter

        return core_schema.no_info_wrap_validator_function(check, handler.generate_schema(source))


Secure: TypeAlias = Annotated[Parameter, _Secure()]
"""A secret: a secure parameter, whose value comes from the environment or a key vault and never stands on disk."""


def secret(name: str) -> Conversion:
    """How a secret is written; Azure never tells it, so it is read as a secure parameter of this name."""
    return Conversion(
        lambda value, context, _field: None if value is None else context.value(value),
        lambda _value, _reading: Parameter(name, secure=True),
    )


Filled: TypeAlias = Parameter | Attribute[Any] | expr.Call | expr.Member | expr.Interp | expr.Ref
_FILLED = frozenset(members(Filled))
_FILLED_CLASSES = (Parameter, Attribute, expr.Call, expr.Member, expr.Interp, expr.Ref)
Value: TypeAlias = Annotated[T | Filled, _Filled()]
"""A plain value, or one that Azure fills in."""

__all__ = ["Attribute", "Filled", "Parameter", "Secret", "Secure", "Value", "secret", "where"]
