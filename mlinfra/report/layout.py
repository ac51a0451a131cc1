"""A template's name and printed values in, the laid-out text out: the user's own template where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra._assets import bundled

if TYPE_CHECKING:
    from jinja2 import Environment


def lay_out(template: str, values: Mapping[str, Any], folder: Path | None = None) -> str:
    """Render ``report/plan.md.j2`` and its like; ``folder`` holds the user's own templates of the same names.

    An own template may extend the bundled one by its name under ``mlinfra/``.
    """
    return _environment(folder).get_template(template).render(values)


def source_text(name: str, folder: Path | None = None) -> str:
    """The text of a file that is no template, such as a style sheet, found in the same places."""
    environment = _environment(folder)
    assert environment.loader is not None  # ruff: ignore[assert]  _environment gives one
    return environment.loader.get_source(environment, name)[0]


@cache
def _environment(folder: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    own = FileSystemLoader(bundled("templates"))
    loaders = [*([FileSystemLoader(folder)] if folder else []), own, PrefixLoader({"mlinfra": own})]
    return Environment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=_is_html,  # ruff: ignore[jinja2-autoescape-false]  on for HTML; Markdown gets escaped values
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith(".html.j2")
