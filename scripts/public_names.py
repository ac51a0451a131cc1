"""Write the public names of `mlinfra/__init__.py`: its imports, the module of each name, and `__all__`.

    python scripts/public_names.py             # rewrites those lines
    python scripts/public_names.py --compare   # changes nothing; exit code 1 when they would differ, and says how

A public name is a class with `@model` in a module of `mlinfra.landing_zone.model`, or one of `OTHERS`. The modules are
read and not imported, so that a new one needs nothing from what is written here.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "mlinfra"
FILE = PACKAGE / "__init__.py"
OTHERS = {
    "base.accept": ("Accept",),
    "base.errors": ("InvalidInput", "MlinfraError"),
    "base.exempt": ("Exempt",),
    "base.ignore": ("Ignore",),
    "landing_zone.model._fields": ("Existing",),
    "landing_zone.model.blueprint": ("Blueprint",),
    "landing_zone.model.naming": ("NameRequest",),
}
"""Public names that are no classes with `@model`, by their modules."""


def homes(package: Path) -> dict[str, str]:
    """Each public name, with the module that has it, below ``mlinfra``.

    Raises `SystemExit` for a name that two modules have: one of the classes would silently be the other.
    """
    found = {name: home for home, names in OTHERS.items() for name in names}
    for path in sorted((package / "landing_zone" / "model").glob("[!_]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and _is_model(node)]
        home = f"landing_zone.model.{path.stem}"
        for name in classes:
            if name in found:
                raise SystemExit(f"{name} is a class of {found[name]} and of {home}: give one of them another name")
            found[name] = home
    return {name: found[name] for name in sorted(found)}


def _is_model(node: ast.ClassDef) -> bool:
    """Whether a class is public and has ``@model`` or ``@model(...)``."""
    marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
    return "model" in marks and not node.name.startswith("_")


def written(text: str, package: Path) -> str:
    """The text of `mlinfra/__init__.py` with its three lists made anew."""
    public = homes(package)
    verbs = ast.literal_eval(text.partition("VERBS = ")[2].partition("\n)")[0] + "\n)")
    beside = ast.literal_eval("{" + text.partition("BESIDE = {")[2].partition("\n}")[0] + "\n}")
    named = {**public, **{verb: f"app.{verb}" for verb in verbs}, **beside}
    places = sorted(
        ((home, name) for name, home in named.items()), key=lambda place: (place[0], place[1].lower(), place[1])
    )
    imports = (
        f"from mlinfra.{home} import {name} as {name}" for home, name in places
    )  # ``as``: public, for type checkers
    text = _between("if TYPE_CHECKING:", "\n__version__", imports, text)
    text = _between("_HOME = {", "    **{", (f'"{name}": "{home}",' for name, home in public.items()), text)
    return _between("__all__ = [", "]", (f'"{name}",' for name in public), text)


def _between(start: str, end: str, lines: Iterable[str], text: str) -> str:
    """The text with these lines between the comment below ``start`` and ``end``."""
    before, middle, after = re.split(rf"(?<=^{re.escape(start)}\n)(    #.*\n)", text, maxsplit=1, flags=re.MULTILINE)
    return before + middle + "".join(f"    {line}\n" for line in lines) + after[after.index(end) :]


def main() -> int:
    """Write or compare; exit code 1 when a comparison finds a difference."""
    before = FILE.read_text(encoding="utf-8")
    after = written(before, PACKAGE)
    if "--compare" in sys.argv[1:]:
        for line in unified_diff(
            before.splitlines(), after.splitlines(), "mlinfra/__init__.py", "wanted", lineterm="", n=0
        ):
            print(line)
        return int(before != after)
    if before != after:
        FILE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
