"""Data that lies nowhere: an address of a datastore, workspace or container that is not there.

Azure registers data assets, models and the like whatever their addresses say, and the first job that reads them fails. All
addresses in a body are looked at: those of data, models, code, feature sets and schedules, in every form that Azure takes
(``azureml://datastores/...``, ``azureml://subscriptions/...``, ``https://``, ``abfss://``, ``wasbs://``). In a workspace that
is created here, the datastores are those of this deployment and the four that Azure makes; in a storage account that is
created here, the containers, file systems and shares are those of this deployment.
"""

from collections.abc import Iterator

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.finding import Severity
from mlinfra.base.property_paths import written_names
from mlinfra.catalogue.types.machine_learning_assets import (
    CODE_VERSION,
    COMPONENT_VERSION,
    DATA_VERSION,
    ENVIRONMENT_VERSION,
    FEATURE_SET_VERSION,
    MODEL_VERSION,
)
from mlinfra.catalogue.types.machine_learning_endpoints import ONLINE_DEPLOYMENT
from mlinfra.catalogue.types.machine_learning_parts import DATASTORE, SCHEDULE
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.catalogue.types.storage_services import CONTAINER, SHARE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._addresses import (
    DATASTORES_OF_AZURE,
    container_address,
    datastore_address,
    texts,
    workspace_of,
)
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML206", "data-nowhere"
SEVERITY: Severity = "warning"
WHY = "Azure registers it all the same, and the first job that reads it fails"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-datastore"
TYPES = (
    DATASTORE.type,
    DATA_VERSION.type,
    MODEL_VERSION.type,
    CODE_VERSION.type,
    ENVIRONMENT_VERSION.type,
    COMPONENT_VERSION.type,
    FEATURE_SET_VERSION.type,
    ONLINE_DEPLOYMENT.type,
    SCHEDULE.type,
)
PROPERTIES = ("dataUri", "modelUri", "codeUri", "contextUri", "path", "uri", "referencedUris", "containerName", "filesystem", "fileShareName")  # fmt: skip
_PLACES = {"containerName": CONTAINER.type, "filesystem": CONTAINER.type, "fileShareName": SHARE.type}
_MADE_BY_AZURE = ("$", "azureml", "insights-", "code-")
GOOD = """
lake = StorageAccount("stlake", containers=["features"])
features = BlobDatastore("features", account=lake, container="features")
data = [
    DataAsset("orders", datastore=features, path="orders/"),
    DataAsset("logs", uri="azureml://datastores/workspaceblobstore/paths/logs/"),
    DataAsset("prices", uri="https://stlake.blob.core.windows.net/features/prices/"),
    DataAsset("others", uri="https://stelsewhere.blob.core.windows.net/any/prices/"),
]
workspace = Workspace("mlw-churn", datastores=[features], data=data)
"""
BAD = """
data = DataAsset("orders", uri="azureml://datastores/features/paths/orders/")
workspace = Workspace("mlw-churn", data=[data])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for what each address names among the resources of the deployment."""
    if resource.type.lower() == DATASTORE.type.lower():
        yield from _place(resource)
    for path, text in texts(resource):
        wrong = _datastore(resource, text) or _container(resource, text)
        if wrong is not None:
            message, fix = wrong
            body = f"{written_names(path)[-1]}: azureml://datastores/..."
            yield Problem(resource, message, fix, properties=written_names(path), body=body)


def _datastore(resource: Subject, text: str) -> tuple[str, str] | None:
    """What is wrong with the address of a datastore, and what to write; None where nothing is, or nobody can tell."""
    address, own = datastore_address(text), workspace_of(resource)
    if address is None:
        return None
    if not address.has_path:
        return f"{text} names no path", "azureml://datastores/DATASTORE/paths/PATH"
    workspace = resource.among.by_id(address.workspace) if address.workspace else own
    if workspace is None:
        return _workspace(address.workspace, own)
    known = {datastore.name.lower() for datastore in workspace.children(DATASTORE.type)} | DATASTORES_OF_AZURE
    if address.name.lower() in known:
        return None
    return f"{workspace.name} has no datastore {address.name}", "datastore=, of the same workspace"


def _workspace(named: str, own: Subject | None) -> tuple[str, str] | None:
    """A workspace that this deployment does not make is one of another, unless it were beside the own one."""
    if own is None or ResourceId(named).container.lower() != ResourceId(own.id).container.lower():
        return None
    group, name = ResourceId(named).container.rpartition("/")[2], ResourceId(named).name
    return f"{group} has no workspace {name}", f"{own.name}, or another workspace that is there"


def _container(resource: Subject, text: str) -> tuple[str, str] | None:
    address = container_address(text)
    return None if address is None else _missing(resource, address.account, CONTAINER.type, address.name)


def _place(datastore: Subject) -> Iterator[Problem]:
    """Look for the container, file system or share of a datastore."""
    for name, kind in _PLACES.items():
        account, place = datastore.get("properties.accountName"), datastore.get(f"properties.{name}")
        wrong = _missing(datastore, str(account), kind, str(place)) if isinstance(place, str) else None
        if wrong is not None:
            yield Problem(datastore, *wrong, properties=(name,), body=f"a resource of type {kind}")


def _missing(resource: Subject, account: str, kind: str, name: str) -> tuple[str, str] | None:
    """What is wrong where an account of this deployment does not have a container or share."""
    accounts = (found for found in resource.among.of(STORAGE_ACCOUNT.type) if found.name.lower() == account.lower())
    storage = next(accounts, None)
    if storage is None or name.startswith(_MADE_BY_AZURE):
        return None
    if any(child.name.lower() == name.lower() for child in storage.children(kind)):
        return None
    word = "share" if kind == SHARE.type else "container"
    fix = f'FileShare("{name}", parent=...)' if kind == SHARE.type else f'containers=["{name}"] on the account'
    return f"{storage.name} has no {word} {name}", fix
