"""A rule finds its bad example whichever way it is written: by fields, by `extra`, as anyone's ARM template."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mlinfra.app.deployable import of_template
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.rule_examples import evaluate_example, stacks_of
from mlinfra.app.stages import prepare
from mlinfra.base.finding import Finding
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.checks import RULES
from mlinfra.landing_zone.checks._rule import Rule

JUDGING = [rule for rule in RULES if rule.judge or rule.judge_all]
_IMAGE = 'image="mcr.microsoft.com/azureml/base:20250101.v1"'
_CPU = 'ComputeCluster("cpu", size="Standard_D4s_v5", extra={"properties": {"properties": %s}})'
_CI = 'ComputeInstance("ci-ada", size="Standard_D4s_v5", extra={"properties": {"properties": %s}})'
_OPEN = 'StorageAccount("stchurn", extra={"properties": {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"}}})'


def _with(field: str, value: str) -> str:
    return f'workspace = Workspace("mlw-churn", {field}=[{value}])'


def _environment(body: str) -> str:
    return _with("environments", f'Environment("train", {_IMAGE}, extra={{"properties": {body}}})')


EXTRA: dict[str, str] = {
    "ML103": 'workspace = Workspace("mlw-churn", extra={"properties": {"hbiWorkspac": True}})',
    "ML202": 'workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn", extra={"properties": {"allowSharedKeyAccess": True}}))',
    "ML204": 'workspace = Workspace("mlw-churn", extra={"properties": {"dbPassword": "correct-horse-battery"}})',
    "ML205": 'workspace = Workspace("mlw-churn", registry=ContainerRegistry("crchurn", extra={"properties": {"adminUserEnabled": True}}))',
    "ML301": (
        f'environment = Environment("train", {_IMAGE}, conda=Conda(python="3.11.9"))\n'
        'registry = ContainerRegistry("crchurn", extra={"properties": {"publicNetworkAccess": "Disabled"}})\n'
        'workspace = Workspace("mlw-churn", environments=[environment], registry=registry,\n'
        '    extra={"properties": {"publicNetworkAccess": "Disabled"}})'
    ),
    "ML302": f'workspace = Workspace("mlw-churn", storage={_OPEN}, extra={{"properties": {{"publicNetworkAccess": "Disabled"}}}})',
    "ML303": (
        'cluster = ComputeCluster("cpu", size="Standard_D4s_v5")\n'
        'workspace = Workspace("mlw-churn", computes=[cluster], extra={"properties": {"publicNetworkAccess": "Disabled"}})'
    ),
    "ML304": 'workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn", extra={"properties": {"minimumTlsVersion": "TLS1_1"}}))',
    "ML305": _with("computes", _CI % '{"sshSettings": {"sshPublicAccess": "Enabled"}}'),
    "ML401": _with("computes", _CPU % '{"scaleSettings": {"minNodeCount": 1}}'),
    "ML402": _with("computes", _CPU % '{"scaleSettings": {"nodeIdleTimeBeforeScaleDown": "PT2H"}}'),
    "ML403": _with("computes", _CI % '{"idleTimeBeforeShutdown": None}'),
    "ML404": _with("computes", _CI % '{"vmSize": "Standard_NC4as_T4_v3"}'),
    "ML405": _with("computes", _CPU % '{"vmPriority": "lowpriority"}'),
    "ML406": (
        'rule = {"type": "FQDN", "category": "UserDefined", "destination": "pypi.org"}\n'
        'workspace = Workspace("mlw-churn", network=Managed(), extra={"properties": {"managedNetwork": {"firewallSku": "Standard", "outboundRules": {"pypi": rule}}}})'
    ),
    "ML501": _environment('{"image": "mcr.microsoft.com/azureml/base"}'),
    "ML502": _environment(r'{"condaFile": "dependencies:\n- python=3.11.9\n- pandas\n"}'),
    "ML503": _environment(r'{"condaFile": "dependencies:\n- pip:\n  - pandas==2.2.3\n"}'),
    "ML603": 'workspace = Workspace("mlw-churn", key_vault=KeyVault("kv-churn", extra={"properties": {"enablePurgeProtection": None}}))',
    "ML602": _with("computes", _CPU % '{"vmSize": "Standard_DS3_v2"}'),
}
"""The bad example of each rule with its fault in `extra`."""

NO_EXTRA = {
    "ML101": "what is wrong is that a tag is missing, and `extra` takes none away",
    "ML203": "a role assignment is derived, and has no `extra` of its own yet",
}


def _template(example: str, folder: Path) -> Iterable[Finding]:
    """What is found in the printed ARM JSON of an example, read as anyone's template."""
    for stack in stacks_of(example):
        file = folder / f"{stack.name}.json"
        file.write_text(prepare(stack).rendered.files["main.json"], encoding="utf-8")
        work = of_template(file, None, DeploymentScope(), complete=False)
        yield from evaluate(work, resources_of(work, work.scope)[0]).findings


