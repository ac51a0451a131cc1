"""A production stack that keeps no audit trail.

Who read data, secrets and images, and who changed a workspace, stands in the logs of each resource, and Azure keeps them only
where a diagnostic setting sends them. Asked after an incident is too late: what was not sent is gone. One word sends those of a
whole stack, ``Stack(diagnostics=LogAnalytics.existing(...))``; `DiagnosticSetting` says it of one resource. Where Azure Policy
adds the settings, exempt the resource, or ignore the rule in ``mlinfra.toml``, with that as the reason.

A stack is one of production where its ``stage``, or the last part of its name, is ``prod``, ``prd`` or ``production``. Others say
nothing here; ``[rules.stages."*-prod"]`` in ``mlinfra.toml`` makes an error of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.insights import DIAGNOSTIC_SETTING
from mlinfra.catalogue.types.key_vault import KEY_VAULT
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId

CODE, SLUG = "ML207", "no-audit-trail"
SEVERITY: Severity = "warning"
WHY = "after an incident nobody can tell who read or changed what"
LINK = "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings"
ONLY_STACKS = "a template does not say whether it is for production"
GOOD = """
logs = LogAnalytics.existing("log-platform", scope=ResourceGroup("rg-platform"))
group = ResourceGroup("rg-churn-prod", location="westeurope")
stacks = [Stack("churn-prod", scope=group, diagnostics=logs, resources=[Workspace("mlw-churn")])]
"""
BAD = """
group = ResourceGroup("rg-churn-prod", location="westeurope")
stacks = [Stack("churn-prod", scope=group, resources=[Workspace("mlw-churn")])]
"""
_TYPES = {entry.key for entry in (WORKSPACE, KEY_VAULT, CONTAINER_REGISTRY, STORAGE_ACCOUNT)}
_PRODUCTION = frozenset({"prod", "prd", "production"})


def check(graph: Graph) -> Iterator[Problem]:
    """Look for workspaces, and for what holds data, secrets and images, whose logs go nowhere: one finding for a stack."""
    if not _is_production(graph):
        return
    sending = [node.id.on for node in graph if node.id.type.lower() == DIAGNOSTIC_SETTING.key and node.id.on]
    own = [node for node in graph if node.id.type.lower() in _TYPES and not node.existing and not node.id.phase]
    silent = sorted(
        (node for node in own if not _sends(node, sending)), key=lambda node: node.id.type != WORKSPACE.type
    )
    if silent:
        others = ", ".join(sorted(node.id.name for node in silent[1:]))
        message = f"its logs{', and those of ' if others else ''}{others} are kept nowhere"
        yield Problem(silent[0], message, "say diagnostics= on the Stack, or add a DiagnosticSetting(..., on=...)")


def _is_production(graph: Graph) -> bool:
    stage = graph.stack.stage or re.split(r"[-_.]", graph.stack.name)[-1]
    return stage.lower() in _PRODUCTION


def _sends(node: AnyNode, sending: list[NodeId]) -> bool:
    """Whether a setting belongs to it; the logs of an account are those of its services."""
    if node.id.type.lower() == STORAGE_ACCOUNT.key:
        return any(target != node.id and target.is_below(node.id) for target in sending)
    return node.id in sending
