"""Lay out printed values with a Jinja template: the user's own where there is one."""

from __future__ import annotations

import traceback
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.base.assets import bundled, own_templates
from mlinfra.base.errors import ReportError

if TYPE_CHECKING:
    from jinja2 import Environment


def lay_out(template: str, values: Mapping[str, Any], folder: Path | None = None) -> str:
    """Render ``report/plan.md.j2`` and its like; ``folder`` holds the user's own templates of the same names.

    An own template may extend the bundled one by its name under ``mlinfra/``. Raises ReportError for one that fails.
    """
    with _told(template):
        text = _environment(folder).get_template(template).render(values)
    return _with_origin(text, template, folder)


def _with_origin(text: str, template: str, folder: Path | None) -> str:
    """The text, with a last line that says so where a template of the user's made it."""
    html = _is_html(template)
    user_templates = own_templates(folder, (template, "report/plan.css", "report/plan.js") if html else (template,))
    if not user_templates:
        return text
    said = f"Laid out with {user_templates} of this repository, not of mlinfra."
    if html:
        head, end, tail = text.rpartition("</body>")
        return f"{head}<p>{said}</p>\n{end}{tail}" if end else f"{text}<p>{said}</p>\n"
    return f"{text.rstrip()}\n\n{said}\n"


def source_text(name: str, folder: Path | None = None) -> str:
    """The text of a file that is no template, such as a style sheet, found in the same places."""
    environment = _environment(folder)
    assert environment.loader is not None
    with _told(name):
        return environment.loader.get_source(environment, name)[0]


@contextmanager
def _told(name: str) -> Generator[None]:
    """Whatever a user's template raises becomes an error that names its file and line."""
    import jinja2

    try:
        yield
    except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        frames = [f for f in traceback.extract_tb(problem.__traceback__) if f.filename.endswith(Path(name).suffix)]
        last = (frames[-1].filename, frames[-1].lineno) if frames else (name, None)
        file, line = getattr(problem, "filename", None) or last[0], getattr(problem, "lineno", None) or last[1]
        raise ReportError(
            f"the template failed: {problem}",
            where=f"{file}:{line}" if line else file,
            hint="correct it, or remove it from your templates folder to use the bundled one",
        ) from None


@cache
def _environment(folder: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    bundled_loader = FileSystemLoader(bundled("templates"))
    loaders = [
        *([FileSystemLoader(folder)] if folder else []),
        bundled_loader,
        PrefixLoader({"mlinfra": bundled_loader}),
    ]
    # a user's template comes with the stack, perhaps from a fork: it may print, and reach nothing of Python
    return (ImmutableSandboxedEnvironment if folder else Environment)(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=_is_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith(".html.j2")
