"""Make a new repository from a blueprint: stack file, README and CI pipeline."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Literal, TypeAlias

from mlinfra import __version__
from mlinfra.base.assets import bundled
from mlinfra.base.errors import LoadError

Ci: TypeAlias = Literal["none", "github", "azure-pipelines"]

STACK_FILE = "stack.py"
_PIPELINES = {
    "github": (".github/workflows/mlinfra.yml", "github.yml"),
    "azure-pipelines": ("azure-pipelines.yml",) * 2,
}


def blueprints() -> tuple[str, ...]:
    """The names of the blueprints that `new_repository` knows."""
    return tuple(sorted(path.stem for path in bundled("blueprints").glob("*.py") if path.stem != "__init__"))


def new(folder: Path | str, *, blueprint: str = "starter", ci: Ci = "none") -> tuple[Path, ...]:
    """Fill a folder with a repository that works at once, and return its files.

    Raises `LoadError`, and writes nothing, for an unknown blueprint or a file that is there already.
    """
    folder = Path(folder)
    if blueprint not in blueprints():
        raise LoadError(f"there is no blueprint {blueprint!r}", hint=f"there are: {', '.join(blueprints())}")
    files = new_repository(folder, blueprint, ci, salt=secrets.token_hex(2))
    write_new(folder, files)
    return tuple(folder / path for path in files)


def new_repository(folder: Path, blueprint: str, ci: Ci, salt: str) -> dict[str, str]:
    """The files of a new repository by relative path; nothing is written.

    ``salt`` goes into names that must be unique in all of Azure: two repositories of one name then don't meet.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(bundled("templates") / "new"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # ruff: ignore[jinja2-autoescape-false]  Python, YAML and Markdown are no markup
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    facts = {
        "name": _product(folder),
        "blueprint": blueprint,
        "ci": ci,
        "stack_file": STACK_FILE,
        "salt": salt,
        "version": __version__,
    }
    sources = {STACK_FILE: f"{blueprint}.py", "README.md": "README.md", ".gitignore": "gitignore"}
    if ci != "none":
        target, source = _PIPELINES[ci]
        sources[target] = source
    return {path: environment.get_template(f"{source}.j2").render(facts) for path, source in sources.items()}


def write_new(folder: Path, files: dict[str, str]) -> None:
    """Write the files; raises `LoadError` and writes nothing when one of them is there already."""
    if folder.exists() and not folder.is_dir():
        raise LoadError(f"{folder} is a file", hint="give the folder that `mlinfra new` shall fill")
    there = [path for path in files if (folder / path).exists()]
    if there:
        raise LoadError(
            f"{folder} already has {', '.join(there)}", hint="choose an empty folder: nothing is overwritten"
        )
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _product(folder: Path) -> str:
    """A short name that Azure allows in every resource name, from the folder's."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:12].strip("-")
    if not re.match(r"[a-z]", name):
        hint = "Azure's names begin with a letter; rename it in stack.py afterwards"
        raise LoadError(f"the folder name {folder.name!r} gives no product name", hint=hint)
    return name
