"""A stack in YAML is the same value as in Python, and the published schema accepts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import yaml

from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.load.fields import kinds
from mlinfra.landing_zone.load.schema import stack_schema
from mlinfra.landing_zone.write.yaml import yaml_text

PYTHON = """
from datetime import timedelta
from mlinfra import *

lake = StorageAccount.from_id(
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-lake"
    "/providers/Microsoft.Storage/storageAccounts/stlakeprod"
)
features = BlobDatastore("features", account=lake, container="features")
key = Parameter("apiKey", secure=True, env="MLINFRA_VAR_API_KEY")
workspace = Workspace(
    "mlw-churn",
    key_vault=KeyVault.existing("kv-platform", scope=ResourceGroup("rg-platform")),
    network=Managed(outbound={"pypi": Fqdn("pypi.org")}),
    datastores=[features],
    data=[DataAsset("features", datastore=features, path="daily/")],
    environments=[Environment("train", image="mcr.microsoft.com/azureml/base:1", conda=Conda(python="3.11.9"))],
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 2, idle=timedelta(minutes=10)), reads=[features])],
    grants=[Grant("AzureML Data Scientist", principal_id="22222222-2222-2222-2222-222222222222", principal_type="User")],
)
stack = Stack(
    "churn",
    scope=ResourceGroup("rg-churn", location="westeurope"),
    resources=[workspace],
    tags={"team": "churn"},
    parameters=[key],
    outputs={"mlflow": workspace.mlflow_uri},
)
"""

YAML = """
name: churn
scope: {name: rg-churn, location: westeurope}
tags: {team: churn}
parameters:
  - {name: apiKey, secure: true}
resources:
  - kind: Workspace
    name: mlw-churn
    key_vault: {existing: kv-platform, scope: rg-platform}
    network:
      kind: Managed
      outbound:
        pypi: {kind: Fqdn, host: pypi.org}
    datastores:
      - &features
        kind: BlobDatastore
        name: features
        account:
          id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/stlakeprod
        container: features
    data:
      - {name: features, datastore: *features, path: daily/}
    environments:
      - {name: train, image: "mcr.microsoft.com/azureml/base:1", conda: {python: 3.11.9}}
    computes:
      - kind: ComputeCluster
        name: cpu
        size: Standard_D4s_v5
        nodes: {minimum: 0, maximum: 2, idle: PT10M}
        reads: [*features]
    grants:
      - {role: AzureML Data Scientist, principal_id: 22222222-2222-2222-2222-222222222222, principal_type: User}
outputs:
  mlflow: {of: mlw-churn, attribute: mlflow_uri}
"""


def test_both_spellings_are_one_value(tmp_path: Path) -> None:
    """The Python and the YAML file load to equal stacks."""
    (tmp_path / "stack.py").write_text(PYTHON)
    (tmp_path / "stack.yaml").write_text(YAML)
    assert load_stacks(tmp_path / "stack.py") == load_stacks(tmp_path / "stack.yaml")


def test_a_value_of_a_yaml_file_knows_its_line(tmp_path: Path) -> None:
    """Where a resource was written in YAML is kept, as for Python."""
    (tmp_path / "stack.yaml").write_text(YAML)
    (stack,) = load_stacks(tmp_path / "stack.yaml")
    assert str(stack.resources[0]._where) == "stack.yaml:8"


def test_the_schema_accepts_the_file_and_refuses_a_typing_error() -> None:
    """The published schema is a valid schema; it accepts the stack and refuses an unknown field."""
    schema = stack_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = yaml.safe_load(YAML)
    assert validator.is_valid(data)
    data["resources"][0]["storag"] = 1
    assert not validator.is_valid(data)


def _said(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """What a schema says of a field, also where it refers to the same field of another class."""
    while "/properties/" in field.get("$ref", ""):
        *_, kind, _, name = field["$ref"].split("/")
        field = definitions[kind]["properties"][name]
    return field


def test_every_field_of_the_schema_is_described() -> None:
    """Each class and each of its fields carries its docstring into the schema."""
    definitions = stack_schema()["$defs"]
    others = {name for name in definitions if not name.endswith(".overlay")}
    assert others == {*kinds(), "Resource", "existing", "id", "of", "attribute"}
    for name, definition in definitions.items():
        if name not in kinds():  # any resource, or a way to name one
            continue
        assert definition["description"], name
        fields = {key: _said(value, definitions) for key, value in definition["properties"].items() if key != "kind"}
        missing = [key for key, value in fields.items() if not value["description"]]
        assert not missing, name


def test_the_schema_names_the_properties_of_azure() -> None:
    """A field's description ends with its property, also of an object within a body."""
    definitions = stack_schema()["$defs"]
    told = {
        ("ComputeCluster", "size"): "Azure: `properties.properties.vmSize`.",
        ("Autoscale", "maximum"): "Azure: `properties.properties.scaleSettings.maxNodeCount`.",
        ("ComputeCluster", "reads"): "Azure: role assignments.",
    }
    for (kind, field), text in told.items():
        assert _said(definitions[kind]["properties"][field], definitions)["description"].endswith(text), (kind, field)


def test_the_order_of_keys_does_not_matter(tmp_path: Path) -> None:
    """Outputs may stand above the resources that they point to, as in a file whose keys were sorted."""
    data = yaml.safe_load(YAML)
    (tmp_path / "stack.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    (tmp_path / "sorted.yaml").write_text(yaml.safe_dump(data, sort_keys=True))
    assert load_stacks(tmp_path / "stack.yaml") == load_stacks(tmp_path / "sorted.yaml")


def test_shares_are_told_by_the_names_of_deployments(tmp_path: Path) -> None:
    """The keys of a mapping whose keys are resources are references, which may be paths where a name is not unique."""
    text = """
name: s
scope: {name: rg-x, location: westeurope}
resources:
  - kind: Workspace
    name: mlw-x
    endpoints:
      - name: scores
        deployments: [{kind: OnlineDeployment, name: blue, model: "azureml:churn:4"}, {kind: OnlineDeployment, name: green, model: "azureml:churn:5"}]
        traffic: {blue: 90, scores/green: 10}
"""
    (tmp_path / "stack.yaml").write_text(text, encoding="utf-8")
    (stack,) = load_stacks(tmp_path / "stack.yaml")
    (endpoint,) = stack.resources[0].endpoints  # type: ignore[attr-defined]  # it is a workspace
    assert list(endpoint.traffic) == list(endpoint.deployments)
    assert all(key is listed for key, listed in zip(endpoint.traffic, endpoint.deployments, strict=True))
    (tmp_path / "again.yaml").write_text(yaml_text([stack], "written"), encoding="utf-8")
    assert load_stacks(tmp_path / "again.yaml") == (stack,)
