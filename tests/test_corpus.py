"""Our own corpus: Bicep files, templates, expressions and a parameter file, with recorded outputs.

`make baselines` records them anew: read the diff. What was recorded comes from printers and an expansion that equal
Bicep's compiler and Azure's engine in all that the reference corpus asks, so that a change of theirs shows here, too.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from _reader import read_bicep, read_bicep_text, read_parameter_file
from mlinfra.arm.expand import expand
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.printers.bicepparam import print_bicepparam
from mlinfra.arm.printers.document import lay_out
from mlinfra.arm.printers.parameters_json import print_parameters_json
from mlinfra.arm.printers.template_hash import template_hash
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

_WRITE = os.environ.get("MLINFRA_BASELINES") == "write"
_CORPUS = Path(__file__).parent / "corpus"
_BICEP = sorted((_CORPUS / "bicep").rglob("*.bicep"))
_TEMPLATES = sorted(path for path in (_CORPUS / "templates").glob("*.json") if ".expanded" not in path.name)
_LINES = (_CORPUS / "expressions.txt").read_text(encoding="utf-8").splitlines()
_EXPRESSIONS = [line for line in _LINES if not line.startswith("#")]
_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_SUBSCRIPTION, _TENANT = "11111111-1111-1111-1111-111111111111", "99999999-9999-9999-9999-999999999999"
_SCOPES = {
    "rg": DeploymentScope(
        subscription=_SUBSCRIPTION,
        tenant=_TENANT,
        resource_group="rg-lab",
        location="westeurope",
        deployment="main",
    ),
    "sub": DeploymentScope("subscription", subscription=_SUBSCRIPTION, tenant=_TENANT, location="westeurope"),
    "mg": DeploymentScope("managementGroup", management_group="mg-lab", tenant=_TENANT, location="westeurope"),
}


def _name(path: Path) -> str:
    return path.relative_to(_CORPUS).as_posix()


def _same(path: Path, text: str) -> None:
    """Compares a text with what is recorded; records it where baselines are written."""
    if _WRITE:
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text, "run `make baselines` and read the diff"


@pytest.mark.parametrize("path", _BICEP, ids=_name)
def test_a_bicep_file_is_compiled_as_recorded(path: Path) -> None:
    """Read and printed as ARM JSON, a file gives the recorded bytes, its template hash among them."""
    text = print_arm(read_bicep(path))
    _same(path.with_suffix(".json"), text)
    template = json.loads(text)
    assert template_hash(template) == template["metadata"]["_generator"]["templateHash"]


@pytest.mark.parametrize("path", _BICEP, ids=_name)
def test_a_bicep_file_is_printed_as_it_is(path: Path) -> None:
    """Read and printed as Bicep, a file is itself, and stays what it is when it is laid out twice."""
    text = path.read_text(encoding="utf-8")
    assert print_bicep(read_bicep_text(text)) == text
    document = lay_out(read_bicep(path))
    assert lay_out(document.template).text == document.text


@pytest.mark.parametrize("path", _TEMPLATES, ids=_name)
def test_a_template_expands_as_recorded(path: Path) -> None:
    """A template gives the recorded resources, outputs and codes of diagnostics, or is refused as recorded."""
    case = json.loads(path.read_text(encoding="utf-8"))
    given = {name: {"value": value} for name, value in case["parameters"].items()}
    try:
        answer = expand(case["template"], given, _SCOPES[case["scope"]]).to_json()
        answer["diagnostics"] = [line.split(":")[0].split()[-1] for line in answer["diagnostics"]]
    except TemplateError:
        answer = {"refused": True}
    assert ("refused" in answer) == path.name.startswith("refused-")
    _same(path.with_name(f"{path.stem}.expanded.json"), json.dumps(answer, indent=2, ensure_ascii=False) + "\n")


def test_expressions_give_the_recorded_values() -> None:
    """Each expression gives the recorded value, or is refused."""
    answers = {expression: _answer(f"[{expression}]") for expression in _EXPRESSIONS}
    _same(_CORPUS / "expressions.json", json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    families = [line for line in _LINES if line.startswith("# ") and "one expression" not in line.lower()]
    assert len(answers) == len(_EXPRESSIONS) > 170 > len(families) > 9


def _answer(expression: str) -> Any:
    resource = {"type": "Lab.Goods/shelves", "apiVersion": "2025-03-01", "name": "x", "properties": {"v": expression}}
    template = {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": [resource]}
    try:
        value = expand(template, {}, _SCOPES["rg"]).resources[0]["properties"]["v"]
    except TemplateError:
        return {"refused": True}
    return {"value": value}


def test_a_parameter_file_is_built_as_recorded() -> None:
    """A parameter file is a fixed point of the printer, and its JSON is the recorded one."""
    path = _CORPUS / "parameters" / "main.bicepparam"
    file = read_parameter_file(path)
    assert print_bicepparam(file) == path.read_text(encoding="utf-8")
    _same(path.with_suffix(".parameters.json"), print_parameters_json(file, environment={"LAB_NUMBER": "8"}) + "\n")
