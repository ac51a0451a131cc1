"""A rule finds its bad example whichever way it is written: by fields, by `extra`, as anyone's ARM template, as raw resources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mlinfra import AzureResource, ResourceGroup, Stack
from mlinfra.app.deployable import Deployable, of_stack, of_template
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.rule_examples import evaluate_example, stacks_of
from mlinfra.app.stages import prepare
from mlinfra.arm.parameter_values import Values
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks import RULES
from mlinfra.landing_zone.checks._rule import Problem, Rule

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
    "ML206": (
        'lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))\n'
        'features = BlobDatastore("features", account=lake, container="features")\n'
        'nowhere = {"properties": {"dataUri": "azureml://datastores/other/paths/orders/"}}\n'
        'data = DataAsset("orders", datastore=features, path="orders/", extra=nowhere)\n'
        'workspace = Workspace("mlw-churn", datastores=[features], data=[data])'
    ),
    "ML208": (
        'step = Component("step", spec={"type": "command", "command": "true"},\n'
        '    extra={"properties": {"componentSpec": {"environment": "azureml:train:1"}}})\n'
        'workspace = Workspace("mlw-churn", components=[step])'
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
    "ML505": _environment('{"condaFile": "conda.yml"}'),
    "ML603": 'workspace = Workspace("mlw-churn", key_vault=KeyVault("kv-churn", extra={"properties": {"enablePurgeProtection": None}}))',
    "ML602": _with("computes", _CPU % '{"vmSize": "Standard_DS3_v2"}'),
}
"""The bad example of each rule with its fault in `extra`."""

NO_RAW = {
    "ML203": "the example's assignment extends a workspace, which a raw resource cannot yet; one on the group can"
}
NO_EXTRA = {
    "ML107": "the API version is no part of a body",
    "ML101": "what is wrong is that a tag is missing, and `extra` takes none away",
    "ML108": "a class is written in the API version of its table",
    "ML203": "a role assignment is derived, and has no `extra` of its own yet",
}


@cache
def _stack(example: str) -> list[Deployable]:
    """The stacks of an example."""
    return [of_stack(prepare(stack), Path("example.py"), None) for stack in stacks_of(example)]


def _template(example: str, folder: Path) -> Iterator[Deployable]:
    """The printed ARM JSON of an example, read as anyone's template."""
    for work in _stack(example):
        file = folder / f"{work.name}.json"
        file.write_text(json.dumps(work.template), encoding="utf-8")
        yield of_template(file, None, DeploymentScope(), complete=False)


def _raw(example: str) -> Iterator[Deployable]:
    """The bodies of an example, each written as a raw resource of a stack."""
    for work in _stack(example):
        resources, _ = resources_of(work, work.scope)
        raw = [_azure_resource(subject) for subject in resources if subject.type != ROLE_ASSIGNMENT.type]
        group = ResourceGroup("rg-example", location="westeurope")
        yield of_stack(prepare(Stack(work.name, scope=group, resources=raw)), Path("example.py"), None)


def _azure_resource(subject: Subject) -> AzureResource:
    body = {key: value for key, value in subject.body.items() if key not in {"id", "type", "name", "apiVersion"}}
    return AzureResource(f"{subject.type}@{subject.api_version}", str(subject.body["name"]), body)


WAYS: dict[str, Callable[[str, Path], Iterable[Deployable]]] = {
    "stack": lambda example, _folder: _stack(example),
    "template": _template,
    "raw": lambda example, _folder: _raw(example),
}
"""How an example reaches the rules."""


def _places(rule: Rule, way: str, example: str, folder: Path) -> set[tuple[str, str]]:
    """Address and type of what a rule finds in an example."""
    judged = (evaluate(work, resources_of(work, work.scope)[0], [rule]) for work in WAYS[way](example, folder))
    findings = [finding for told in judged for finding in told.findings if finding.code == rule.code]
    assert not [finding for finding in findings if "crashed" in finding.message]
    return {(finding.address, finding.type) for finding in findings}


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.code)
def test_a_bad_example_is_found_in_every_way(rule: Rule, tmp_path: Path) -> None:
    """The same code at the same resource; the good example is silent in every way."""
    ways = [way for way in WAYS if way != "raw" or rule.code not in NO_RAW]
    found = {way: _places(rule, way, rule.bad, tmp_path) for way in ways}
    assert found["stack"]
    assert all(places == found["stack"] for places in found.values()), found
    assert not any(_places(rule, way, rule.good, tmp_path) for way in WAYS)


