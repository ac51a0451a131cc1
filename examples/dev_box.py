"""A dev box for one person: it stops when idle, and starts and stops by the clock on working days."""

from datetime import timedelta
from typing import Literal

from mlinfra import ComputeInstance, ComputeRecurrence, ComputeSchedule, ResourceGroup, Stack, Workspace


def at(hour: int, action: Literal["Start", "Stop"]) -> ComputeSchedule:
    """Start or stop at this hour of each working day."""
    clock = ComputeRecurrence(
        "Week",
        week_days=["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        hours=[hour],
        minutes=[0],
        time_zone="W. Europe Standard Time",
    )
    return ComputeSchedule(action, recurrence=clock)


box = ComputeInstance(
    "ci-ada",
    size="Standard_D4s_v5",
    idle=timedelta(minutes=30),
    schedules=[at(8, "Start"), at(18, "Stop")],
    user="22222222-2222-4222-8222-222222222222",
    tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
)
stack = Stack(
    "dev-box",
    scope=ResourceGroup("rg-ml-dev-box", location="westeurope"),
    resources=[Workspace("mlw-dev-box", computes=[box])],
    tags={"owner": "data-science", "costcenter": "4711"},
)
