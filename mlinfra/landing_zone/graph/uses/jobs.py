"""Say which jobs of a workspace share out files among nodes."""

from __future__ import annotations

from collections.abc import Mapping

from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint
from mlinfra.landing_zone.model.component import Component
from mlinfra.landing_zone.model.schedule import RunJob, Schedule
from mlinfra.landing_zone.model.workspace import Workspace


def shares_out_files(graph: Graph, workspace: Node[Workspace]) -> bool:
    """Whether one does: that of a batch endpoint, or one with parallel steps."""
    if next(graph.children(workspace.id, BatchEndpoint), None) is not None:
        return True
    if any(node.resource.spec["type"] == "parallel" for node in graph.children(workspace.id, Component)):
        return True
    return any(_has_parallel_steps(node.resource) for node in graph.children(workspace.id, Schedule))


def _has_parallel_steps(schedule: Schedule) -> bool:
    steps = schedule.action.job.get("jobs") if isinstance(schedule.action, RunJob) else None
    steps = steps.values() if isinstance(steps, Mapping) else ()
    return any(isinstance(step, Mapping) and step.get("type") == "parallel" for step in steps)
