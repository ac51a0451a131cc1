"""Connections of one workspace are written in turn, as Azure refuses two writes at once; those of two are not."""

from __future__ import annotations

from mlinfra import Connection, ResourceGroup, Stack, Workspace
from mlinfra.landing_zone.graph.resolve import resolve


def _feed(name: str, *before: Connection) -> Connection:
    return Connection(name, category="PythonFeed", auth="None", depends_on=before)


def _waits(*workspaces: Workspace) -> dict[str, list[str]]:
    graph = resolve(Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=workspaces))
    return {node.id.name: [target.name for target in node.depends_on] for node in graph.of(Connection)}


def test_each_waits_for_the_one_before() -> None:
    """In the order of the file; another workspace has an order of its own."""
    first = Workspace("mlw-a", connections=[_feed("one-a"), _feed("two-a"), _feed("three-a")])
    second = Workspace("mlw-b", connections=[_feed("one-b"), _feed("two-b")])
    assert _waits(first, second) == {
        "one-a": [],
        "two-a": ["one-a"],
        "three-a": ["two-a"],
        "one-b": [],
        "two-b": ["one-b"],
    }


def test_the_order_of_the_author_wins() -> None:
    """What must be there first is written first, and there is no dependency cycle."""
    last = _feed("last")
    workspace = Workspace("mlw-a", connections=[_feed("needs", last), last, _feed("other")])
    assert _waits(workspace) == {"last": [], "needs": ["last"], "other": ["needs"]}
