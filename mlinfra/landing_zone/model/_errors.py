"""Say each of pydantic's findings in one sentence of the user's words."""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._parameter_fit import why_known
from mlinfra.landing_zone.model._where import Where
from mlinfra.landing_zone.model.renamed_fields import renamed_field

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError


def invalid_input(kind: type, error: ValidationError, at: Where) -> InvalidInput:
    """Make one error of all that is wrong with one value; the first names its place, the others follow."""
    told = list(dict.fromkeys(_told(kind, detail) for detail in _without_renamed(kind, error)))
    more = "".join(f"\n{at} {place}: {sentence}" for place, sentence in told[1:])
    hints = (hint for words, hint in _HINTS.items() if any(words in sentence for _, sentence in told))
    hint = next(hints, "")
    return InvalidInput(f"{told[0][1]}{more}", where=f"{at} {told[0][0]}".strip(), hint=hint)


def _without_renamed(kind: type, error: ValidationError) -> list[ErrorDetails]:
    """All that is wrong; a field is not missing too when it was given by its old name."""
    details = error.errors(include_url=False)
    unknown = [str(detail["loc"][-1]) for detail in details if detail["type"] in _UNKNOWN]
    renamed = {row.new for row in (renamed_field(kind, name) for name in unknown) if row}
    return [detail for detail in details if "missing" not in detail["type"] or detail["loc"][-1] not in renamed]


def _told(kind: type, detail: ErrorDetails) -> tuple[str, str]:
    path = [] if detail["type"] == "unexpected_positional_argument" else _path(kind, detail["loc"])
    if type(detail["input"]).__name__ in {"Parameter", "Attribute"} and detail["type"] not in _OF_THE_NAME:
        return _told_before(kind, path[:1], detail["input"])
    sentence = _SENTENCES.get(detail["type"], _as_told)(kind, path, detail)
    return ".".join([kind.__name__, *(str(part) for part in path)]), sentence


def _path(kind: type, loc: tuple[int | str, ...]) -> list[int | str]:
    """Pydantic numbers positional arguments: give them their field's name."""
    path = list(loc)
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    if path and isinstance(path[0], int) and path[0] < len(names):
        path[0] = names[path[0]]
    return path


def _unknown(kind: type, path: list[int | str], _detail: ErrorDetails) -> str:
    name = str(path[-1]) if path else ""
    row = renamed_field(kind, name)
    if row is not None:
        return f"{name!r}{_IS_CALLED}{row.new!r} now{f': {row.advice}' if row.advice else ''}"
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    near = difflib.get_close_matches(name, names, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
    return f"unknown field {name!r}, {advice}"


def _missing(_kind: type, path: list[int | str], _detail: ErrorDetails) -> str:
    return f"{path[-1]} is missing" if path else "a value is missing"


def _literal(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    return f"give {detail['ctx']['expected']}, got {_shown(detail['input'])}"


def _instance(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    return f"give {detail['ctx']['class_name']}(...), got {_shown(detail['input'])}"


def _positional(_kind: type, _path: list[int | str], _detail: ErrorDetails) -> str:
    return "only the name stands without its field's name: write field=value"


def _text(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    value = detail["input"]
    if isinstance(value, (bool, int, float)):
        return f"give text, got {_shown(value)}: in YAML write it in quotes, {json.dumps(_yaml(value))}"
    return f"give text, got {_shown(value)}"


def _yaml(value: float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _duration(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    return f"give timedelta(minutes=10), in YAML PT10M (ISO 8601) or seconds, got {_shown(detail['input'])}"


def _wanted(words: str) -> Callable[[type, list[int | str], ErrorDetails], str]:
    """The sentence of a type that has one name for people."""
    return lambda _kind, _path, detail: f"give {words}, got {_shown(detail['input'])}"


def _told_before(kind: type, path: list[int | str], value: Any) -> tuple[str, str]:
    """What is said of a value that Azure fills in where it must be known before, and why it must."""
    what = f"the parameter {value.name!r}" if hasattr(value, "name") else "an attribute of a resource"
    why = why_known(kind, str(path[0])) if path else ""
    told = f"{what} is filled in only when Azure deploys; here{_KNOWN_BEFORE}"
    return ".".join([kind.__name__, *map(str, path)]), f"{told}: it decides {why}" if why else told


def _choice(kind: type, path: list[int | str], detail: ErrorDetails) -> str:
    """What is told of a value of another class; of a parameter also why the value must be known."""
    why = why_known(kind, str(path[0])) if path and type(detail["input"]).__name__ == "Parameter" else ""
    return f"{detail['msg']};{_KNOWN_BEFORE}: it decides {why}" if why else detail["msg"]


def _as_told(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    text = detail["msg"].removeprefix("Value error, ")
    if detail["type"] in {"misfit", "value_error", "name"}:
        return text
    if text.startswith(_SHOULD_BE):
        return f"give a value {text.removeprefix(_SHOULD_BE)}, got {_shown(detail['input'])}"
    return f"{text[0].lower()}{text[1:]}, got {_shown(detail['input'])}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{type(value).__name__}"


_SHOULD_BE = "Input should be "
_IS_CALLED = " is called "
_KNOWN_BEFORE = " the value must be known before"
_HINTS = {
    _KNOWN_BEFORE: "give the value itself, by stage with a field of a blueprint, or with overlays in YAML",
    _IS_CALLED: "`mlinfra upgrade FILE` prints what to change",
}
_UNKNOWN = {"unexpected_keyword_argument"}
_OF_THE_NAME = {*_UNKNOWN, "unexpected_positional_argument", "choice", "misfit"}
"""What is wrong whatever the value is, or says by itself what may stand there."""
_SENTENCES = {
    "choice": _choice,
    "unexpected_keyword_argument": _unknown,
    "missing": _missing,
    "missing_argument": _missing,
    "missing_keyword_only_argument": _missing,
    "literal_error": _literal,
    "string_type": _text,
    "int_type": _wanted("an integer"),
    "int_parsing": _wanted("an integer"),
    "int_from_float": _wanted("an integer"),
    "bool_type": _wanted("true or false"),
    "bool_parsing": _wanted("true or false"),
    "float_type": _wanted("a number"),
    "float_parsing": _wanted("a number"),
    "time_delta_type": _duration,
    "time_delta_parsing": _duration,
    "date_type": _wanted("a date such as 2027-01-31"),
    "date_parsing": _wanted("a date such as 2027-01-31"),
    "date_from_datetime_parsing": _wanted("a date such as 2027-01-31"),
    "date_from_datetime_inexact": _wanted("a date such as 2027-01-31"),
    "tuple_type": _wanted("a list"),
    "list_type": _wanted("a list"),
    "dict_type": _wanted("a mapping of names to values"),
    "mapping_type": _wanted("a mapping of names to values"),
    "dataclass_type": _instance,
    "dataclass_exact_type": _instance,
    "unexpected_positional_argument": _positional,
}
