"""A module is checked against what it declares, printed by its reference, deployed as it is, and looked into."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from _shared import SHARED, needs_shared
from mlinfra import AzureResource, Module, Parameter, ResourceGroup, Stack, StorageAccount
from mlinfra.app.deployable import of_stack
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.modules import modules
from mlinfra.app.stages import Prepared, prepare
from mlinfra.arm.module_files import parse_reference
from mlinfra.base.errors import InvalidInput
from mlinfra.cli.main import program
from mlinfra.landing_zone.checks.refusals import refusals
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model._base import identity_of
from mlinfra.landing_zone.model._where import written_at

HERE = Path(__file__).parent
GROUP = ResourceGroup("rg-x", location="westeurope")
ACCOUNT = StorageAccount("stx")
REFERENCE = "br/public:our/logs:1.2.0"


def module(parameters: dict[str, Any], **fields: Any) -> Module:
    """A module of the file beside this test."""
    return Module("logs.json", "logs", parameters, **fields)


def prepared(*resources: Any, **fields: Any) -> Prepared:
    """A stack of these resources, rendered."""
    return prepare(Stack("x", scope=GROUP, resources=resources, **fields))


def entries(made: Prepared) -> dict[str, Any]:
    """The nested deployments of main.json by their names."""
    held = json.loads(made.rendered.files["main.json"])["resources"]
    return {item["name"]: item for item in (held.values() if isinstance(held, dict) else held)}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"nam": "log-x"}, "no parameter 'nam'.*\n.*did you mean name"),
        ({}, "the module needs name"),
        ({"name": 5}, "the value of name must be string, not"),
        ({"name": "log-x", "sku": "Free"}, "allowed are"),
        ({"name": "log-x", "keep": {"days": 3}}, "at least 7"),
        ({"name": "log-x", "keep": {"day": 30, "days": 30}}, "keep.day is unknown"),
        ({"name": "log-x", "key": "correct-horse"}, "key is secret, and would stand in the file"),
        ({"name": "log-x", "keep": {"days": 30, "token": "correct-horse"}}, "keep is secret"),
        ({"name": Parameter("apiKey", secure=True)}, "name is no secret of the module"),
        ({"name": ACCOUNT}, "a resource is no value"),
    ],
)
def test_parameters_are_held_to_the_module(parameters: dict[str, Any], message: str) -> None:
    """Unknown, missing, wrong kind, closed value, limit, secret in the file, secret that would not stay one."""
    with pytest.raises(InvalidInput, match=message) as caught:
        module(parameters)
    assert "test_modules.py" in caught.value.where


def test_values_flow_in_and_out() -> None:
    """A parameter and the id of a resource go in, outputs come out with their types, the template is the file's own."""
    key = Parameter("apiKey", secure=True)
    logs = module({"name": "log-x", "key": key, "keep": {"days": 30}}, depends_on=[ACCOUNT])
    far = Module("logs.json", "far", {"name": logs.output("resourceId")}, scope=ResourceGroup("rg-far"))
    user = AzureResource(
        "Microsoft.EventHub/namespaces@2024-01-01", "evhns-x", {"properties": {"logs": far.output("resourceId")}}
    )
    made = prepared(ACCOUNT, logs, far, user, outputs={"days": logs.output("days"), "logs": logs.output("resourceId")})
    (first,), (second,) = (made.graph.references[identity_of(item)] for item in (far, user))
    assert {edge.target.name for edge in made.graph.edges if edge.source in {first, second}} == {"logs", "far"}
    bicep, found = made.rendered.files["main.bicep"], entries(made)
    assert "module logs 'modules/logs.json' = {" in bicep
    assert "scope: resourceGroup('rg-far')" in bicep
    assert "output days int = logs.outputs.days" in bicep
    assert made.rendered.files["modules/logs.json"]
    assert found["logs"]["properties"]["template"] == json.loads((HERE / "logs.json").read_text(encoding="utf-8"))
    assert found["logs"]["properties"]["parameters"]["key"] == {"value": "[parameters('apiKey')]"}
    assert found["logs"]["dependsOn"]
    assert found["far"]["resourceGroup"] == "rg-far"
    with pytest.raises(InvalidInput, match=r"no output 'resourceID'.*\n.*did you mean resourceId"):
        logs.output("resourceID")


def test_rules_and_refusals_look_inside() -> None:
    """An unknown property that the module sets, and a name that Azure refuses, are found in the module's resource."""
    made = prepared(module({"name": "l"}))
    work = of_stack(made, Path("x.py"), None)
    resources = resources_of(work, work.scope)[0]
    told = [*refusals("x", resources, {}, date(2026, 1, 1)).findings, *evaluate(work, resources).findings]
    assert {(found.code, found.address) for found in told if found.address} >= {("R005", "l"), ("ML103", "l")}


def _stack(folder: Path) -> Path:
    text = f'from mlinfra import *\nlogs = Module("{REFERENCE}", "logs", {{"name": "log-x"}})\n'
    text += 'stack = Stack("x", scope=ResourceGroup("rg-x", location="westeurope"), resources=[logs])\n'
    (folder / "envs").mkdir()
    (folder / "envs" / "stack.py").write_text(text, encoding="utf-8")
    return folder / "envs" / "stack.py"


