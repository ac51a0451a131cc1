"""The local target inside the process answers as the one behind a connection does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.core.rest import HttpRequest

from mlinfra.azure.local_cloud import SUBSCRIPTION, LocalCloud
from mlinfra.azure.local_transport import LocalTransport
from mlinfra.base.errors import TargetUnavailable
from mlinfra.local.embedded import URL, EmbeddedTarget
from mlinfra.local.faults import Faults
from mlinfra.local.request_checks import LARGEST
from mlinfra.local.server import LocalTarget

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-ml"
_OF_A_RUN = ("x-ms-request-id", "x-ms-correlation-request-id", "date", "server")
REQUESTS: tuple[tuple[str, str, Any], ...] = (
    ("GET", GROUP, None),
    ("PUT", GROUP, {"location": "westeurope", "tags": {"stadt": "K\u00f6ln"}}),
    ("PUT", f"{GROUP}%C3%A4", {"location": "westeurope"}),
    ("GET", f"{GROUP}%c3%a4", None),
    ("PUT", GROUP, [1]),
    ("POST", f"{GROUP}/no/such/thing", {}),
    ("GET", f"/subscriptions/{SUBSCRIPTION}/resourceGroups?$top=nine", None),
    ("GET", f"{GROUP}/%0A", None),
    ("DELETE", GROUP, None),
)


def _answers(cloud: LocalCloud) -> list[tuple[int, dict[str, str], Any]]:
    told = []
    for method, path, body in REQUESTS:
        joined = f"{path}{'&' if '?' in path else '?'}api-version=2025-04-01"
        response = cloud._client().send_request(HttpRequest(method, joined, json=body))
        headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in _OF_A_RUN}
        polling = {
            name: value.rpartition("/operationresults/")[0] for name, value in headers.items() if "http" in value
        }
        told.append((response.status_code, headers | polling, response.json() if response.content else None))
    return told


def test_both_ways_give_the_same_answers(tmp_path: Path) -> None:
    """Status, headers and body of good and of odd requests are the same with and without a connection."""
    with LocalCloud(tmp_path / "one.db") as cloud:
        embedded = _answers(cloud)
    with LocalTarget(tmp_path / "two.db") as target, LocalCloud(Path(), url=target.url) as cloud:
        served = _answers(cloud)
    assert [status for status, _, _ in embedded] == [404, 201, 201, 200, 400, 404, 400, 400, 202]
    assert json.loads(json.dumps(embedded).replace(URL, "BASE")) == json.loads(
        json.dumps(served).replace(target.url, "BASE")
    )


def test_a_body_that_is_too_large_or_not_json_is_refused(tmp_path: Path) -> None:
    """As by the server: 413 and 400 with the same codes."""
    with EmbeddedTarget(tmp_path / "s.db") as target:
        transport, headers = LocalTransport(target), {"Authorization": "Bearer t"}
        large = HttpRequest("PUT", f"{URL}{GROUP}?api-version=1", content=b" " * (LARGEST + 1), headers=headers)
        torn = HttpRequest("PUT", f"{URL}{GROUP}?api-version=1", content=b'{"location":', headers=headers)
        for request, status, code in ((large, 413, "RequestContentTooLarge"), (torn, 400, "InvalidRequestContent")):
            response = transport.send(request)
            assert (response.status_code, response.json()["error"]["code"]) == (status, code)
            with pytest.raises(HttpResponseError):
                response.raise_for_status()


def test_an_answer_that_does_not_come_is_a_lost_connection(tmp_path: Path) -> None:
    """Rehearsed faults reach the SDK as from a server: it tries again, and what was processed before stays."""
    with LocalCloud(tmp_path / "s.db", faults=Faults(lose=1.0)) as cloud:
        cloud._client()._config.retry_policy.total_retries = 0
        with pytest.raises(TargetUnavailable, match="no answer"):
            cloud.send("PUT", GROUP, "2025-04-01", {"location": "westeurope"})
    with LocalCloud(
        tmp_path / "s.db", faults=Faults(drop=0.3, lose=0.2, error=0.2, throttle=0.1, retry_after=0)
    ) as cloud:
        assert cloud.send("GET", GROUP, "2025-04-01").body["location"] == "westeurope"


def test_no_server_is_loaded_for_a_command() -> None:
    """The modules of the server stay unloaded: each command would pay for them."""
    code = (
        "import sys, tempfile, pathlib\n"
        "from mlinfra.azure.local_cloud import LocalCloud, SUBSCRIPTION\n"
        "with tempfile.TemporaryDirectory() as folder, LocalCloud(pathlib.Path(folder) / 's.db') as cloud:\n"
        "    path = '/subscriptions/' + SUBSCRIPTION + '/resourceGroups/rg'\n"
        "    assert not cloud.send('GET', path, '2025-04-01').found\n"
        "print([name for name in ('uvicorn', 'starlette', 'requests', 'aiohttp') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
