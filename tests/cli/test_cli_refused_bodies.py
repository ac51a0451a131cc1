"""A body that Azure would refuse is refused by every command, with the same words; one value can be accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import Ran, run
from mlinfra import check
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

LOCAL = ("--target", "local")
TEXT = """from datetime import date

from mlinfra import *

account = StorageAccount("stchurn01", extra={"properties": EXTRA}, accept=[ACCEPT])
workspace = Workspace("mlw-churn", storage=account)
stack = Stack("churn", scope=ResourceGroup("rg-churn", location="westeurope"), resources=[workspace])
"""
TIER = '{"accessTier": "Lukewarm"}'
ENTRY = 'Accept("properties.accessTier", "in preview here"UNTIL)'


def _write(folder: Path, extra: str, accept: str = "") -> None:
    (folder / "stack.py").write_text(TEXT.replace("EXTRA", extra).replace("ACCEPT", accept), encoding="utf-8")


def _run(folder: Path, *words: str) -> Ran:
    return run(*words, cwd=folder)


REFUSED = {
    "wrong-kind": ('{"allowBlobPublicAccess": "no"}', "properties.allowBlobPublicAccess", "R001"),
    "closed-value": (TIER, "properties.accessTier", "R002"),
}


@pytest.mark.parametrize("slug", REFUSED)
def test_every_command_refuses_it(tmp_path: Path, slug: str) -> None:
    """`check` and `plan` name it, `deploy` sends nothing, the local target refuses it from others; nothing ignores it."""
    extra, path, code = REFUSED[slug]
    _write(tmp_path, extra)
    (tmp_path / "mlinfra.toml").write_text('[rules]\nselect = ["ML101"]\n', encoding="utf-8")
    checked = _run(tmp_path, "check", "stack.py")
    assert (checked.code, f"error {code} {slug}" in checked.out, path in checked.out) == (1, True, True)
    planned = _run(tmp_path, "plan", "stack.py", *LOCAL, "--detailed-exitcode")
    assert (planned.code, "!! storage" in planned.out, f"refused {code} {path}" in planned.out) == (4, True, True)
    deployed = _run(tmp_path, "deploy", "stack.py", *LOCAL, "--yes")
    assert (deployed.code, "nothing was sent" in deployed.err, "started" in deployed.err) == (1, True, False)
    assert _sent_past_the_checks(tmp_path) == ("Failed", path)


def _sent_past_the_checks(folder: Path) -> tuple[str, str]:
    """State and refused property of a deployment of what `render` writes, by a client that checks nothing."""
    assert _run(folder, "render", "stack.py", "-o", "build").code == 0
    template = json.loads((folder / "build/churn/main.json").read_text(encoding="utf-8"))
    group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-churn"
    with connect("local", state=folder / ".mlinfra" / "local.db") as cloud:
        cloud.send("PUT", group, "2025-04-01", {"location": "westeurope"})
        path = f"{group}/providers/Microsoft.Resources/deployments/main"
        body: Any = {"properties": {"mode": "Incremental", "template": template}}
        try:
            cloud.send("PUT", path, "2025-04-01", body)
        except Exception as error:  # ruff: ignore[blind-except]  the SDK's own classes stay out of this test
            return "Failed", _target(json.loads(json.dumps(getattr(error, "error", {}))))
        answer = cloud.send("GET", path, "2025-04-01").body["properties"]
        return answer["provisioningState"], _target(answer.get("error") or {})


def _target(error: Any) -> str:
    """The property that the innermost error names."""
    inner = [target for detail in error.get("details") or () if (target := _target(detail))]
    return inner[0] if inner else str(error.get("message", "")).split(":")[0]


def test_one_value_can_be_let_through(tmp_path: Path) -> None:
    """The plan shows it with the reason, the deployment succeeds on the local target, which warns."""
    _write(tmp_path, TIER, ENTRY.replace("UNTIL", ", until=date(2999, 1, 31)"))
    assert _run(tmp_path, "check", "stack.py").code == 0
    planned = _run(tmp_path, "plan", "stack.py", *LOCAL)
    assert "accepted R002 properties.accessTier" in planned.out
    assert "in preview here (until 2999-01-31)" in planned.out
    outcome = json.loads(_run(tmp_path, "deploy", "stack.py", *LOCAL, "--yes", "--format", "json").out)["outcomes"][0]
    assert outcome["state"] == "Succeeded"
    assert outcome["accepted"] == ["stchurn01: properties.accessTier: in preview here (until 2999-01-31)"]
    scope = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-churn/providers/Microsoft.Resources/deployments"
    with connect("local", state=tmp_path / ".mlinfra" / "local.db") as cloud:
        deployment = cloud.send("GET", f"{scope}/{outcome['deployment']}", "2025-04-01").body
    assert [remark["code"] for remark in deployment["properties"]["diagnostics"]] == ["AcceptedValue"]


SUBNETS = """from mlinfra import *