def test_a_vendored_module_is_named_by_its_reference(tmp_path: Path) -> None:
    """The command writes copy and lock; Bicep names the registry, ARM JSON has the copy; a changed copy stops everything."""
    file = _stack(tmp_path)
    with pytest.raises(InvalidInput, match=f"{REFERENCE} is not vendored.*\n.*mlinfra modules add"):
        load_stacks(file)
    arguments = ["modules", "add", REFERENCE, "--from", str(HERE / "logs.json"), "--folder", str(tmp_path)]
    ran = CliRunner().invoke(program, arguments)
    assert (ran.exit_code, Path(ran.output.strip()).name) == (0, "our-logs-1.2.0.json")
    (stack,) = load_stacks(file)
    made = prepare(stack)
    assert f"module logs '{REFERENCE}' = {{" in made.rendered.files["main.bicep"]
    assert "modules/logs.json" not in made.rendered.files
    copy = tmp_path / "modules" / "vendor" / "our-logs-1.2.0.json"
    copy.write_bytes(copy.read_bytes() + b"\n")
    with pytest.raises(InvalidInput, match=r"our-logs-1\.2\.0\.json is not what was vendored as"):
        load_stacks(file)
    (tmp_path / "mlinfra-modules.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidInput, match="does not list vendored modules"):
        load_stacks(file)


def test_bicep_s_cache_is_read(tmp_path: Path) -> None:
    """By registry, path and tag, with a mask of capitals, or a digest; what is no reference is refused."""
    cached = tmp_path / "br" / "example.azurecr.io" / "bicep$our$logs" / "v1-Beta$8" / "main.json"
    cached.parent.mkdir(parents=True)
    cached.write_bytes((HERE / "logs.json").read_bytes())
    modules("add", "br:example.azurecr.io/bicep/our/logs:v1-Beta", tmp_path, source=tmp_path)
    assert (tmp_path / "modules" / "vendor" / "example.azurecr.io-bicep-our-logs-v1-Beta.json").is_file()
    assert parse_reference(f"br/public:our/logs@sha256:{'a' * 64}").cached.parent.name == f"sha256#{'a' * 64}"
    with pytest.raises(InvalidInput, match="Bicep's cache has no"):
        modules("add", "br/public:our/other:1.0.0", tmp_path, home=tmp_path)
    for wrong in ("br/public:our/logs", "ts:x/y:1", "br:logs:1", "br/public:our/logs@1.0"):
        with pytest.raises(InvalidInput, match="no reference to a module"):
            parse_reference(wrong)
    (tmp_path / "page.html").write_text("<html>", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"is not JSON.*\n.*bicep build"):
        modules("add", REFERENCE, tmp_path, source=tmp_path / "page.html")


@needs_shared
def test_the_compiler_embeds_the_same(tmp_path: Path) -> None:
    """The nested deployments of the reference corpus, of two registries and a file, have the compiler's own members."""
    corpus = (SHARED or Path()) / "reference" / "lowering" / "57-registry-module"
    compiled = json.loads((corpus / "main.json").read_text(encoding="utf-8"))["resources"]
    public, private = REFERENCE, "br:example.azurecr.io/bicep/our/logs:1.2.0"
    for reference in (public, private):
        modules("add", reference, tmp_path, source=corpus / "logs.json")
    (tmp_path / "logs.json").write_bytes((corpus / "logs.json").read_bytes())
    with written_at(str(tmp_path / "stack.py"), 1):
        called = [
            Module(public, "logs", {"name": "log-shared"}),
            Module(private, "logs-2", {"name": "log-other"}, scope=ResourceGroup("rg-other")),
            Module("logs.json", "json", {"name": "log-json", "retentionInDays": 60}),
        ]
    found = entries(prepared(*called))
    by_name = {item["name"]: item for item in compiled.values()}
    assert found["logs-2"] == by_name["logs-2"]
    assert found["logs"]["properties"]["template"] == by_name["logs"]["properties"]["template"]
    third = compiled["json"]
    assert found["json"]["properties"] == third["properties"]


_CLONE = os.environ.get("MLINFRA_REGISTRY_MODULES")
PUBLISHED: dict[str, dict[str, Any]] = {
    "key-vault/vault": {"name": "kv-x-12345"},
    "storage/storage-account": {"name": "stx12345", "roleAssignments": []},
    "network/virtual-network": {"name": "vnet-x", "addressPrefixes": ["10.0.0.0/16"]},
    "machine-learning-services/workspace": {"name": "mlw-x", "sku": "Basic"},
    "operational-insights/workspace": {"name": "log-x"},
}
"""Published modules, and what each needs."""


@pytest.mark.skipif(not _CLONE, reason="MLINFRA_REGISTRY_MODULES names no clone of Azure/bicep-registry-modules")
def test_published_modules_deploy_beside_resources_of_ours(tmp_path: Path) -> None:
    """Five Azure Verified Modules: embedded as they are, expanded to their resources, an unknown parameter refused."""
    called = []
    with written_at(str(tmp_path / "stack.py"), 1):
        for path, parameters in PUBLISHED.items():
            file = tmp_path / "main.json"
            show = ["git", "-C", str(_CLONE), "show", f"HEAD:avm/res/{path}/main.json"]
            file.write_bytes(subprocess.run(show, stdout=subprocess.PIPE, check=True).stdout)
            reference = f"br/public:avm/res/{path}:0.0.1"
            modules("add", reference, tmp_path, source=file)
            called.append(Module(reference, path.replace("/", "-"), parameters))
            with pytest.raises(InvalidInput, match="no parameter 'nme'"):
                Module(reference, "wrong", {**parameters, "nme": "x"})
    made = prepared(ACCOUNT, *called, outputs={f"id{at}": item.output("resourceId") for at, item in enumerate(called)})
    found = entries(made)
    for item in called:
        assert found[item.name]["properties"]["template"] == item.template
    work = of_stack(made, Path("x.py"), None)
    names = {subject.name for subject in resources_of(work, work.scope)[0]}
    assert names >= {"stx", *(parameters["name"] for parameters in PUBLISHED.values())}
