"""A YAML stack with overlays is one stack for each stage: what all have in common, with what the stage adds or changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mlinfra.base.errors import MlinfraError
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.load.fields import hints, kinds
from mlinfra.landing_zone.load.schema import stack_schema
from mlinfra.landing_zone.model.stack import Stack

BASE = """
name: churn
scope: {name: rg-churn-dev, location: westeurope}
tags: {owner: churn, stage: dev}
resources:
  - &workspace
    kind: Workspace
    name: mlw-churn
    storage: {kind: StorageAccount, name: stchurndev, sku: Standard_LRS}
    datastores:
      - &features
        {kind: BlobDatastore, name: features, account: {existing: stlake, scope: rg-lake}, container: features}
    computes:
      - kind: ComputeCluster
        name: cpu
        size: Standard_D4s_v5
        nodes: {minimum: 0, maximum: 2}
        reads: [*features]
outputs:
  mlflow: {of: mlw-churn, attribute: mlflow_uri}
"""
OVERLAYS = """
overlays:
  dev:
  prod:
    scope: {name: rg-churn-prod}
    tags: {stage: prod, costcenter: "4711"}
    resources:
      - of: mlw-churn
        name: mlw-churn-prod
        storage: {name: stchurnprod}
        network: {kind: Private, subnet: {existing: vnet/snet, scope: rg-net}}
        datastores:
          - {name: features, container: features-prod}
        computes:
          - {name: cpu, nodes: {maximum: 8}}
          - {kind: ComputeCluster, name: gpu, size: Standard_NC24ads_A100_v4, reads: [*features]}
      - {kind: SearchService, name: srch-churn-prod}
"""


def load(tmp_path: Path, text: str) -> dict[str, Any]:
    """The stacks of a file by their names."""
    (tmp_path / "stack.yaml").write_text(text, encoding="utf-8")
    return {stack.name: stack for stack in load_stacks(tmp_path / "stack.yaml")}


def said(tmp_path: Path, text: str) -> str:
    """What is told of a file that is wrong."""
    with pytest.raises(MlinfraError) as caught:
        load(tmp_path, text)
    return str(caught.value)


def test_each_stage_is_a_stack_with_what_it_changes(tmp_path: Path) -> None:
    """Mappings are merged, values replaced, resources found by name, renamed and added; the stage without changes is the base."""
    stacks = load(tmp_path, BASE + OVERLAYS)
    (tmp_path / "base.yaml").write_text(
        BASE.replace("name: churn\n", "name: churn-dev\nstage: dev\n"), encoding="utf-8"
    )
    assert (stacks["churn-dev"],) == load_stacks(tmp_path / "base.yaml")
    prod = stacks["churn-prod"]
    assert (prod.stage, prod.scope.name, prod.scope.location) == ("prod", "rg-churn-prod", "westeurope")
    assert prod.tags == {"owner": "churn", "stage": "prod", "costcenter": "4711"}
    workspace, search = prod.resources
    assert (workspace.name, search.name) == ("mlw-churn-prod", "srch-churn-prod")
    assert (workspace.storage.name, workspace.storage.sku) == ("stchurnprod", "Standard_LRS")
    cpu, gpu = workspace.computes
    assert (cpu.nodes.maximum, cpu.nodes.minimum, cpu.size) == (8, 0, "Standard_D4s_v5")
    (features,) = workspace.datastores
    assert features.container == "features-prod"
    assert cpu.reads[0] is features, "an alias is still the resource of its anchor"
    assert gpu.reads[0] is features
    assert prod.outputs["mlflow"].resource is workspace, "the name without the overlay still means it"
    for stack in stacks.values():
        resolve(stack)


def test_what_is_no_resource_is_replaced(tmp_path: Path) -> None:
    """A list of values, another class, and a reference are taken as a whole."""
    text = """
name: a
scope: {name: rg-a, location: westeurope}
cloud: AzureCloud
resources:
  - kind: Workspace
    name: mlw-a
    network: {kind: Private, subnet: {existing: vnet/snet, scope: rg-net}, dns: policy}
    key_vault: {existing: kv-a, scope: rg-one}
    grants: [{role: Reader, principal_id: 22222222-2222-2222-2222-222222222222}]
