"""What the service of computes fills in, refuses and answers: clusters that scale, instances, attached machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.body_rules import When
from mlinfra.catalogue.service import Action, Errors, Given, Refused, Served

_KIND: Final = "properties.computeType"
_CLUSTER, _INSTANCE = When(_KIND, ("AmlCompute",)), When(_KIND, ("ComputeInstance",))
_ATTACHED: Final = When(_KIND, ("AmlCompute", "ComputeInstance"), other=True)


def _inner(**values: Json) -> Mapping[str, Json]:
    """Values by their paths below the properties of the compute's kind."""
    return {f"properties.properties.{name}": value for name, value in values.items()}


_NODES: Final = "{body:properties.properties.scaleSettings.minNodeCount}"
_CASES: Final = (
    Given(
        (_CLUSTER,),
        _inner(
            vmPriority="Dedicated",
            osType="Linux",
            remoteLoginPortPublicAccess="NotSpecified",
            enableNodePublicIp=True,
            isolatedNetwork=False,
            scaleSettings={"minNodeCount": 0, "nodeIdleTimeBeforeScaleDown": "PT2M"},
        ),
        {
            "properties.isAttachedCompute": False,
            **_inner(
                allocationState="Steady",
                allocationStateTransitionTime="{since:properties.createdOn}",
                currentNodeCount=_NODES,
                targetNodeCount=_NODES,
                nodeStateCounts={"idleNodeCount": _NODES, "runningNodeCount": 0, "preparingNodeCount": 0},
            ),
        },
    ),
    Given(
        (_INSTANCE,),
        _inner(
            applicationSharingPolicy="Shared",
            enableNodePublicIp=True,
            sshSettings={"sshPublicAccess": "Disabled"},
        ),
        {
            "properties.isAttachedCompute": False,
            **_inner(
                state="Running",
                lastOperation={"operationName": "Create", "operationStatus": "Succeeded"},
                connectivityEndpoints={"publicIpAddress": "203.0.113.7", "privateIpAddress": "10.0.0.4"},
                applications=[],
            ),
        },
    ),
    Given((_ATTACHED,), computed={"properties.isAttachedCompute": True}),
)
_NOT_AN_INSTANCE: Final = Refused(
    When(_KIND, ("ComputeInstance",), absent="", other=True),
    "A compute of type {body:properties.computeType} can't be started or stopped.",
)
_NO_KEYS: Final = Refused(
    When(_KIND, ("AmlCompute", "ComputeInstance")), "A compute of type {body:properties.computeType} has no keys."
)


def _state(name: str, state: str) -> Action:
    return Action(name, sets=_inner(state=state), refused=(_NOT_AN_INSTANCE,), later=True)


SERVED: Final[Served] = Served(
    required=(_KIND,),
    cases=_CASES,
    errors=Errors(
        "InvalidComputeName",
        {"properties.properties.subnet.id": "BadRequest"},
        change=(400, "BadRequest"),
        taken=("Conflict", "A compute with the name '{spelled}' exists in another workspace of this region."),
    ),
    system_data=True,
    tracked=False,
    actions=(
        Action("listNodes", {"nodes": []}),
        Action("listKeys", {"computeType": "{body:properties.computeType}"}, refused=(_NO_KEYS,)),
        Action("enableSso", sets=_inner(enableSSO="{sent:enableSSO}"), assumes={"enableSSO": True}),
        Action(
            "updateIdleShutdownSetting",
            sets=_inner(idleTimeBeforeShutdown="{sent:idleTimeBeforeShutdown}"),
        ),
        _state("start", "Running"),
        _state("stop", "Stopped"),
        _state("restart", "Running"),
    ),
    holds=("properties.properties.subnet.id",),
    shares_name=_CLUSTER,
)
