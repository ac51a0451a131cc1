"""Read the properties of resource bodies from the generated model classes of an Azure SDK package.

Two generators made these packages. The older one writes ``_attribute_map`` and ``_validation``, the newer one a
``rest_field`` for each property; both name the classes of nested objects and enumerations in strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from enum import EnumMeta
from types import ModuleType, UnionType
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

_PLAIN = {
    "str": "string", "bool": "boolean", "int": "integer", "long": "integer", "float": "number", "object": "any",
    "iso-8601": "string", "duration": "string", "date": "string", "bytearray": "string", "bytes": "string",
    "Any": "any", "JSON": "any", "datetime": "string", "timedelta": "string", "Decimal": "number",
    "time": "string", "rfc-1123": "string", "unix-time": "integer",
}  # fmt: skip
_ENUM_IN_DOC = re.compile(
    r":vartype (\w+):\s+(?:str or|list\[str or|float or|int or)\s+~[\w.]*?\.(\w+)\]?$", re.MULTILINE
)


class Walk:
    """Collect every object that a body can hold, by the name of its class."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._objects: dict[str, dict[str, Any]] = {}

    def objects(self, root: str) -> dict[str, dict[str, Any]]:
        """The objects of a body, from its own class on."""
        self._visit(root)
        return self._objects

    def _visit(self, name: str) -> None:
        if name in self._objects:
            return
        entry: dict[str, Any] = {"properties": {}}
        self._objects[name] = entry
        model = getattr(self._module, name)
        read = self._old if hasattr(model, "_attribute_map") else self._new
        read(model, entry)

    def _old(self, model: Any, entry: dict[str, Any]) -> None:
        """A class of the older generator; dots in a key are levels that it left out as classes of their own."""
        enums = dict(_ENUM_IN_DOC.findall("\n".join(base.__doc__ or "" for base in model.__mro__)))
        for attribute, about in model._attribute_map.items():
            if not about["key"]:
                entry["additional"] = self._kind(about["type"].strip("{}"))
                continue
            value: dict[str, Any] = {"type": self._kind(about["type"])}
            value |= self._values(enums.get(attribute, ""))
            rules = model._validation.get(attribute, {})
            value |= {"read_only": True} if rules.get("readonly") else {}
            value |= {"required": True} if rules.get("required") and not rules.get("readonly") else {}
            _put(entry["properties"], self._objects, about["key"], value, model.__name__)
        self._variants(entry, model, getattr(model, "_subtype_map", {}))

    def _variants(self, entry: dict[str, Any], model: Any, subtypes: dict[str, dict[str, str]]) -> None:
        for attribute, classes in subtypes.items():
            entry["discriminator"] = model._attribute_map[attribute]["key"].replace("\\.", ".")
            entry["variants"] = dict(sorted(classes.items()))
            for name in classes.values():
                self._visit(name)

    def _new(self, model: Any, entry: dict[str, Any]) -> None:
        """A class of the newer generator."""
        for base in reversed(model.__mro__):
            for attribute, field in vars(base).items():
                if type(field).__name__ == "_RestField":
                    self._field(entry, attribute, field, base.__annotations__.get(attribute, Any))
        mapping = vars(model).get("__mapping__") or {}
        if mapping:
            discriminator = next(f for f in vars(model).values() if getattr(f, "_is_discriminator", False))
            entry["discriminator"] = discriminator._rest_name_input
            entry["variants"] = {str(getattr(key, "value", key)): sub.__name__ for key, sub in sorted(mapping.items())}
            for name in entry["variants"].values():
                self._visit(name)

    def _field(self, entry: dict[str, Any], attribute: str, field: Any, annotation: Any) -> None:
        choices = _choices(annotation)
        optional = type(None) in choices
        name = field._rest_name_input if isinstance(field._rest_name_input, str) else attribute
        visible = set(field._visibility or ("read", "create", "update"))
        kind, values = self._typed([choice for choice in choices if choice is not type(None)])
        value: dict[str, Any] = {"type": kind} | ({"values": values} if values else {})
        if field._format == "unix-timestamp":
            value["type"] = "integer"
        if visible == {"read"}:
            value["read_only"] = True
        elif not optional:
            value["required"] = True
        if "create" in visible and "update" not in visible:
            value["create_only"] = True
        entry["properties"][name] = value

    def _typed(self, choices: list[Any]) -> tuple[str, list[Any]]:
        """Kind and known values of an annotation's choices: ``Union[str, "_models.Kind"]`` is a text of that enum."""
        if len(choices) > 1:
            values = next((found for choice in choices if (found := self._enum_values(choice))), [])
            return ("string", values) if str in choices else ("any", [])
        (choice,) = choices
        if get_origin(choice) is Literal:
            return "string", [getattr(value, "value", value) for value in get_args(choice)]
        if get_origin(choice) in {list, Sequence}:
            kind, values = self._typed(list(_choices(get_args(choice)[0])))
            return f"{kind}[]", values
        if get_origin(choice) in {dict, Mapping, MutableMapping}:
            return f"map<{self._typed(list(_choices(get_args(choice)[1])))[0]}>", []
        return self._named(_name(choice)), self._enum_values(choice)

    def _enum_values(self, choice: Any) -> list[Any]:
        target = getattr(self._module, _name(choice).rpartition(".")[2], None)
        return [member.value for member in target] if isinstance(target, EnumMeta) else []

    def _kind(self, text: str) -> str:
        """``string``, ``any``, an object's name, ``KIND[]`` or ``map<KIND>`` for a type of the older generator."""
        if text.startswith("["):
            return f"{self._kind(text[1:-1])}[]"
        if text.startswith("{"):
            return f"map<{self._kind(text[1:-1])}>"
        return self._named(text)

    def _named(self, text: str) -> str:
        name = text.rpartition(".")[2]
        if name in _PLAIN:
            return _PLAIN[name]
        target = getattr(self._module, name, None)
        if target is None or isinstance(target, EnumMeta):
            return "string" if target is not None else "any"
        self._visit(name)
        return name

    def _values(self, name: str) -> dict[str, Any]:
        target = getattr(self._module, name, None) if name else None
        return {"values": [member.value for member in target]} if isinstance(target, EnumMeta) else {}


def _choices(annotation: Any) -> tuple[Any, ...]:
    """The members of a union; an annotation that is none by itself."""
    return get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)


def _name(choice: Any) -> str:
    """The name of a class, also where it is only named: ``_models.Sku``."""
    if isinstance(choice, ForwardRef):
        return choice.__forward_arg__
    return choice if isinstance(choice, str) else getattr(choice, "__name__", "Any")


def _put(
    properties: dict[str, Any], objects: dict[str, dict[str, Any]], key: str, value: dict[str, Any], owner: str
) -> None:
    r"""Put a property at its place; ``properties.sku.name`` is three levels, ``odata\\.type`` is one."""
    steps = [step.replace("\\.", ".") for step in re.split(r"(?<!\\)\.", key)]
    for step in steps[:-1]:
        owner = f"{owner}.{step}"
        level = properties.setdefault(step, {"type": owner})
        # Where such a level may be missing, these packages never say that something in it is required.
        level |= {"required": True} if value.get("required") else {}
        properties = objects.setdefault(owner, {"properties": {}})["properties"]
    properties[steps[-1]] = value
