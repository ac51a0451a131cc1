"""Values that Azure fills in: template parameters, and what resources tell once they are deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, Union, get_args

from mlinfra.arm import expressions as expr
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Given, Hint
from mlinfra.landing_zone.model._fields import Choice, Many, members
from mlinfra.landing_zone.model._parameter_fit import misfit
from mlinfra.landing_zone.model._plain import Check, NeedsValidation, check_of
from mlinfra.landing_zone.model._rows import Conversion
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.parameter import Parameter, Secret

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")


_SAID = "{wrong}"


class _Filled:
    """Let the values that Azure fills in stand wherever a plain one may."""

    def plain(self, source: Hint) -> Check:
        member = _plain_member(source)
        inner = check_of(member)

        def check(value: Given) -> Given:
            if isinstance(value, Parameter) and misfit(value, member):
                raise NeedsValidation
            return value if isinstance(value, FILLED_CLASSES) else inner(value)

        return check

    def __get_pydantic_core_schema__(self, source: Hint, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        member = _plain_member(source)
        chosen = any(isinstance(note, Choice) for note in getattr(member, "__metadata__", ()))

        def check(value: Given, validate: Any) -> Given:
            if isinstance(value, Parameter) and (wrong := misfit(value, member)):
                raise PydanticCustomError("misfit", _SAID, {"wrong": wrong})
            if isinstance(value, FILLED_CLASSES):
                return value
            if isinstance(value, Resource) and not chosen:
                raise PydanticCustomError("choice", "give text, or one of the resource's attributes")
            return validate(value)

        return core_schema.no_info_wrap_validator_function(check, handler.generate_schema(member))


def _plain_member(source: Hint) -> Given:
    """The type without the values that Azure fills in, with all that its annotations say."""
    plain = tuple(member for member in get_args(source) if member not in _FILLED)
    return Union[plain]  # ruff: ignore[non-pep604-annotation-union]  of a tuple


class _Secure:
    """Take only a secure parameter: a secret never stands in a file."""

    def plain(self, source: Hint) -> Check:  # ruff: ignore[unused-method-argument]  as other annotations have it
        def check(value: Given) -> Given:
            if not isinstance(value, Parameter) or not value.secure:
                raise NeedsValidation
            return value

        return check

    def __get_pydantic_core_schema__(self, source: Hint, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        def check(value: Given, validate: Any) -> Given:
            parameter = value if isinstance(value, Parameter) else validate(value) if isinstance(value, dict) else None
            if parameter is None or not parameter.secure:
                message = 'a secret is a secure parameter: give Parameter("name", secure=True)'
                raise PydanticCustomError("misfit", message)
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
FILLED_CLASSES = (Parameter, Attribute, expr.Call, expr.Member, expr.Interp, expr.Ref)
Value: TypeAlias = Annotated[T | Filled, _Filled()]
"""A plain value, or one that Azure fills in."""
Values: TypeAlias = Annotated[Many[Value[T]] | Filled, _Filled()]
"""Any number of plain values, or of those that Azure fills in; or the whole list as one that it fills in."""

__all__ = ["Attribute", "Filled", "Parameter", "Secret", "Secure", "Value", "Values", "secret", "where"]
