"""What Azure takes in other scopes than a management group alone."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.model.budget import Budget
from mlinfra.landing_zone.model.role_definition import RoleDefinition


def management_groups(graph: Graph) -> Iterator[InvalidInput]:
    """Operations on data of custom roles, and action groups of budgets."""
    for node in graph:
        if not node.existing and node.id.on is None and node.id.home.kind == "managementGroup":
            yield from _refused(node)


def _refused(node: AnyNode) -> Iterator[InvalidInput]:
    resource, where = node.resource, node.origin.where
    if isinstance(resource, RoleDefinition) and (resource.data_actions or resource.not_data_actions):
        message = "a role of a management group is about no data"
        yield InvalidInput(message, where=f"{where} RoleDefinition.data_actions", hint="keep it in a subscription")
    for name, held in resource.notifications.items() if isinstance(resource, Budget) else ():
        if held.action_groups or not held.emails:
            message = f"{name}: a budget of a management group tells addresses, and no action groups"
            hint = "give emails=, or a budget for each subscription"
            yield InvalidInput(message, where=f"{where} Budget.notifications", hint=hint)


CONDITIONS = (management_groups,)
