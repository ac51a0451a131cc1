"""Rounds of plan and deploy under every fault at once, then kills at random moments.

Run: ``PYTHONPATH=tests python bench/faults.py [ROUNDS] [KILLS]``; without numbers 200 and 30.

Prints rounds, requests of the local target, wrong ends (must be 0) and time; exits with 1 when anything ended wrong.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from deploy._zone import GROUP, changes, local, request  # ruff: ignore[import-private-name] - the tests' landing zone
from emulator import _landing as landing  # ruff: ignore[import-private-name] - as above
from mlinfra.azure import Request
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.local_cloud import LocalCloud
from mlinfra.local.faults import Faults

STORM = Faults(seed=2, throttle=0.1, error=0.1, drop=0.08, lose=0.08, slow=0.5, latency=0.001, retry_after=0.01)


def zone(nodes: int) -> Request:
    """The landing zone with a cluster of so many nodes."""
    return request(landing.landing_zone(gpu=landing.cluster(nodes=nodes)))


def wrong(cloud: LocalCloud, wanted: Request, nodes: int) -> str:
    """What is not as it should be after a deployment; empty when all is."""
    at = f"{GROUP.id}/providers/{landing.ML}/mlw-test/computes/gpu"
    body: Any = cloud.send("GET", at, "2025-12-01").body
    live = body["properties"]["properties"]["scaleSettings"]["maxNodeCount"]
    left = set(changes(cloud.what_if(wanted)).values()) - {"NoChange"}
    return f"{live} nodes, not {nodes}" if live != nodes else f"still to change: {left}" if left else ""


def deployments(cloud: LocalCloud) -> int:
    """How many deployments the local target has begun; it keeps the last 1,000 operations at least."""
    service = cloud._server._service  # ruff: ignore[private-member-access] - only the target knows what arrived
    return sum(job["kind"] == "deployment" for job in service.store.under("job", "").values())


def storm(rounds: int) -> int:
    """Plan, deploy, plan again; one deployment for each round, no more."""
    order, bad = random.Random(1), 0  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a seed repeats
    with tempfile.TemporaryDirectory() as folder, local(Path(folder), STORM) as cloud:
        for number in range(rounds):
            nodes = order.randint(1, 9)
            wanted = zone(nodes)
            if number:
                cloud.what_if(wanted)
            before = deployments(cloud)
            outcome = deploy(cloud, wanted)
            said = wrong(cloud, wanted, nodes) if outcome.state == "Succeeded" else str(outcome.error)
            begun = deployments(cloud) - before
            said = said or (f"deployed {begun} times" if begun != 1 else "")
            if said:
                bad += 1
                print(f"round {number}: {said}")
    return bad


def _killed(child: subprocess.Popen[bytes], after: float) -> None:
    with child:
        if child.stdout:
            child.stdout.readline()
        time.sleep(after)
        child.kill()


def kills(times: int) -> int:
    """A process that deploys is killed at a random moment; the same deployment again must converge."""
    order, bad = random.Random(4), 0  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a seed repeats
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            nodes = order.randint(1, 9)
            child = subprocess.Popen([sys.executable, __file__, "child", folder, str(nodes)], stdout=subprocess.PIPE)
            _killed(child, order.uniform(0, 0.5))
            with local(Path(folder)) as cloud:
                wanted = zone(nodes)
                outcome = deploy(cloud, wanted)
                said = wrong(cloud, wanted, nodes) if outcome.state == "Succeeded" else str(outcome.error)
            if said:
                bad += 1
                print(f"kill {number}: {said}")
    return bad


def main(argv: list[str]) -> int:
    """Run both, print what came of it."""
    if argv[:1] == ["child"]:
        with local(Path(argv[1]), Faults(latency=0.02)) as cloud:
            print("open", flush=True)
            deploy(cloud, zone(int(argv[2])))
        return 0
    rounds, times = int(argv[0]) if argv else 200, int(argv[1]) if len(argv) > 1 else 30
    began = time.monotonic()
    bad = storm(rounds)
    middle = time.monotonic()
    print(f"{rounds} rounds under faults: {bad} ended wrong, {middle - began:.1f} s")
    killed = kills(times)
    print(f"{times} kills: {killed} reruns did not converge, {time.monotonic() - middle:.1f} s")
    return 1 if bad or killed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
