"""The state file: restarts, SIGKILL, damage; cancellation; a port in use."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing
from mlinfra.base.errors import TargetUnavailable
from mlinfra.local.faults import Faults
from mlinfra.local.server import LocalTarget
from mlinfra.local.store import Store

SERVER = """
import sys
from pathlib import Path
from mlinfra.local.faults import faults_from_environment
from mlinfra.local.server import serve
serve(Path(sys.argv[1]), int(sys.argv[2]), faults_from_environment())
"""


def test_state_survives_a_restart(tmp_path: Path, connect: Any) -> None:
    """What was deployed is there for the next target on the same file, and unchanged."""
    state = tmp_path / "deep" / "state.db"
    with LocalTarget(state) as target:
        azure = connect(target.url)
        azure.group()
        azure.deploy(landing.landing_zone())
    with LocalTarget(state) as target:
        azure = connect(target.url)
        assert set(azure.kinds(landing.landing_zone()).values()) == {"NoChange"}
        assert azure.sdk.deployments.get("rg-ml", "main").properties.provisioning_state == "Succeeded"


def test_the_state_file_keeps_no_secret_that_nobody_reads_again(tmp_path: Path, connect: Any) -> None:
    """Keys of datastores and connections become masks; the file, which holds vault secrets, is its owner's alone."""
    place = {"accountName": "stml", "containerName": "c", "datastoreType": "AzureBlob"}
    keys = {"credentialsType": "AccountKey", "secrets": {"secretsType": "AccountKey", "key": "[parameters('key')]"}}
    link = {"authType": "ApiKey", "category": "ApiKey", "target": "https://example.com"}
    zone = landing.landing_zone(
        keyed=landing.child("datastores", "keyed", {**place, "credentials": keys}),
        link=landing.child("connections", "link", {**link, "credentials": {"key": "[parameters('key')]"}}),
    )
    zone["parameters"] = {**zone.get("parameters", {}), "key": {"type": "securestring"}}
    with LocalTarget(tmp_path / "s.db") as target:
        azure = connect(target.url)
        azure.group()
        azure.deploy(zone, key="k3y-of-ours")
        assert set(azure.kinds(zone, key="another").values()) == {"NoChange"}
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"link" in kept
    assert b"k3y-of-ours" not in kept
    assert (tmp_path / "s.db").stat().st_mode & 0o077 == 0


def test_two_targets_may_share_a_file(tmp_path: Path, connect: Any) -> None:
    """A plan in one terminal sees what an emulator in another keeps."""
    with LocalTarget(tmp_path / "s.db") as one, LocalTarget(tmp_path / "s.db") as two:
        connect(one.url).group()
        connect(one.url).deploy(landing.template({"a": landing.storage("sta")}))
        assert connect(two.url).kinds(landing.template({"a": landing.storage("sta")})) == {"sta": "NoChange"}