network = VirtualNetwork("vnet-a", prefixes=["10.20.0.0/22"])
WRONG = {"properties": {"privateEndpointNetworkPolicies": 5}}
nodes = Subnet("nodes", network=network, prefix="10.20.0.0/26", extra=WRONG, accept=[ACCEPT])
other = Subnet("other", network=network, prefix="10.20.0.64/26")
stack = Stack("net", scope=ResourceGroup("rg-net", location="westeurope"), resources=[other, nodes])
"""


def test_a_value_of_a_part_can_be_let_through(tmp_path: Path) -> None:
    """Of a subnet, which stands in the body of its network: in `check`, plan and deployment, and on this subnet alone."""
    file, entry = tmp_path / "stack.py", 'Accept("properties.privateEndpointNetworkPolicies", "it is known")'
    file.write_text(SUBNETS.replace("ACCEPT", ""), encoding="utf-8")
    (finding,) = [finding for finding in check(file).findings if finding.severity == "error"]
    assert (finding.address, finding.where) == ("vnet-a/nodes", f"{file.as_posix()}:5")
    file.write_text(SUBNETS.replace("ACCEPT", entry), encoding="utf-8")
    assert not check(file).failed()
    planned = _run(tmp_path, "plan", "stack.py", *LOCAL)
    assert "accepted R001 properties.subnets[1].properties.privateEndpointNetworkPolicies" in planned.out
    assert "lets nothing through" not in planned.out
    assert _run(tmp_path, "deploy", "stack.py", *LOCAL, "--yes").code == 0
    file.write_text(SUBNETS.replace("ACCEPT", "").replace('"10.20.0.64/26"', f'"10.20.0.64/26", accept=[{entry}]'))
    assert check(file).failed()


def test_an_expired_entry_refuses_with_its_date(tmp_path: Path) -> None:
    """In `check` and in the plan."""
    _write(tmp_path, TIER, ENTRY.replace("UNTIL", ", until=date(2020, 1, 31)"))
    assert "it was accepted until 2020-01-31" in _run(tmp_path, "check", "stack.py").out
    assert "it was accepted until 2020-01-31" in _run(tmp_path, "plan", "stack.py", *LOCAL).out


def test_an_entry_that_lets_nothing_through_is_told(tmp_path: Path) -> None:
    """The plan says that it can go."""
    _write(tmp_path, '{"accessTier": "Hot"}', ENTRY.replace("UNTIL", ""))
    planned = _run(tmp_path, "plan", "stack.py", *LOCAL)
    assert "accept=properties.accessTier lets nothing through" in planned.out


def test_explain_knows_the_codes(tmp_path: Path) -> None:
    """Each refusal has a page."""
    ran = _run(tmp_path, "explain", "R006")
    assert (ran.code, "fixed-at-creation" in ran.out, "--replace ADDRESS" in ran.out) == (0, True, True)
