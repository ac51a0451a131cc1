"""Read JSON files that others wrote: templates, parameter files, snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mlinfra.arm.foreign_json import (
    DEEPEST,
    DEEPEST_BODY,
    ForeignJson,
    UnreadableJson,
    lines_of_objects,
    read_foreign_json,
)
from mlinfra.base.errors import LoadError, TemplateError

NO_TEMPLATE = "give an ARM template, its parameter file, or a plan that `mlinfra plan -o FILE.json` wrote"
"""What to do about a file that is none of these."""


def read_json(file: Path) -> dict[str, Any]:
    """The object in a file that Azure would read; raises `LoadError` with the line where it would not."""
    return _object(file, DEEPEST).value  # type: ignore[no-any-return]  # checked to be an object


def read_deep_json(file: Path) -> dict[str, Any]:
    """The same for a file that may hold templates: a plan, a snapshot."""
    return _object(file, DEEPEST_BODY).value  # type: ignore[no-any-return]  # checked to be an object


def read_template(file: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A template, and a diagnostic for each name that stands twice in it. Raises as `read_json`.

    Its keywords have their usual casing, so that everybody finds its secure parameters.
    """
    from mlinfra.arm.expand.duplicate_names import duplicate_names
    from mlinfra.arm.expand.letter_case import template_in_usual_case

    document = _object(file, DEEPEST)
    return template_in_usual_case(document.value), duplicate_names(document.duplicates, file.name)


def resource_lines(file: Path) -> dict[str, str]:
    """``file:line`` of every object in a template that was read, by its path in lower case: ``resources[0]``."""
    lines = lines_of_objects(file.read_bytes().decode("utf-8-sig"), DEEPEST)
    return {path.casefold(): f"{file.name}:{line}" for path, line in lines.items()}


def read_parameter_file(file: Path) -> dict[str, Any]:
    """The values in a parameter file, in ARM form. Raises as `read_json`, and where two names are one parameter."""
    from mlinfra.arm.expand import read_parameters

    try:
        return read_parameters(read_json(file))
    except TemplateError as error:
        raise LoadError(error.message, where=f"{file} {error.where}", hint=error.hint) from error


def _object(file: Path, deepest: int) -> ForeignJson:
    try:
        document = read_foreign_json(file.read_bytes().decode("utf-8-sig"), deepest)
    except FileNotFoundError:
        raise LoadError(f"there is no file {file}", hint=NO_TEMPLATE) from None
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(f"the file cannot be read: {error}", where=str(file)) from error
    except UnreadableJson as error:
        raise LoadError(
            f"not JSON that Azure reads: {error.message}", where=f"{file}:{error.line}", hint=NO_TEMPLATE
        ) from error
    if not isinstance(document.value, dict):
        raise LoadError("this is JSON, but not an object", where=str(file), hint=NO_TEMPLATE)
    return document
