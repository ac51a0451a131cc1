"""Write the property tables of the catalogue from the models of published SDK packages.

    python scripts/property_tables.py             # all tables: downloads the packages that SOURCES names
    python scripts/property_tables.py --compare   # changes nothing, and says which properties would differ

A table says of one resource type in one API version which properties its body has: kind, known values, whether they
are required, read-only or fixed at creation. Descriptions are not taken over.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sdk_models import Walk

FOLDER = Path(__file__).parents[1] / "mlinfra" / "catalogue" / "properties"

ML = "azure.ai.ml._restclient.arm_ml_service.models"
NETWORK = "azure.mgmt.network.models"
STORAGE = "azure.mgmt.storage.models"
WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
ENDPOINTS = "Microsoft.Network/privateEndpoints"
NETWORKS = "Microsoft.Network/virtualNetworks"
ZONES = "Microsoft.Network/privateDnsZones"

SOURCES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "azure-ai-ml==1.35.2": (
        (WORKSPACES, "2025-12-01", ML, "Workspace"),
        (f"{WORKSPACES}/computes", "2025-12-01", ML, "ComputeResource"),
        (f"{WORKSPACES}/data", "2025-12-01", ML, "DataContainer"),
        (f"{WORKSPACES}/data/versions", "2025-12-01", ML, "DataVersionBase"),
        (f"{WORKSPACES}/datastores", "2025-12-01", ML, "Datastore"),
        (f"{WORKSPACES}/environments", "2025-12-01", ML, "EnvironmentContainer"),
        (f"{WORKSPACES}/environments/versions", "2025-12-01", ML, "EnvironmentVersion"),
        (f"{WORKSPACES}/onlineEndpoints", "2025-12-01", ML, "OnlineEndpoint"),
        (f"{WORKSPACES}/outboundRules", "2025-12-01", ML, "OutboundRuleBasicResource"),
    ),
    "azure-mgmt-storage==24.0.1": (
        ("Microsoft.Storage/storageAccounts", "2025-06-01", STORAGE, "StorageAccountCreateParameters"),
        ("Microsoft.Storage/storageAccounts/blobServices", "2025-06-01", STORAGE, "BlobServiceProperties"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "2025-06-01", STORAGE, "BlobContainer"),
    ),
    "azure-mgmt-keyvault==14.0.1": (
        ("Microsoft.KeyVault/vaults", "2026-02-01", "azure.mgmt.keyvault.models", "VaultCreateOrUpdateParameters"),
    ),
    "azure-mgmt-containerregistry==15.0.0": (
        ("Microsoft.ContainerRegistry/registries", "2025-11-01", "azure.mgmt.containerregistry.models", "Registry"),
    ),
    "azure-mgmt-loganalytics==14.0.0": (
        ("Microsoft.OperationalInsights/workspaces", "2025-07-01", "azure.mgmt.loganalytics.models", "Workspace"),
    ),
    "azure-mgmt-applicationinsights==4.1.0": (
        (
            "Microsoft.Insights/components",
            "2020-02-02",
            "azure.mgmt.applicationinsights.v2020_02_02.models",
            "ApplicationInsightsComponent",
        ),
    ),
    "azure-mgmt-network==30.2.0": (
        (NETWORKS, "2025-05-01", NETWORK, "VirtualNetwork"),
        (f"{NETWORKS}/subnets", "2025-05-01", NETWORK, "Subnet"),
        ("Microsoft.Network/networkSecurityGroups", "2025-05-01", NETWORK, "NetworkSecurityGroup"),
        (ENDPOINTS, "2025-05-01", NETWORK, "PrivateEndpoint"),
        (f"{ENDPOINTS}/privateDnsZoneGroups", "2025-05-01", NETWORK, "PrivateDnsZoneGroup"),
    ),
    "azure-mgmt-privatedns==2.0.0": (
        (ZONES, "2024-06-01", "azure.mgmt.privatedns.models", "PrivateZone"),
        (f"{ZONES}/virtualNetworkLinks", "2024-06-01", "azure.mgmt.privatedns.models", "VirtualNetworkLink"),
    ),
    "azure-mgmt-msi==7.1.0": (
        (
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "2024-11-30",
            "azure.mgmt.msi.v2024_11_30.models",
            "Identity",
        ),
    ),
    "azure-mgmt-authorization==4.0.0": (
        (
            "Microsoft.Authorization/roleAssignments",
            "2022-04-01",
            "azure.mgmt.authorization.v2022_04_01.models",
            "RoleAssignmentCreateParameters",
        ),
    ),
}
"""Package and version -> the resource types that its models describe: type, API version, module, class of the body."""


def tables(packages: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table with the file it belongs in."""
    for package, rows in SOURCES.items():
        install(package, packages)
        for arm_type, version, module, root in rows:
            walk = Walk(_models(module, packages / "packages"))
            body = {"type": arm_type, "api_version": version, "source": package.replace("==", " "), "root": root}
            yield table_file(arm_type, version), body | {"objects": walk.objects(root)}


def table_file(arm_type: str, version: str) -> Path:
    """Where the table of a type lies: one folder for each namespace, ``workspaces.computes@2025-12-01.json``."""
    namespace, _, rest = arm_type.partition("/")
    return FOLDER / namespace.lower() / f"{rest.replace('/', '.').lower()}@{version}.json"


def install(package: str, folder: Path) -> None:
    """Download a wheel, without what it needs, and unpack it where Python finds it."""
    name = package.split("==", maxsplit=1)[0]
    download = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        package,
    ]
    subprocess.run([*download, "--disable-pip-version-check"], check=True)
    for wheel in folder.glob(f"{name.replace('-', '_')}-*.whl"):
        zipfile.ZipFile(wheel).extractall(folder / "packages")
        wheel.unlink()
    importlib.invalidate_caches()


def _models(module: str, packages: Path) -> ModuleType:
    """Import a module of models; the packages around it stay empty, so that no client and no dependency is loaded."""
    parts = module.split(".")
    for depth in range(3, len(parts)):
        name = ".".join(parts[:depth])
        around = sys.modules.setdefault(name, ModuleType(name))
        around.__path__ = [str(packages.joinpath(*parts[:depth]))]
    return importlib.import_module(module)


def text_of(table: dict[str, Any]) -> str:
    """A table as its file holds it: one property on a line."""
    head = {name: value for name, value in table.items() if name != "objects"}
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    objects = []
    for name, entry in sorted(table["objects"].items()):
        properties = [
            f"   {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(entry["properties"].items())
        ]
        rest = "".join(f", {json.dumps(key)}: {json.dumps(entry[key])}" for key in sorted(entry) if key != "properties")
        shown = "{\n" + ",\n".join(properties) + "\n  }" if properties else "{}"
        objects.append(f'  {json.dumps(name)}: {{"properties": {shown}{rest}}}')
    return "{\n" + "\n".join(lines) + '\n "objects": {\n' + ",\n".join(objects) + "\n }\n}\n"


def main() -> int:
    """Write or compare all tables; exit code 1 when a comparison finds differences."""
    compare, differing = "--compare" in sys.argv[1:], 0
    with tempfile.TemporaryDirectory(prefix="mlinfra-sdk-") as folder:
        sys.path.insert(0, str(Path(folder) / "packages"))
        for path, table in tables(Path(folder)):
            text = text_of(table)
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            if text != before:
                differing += 1
                print(f"{'differs' if before else 'new'}: {path.relative_to(FOLDER)}")
            if not compare:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return int(compare and differing > 0)


if __name__ == "__main__":
    sys.exit(main())