WAYS: dict[str, Callable[[str, Path], Iterable[Finding]]] = {
    "stack": lambda example, _folder: evaluate_example(example).findings,
    "template": _template,
}
"""How an example reaches the rules; raw resources of a stack will be one more."""


def _places(findings: Iterable[Finding], code: str) -> set[tuple[str, str]]:
    return {(finding.address, finding.type) for finding in findings if finding.code == code}


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.code)
def test_a_bad_example_is_found_in_every_way(rule: Rule, tmp_path: Path) -> None:
    """The same code at the same resource; the good example is silent in every way."""
    found = {way: _places(findings(rule.bad, tmp_path), rule.code) for way, findings in WAYS.items()}
    assert found["stack"]
    assert all(places == found["stack"] for places in found.values()), found
    assert not any(_places(findings(rule.good, tmp_path), rule.code) for findings in WAYS.values())


@pytest.mark.parametrize("code", EXTRA)
def test_a_fault_in_extra_is_found_in_every_way(code: str, tmp_path: Path) -> None:
    """`extra` says in Azure's words what a field says in ours: the rule finds it, in the stack and in the template."""
    found = {way: _places(findings(EXTRA[code], tmp_path), code) for way, findings in WAYS.items()}
    assert found["stack"]
    assert found["template"] == found["stack"]


def test_no_rule_is_left_out() -> None:
    """Every rule about bodies has its example in `extra`, or says why there is none; the others say why they judge none."""
    assert {rule.code for rule in JUDGING} == EXTRA.keys() | NO_EXTRA.keys()
    assert all(len(rule.only_stacks) > 20 for rule in RULES if rule.only_stacks)
    assert {rule.code for rule in RULES if rule.only_stacks} == {"ML104", "ML105", "ML201", "ML504"}
    assert {rule.code for rule in RULES if rule.judge_exemptions} == {"ML106"}, "it judges what the others let stand"


_OPEN_VALUES = """
floor = Parameter("floor", type="int")
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", extra={"properties": {"properties": {"scaleSettings": {"minNodeCount": floor}}}})
workspace = Workspace("mlw-churn", computes=[cluster])
"""


@pytest.mark.parametrize("way", WAYS)
def test_a_value_that_is_open_is_counted(way: str, tmp_path: Path) -> None:
    """A parameter that only the deployment knows is neither a finding nor silence."""
    (stack,) = stacks_of(_OPEN_VALUES)
    if way == "stack":
        told = evaluate_example(_OPEN_VALUES)
    else:
        file = tmp_path / "main.json"
        file.write_text(prepare(stack).rendered.files["main.json"], encoding="utf-8")
        work = of_template(file, None, DeploymentScope(), complete=False)
        told = evaluate(work, resources_of(work, work.scope)[0])
    path = "properties.properties.scaleSettings.minNodeCount"
    missed = [(entry.code, entry.address, entry.properties) for entry in told.not_evaluated]
    assert missed == [("ML401", "mlw-churn/cpu", (path,))]
    assert "ML401" not in {finding.code for finding in told.findings}


def test_a_value_in_a_parameter_file_is_known(tmp_path: Path) -> None:
    """With its value the same template is judged."""
    (stack,) = stacks_of(_OPEN_VALUES)
    (tmp_path / "main.json").write_text(prepare(stack).rendered.files["main.json"], encoding="utf-8")
    (tmp_path / "values.json").write_text(json.dumps({"parameters": {"floor": {"value": 2}}}), encoding="utf-8")
    work = of_template(tmp_path / "main.json", tmp_path / "values.json", DeploymentScope(), complete=False)
    told = evaluate(work, resources_of(work, work.scope)[0])
    assert "ML401" in {finding.code for finding in told.findings}
    assert not told.not_evaluated
