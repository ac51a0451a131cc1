"""``mlinfra graph`` says what a stack consists of, so that others can build on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra import ComputeCluster, ResourceGroup, Stack, Subnet, VirtualNetwork, Workspace
from mlinfra.landing_zone.graph.as_json import graph_json
from mlinfra.landing_zone.graph.resolve import resolve

STACK = """
from mlinfra import ComputeCluster, ResourceGroup, Stack, Workspace

workspace = Workspace("mlw-x", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
stack = Stack("s", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace])
"""


@pytest.fixture(scope="module")
def nodes() -> dict[str, Any]:
    """The nodes of a stack by their last names."""
    network = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
    cluster = ComputeCluster(
        "cpu", size="Standard_D4s_v5", subnet=Subnet("snet", network=network, prefix="10.0.0.0/24")
    )
    stack = Stack("s", scope=ResourceGroup("rg-x"), resources=[Workspace("mlw-x", computes=[cluster])])
    document: Any = graph_json(resolve(stack))
    return {node["names"][-1]: node for node in document["nodes"]}


def test_nodes_name_each_other_by_key(nodes: dict[str, Any]) -> None:
    """Every parent, link and need is the key of a node; a link stands below its field."""
    keys = {node["key"] for node in nodes.values()}
    for node in nodes.values():
        named = [
            node["parent"],
            *(need["key"] for need in node["needs"]),
            *(k for ks in node["links"].values() for k in ks),
        ]
        assert {key for key in named if key} <= keys
    assert nodes["cpu"]["links"]["subnet"] == [nodes["snet"]["key"]]
    assert {"key": nodes["mlw-x"]["key"], "why": "parent"} in nodes["cpu"]["needs"]


def test_what_was_left_open_is_said(nodes: dict[str, Any]) -> None:
    """Names that the author left out are part of the key, values stand in ``settled``."""
    registry = next(node for node in nodes.values() if node["class"] == "ContainerRegistry")
    assert registry["names"][0].startswith("crx")
    assert registry["settled"] == {"public_access": True, "sku": "Basic"}


def test_the_command_prints_it(tmp_path: Path) -> None:
    """One JSON document on stdout, with the lines of the file; a broken stack exits with 1."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    ran = run("graph", "stack.py", "--format", "json", cwd=tmp_path)
    document = json.loads(ran.out)
    assert (ran.code, document["kind"], document["format_version"]) == (0, "graph", "1.0")
    (stack,) = document["stacks"]
    assert {"stack.py:4"} == {node["origin"]["where"] for node in stack["nodes"]}
    (tmp_path / "broken.py").write_text(STACK.replace("[workspace]", "workspace.computes"), encoding="utf-8")
    assert run("graph", "broken.py", cwd=tmp_path).code == 1
