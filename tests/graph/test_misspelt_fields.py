"""A misspelt field is an error for the type checker wherever resources are used: in a rule, a pass, a row and lowering."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USES = """
from collections.abc import Iterator

from mlinfra.arm import expressions as expr
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.derived_network import PrivateEndpoint
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles._need import Zone
from mlinfra.landing_zone.model._body_context import BodyContext
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.compute_instance import ComputeInstance
from mlinfra.landing_zone.model.datastore import BlobDatastore
from mlinfra.landing_zone.model.workspace import Workspace


def rule(graph: Graph) -> Iterator[object]:
    for node in graph.of(ComputeCluster, ComputeInstance):
        yield node.resource.size
        yield node.resource.sise  # wrong
    for child in graph.children(NodeId("", ()), ComputeCluster):
        yield child.resource.nodes.maximun  # wrong


def a_pass(graph: Graph, workspace: Node[Workspace], zone: Zone) -> NodeId:
    if zone.created:
        zone.id_of(zone.created.resource.storag)  # wrong
    return referred(graph, workspace.resource.storrage, workspace.id)  # wrong


def row(datastore: BlobDatastore, context: BodyContext) -> expr.Value:
    workspace = context.parent(Workspace)
    context.name(datastore.account)
    context.id(workspace.networks if workspace else None)  # wrong
    return context.name(datastore.acount)  # wrong


def lowering(node: AnyNode, context: Context) -> expr.Value:
    if isinstance(node.resource, RoleAssignment):
        return node.resource.rol  # wrong
    if isinstance(node.resource, PrivateEndpoint):
        return context.id(node.resource.targets)  # wrong
    return node.resource.name  # wrong
"""


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> set[int]:
    """The lines of the uses that the type checker objects to, as it is configured for the library."""
    file = tmp_path_factory.mktemp("typed") / "uses.py"
    file.write_text(USES, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--no-pretty", str(file)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "attr-defined" in said.stdout, said.stdout + said.stderr
    return {int(line) for line in re.findall(r"uses\.py:(\d+): error:", said.stdout)}


def test_every_misspelt_field_is_an_error(errors: set[int]) -> None:
    """Those that are wrong are told, and no other."""
    wrong = {number for number, line in enumerate(USES.splitlines(), 1) if line.endswith("# wrong")}
    assert len(wrong) == 9
    assert errors == wrong