@pytest.mark.parametrize("rule", [rule for rule in JUDGING if rule.code in EXTRA], ids=lambda rule: rule.code)
def test_a_fault_in_extra_is_found_in_every_way(rule: Rule, tmp_path: Path) -> None:
    """`extra` says in Azure's words what a field says in ours: the rule finds it, in the stack and in the template."""
    found = {way: _places(rule, way, EXTRA[rule.code], tmp_path) for way in WAYS}
    assert found["stack"]
    assert all(places == found["stack"] for places in found.values()), found


def test_no_rule_is_left_out() -> None:
    """Every rule about bodies has its example in `extra`, or says why there is none; the others say why they judge none."""
    told, rules = EXTRA.keys() | NO_EXTRA.keys(), {rule.code for rule in JUDGING}
    assert told == rules, f"give a fault in EXTRA, or a reason in NO_EXTRA: {sorted(told ^ rules)}"
    assert all(len(rule.only_stacks) > 20 for rule in RULES if rule.only_stacks)
    assert {rule.code for rule in RULES if rule.only_stacks} == {"ML104", "ML105", "ML109", "ML201", "ML207", "ML504"}
    assert {rule.code for rule in RULES if rule.judge_exemptions} == {"ML106"}, "it judges what the others let stand"


def test_a_wide_role_of_a_raw_resource_is_found() -> None:
    """Contributor on the whole group, at the assignment itself."""
    told = evaluate_example("""
role = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
body = {"properties": {"roleDefinitionId": role, "principalId": "22222222-2222-2222-2222-222222222222", "principalType": "User"}}
workspace = AzureResource("Microsoft.Authorization/roleAssignments@2022-04-01", "11111111-1111-1111-1111-111111111111", body)
""")
    found = {(finding.address, finding.type) for finding in told.findings if finding.code == "ML203"}
    assert found == {("11111111-1111-1111-1111-111111111111", ROLE_ASSIGNMENT.type)}


_NETWORK = "Microsoft.Network/virtualNetworks"
_PART_RULES = {
    f"{_NETWORK}/subnets": ("properties.networkSecurityGroup", "vnet/snet"),
    "Microsoft.Network/networkSecurityGroups/securityRules": ("properties.description", "nsg/ssh"),
    "Microsoft.Network/routeTables/routes": ("properties.nextHopIpAddress", "rt/hub"),
    "Microsoft.KeyVault/vaults/privateEndpointConnections": ("properties.privateEndpoint.id", "kv-parts/pep"),
}
"""Type of a part -> the property that a rule misses there, and the address of the part."""
_PARTS = """
vnet = AzureResource("Microsoft.Network/virtualNetworks@2024-05-01", "vnet", {"properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, %s}})
nsg = AzureResource("Microsoft.Network/networkSecurityGroups@2024-05-01", "nsg", {"properties": {%s}})
table = AzureResource("Microsoft.Network/routeTables@2024-05-01", "rt", {"properties": {%s}})
vault = AzureResource("Microsoft.KeyVault/vaults@2024-11-01", "kv-parts", {"properties": {%s}})
"""
_ITEMS = {
    "vnet": ("subnets", "snet", {"addressPrefix": "10.0.0.0/24"}),
    "nsg": ("securityRules", "ssh", {"priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*"}),
    "table": ("routes", "hub", {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}),
    "vault": ("privateEndpointConnections", "pep", {"privateLinkServiceConnectionState": {"status": "Approved"}}),
}
"""Each parent with the list, the name and the properties of its part."""
_VERSIONS = {"vnet": "2024-05-01", "nsg": "2024-05-01", "table": "2024-05-01", "vault": "2024-11-01"}


def _in_lists() -> str:
    """The parents with their parts in their bodies."""
    lists = [f'"{name}": [{{"name": "{part}", "properties": {body}}}]' for name, part, body in _ITEMS.values()]
    return _PARTS % tuple(lists) + f'stacks = [Stack("s", scope={_GROUP}, resources=[vnet, nsg, table, vault])]'


def _as_children() -> str:
    """The parents with empty lists, and the parts beside them."""
    lists = [f'"{name}": []' for name, _, _ in _ITEMS.values()]
    types = [rule.rsplit("/", 1) for rule in _PART_RULES]
    children = [
        f'AzureResource("{above}/{segment}@{_VERSIONS[parent]}", "{part}", {{"properties": {body}}}, parent={parent})'
        for (above, segment), (parent, (_, part, body)) in zip(types, _ITEMS.items(), strict=True)
    ]
    resources = ", ".join(["vnet", "nsg", "table", "vault", *children])
    return _PARTS % tuple(lists) + f'stacks = [Stack("s", scope={_GROUP}, resources=[{resources}])]'


