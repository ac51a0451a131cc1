"""Write the table of Azure's built-in roles from a published list of them.

    python scripts/built_in_roles.py SOURCE             # writes the table
    python scripts/built_in_roles.py SOURCE --keep      # keeps the roles that SOURCE does not name
    python scripts/built_in_roles.py SOURCE --compare   # writes nothing; exit code 1 when the table would differ

SOURCE is what ``az role definition list --output json`` printed, or the folder of a clone of MicrosoftDocs/azure-docs: its pages
``articles/role-based-access-control/built-in-roles/*.md`` hold the same JSON of most roles. What changes is printed.
After writing, set ``READ`` in ``mlinfra/catalogue/built_in_roles.py``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "mlinfra" / "catalogue" / "built_in_roles.json"
PAGES = Path("articles") / "role-based-access-control" / "built-in-roles"
_BLOCK = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PERMITS = ("actions", "notActions", "dataActions", "notDataActions")

Table = dict[str, dict[str, Any]]


def main(arguments: list[str], file: Path = FILE) -> int:
    """Write, or compare; exit code 2 where the source names no role."""
    roles = {str(role["name"]).lower(): role for role in _roles(Path(arguments[0]))}
    if not roles:
        print(f"{arguments[0]} names no built-in role", file=sys.stderr)
        return 2
    before: Table = json.loads(file.read_text(encoding="utf-8"))
    after = table_of(roles, before, keep="--keep" in arguments)
    for line in differences(before, after):
        print(line)
    if "--compare" in arguments:
        return int(before != after)
    file.write_text(json.dumps(after, indent=1) + "\n", encoding="utf-8")
    return 0


def _roles(source: Path) -> Iterator[Mapping[str, Any]]:
    """Every built-in role that a source names, as Azure's own answer says it."""
    if source.is_file():
        listed = json.loads(source.read_text(encoding="utf-8-sig"))
    else:
        pages = sorted((source / PAGES).glob("*.md"))
        blocks = (block for page in pages for block in _BLOCK.findall(page.read_text(encoding="utf-8")))
        listed = [json.loads(block) for block in blocks if '"roleName"' in block]
    yield from (role for role in listed if role["roleType"] == "BuiltInRole")


def table_of(roles: Mapping[str, Mapping[str, Any]], before: Table, *, keep: bool) -> Table:
    """The table: the name of every role, and what those permit of which the table before says it.

    ``roles`` by GUID in lower case; ``keep``: roles of the table before stay though the source does not name them.
    """
    names = {guid: str(role["roleName"]) for guid, role in roles.items()}
    told = {guid: _permitted(roles[guid]) for guid in before["permissions"] if guid in roles}
    if keep:
        names, told = {**before["names"], **names}, {**before["permissions"], **told}
    return {"names": dict(sorted(names.items())), "permissions": dict(sorted(told.items()))}


def _permitted(role: Mapping[str, Any]) -> dict[str, list[str]]:
    return {kind: [action for entry in role["permissions"] for action in entry.get(kind) or ()] for kind in _PERMITS}


def differences(before: Table, after: Table) -> Iterator[str]:
    """A line for each role that is new, gone or renamed, or that permits something else."""
    for guid in sorted(before["names"].keys() | after["names"].keys()):
        old, new = before["names"].get(guid), after["names"].get(guid)
        if old != new:
            yield f"{guid}: {old or 'not there'} -> {new or 'not there'}"
        elif before["permissions"].get(guid) != after["permissions"].get(guid):
            yield f"{guid}: {new} permits something else"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
