"""Bicep modules: a compiled template of somebody else's, deployed as part of the stack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.arm.module_files import module_template
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.resources import DEPLOYMENT
from mlinfra.landing_zone.model._base import Resource, check_values, model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Parameter


@model
class _OfSource:
    """What is given before the name."""

    source: str = at("properties.template", decides="which template it deploys")
    """The compiled module: a JSON file, by its path from the stack file, or a module of a registry that was vendored with
    ``mlinfra modules add``: ``br/public:avm/res/key-vault/vault:0.13.3`` or ``br:REGISTRY/PATH:TAG``."""


@model
class Module(Resource, _OfSource):
    """A Bicep module, such as an Azure Verified Module: a nested deployment of its compiled template, as it is."""

    arm_type: ClassVar[str] = DEPLOYMENT.type

    name: str
    """The name of the nested deployment: 1 to 64 letters, digits, '_', '-', '.', '(' and ')'."""
    parameters: Mapping[str, Json] = at("properties.parameters", default_factory=dict)
    """Values of its parameters, held to the types that the module declares. Values of other resources and parameters may
    stand at any depth."""

    ROWS: ClassVar[Rows] = ()

    @property
    def template(self) -> dict[str, Json]:
        """The compiled template."""
        template: dict[str, Json] = self.__dict__["_template"]
        return template

    def output(self, name: str) -> Attribute[Any]:
        """What the module tells; raises `InvalidInput` for an output that it does not have."""
        outputs: Mapping[str, Json] = self.template.get("outputs") or {}
        if name not in outputs:
            from mlinfra.arm.module_interface import did_you_mean  # with the engine, which few stacks need to load

            place = f"{caller_location()} Module.output"
            raise InvalidInput(f"the module has no output {name!r}", where=place, hint=did_you_mean(name, outputs))
        return Attribute(self, ("outputs", name))

    def output_kind(self, name: str) -> tuple[str, bool]:
        """The Bicep type of an output, and whether it is secret."""
        outputs = self.template["outputs"]
        about = outputs.get(name) if isinstance(outputs, Mapping) else None
        kind = str((about or {}).get("type", "object")).lower()
        return kind.removeprefix("secure"), kind.startswith("secure")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        line, place = caller_location(), f"{caller_location()} Module"
        try:
            template = module_template(self.source, Path(line.file).parent)
        except InvalidInput as error:
            error.where = error.where or f"{place}.source"
            raise
        from mlinfra.arm.module_interface import check_parameters

        self.__dict__["_template"] = template  # past the frozen ``__setattr__``
        check_values(self.parameters, f"{place}.parameters")
        given = {name: _plain(value) for name, value in self.parameters.items()}
        secret = {name for name, value in self.parameters.items() if isinstance(value, Parameter) and value.secure}
        check_parameters(template, given, frozenset(secret), f"{place}.parameters")
        if self.omit:
            message, hint = "a module is deployed as it is", "say it with a parameter of the module"
            raise InvalidInput(message, where=f"{place}.omit", hint=hint)
        if self.scope is not None:
            check_scope(self, self.scope.place.kind)


def check_scope(module: Module, kind: str) -> None:
    """Raise `InvalidInput` where a module is made for another kind of scope than the one it is deployed to."""
    from mlinfra.arm.module_interface import scope_of_template

    wanted = scope_of_template(module.template)
    if kind != wanted:
        message = f"the module is deployed to a {_WORDS[wanted]}, not to a {_WORDS[kind]}"
        place = f"{where(module)} Module.scope"
        raise InvalidInput(message, where=place, hint=f"give scope= a {_WORDS[wanted]}")


_WORDS = {
    "resourceGroup": "resource group",
    "subscription": "subscription",
    "managementGroup": "management group",
    "tenant": "tenant",
}


def _plain(value: Json) -> Json:
    """The value as the types of a module judge it."""
    from mlinfra.arm.module_interface import OPEN

    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return OPEN if isinstance(value, (Parameter, Attribute, *_NODES)) else value


_NODES = (expr.Call, expr.Member, expr.Interp, expr.Ref)
