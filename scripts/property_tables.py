"""Write the property tables of the catalogue from the models of published SDK packages.

    python scripts/property_tables.py             # all tables: downloads the packages that the entries name
    python scripts/property_tables.py --compare   # changes nothing, and says which tables would differ
    python scripts/property_tables.py --missing   # writes those that are not there yet, or that an entry takes from elsewhere

A table says of one resource type in one API version which properties its body has: kind, known values, whether they
are required, read-only or fixed at creation. Descriptions are not taken over. Each type gets the table of the version
that its entry in the catalogue has; tables of other versions (`api_version.py` makes them) are written anew from what
their head says.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdk_models import Walk
from sdk_packages import PackageError, install, load_models, spoken_versions

from mlinfra.catalogue.lookup import all_types, find_type
from mlinfra.catalogue.property_table import table_file
from mlinfra.catalogue.table_source import Table

FOLDER = Path(__file__).parents[1] / "mlinfra" / "catalogue" / "properties"


@dataclass(frozen=True)
class Source:
    """Where the table of a type in one API version comes from."""

    type: str
    version: str
    package: str
    module: str
    root: str
    """The class of the body."""


def source_of(arm_type: str, version: str) -> Source | None:
    """What the entry of a type says; None for a type without one, and for one that says why it has no table."""
    entry = find_type(arm_type)
    if entry is None or not isinstance(entry.properties, Table):
        return None
    return Source(entry.type, version, entry.properties.package, entry.properties.models, entry.properties.body)


def sources() -> Iterator[Source]:
    """One for each type of the catalogue, and one for each table of another version."""
    files = set(FOLDER.rglob("*.json"))
    for entry in all_types():
        source = source_of(entry.type, entry.api_version)
        if source is not None:
            files.discard(table_file(source.type, source.version))
            yield source
    for path in sorted(files):
        head = json.loads(path.read_text(encoding="utf-8"))
        package = head["source"].replace(" ", "==")
        yield Source(head["type"], head["api_version"], package, head["module"], head["root"])


def is_written(source: Source) -> bool:
    """Whether there is a table that was made from this source."""
    path = table_file(source.type, source.version)
    if not path.is_file():
        return False
    head = json.loads(path.read_text(encoding="utf-8"))
    return (head["source"], head["module"], head["root"]) == (_said(source.package), source.module, source.root)


def make_table(source: Source, packages: Path) -> dict[str, Any]:
    """The table of one type as its file holds it. Raises `PackageError`, also when the package's version differs."""
    package = install(source.package, packages)
    module = load_models(source.module, package)
    spoken = spoken_versions(source.module, package)
    if source.version not in spoken:
        raise PackageError(
            f"{source.type}: {source.package} asks in {', '.join(sorted(spoken))}, not in {source.version}"
        )
    if not hasattr(module, source.root):
        raise PackageError(f"{source.type}: {source.module} of {source.package} has no class {source.root}")
    head = {"type": source.type, "api_version": source.version, "source": _said(source.package)}
    return head | {
        "module": source.module,
        "root": source.root,
        "objects": _with_closed(Walk(module).objects(source.root), source),
    }


def _said(package: str) -> str:
    """A package as the head of a table says it."""
    return package.replace("==", " ")


def _with_closed(objects: dict[str, Any], source: Source) -> dict[str, Any]:
    """The objects with the marks that the file has for lists that take no other value.

    The packages write closed lists as open ones; the marks come from the published types of the Bicep compiler.
    """
    path = table_file(source.type, source.version)
    before = json.loads(path.read_text(encoding="utf-8"))["objects"] if path.is_file() else {}
    for name, entry in objects.items():
        for key, value in entry["properties"].items():
            marked = before.get(name, {}).get("properties", {}).get(key, {})
            if marked.get("closed") and marked.get("values") == value.get("values"):
                value["closed"] = True
    return objects


def text_of(table: dict[str, Any]) -> str:
    """A table as its file holds it: one property on a line."""
    head = {name: value for name, value in table.items() if name != "objects"}
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    objects = []
    for name, entry in sorted(table["objects"].items()):
        properties = [
            f"   {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(entry["properties"].items())
        ]
        rest = "".join(f", {json.dumps(key)}: {json.dumps(entry[key])}" for key in sorted(entry) if key != "properties")
        shown = "{\n" + ",\n".join(properties) + "\n  }" if properties else "{}"
        objects.append(f'  {json.dumps(name)}: {{"properties": {shown}{rest}}}')
    return "{\n" + "\n".join(lines) + '\n "objects": {\n' + ",\n".join(objects) + "\n }\n}\n"


def main() -> int:
    """Write or compare all tables; exit code 1 when a comparison finds differences or a package lacks something."""
    compare, differing = "--compare" in sys.argv[1:], 0
    asked = [source for source in sources() if "--missing" not in sys.argv[1:] or not is_written(source)]
    with tempfile.TemporaryDirectory(prefix="mlinfra-sdk-") as folder:
        for source in asked:
            text, path = text_of(make_table(source, Path(folder))), table_file(source.type, source.version)
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            if text != before:
                differing += 1
                print(f"{'differs' if before else 'new'}: {path.relative_to(FOLDER)}")
            if not compare:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return int(compare and differing > 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PackageError as error:
        sys.exit(f"property tables: {error}")
