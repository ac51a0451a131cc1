"""Another API version of a type: its table, what differs, and what moving to it would change."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "api_version.py"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"
COMPUTE = "Microsoft.MachineLearningServices/workspaces/computes"
MODELS = """
from enum import Enum
class IsolationScope(str, Enum):
    NONE = "None"
    ZONAL = "Zonal"
class Identity:
    '''An identity.

    :vartype isolation_scope: str or
     ~azure.mgmt.msi.models.IsolationScope
    '''
    _attribute_map = {
        "location": {"key": "location", "type": "str"},
        "tenant_id": {"key": "properties.tenantId", "type": "str"},
        "isolation_scope": {"key": "properties.isolationScope", "type": "str"},
        "note": {"key": "properties.note", "type": "str"},
    }
    _validation = {"tenant_id": {"readonly": True}, "location": {"required": True}, "note": {"required": True}}
class ComputeResource:
    _attribute_map = {"location": {"key": "location", "type": "str"}}
    _validation = {}
"""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release of a package, as pip finds it, whose client asks in 2031-01-01 and 2024-10-01."""
    folder = tmp_path_factory.mktemp("releases")
    with zipfile.ZipFile(folder / "azure_mgmt_msi-99.0.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("azure/mgmt/msi/models/__init__.py", MODELS)
        wheel.writestr("azure/mgmt/msi/_configuration.py", 'versions = ("2031-01-01", "2024-10-01")\n')
        wheel.writestr(
            "azure_mgmt_msi-99.0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: azure-mgmt-msi\nVersion: 99.0.0\n"
        )
        wheel.writestr(
            "azure_mgmt_msi-99.0.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("azure_mgmt_msi-99.0.0.dist-info/RECORD", "")
    return folder


def _run(releases: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *words, "--package", "azure-mgmt-msi==99.0.0", "--compare"]
    environment = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(releases)}
    return subprocess.run(
        [*command, "--module", "azure.mgmt.msi.models"], env=environment, capture_output=True, text=True, check=False
    )


def test_what_another_version_changes_is_told(releases: Path) -> None:
    """Added, removed and changed properties, and the baselines, are printed; nothing is written with --compare."""
    done = _run(releases, IDENTITY, "2031-01-01")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"{IDENTITY} 2031-01-01, from azure-mgmt-msi 99.0.0"
    assert "  + properties.note: string, required" in lines
    assert "  - properties.clientId" in lines
    assert "  ~ properties.isolationScope: new: Zonal; gone: Regional" in lines
    assert "  ~ properties: now required" in lines
    assert any(line.startswith("  tests/cases/identities (") for line in lines)
    assert not any(line.startswith("  tests/cases/hub-dns") for line in lines)
    assert not list((ROOT / "mlinfra" / "catalogue" / "properties").rglob("*2031*"))


def test_name_rules_and_bodies_of_another_version_are_told(releases: Path) -> None:
    """A name rule that differs is printed with both; a property of a case that the version lacks stands below the case."""
    done = _run(releases, COMPUTE, "2024-10-01", "--root", "ComputeResource")
    assert done.returncode == 0, done.stderr
    rules = done.stdout.partition("Name rules:\n")[2].partition("Baselines")[0]
    assert "compute, other than ComputeInstance: 1 to 260 characters" in rules
    assert "(at 2025-12-01: 3 to 24 letters" in rules
    assert f"{COMPUTE} has no property properties" in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((IDENTITY, "2031-02-02"), "azure-mgmt-msi==99.0.0 asks in 2024-10-01, 2031-01-01, not in 2031-02-02"),
        (
            ("Microsoft.Nowhere/things", "2031-01-01"),
            "Microsoft.Nowhere/things has no entry in mlinfra/catalogue/types",
        ),
        ((IDENTITY, "2031-01-01", "--root", "Nothing"), "has no class Nothing"),
    ],
)
def test_what_a_release_does_not_have_is_refused(releases: Path, words: tuple[str, ...], reason: str) -> None:
    """A version in which the release does not ask, an unknown type or class: one line, and exit code 1."""
    done = _run(releases, *words)
    assert done.returncode == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
