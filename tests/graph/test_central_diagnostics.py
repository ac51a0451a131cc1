"""One word of a stack sends the logs and metrics of all its resources to one workspace."""

from __future__ import annotations

from mlinfra import DiagnosticSetting, KeyVault, LogAnalytics, ResourceGroup, Stack, StorageAccount, VirtualNetwork
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-a", location="westeurope")


def _settings(graph: Graph) -> dict[str, tuple[tuple[str, ...], bool | None]]:
    """What is sent of each resource, and whether its metrics are."""
    nodes = graph.of(DiagnosticSetting)
    return {node.id.on.name: (tuple(node.resource.logs), node.resource.metrics) for node in nodes if node.id.on}


def test_each_resource_sends_what_its_type_has() -> None:
    """Logs and metrics, metrics alone of an account; the setting of its own wins, and there is never a second."""
    vault, logs = KeyVault("kv-a"), LogAnalytics("log-a")
    own = DiagnosticSetting("mine", on=vault, workspace=LogAnalytics("log-b"), logs=["audit"])
    resources = [vault, own, StorageAccount("sta12345"), VirtualNetwork("vnet-a", prefixes=["10.20.0.0/22"])]
    graph = resolve(Stack("a", scope=GROUP, diagnostics=logs, resources=resources))
    assert _settings(graph) == {
        "kv-a": (("audit",), None),
        "sta12345": ((), True),
        "vnet-a": (("allLogs",), True),
        "log-a": (("allLogs",), True),
        "log-b": (("allLogs",), True),
    }
    assert [node.id.name for node in graph if node.id.type == LogAnalytics.arm_type] == ["log-b", "log-a"]


def test_without_the_word_nothing_is_sent() -> None:
    """No stack has a setting that it did not ask for; an existing workspace is named, and not made."""
    assert not _settings(resolve(Stack("a", scope=GROUP, resources=[KeyVault("kv-a")])))
    far = LogAnalytics.existing("log-far", scope="rg-far")
    graph = resolve(Stack("a", scope=GROUP, diagnostics=far, resources=[KeyVault("kv-a")]))
    assert _settings(graph) == {"kv-a": (("allLogs",), True)}
    (existing,) = (node for node in graph if node.id.type == LogAnalytics.arm_type)
    assert existing.existing