def test_a_running_deployment_can_be_canceled_and_blocks_its_name(tmp_path: Path, connect: Any) -> None:
    """DeploymentActive for a second PUT; cancel ends it before its next resource; another cancel is a conflict."""
    with LocalTarget(tmp_path / "s.db", faults=Faults(latency=0.15)) as target:
        azure = connect(target.url)
        azure.group()
        zone = landing.template({name: landing.identity(f"id-{name}") for name in ("one", "two", "three", "four")})
        body = {"properties": {"mode": "Incremental", "template": zone}}
        poller = azure.sdk.deployments.begin_create_or_update("rg-ml", "main", body)
        with pytest.raises(HttpResponseError, match="DeploymentActive"):
            azure.sdk.deployments.begin_create_or_update("rg-ml", "main", body)
        azure.sdk.deployments.cancel("rg-ml", "main")
        with contextlib.suppress(HttpResponseError):
            poller.result()
        assert azure.sdk.deployments.get("rg-ml", "main").properties.provisioning_state == "Canceled"
        assert "Create" in azure.kinds(zone).values()
        with pytest.raises(HttpResponseError, match="DeploymentCannotBeCancelled"):
            azure.sdk.deployments.cancel("rg-ml", "main")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(state: Path, port: int) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(state), str(port)], env=os.environ | {"MLINFRA_FAULTS": "latency=0.004"}
    )
    for _ in range(500):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return child
        time.sleep(0.01)
    raise AssertionError("the server did not start")


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_any_moment_a_rerun_converges(tmp_path: Path, connect: Any) -> None:
    """SIGKILL in the middle of deployments, six times: the file stays whole, nothing is half there, a rerun ends right."""
    state, chance = tmp_path / "s.db", random.Random(11)  # ruff: ignore[suspicious-non-cryptographic-random-usage] - the same moments each time
    interrupted = 0
    for round_ in range(6):
        port = _free_port()
        child = _serve(state, port)
        try:
            azure = connect(f"http://127.0.0.1:{port}")
            azure.group()
            body = {
                "properties": {
                    "mode": "Incremental",
                    "template": landing.landing_zone(gpu=landing.cluster(nodes=round_ + 1)),
                }
            }
            azure.sdk.deployments.begin_create_or_update("rg-ml", "main", body)
            time.sleep(chance.uniform(0, 0.08))
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()
        store = Store(state)
        interrupted += len(store.under("active", ""))
        for key, stored in store.under("resource", "/").items():
            assert stored["id"].lower() == key
        store.close()
    assert interrupted, "no kill came in time: the test shows nothing"
    with LocalTarget(state) as target:
        azure = connect(target.url)
        assert azure.sdk.deployments.get("rg-ml", "main").properties.provisioning_state in {"Failed", "Succeeded"}
        final = landing.landing_zone()
        assert azure.deploy(final).properties.provisioning_state == "Succeeded"
        assert set(azure.kinds(final).values()) == {"NoChange"}


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    """The error names the file and says what to do."""
    state = tmp_path / "state.db"
    state.write_bytes(content)
    with pytest.raises(TargetUnavailable) as caught, LocalTarget(state):
        pass
    assert str(state) in str(caught.value)
    assert "delete it" in str(caught.value)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A file that mlinfra did not write is refused, not written to."""
    state = tmp_path / "mine.db"
    other = sqlite3.connect(state)
    other.execute("CREATE TABLE diary (day TEXT)")
    other.commit()
    other.close()
    before = state.read_bytes()
    with pytest.raises(TargetUnavailable, match="another program"), LocalTarget(state):
        pass
    assert state.read_bytes() == before


@pytest.mark.parametrize("where", ["state.db/inside", "."])
def test_a_path_that_can_hold_no_file_is_named(tmp_path: Path, where: str) -> None:
    """A directory, or a path through a file, is an error of the same kind."""
    (tmp_path / "state.db").write_text("x")
    with pytest.raises(TargetUnavailable, match="state file"), LocalTarget(tmp_path / where):
        pass


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """The error names the port; 0 takes any free one."""
    with LocalTarget(tmp_path / "a.db") as target:
        port = int(target.url.rsplit(":", 1)[1])
        with pytest.raises(TargetUnavailable, match=str(port)), LocalTarget(tmp_path / "b.db", port=port):
            pass
    with pytest.raises(TargetUnavailable, match="70000"), LocalTarget(tmp_path / "b.db", port=70000):
        pass


def test_start_up_loads_neither_azure_nor_templates(tmp_path: Path) -> None:
    """A process that starts and stops a target stays small: what takes long to import is not needed for it."""
    code = (
        "import sys; from pathlib import Path; from mlinfra.local.server import LocalTarget\n"
        "with LocalTarget(Path(sys.argv[1])): pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & {'azure', 'jinja2', 'pydantic'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.db")], check=True, capture_output=True, text=True
    )
    assert not done.stdout.strip()
