"""One word of a stack sends the logs and metrics of all its resources to one workspace."""

from __future__ import annotations

from mlinfra import (
    BlobContainer,
    BlobService,
    DiagnosticSetting,
    KeyVault,
    LogAnalytics,
    ResourceGroup,
    Stack,
    StorageAccount,
    VirtualNetwork,
)
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-a", location="westeurope")


def _settings(graph: Graph) -> dict[str, tuple[tuple[str, ...], bool | None]]:
    """What is sent of each resource, and whether its metrics are; of a service of an account by the name of the setting."""
    nodes = [(node.id, node.id.on, node.resource) for node in graph.of(DiagnosticSetting)]
    return {
        (own.name if on.name == "default" else on.name): (tuple(setting.logs or ()), setting.metrics)
        for own, on, setting in nodes
        if on
    }


def test_each_resource_sends_what_its_type_has() -> None:
    """Logs and metrics; of an account metrics, and logs of its services; the setting of its own wins, and there is no second."""
    vault, logs = KeyVault("kv-a"), LogAnalytics("log-a")
    own = DiagnosticSetting("mine", on=vault, workspace=LogAnalytics("log-b"), logs=["audit"])
    resources = [vault, own, StorageAccount("sta12345"), VirtualNetwork("vnet-a", prefixes=["10.20.0.0/22"])]
    graph = resolve(Stack("a", scope=GROUP, diagnostics=logs, resources=resources))
    assert _settings(graph) == {
        "kv-a": (("audit",), None),
        "sta12345": ((), True),
        **{f"{word}-to-central-logs": (("allLogs",), True) for word in ("blobs", "files", "queues", "tables")},
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


def test_a_service_that_is_written_or_not_there_gets_no_second_setting() -> None:
    """A file account has no blobs; a blob service of the author's is told once, an account's that exists not at all."""
    account = StorageAccount("sta12345", account_kind="FileStorage", sku="Premium_LRS")
    old = StorageAccount.existing("stold", scope="rg-old")
    blobs = BlobService(parent=StorageAccount("stb12345"))
    stack = Stack(
        "a",
        scope=GROUP,
        diagnostics=LogAnalytics.existing("log-far", scope="rg-far"),
        resources=[account, blobs, BlobContainer("raw", parent=old)],
    )
    names = sorted(
        "/".join((*node.id.on.names, node.id.name)) for node in resolve(stack).of(DiagnosticSetting) if node.id.on
    )
    assert names == [
        "sta12345/default/files-to-central-logs",
        "sta12345/to-central-logs",
        *(f"stb12345/default/{word}-to-central-logs" for word in ("blobs", "files", "queues", "tables")),
        "stb12345/to-central-logs",
    ]