_GROUP = 'ResourceGroup("rg-parts", location="westeurope")'
_FIELDS = f"""
vnet = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
stacks = [Stack("s", scope={_GROUP}, resources=[vnet, Subnet("snet", network=vnet, prefix="10.0.0.0/24")])]
"""
_SUBNET_IN_EXTRA = f"""
subnet = {{"name": "snet", "properties": {{"addressPrefix": "10.0.0.0/24"}}}}
vnet = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"], extra={{"properties": {{"subnets": [subnet]}}}})
stacks = [Stack("s", scope={_GROUP}, resources=[vnet])]
"""


def _rule(arm_type: str, path: str) -> Rule:
    """A rule of somebody's that wants a property of a part, and its parent to list it."""

    def judge(resource: Subject) -> Iterator[Problem]:
        if resource.get(path) is ABSENT:
            yield Problem(resource, "it is missing", "add it")
        parent = resource.parent()
        assert isinstance(parent, Subject)
        listed = [item.get("name") for _, item in parent.members(f"properties.{arm_type.rsplit('/', 1)[1]}")]
        assert listed == [resource.name], "its parent lists it once"
        assert [child.id for child in parent.children(arm_type)] == [resource.id]

    page = {"why": "", "link": "", "page": "", "good": "", "bad": ""}
    return Rule("OWN001", "own", "warning", **page, types=(arm_type,), judge=judge)


@pytest.mark.parametrize("arm_type", _PART_RULES)
def test_a_part_is_judged_alike_wherever_it_is_written(arm_type: str, tmp_path: Path) -> None:
    """In the body of its parent, by fields, `extra` or raw, or as a resource of its own; in a stack and in a template."""
    path, address = _PART_RULES[arm_type]
    examples = [_in_lists(), _as_children(), *([_FIELDS, _SUBNET_IN_EXTRA] if arm_type.startswith(_NETWORK) else [])]
    for example in examples:
        for way in ("stack", "template"):
            works = list(WAYS[way](example, tmp_path))
            judged = [evaluate(work, resources_of(work, work.scope)[0], [_rule(arm_type, path)]) for work in works]
            told = [
                (finding.address, finding.type, finding.message) for result in judged for finding in result.findings
            ]
            assert told == [(address, arm_type, "it is missing")], (way, example)


def test_a_list_of_parts_that_is_open_is_counted(tmp_path: Path) -> None:
    """Nobody knows the subnets of a parameter before the deployment: a rule about subnets was not evaluated there."""
    resource = {"type": _NETWORK, "apiVersion": "2024-05-01", "name": "vnet", "location": "westeurope"}
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"subnets": {"type": "array"}},
        "resources": [{**resource, "properties": {"subnets": "[parameters('subnets')]"}}],
    }
    file = tmp_path / "main.json"
    file.write_text(json.dumps(template), encoding="utf-8")
    work = of_template(file, None, DeploymentScope(), complete=False)
    missed = {}
    for arm_type, (path, _) in _PART_RULES.items():
        told = evaluate(work, resources_of(work, work.scope)[0], [_rule(arm_type, path)])
        missed[arm_type] = [(entry.code, entry.address, entry.properties) for entry in told.not_evaluated]
    subnets = missed.pop(f"{_NETWORK}/subnets")
    assert subnets == [("OWN001", "vnet", ("properties.subnets",))]
    assert not any(missed.values())


_OPEN_VALUES = """
floor = Parameter("floor", type="int")
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", extra={"properties": {"properties": {"scaleSettings": {"minNodeCount": floor}}}})
workspace = Workspace("mlw-churn", computes=[cluster])
"""


@pytest.mark.parametrize("way", ["stack", "template"])
def test_a_value_that_is_open_is_counted(way: str, tmp_path: Path) -> None:
    """A parameter that only the deployment knows is neither a finding nor silence."""
    (work,) = WAYS[way](_OPEN_VALUES, tmp_path)
    told = evaluate(work, resources_of(work, work.scope)[0])
    path = "properties.properties.scaleSettings.minNodeCount"
    missed = [(entry.code, entry.address, entry.properties) for entry in told.not_evaluated]
    assert missed == [("ML401", "mlw-churn/cpu", (path,))]
    assert "ML401" not in {finding.code for finding in told.findings}


def test_a_value_in_a_parameter_file_is_known(tmp_path: Path) -> None:
    """With its value the same template is judged."""
    (work,) = _template(_OPEN_VALUES, tmp_path)
    values = Values({"floor": {"value": 2}})
    told = evaluate(replace(work, values=values), resources_of(replace(work, values=values), work.scope)[0])
    assert "ML401" in {finding.code for finding in told.findings}
    assert not told.not_evaluated
