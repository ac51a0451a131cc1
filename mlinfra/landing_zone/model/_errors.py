"""Pydantic's findings in, one sentence each in the user's words out."""

from __future__ import annotations

import dataclasses
import difflib
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._where import Where
from mlinfra.landing_zone.model.renamed_fields import renamed_field

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError


def invalid_input(kind: type, error: ValidationError, at: Where) -> InvalidInput:
    """Make one error of all that is wrong with one value; the first names its place, the others follow."""
    told = list(dict.fromkeys(_told(kind, detail) for detail in _without_renamed(kind, error)))
    more = "".join(f"\n{at} {place}: {sentence}" for place, sentence in told[1:])
    hint = _UPGRADE if any(_IS_CALLED in sentence for _, sentence in told) else ""
    return InvalidInput(f"{told[0][1]}{more}", where=f"{at} {told[0][0]}".strip(), hint=hint)


def _without_renamed(kind: type, error: ValidationError) -> list[ErrorDetails]:
    """All that is wrong; a field is not missing too when it was given by its old name."""
    details = error.errors(include_url=False)
    unknown = [str(detail["loc"][-1]) for detail in details if detail["type"] in _UNKNOWN]
    renamed = {row.new for row in (renamed_field(kind, name) for name in unknown) if row}
    return [detail for detail in details if "missing" not in detail["type"] or detail["loc"][-1] not in renamed]


def _told(kind: type, detail: ErrorDetails) -> tuple[str, str]:
    path = [] if detail["type"] == "unexpected_positional_argument" else _path(kind, detail["loc"])
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


def _as_told(_kind: type, _path: list[int | str], detail: ErrorDetails) -> str:
    text = detail["msg"].removeprefix("Value error, ")
    if detail["type"] in {"choice", "value_error", "name"}:
        return text
    return f"{text[0].lower()}{text[1:]}, got {_shown(detail['input'])}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{type(value).__name__}"


_IS_CALLED = " is called "
_UPGRADE = "`mlinfra upgrade FILE` prints what to change"
_UNKNOWN = {"unexpected_keyword_argument"}
_SENTENCES = {
    "unexpected_keyword_argument": _unknown,
    "missing": _missing,
    "missing_argument": _missing,
    "missing_keyword_only_argument": _missing,
    "literal_error": _literal,
    "dataclass_type": _instance,
    "dataclass_exact_type": _instance,
    "unexpected_positional_argument": _positional,
}
