"""Say which environment variables the parameters of a YAML stack read: only those that are meant for stacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.model.value import Parameter

_PREFIX = "MLINFRA_VAR_"


def declared(parameter: Parameter, environment: Collection[str], place: str) -> Parameter:
    """A parameter with its variable: whoever writes YAML may read no other than ``environment`` and ``MLINFRA_VAR_*``.

    Raises `LoadError` with the place for one that names another.
    """
    if parameter.secret is not None or parameter.variable in environment:
        return parameter
    if parameter.env is None:
        return dataclasses.replace(parameter, env=_own(parameter))
    if parameter.env.startswith(_PREFIX):
        return parameter
    hint = f"call it {_own(parameter)}, or list it where the configuration says what YAML stacks may read"
    message = f"a YAML stack may not read the environment variable {parameter.env}"
    raise LoadError(message, where=place, hint=hint)


def _own(parameter: Parameter) -> str:
    """The variable of a YAML stack's parameter: ``apiKey`` -> ``MLINFRA_VAR_API_KEY``."""
    return _PREFIX + Parameter(parameter.name).variable
