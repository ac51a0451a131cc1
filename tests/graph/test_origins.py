"""Everything knows the line that wrote it, and what a blueprint made the lines of the blueprint and of its call too."""

from __future__ import annotations

from pathlib import Path

import pytest
from mlinfra.blueprints.team import Team

from mlinfra import Blueprint, ComputeCluster, ResourceGroup, Stack, StorageAccount, UserAssignedIdentity, Workspace
from mlinfra.app.stages import prepare
from mlinfra.arm.tree import Resource
from mlinfra.base.errors import Unprintable
from mlinfra.base.origin import Origin
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.resolve import resolve

HERE = Path(__file__).name


class Zone(Blueprint):
    """A workspace and an account."""

    def stack(self) -> Stack:
        """Make them."""
        account = StorageAccount("stzone")
        cluster = ComputeCluster("cpu", size="Standard_D4s_v5", identity=UserAssignedIdentity("id-cpu"))
        return Stack(
            "zone",
            scope=ResourceGroup("rg-x", location="westeurope"),
            resources=[Workspace("mlw-x", storage=account, computes=[cluster])],
        )


def line_of(text: str) -> str:
    """The only line of this file that ends so."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if line.endswith(f"# {text}"))
    return f"{HERE}:{number}"


def test_what_a_blueprint_of_ones_own_makes_knows_both_lines() -> None:
    """The line in the blueprint, and the one that stamps it."""
    graph = resolve(Zone().stack())  # own
    (account,) = graph.of(StorageAccount)
    made = f"{HERE}:{Zone.stack.__wrapped__.__code__.co_firstlineno + 2}"  # type: ignore[attr-defined]  # wraps() says it
    assert account.origin == Origin(made, "mlw-x uses it as storage", made, line_of("own"))


def test_what_a_bundled_blueprint_makes_knows_both_lines() -> None:
    """It is said to be written where it was stamped; the line in the blueprint is data."""
    graph = resolve(Team(name="fraud").stack())  # bundled
    (workspace,) = graph.of(Workspace)
    assert workspace.origin.where == workspace.origin.call == line_of("bundled")
    assert workspace.origin.blueprint.startswith("team.py:")


def test_the_tree_carries_origins() -> None:
    """Each statement of a resource has the origin of its node, so that nothing reads printed comments."""
    prepared = prepare(Zone().stack())  # stamped
    graph = prepared.graph
    assert {node.origin.call for node in graph} == {line_of("stamped")}
    assert {node.origin.blueprint.partition(":")[0] for node in graph.of(RoleAssignment)} == {HERE}
    told = {node.symbol: node.origin for node in prepared.lowered.template.body if isinstance(node, Resource)}
    assert told["workspace"] == next(iter(prepared.graph.of(Workspace))).origin
    assert None not in told.values()


def test_what_cannot_be_printed_is_told_by_its_line() -> None:
    """Also where the comment above it says something that looks like a line."""
    workspace = Workspace("mlw-x", description="(other.py:3)", extra={"properties": {"a": "\ud800"}})  # unprintable
    with pytest.raises(Unprintable) as caught:
        prepare(Stack("s", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace]))
    assert caught.value.where.startswith(f"{line_of('unprintable')} ")
