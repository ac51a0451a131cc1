"""The table of built-in roles is made anew from what Azure says, or from the pages of its documentation."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mlinfra.catalogue.built_in_roles import permissions_of, role_names
from mlinfra.catalogue.roles import ROLES

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
import built_in_roles

READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
SCIENTIST = "f6c7c914-8db3-469d-8ca1-694a8f32e121"


def _role(guid: str, name: str, kind: str = "BuiltInRole", **permits: Any) -> dict[str, Any]:
    return {"name": guid, "roleName": name, "roleType": kind, "permissions": [{"actions": [], **permits}]}


LISTED = [
    _role(READER.upper(), "Reader", actions=["*/read"], dataActions=None),
    _role(SCIENTIST, "AzureML Data Scientist of another name"),
    _role("00000000-0000-0000-0000-000000000001", "Ours", "CustomRole"),
]


def _source(folder: Path, *, pages: bool) -> Path:
    """The roles as a file of az, or as two pages with other blocks of JSON beside them."""
    if not pages:
        file = folder / "roles.json"
        file.write_text(json.dumps(LISTED), encoding="utf-8")
        return file
    below = folder / built_in_roles.PAGES
    below.mkdir(parents=True)
    for number, role in enumerate(LISTED):
        text = f"# Roles\n\n```json\n{{}}\n```\n\n## Role\n\n```json\n{json.dumps(role, indent=2)}\n```\n"
        (below / f"page{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("pages", [False, True])
def test_the_table_is_made_of_what_a_source_says(
    tmp_path: Path, pages: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Comparing writes nothing; keeping takes the rest over; else what the source lacks is gone, and each change is printed."""
    source, file = _source(tmp_path, pages=pages), tmp_path / "table.json"
    file.write_bytes(built_in_roles.FILE.read_bytes())
    assert built_in_roles.main([str(source), "--compare"], file) == 1
    assert file.read_bytes() == built_in_roles.FILE.read_bytes()
    assert built_in_roles.main([str(source), "--keep"], file) == 0
    table = json.loads(file.read_text(encoding="utf-8"))
    assert table["names"].keys() == role_names().keys()
    assert table["names"][SCIENTIST] == "AzureML Data Scientist of another name"
    assert f"{SCIENTIST}: AzureML Data Scientist -> AzureML" in capsys.readouterr().out
    assert built_in_roles.main([str(source)], file) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["names"].keys() == {READER, SCIENTIST}
    assert built_in_roles.main([str(source), "--compare"], file) == 0


def test_a_source_without_roles_changes_nothing(tmp_path: Path) -> None:
    """An empty folder is told, not taken for the end of all roles."""
    assert built_in_roles.main([str(tmp_path)], tmp_path / "none.json") == 2


def test_the_table_has_what_mlinfra_grants() -> None:
    """Every role of the catalogue has its GUID there, and of every one that has permissions there the name is known."""
    names = role_names()
    found = {role.name: names.get(role.guid, "").removesuffix(" (preview)") for role in ROLES.values()}
    assert [name for name, there in found.items() if name.removesuffix(" (preview)") != there] == []
    told = json.loads(built_in_roles.FILE.read_text(encoding="utf-8"))["permissions"]
    assert told.keys() <= names.keys()
    assert permissions_of(READER) == {"actions": ["*/read"], "notActions": [], "dataActions": [], "notDataActions": []}
