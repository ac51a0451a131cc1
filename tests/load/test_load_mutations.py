"""A good stack file, spoilt at random: it is refused in one sentence, or it is a stack like any other."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from _bicep_rules import parse_errors
from _reader import read_bicep
from mlinfra.app.rule_examples import evaluate_stack
from mlinfra.app.stages import prepare
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.render import write
from mlinfra.base.errors import MlinfraError
from mlinfra.landing_zone.load import load_stacks

GOOD = """
name: a
scope: {name: rg-a, location: westeurope, tags: {x: y}}
tags: {owner: me}
outputs: {uri: {of: mlw-a, attribute: mlflow_uri}}
ignore: [{path: properties.x, reason: because, until: 2027-01-01}]
deployment_stack: {unmanage: delete, deny: denyDelete, excluded_principals: [22222222-2222-4222-8222-222222222222]}
resources:
  - kind: Workspace
    name: mlw-a
    depends_on: [{of: id-x}]
    storage: {name: sta, sku: Standard_ZRS, containers: [raw], tags: {a: b}, extra: {properties: {x: 1}}}
    key_vault: {existing: kv-a, scope: rg-p}
    insights: {logs: {existing: log-a, scope: rg-p}}
    network:
      kind: Managed
      outbound:
        pypi: {kind: Fqdn, host: pypi.org}
        lake: {kind: PrivateTarget, group: blob, resource: {kind: StorageAccount, existing: stl, scope: rg-l}}
      inbound: {kind: Private, subnet: {existing: v/s}, dns: policy}
    datastores:
      - &raw {kind: BlobDatastore, name: d, account: {existing: stl, scope: rg-l}, container: raw}
    data: [{name: asset, datastore: *raw, path: x}]
    environments: [{name: env, image: "x:1", conda: {kind: Conda, python: "3.11", pip: [mlflow]}}]
    computes:
      - kind: ComputeCluster
        name: cpu
        size: Standard_D4s_v5
        nodes: {minimum: 0, maximum: 2, idle: PT5M}
        identity: {kind: UserAssignedIdentity, name: id-x}
        reads: [*raw]
      - {kind: ComputeInstance, name: ci-a, size: Standard_D4s_v5, idle: PT30M}
    endpoints: [{name: ep-a, auth_mode: Key}]
    grants: [{role: Reader, principal_id: aaaaaaaa-0000-0000-0000-000000000003}]
"""
JUNK: list[Any] = [
    None, True, 0, -1, 3.5, "", "x", "a b", "-a", "ünï", "a" * 300, [], {}, [1], {"a": 1}, ["x"], {"kind": "Workspace"},
    {"existing": "a/b"}, {"id": "/x"}, {"id": 3}, {"existing": 5}, {"of": "mlw-a", "attribute": "mlflow_uri"},
    {"of": 1, "attribute": 2}, {"of": "cpu"}, {"of": "mlw-a"}, {"kind": "Nope"}, "2020-01-01", "PT5M", "\x00", "\U0001f600", 10**30,
]  # fmt: skip
ADDED = ["zzz", "name", "scope", "kind", "tags", "extra"]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*path, key))


def _spoil(data: Any, dice: random.Random) -> None:
    """Replace, remove or add one thing somewhere."""
    *way, last = dice.choice(list(_paths(data)))
    held, junk = data, copy.deepcopy(dice.choice(JUNK))
    for key in way:
        held = held[key]
    how = dice.choice(["replace", "replace", "replace", "remove", "add"])
    if how == "replace":
        held[last] = junk
    elif how == "remove":
        del held[last]
    elif isinstance(held, list):
        held.append(junk)
    else:
        held[dice.choice(ADDED)] = junk


def test_the_good_file_is_good(tmp_path: Path) -> None:
    """What is spoilt below is fine before."""
    (tmp_path / "stack.yaml").write_text(GOOD, encoding="utf-8")
    assert load_stacks(tmp_path / "stack.yaml")


@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_file_is_refused_or_deployable(seed: int, tmp_path: Path) -> None:
    """No mutation ends in anything but our own error with a place; what is accepted prints equal Bicep and ARM JSON."""
    dice = random.Random(seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage]  it repeats by its seed
    file = tmp_path / "stack.yaml"
    for _ in range(30):
        data = copy.deepcopy(yaml.safe_load(GOOD))
        for _ in range(dice.choice([1, 1, 2])):
            _spoil(data, dice)
        file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        placeless = _tried(file, tmp_path / "out")
        assert not placeless, f"{placeless}: {file.read_text(encoding='utf-8')}"


def _tried(file: Path, out: Path) -> str:
    """The error that has no place, if there is one."""
    try:
        made = [prepare(stack) for stack in load_stacks(file)]
    except MlinfraError as error:
        return "".join(str(part) for part in error.parts or (error,) if not part.where)
    for one in made:
        evaluate_stack(one.stack)
        write(one.rendered, out)
        assert print_arm(read_bicep(out / "main.bicep")) == one.rendered.files["main.json"]
        texts = [text for name, text in one.rendered.files.items() if name.endswith(".bicep")]
        assert not [fault for text in texts for fault in parse_errors(text)]
    return ""
