"""Make the property table of another API version of a type, and say what would change with that version.

    python scripts/api_version.py Microsoft.Storage/storageAccounts 2026-04-01 --package azure-mgmt-storage==25.3.0
    python scripts/api_version.py TYPE VERSION --compare      # the same, and writes no table

Printed are the properties that were added (+), removed (-) or changed (~) against the version of the type's entry, the
name rules, and the baselines that change when the entry moves to the new version. ``--package`` names the release that
asks in the version, ``--module`` and ``--root`` its models and the class of the body; without them those of
the entry are taken.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from property_tables import Source, make_table, source_of, text_of
from sdk_packages import PackageError, module_for
from table_difference import table_difference

from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.lookup import find_type, name_rule
from mlinfra.catalogue.property_table import PropertyTable, parse_table, property_table, table_file
from mlinfra.catalogue.resource_type import ResourceType

CASES = Path(__file__).parents[1] / "tests" / "cases"


def name_rules(entry: ResourceType, version: str) -> Iterator[str]:
    """The name rules that are others in this version than in the version of the entry, one line each."""
    variants = [earlier.variant for earlier in entry.earlier_names if earlier.variant]
    others = f"{entry.word}, other than {', '.join(variants)}" if variants else entry.word
    for variant in ["", *variants]:
        now, then = (name_rule(entry.type, at, variant) for at in (entry.api_version, version))
        if now and then and now != then:
            yield f"{variant or others}: {then.words} (at {entry.api_version}: {now.words})"


def changed_baselines(entry: ResourceType, table: PropertyTable) -> Iterator[str]:
    """The folders of tests/cases whose resources are of this type in the version of the entry, one line each.

    A property of such a resource that the new version does not have is named below its folder.
    """
    for path in sorted(CASES.rglob("main.json")):
        bodies = [
            body
            for body in _resources(json.loads(path.read_text(encoding="utf-8")))
            if (body["type"].lower(), body["apiVersion"]) == (entry.key, entry.api_version)
        ]
        if bodies:
            yield f"{path.parent.relative_to(CASES.parents[1])} ({len(bodies)})"
        for body in bodies:
            judged = judge_body(entry.type, table.api_version, body, table)
            yield from (f"  {unknown.message}: {unknown.fix}" for unknown in judged.unknown)


def _resources(template: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every resource of a template, those of nested deployments too."""
    entries = template["resources"]
    for resource in entries.values() if isinstance(entries, dict) else entries:
        yield resource
        if "template" in resource.get("properties", {}):
            yield from _resources(resource["properties"]["template"])


def report(entry: ResourceType, table: PropertyTable) -> Iterator[str]:
    """What moving the entry to the version of the table changes."""
    before = property_table(entry.type, entry.api_version)
    sections = {
        f"Properties, against {entry.api_version}": list(table_difference(before, table))
        if before
        else ["all are new"],
        "Name rules": list(name_rules(entry, table.api_version)),
        "Baselines that change when the entry moves": list(changed_baselines(entry, table)),
    }
    yield f"{entry.type} {table.api_version}, from {table.source}"
    for title, lines in sections.items():
        yield f"{title}:"
        yield from (f"  {line}" for line in lines or ["none"])


def chosen_source(options: argparse.Namespace) -> tuple[ResourceType, Source]:
    """The entry and the package that the command line means. Raises `PackageError` for a type without an entry."""
    entry = find_type(options.type)
    if entry is None:
        raise PackageError(f"{options.type} has no entry in mlinfra/catalogue/types: write it first")
    source = source_of(entry.type, options.version)
    if source is None:
        raise PackageError(f"{entry.type}: its entry says why there is no property table")
    return entry, replace(
        source,
        package=options.package or source.package,
        module=options.module or module_for(source.module, options.version),
        root=options.root or source.root,
    )


def main() -> int:
    """Write the table, unless it is only compared, and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("type", help="resource type of the catalogue, such as Microsoft.Storage/storageAccounts")
    parser.add_argument("version", help="API version, such as 2026-04-01")
    parser.add_argument("--package", metavar="NAME==RELEASE", help="published package that asks in this version")
    parser.add_argument("--module", help="its module of models")
    parser.add_argument("--root", help="the class of the body in this module")
    parser.add_argument("--compare", action="store_true", help="write no table")
    options = parser.parse_args()
    entry, source = chosen_source(options)
    with tempfile.TemporaryDirectory(prefix="mlinfra-sdk-") as folder:
        made = make_table(source, Path(folder))
    if not options.compare:
        path = table_file(entry.type, options.version)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(made), encoding="utf-8")
    print("\n".join(report(entry, parse_table(made))))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PackageError as error:
        sys.exit(f"api version: {error}")