overlays:
  x:
    name: named-x
    resources:
      - name: mlw-a
        network: {kind: Managed}
        key_vault: {existing: kv-a}
        grants: []
"""
    workspace = load(tmp_path, text)["named-x"].resources[0]
    assert type(workspace.network).__name__ == "Managed"
    assert workspace.key_vault.scope is None
    assert workspace.grants == ()


def test_stages_of_several_stacks_wait_for_their_own(tmp_path: Path) -> None:
    """`depends_on: [lake]` is the lake of the same stage; one that it does not have is told."""
    lake = """
stacks:
  - name: lake
    scope: {name: rg-lake, location: westeurope}
    resources: [{kind: StorageAccount, name: stlake}]
    overlays: {dev: {}, prod: {scope: {name: rg-lake-prod}}}
  - name: churn
    scope: {name: rg-churn}
    resources: []
    depends_on: [lake]
    overlays: {dev: {}, prod: {}}
"""
    stacks = load(tmp_path, lake)
    assert list(stacks) == ["lake-dev", "lake-prod", "churn-dev", "churn-prod"]
    assert stacks["churn-prod"].depends_on == (stacks["lake-prod"],)
    assert stacks["churn-dev"].depends_on == (stacks["lake-dev"],)
    told = said(tmp_path, lake.replace("overlays: {dev: {}, prod: {}}", "overlays: {test: {}}"))
    assert "stack.yaml:10: 'lake' has no stage 'test'\n  -> it has: lake-dev, lake-prod; say in the overlay of" in told
    told = said(tmp_path, lake.replace("overlays: {dev: {}, prod: {}}", "overlays: {prd: {}}"))
    assert "stack.yaml:10: 'lake' has no stage 'prd'\n  -> did you mean 'prod'? or say in the overlay of" in told


WRONG = {
    "unknown field": ("tagz: {a: b}", "stack.yaml:23 Stack.tagz: unknown field 'tagz', did you mean 'tags'?"),
    "unknown inner field": (
        "resources:\n      - {name: mlw-churn, storag: {}}",
        "stack.yaml:24 Workspace.storag: unknown field 'storag', did you mean 'storage'?",
    ),
    "wrong value": (
        "resources:\n      - name: mlw-churn\n        computes:\n          - name: cpu\n            nodes: {maximum: many}",
        "stack.yaml:27 Autoscale.maximum: give an integer",
    ),
    "wrong word": ("cloud: Azure", "stack.yaml:23 Stack.cloud"),
    "no item": (
        "resources:\n      - {of: mlw-chrn, name: mlw-x}",
        "stack.yaml:24: the list has no item called 'mlw-chrn'\n  -> did you mean 'mlw-churn'?",
    ),
    "new without a class": (
        "resources:\n      - {name: srch}",
        "stack.yaml:24: the list has no item called 'srch'\n  -> it has: mlw-churn (a new one says its `kind:`)",
    ),
    "no inner item": (
        "resources:\n      - name: mlw-churn\n        computes:\n          - {name: cpuu, nodes: {maximum: 8}}",
        "stack.yaml:26: the list has no item called 'cpuu'\n  -> did you mean 'cpu'?",
    ),
    "unknown class": (
        "resources:\n      - name: mlw-churn\n        computes:\n          - name: gpu\n            kind: ComputClustr",
        "stack.yaml:27: kind 'ComputClustr' is no class of the model\n  -> did you mean 'ComputeCluster'?",
    ),
    "unknown class where one is usual": (
        "scope:\n      name: rg-prod\n      kind: ResourceGrup",
        "stack.yaml:25: kind 'ResourceGrup' is no class of the model\n  -> did you mean 'ResourceGroup'?",
    ),
    "class of another place": (
        "resources:\n      - name: mlw-churn\n        network: {kind: KeyVault}",
        "stack.yaml:25: kind 'KeyVault' cannot stand here\n  -> write one of Public, Private, Managed",
    ),
    "two unknown fields": ("tagz: {a: b}\n    scop: {name: a}", "\nstack.yaml:24 Stack.scop: unknown field 'scop', did"),
    "reference": (
        "outputs:\n      uri: {of: mlw-chrn, attribute: mlflow_uri}",
        "stack.yaml:24: the stack has no resource called 'mlw-chrn'\n  -> did you mean 'mlw-churn'?",
    ),
    "field of an existing one": (
        "resources:\n      - name: mlw-churn\n        key_vault:\n          existing: kv\n          scop: rg",
        "stack.yaml:27: an existing KeyVault has no field 'scop'",
    ),
    "field of an entry": (
        "ignore:\n      - {path: tags.a, reson: b}",
        "stack.yaml:24: Ignore: unknown field 'reson'\n  -> did you mean 'reason'?",
    ),
    "mapping for a list": ("resources: {of: mlw-churn}", "stack.yaml:23: a mapping cannot stand for a list"),
    "only named": (
        "resources:\n      - name: mlw-churn\n        computes:\n          - {name: cpu, reads: [{name: features, container: x}]}",
        "stack.yaml:26: 'features' is only named here\n  -> change it where it is written",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_names_the_line_of_the_overlay(case: str, tmp_path: Path) -> None:
    """Each error says the line in the overlay, not the one that it changes."""
    overlay, told = WRONG[case]
    base = BASE.replace("[*features]", "[{of: features}]") if case == "only named" else BASE
    assert told in said(tmp_path, f"{base}overlays:\n  prod:\n    {overlay}\n")


@pytest.mark.parametrize(
    ("overlays", "told"),
    [
        ("overlays: [dev, prod]", "overlays is a mapping of stages"),
        ("overlays: {dev: 3}", "the overlay of 'dev' is not a mapping"),
        ("overlays: {dev: {}, dev: {}}", "a stage stands twice"),
        ("overlays: {}", "overlays is a mapping of stages"),
        ("overlay: {dev: {}}", "a stack has no field 'overlay'\n  -> did you mean 'overlays'?"),
    ],
)
def test_overlays_that_are_no_stages_are_refused(overlays: str, told: str, tmp_path: Path) -> None:
    """What is no mapping of stages is told with its line."""
    text = said(tmp_path, BASE + overlays + "\n")
    assert f"stack.yaml:21: {told}" in text


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """Checks a file by the published schema."""
    return jsonschema.Draft202012Validator(stack_schema())


def test_the_schema_knows_overlays(validator: jsonschema.Draft202012Validator) -> None:
    """The published schema takes in overlays, which only YAML has, what changes a resource, though it is not whole."""
    assert validator.is_valid(yaml.safe_load(BASE + OVERLAYS))
    assert "overlays" not in Stack.__dataclass_fields__
    definitions = validator.schema["$defs"]
    for name in ("Workspace", "ComputeCluster", "StorageAccount"):
        assert {*hints(kinds()[name]), "kind", "of"} == definitions[f"{name}.overlay"]["properties"].keys()
        assert "required" not in definitions[f"{name}.overlay"]


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ("tagz: {}", False),
        ("scope: {nam: rg-x}", False),
        ("resources: [{of: mlw-churn, storag: {}}]", False),
        ("resources: [{of: mlw-churn, computes: [{name: cpu, nodez: {}}]}]", False),
        ("resources: [{of: mlw-churn, computes: [{name: cpu, nodes: {maximun: 3}}]}]", False),
        ("resources: [{of: mlw-churn, storage: {sku: Standard_LSR}}]", False),
        ("resources: [{of: mlw-churn, kind: Workspce, name: mlw-x}]", False),
        ("resources: [{of: mlw-churn, kind: Workspace, storage: {sku: {default: Standard_ZRS}}}]", True),
        ("resources: [{of: mlw-churn, network: {outbound: {pypi: {kind: Fqdn, host: pypi.org}}}}]", True),
        ("ignore: [{path: tags.a}]", False),
    ],
)
def test_the_schema_checks_fields_within_overlays(
    change: str, right: bool, validator: jsonschema.Draft202012Validator
) -> None:
    """A misspelt field, class or word at any depth of an overlay is refused by the schema; part of a value is not."""
    data = yaml.safe_load(BASE)
    assert validator.is_valid({**data, "overlays": {"prod": yaml.safe_load(change)}}) == right
