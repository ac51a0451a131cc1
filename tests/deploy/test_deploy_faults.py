from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from deploy._zone import GROUP, changes, local, request
from emulator import _landing as landing
from mlinfra.azure import Request, StackSettings
from mlinfra.azure.deploy.destroy import destroy, plan_destruction
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.local_cloud import LocalCloud
from mlinfra.local.faults import Faults

STORM = Faults(seed=11, throttle=0.08, error=0.08, drop=0.06, lose=0.06, slow=0.5, latency=0.001, retry_after=0.01)


def _zone(nodes: int) -> Request:
    return request(landing.landing_zone(gpu=landing.cluster(nodes=nodes)))


def _nodes(cloud: LocalCloud) -> int:
    at = f"{GROUP.id}/providers/{landing.ML}/mlw-test/computes/gpu"
    body = cloud.send("GET", at, "2025-12-01").body
    count: int = body["properties"]["properties"]["scaleSettings"]["maxNodeCount"]
    return count


def test_rounds_under_every_fault_at_once_end_right(tmp_path: Path) -> None:
    """Throttling, 5xx, connections lost before and after, slow operations: each round deploys once, and only once."""
    order = random.Random(5)  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a seed repeats
    with local(tmp_path, STORM) as cloud:
        for number in range(20):
            wanted = _zone(order.randint(1, 9))
            if number:
                before = changes(cloud.what_if(wanted))
                assert set(before.values()) <= {"NoChange", "Modify"}
            known = (cloud.deployment(GROUP, wanted.name) or {}).get("properties", {}).get("correlationId")
            started = _started(cloud)
            outcome = deploy(cloud, wanted)
            assert outcome.state == "Succeeded", outcome.error
            assert not outcome.attached
            assert _started(cloud) == started + 1
            assert cloud.deployment(GROUP, wanted.name)["properties"]["correlationId"] != known  # type: ignore[index]
            assert (
                f"{_nodes(cloud)}"
                == f"{wanted.template['resources']['gpu']['properties']['properties']['scaleSettings']['maxNodeCount']}"
            )
            assert set(changes(cloud.what_if(wanted)).values()) == {"NoChange"}
        assert destroy(cloud, plan_destruction(cloud, GROUP, "churn")).state == "Succeeded"
        assert not cloud.send("GET", GROUP.id, "2025-04-01").found


def _started(cloud: LocalCloud) -> int:
    """How many deployments the local target has begun since it was opened: one job each."""
    assert cloud._embedded
    store = cloud._embedded.service.store
    return sum(job["kind"] == "deployment" for job in store.under("job", "").values())


def test_a_deployment_stack_under_faults_ends_right(tmp_path: Path) -> None:
    """Forecast, deployment and removal of a stack survive as well; no what-if result is left."""
    wanted = request(landing.landing_zone(), name="churn", as_stack=StackSettings(deny="denyDelete"))
    with local(tmp_path, STORM) as cloud:
        cloud.send("PUT", GROUP.id, "2025-04-01", {"location": "westeurope"})
        assert cloud.what_if(wanted)["properties"]["provisioningState"] == "succeeded"
        assert deploy(cloud, wanted).state == "Succeeded"
        results = f"{GROUP.id}/providers/Microsoft.Resources/deploymentStacksWhatIfResults"
        assert cloud.send("GET", results, "2025-07-01").body == {"value": []}
        plan = plan_destruction(cloud, GROUP, "churn", deployment_stack="churn")
        assert destroy(cloud, plan).state == "Succeeded"
        assert cloud.stack(GROUP, "churn") is None


_CHILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from deploy._zone import local
from deploy.test_deploy_faults import _zone
from mlinfra.azure.deploy.run import deploy
from mlinfra.local.faults import Faults
with local(Path(sys.argv[1]), Faults(latency=0.03)) as cloud:
    print("open", flush=True)
    deploy(cloud, _zone(4))
"""


@pytest.mark.parametrize("after", [0.05, 0.2])
def test_a_rerun_after_sigkill_converges(tmp_path: Path, after: float) -> None:
    """Killed in the middle, client and target at once: the same command again makes everything right."""
    tests = str(Path(__file__).parents[1])
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(tmp_path), tests], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline() == "open\n"
    time.sleep(after)
    child.kill()
    child.wait()
    child.stdout.close()
    with local(tmp_path) as cloud:
        wanted: Any = _zone(4)
        outcome = deploy(cloud, wanted)
        assert outcome.state == "Succeeded", outcome.error
        assert _nodes(cloud) == 4
        assert set(changes(cloud.what_if(wanted)).values()) == {"NoChange"}
