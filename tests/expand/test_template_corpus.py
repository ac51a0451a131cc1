from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from _expected import cases
from _shared import SHARED, needs_shared
from expand._corpus import PLACES, assert_same, read, scope_of
from expand._literals import read_literals
from mlinfra.arm.expand import Snapshot, expand, read_parameters, snapshot_text
from mlinfra.base.errors import TemplateError

_REFERENCE = SHARED / "reference" if SHARED else Path("missing")
_TEMPLATES = _REFERENCE / "evaluation" / "templates"
_NAMES = sorted(
    path.stem for path in _TEMPLATES.glob("*.json") if not re.search(r"\.(snapshot|parameters|scope)$", path.stem)
)
_REFUSED = [name for name in _NAMES if (_TEMPLATES / f"{name}.error.txt").exists()]
_LOWERED = sorted(path.parent.name for path in (_REFERENCE / "lowering").glob("*/snapshot.snapshot.json"))
_MODULES = sorted(path.parent.name for path in (_REFERENCE / "evaluation" / "modules").glob("*/case.json"))
_CLONE = os.environ.get("MLINFRA_REGISTRY_MODULES")


def _expanded(name: str) -> Snapshot:
    parameters = _TEMPLATES / f"{name}.parameters.json"
    if parameters.exists():
        given = read_parameters(read(parameters))
    else:  # the compiler refused to make one; names are all it needs
        text = (_TEMPLATES / f"{name}.bicepparam").read_text(encoding="utf-8")
        given = {found: {"value": None} for found in re.findall(r"^param (\w+)", text, re.MULTILINE)}
    scope = _TEMPLATES / f"{name}.scope.json"
    return expand(read(_TEMPLATES / f"{name}.json"), given, scope_of(read(scope) if scope.exists() else PLACES))


@needs_shared
@pytest.mark.parametrize("name", cases("templates", [name for name in _NAMES if name not in _REFUSED]))
def test_template_expands_as_in_the_engine(name: str) -> None:
    """A template of the corpus gives the engine's prediction: resources in order, key order, outputs, warnings."""
    assert_same(_expanded(name), read(_TEMPLATES / f"{name}.snapshot.json"))


@needs_shared
@pytest.mark.parametrize("name", cases("refused templates", _REFUSED))
def test_template_is_refused_as_in_the_engine(name: str) -> None:
    """A template the engine refuses is refused, with a message that says where."""
    with pytest.raises(TemplateError) as refused:
        _expanded(name)
    assert refused.value.where or name == "error-depth"


@needs_shared
@pytest.mark.parametrize("folder", _LOWERED)
def test_compiled_template_expands_as_in_the_engine(folder: str) -> None:
    """What the compiler made of a folder of the lowering corpus expands to the very text of ``bicep snapshot``."""
    path = _REFERENCE / "lowering" / folder
    given = read_literals((path / "snapshot.bicepparam").read_text(encoding="utf-8"))
    scope = scope_of({**PLACES, "deploymentName": None})
    wanted = (path / "snapshot.snapshot.json").read_text(encoding="utf-8")
    snapshot = expand(read(path / "main.json"), given, scope)
    assert_same(snapshot, json.loads(wanted))
    outputs = {name: snapshot.outputs[name] for name in json.loads(wanted)["outputs"]}  # their order is not stable
    assert snapshot_text(replace(snapshot, outputs=outputs)) == wanted


@needs_shared
@pytest.mark.skipif(not _CLONE, reason="MLINFRA_REGISTRY_MODULES names no clone of Azure/bicep-registry-modules")
@pytest.mark.parametrize("case", _MODULES)
def test_published_module_expands_as_in_the_engine(case: str) -> None:
    """A published module with parameters of the corpus gives the engine's prediction, or is refused as there."""
    folder = _REFERENCE / "evaluation" / "modules" / case
    about = read(folder / "case.json")
    show = ["git", "-C", str(_CLONE), "show", f"{about['commit']}:{about['template']}"]
    template = json.loads(subprocess.run(show, capture_output=True, check=True).stdout)
    where = about["scope"]
    names = {"tenantId": "tenant", "subscriptionId": "subscription", "resourceGroup": "resource_group"}
    more = {"managementGroupId": "management_group", "location": "location", "deploymentName": "deployment_name"}
    scope = scope_of({key: where[name] or None for key, name in {**names, **more}.items()})
    given = read_parameters(read(folder / "parameters.json"))
    if (folder / "error.txt").exists():
        with pytest.raises(TemplateError):
            expand(template, given, scope)
        return
    assert_same(expand(template, given, scope), read(folder / "snapshot.json"))
