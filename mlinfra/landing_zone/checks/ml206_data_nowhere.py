"""Data that lies nowhere: an asset in a datastore that its workspace does not have.

Azure registers a data asset, a model or a feature set whatever its address says. The first job that reads it fails. In a
workspace that is created here, the datastores are those of this deployment and the four that Azure makes.
"""

import re
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_assets import DATA_VERSION, FEATURE_SET_VERSION, MODEL_VERSION
from mlinfra.catalogue.types.machine_learning_parts import DATASTORE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML206", "data-nowhere"
SEVERITY: Severity = "warning"
WHY = "Azure registers it all the same, and the first job that reads it fails"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-datastore"
_PATHS = {
    DATA_VERSION.type.lower(): "properties.dataUri",
    MODEL_VERSION.type.lower(): "properties.modelUri",
    FEATURE_SET_VERSION.type.lower(): "properties.specification.path",
}
TYPES = (DATA_VERSION.type, MODEL_VERSION.type, FEATURE_SET_VERSION.type)
PROPERTIES = ("dataUri", "modelUri", "path")
_OF_AZURE = {"workspaceblobstore", "workspaceartifactstore", "workspacefilestore", "workspaceworkingdirectory"}
_ADDRESS = re.compile(r"azureml://datastores/([^/]+)/paths/.*", re.DOTALL)
GOOD = """
lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
features = BlobDatastore("features", account=lake, container="features")
data = [
    DataAsset("orders", datastore=features, path="orders/"),
    DataAsset("logs", uri="azureml://datastores/workspaceblobstore/paths/logs/"),
]
workspace = Workspace("mlw-churn", datastores=[features], data=data)
"""
BAD = """
data = DataAsset("orders", uri="azureml://datastores/features/paths/orders/")
workspace = Workspace("mlw-churn", data=[data])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for the datastore that an address names among those of the workspace."""
    path = _PATHS[resource.type.lower()]
    address = _ADDRESS.fullmatch(str(resource.get(path)))
    workspace = resource.among.by_id(resource.id.rsplit("/", 4)[0])
    if address is None or workspace is None:
        return
    known = {datastore.name.lower() for datastore in workspace.children(DATASTORE.type)} | _OF_AZURE
    if address[1].lower() not in known:
        last = path.rpartition(".")[2]
        message = f"{workspace.name} has no datastore {address[1]}"
        yield Problem(resource, message, "datastore=, of the same workspace", body=f"{last}: azureml://datastores/...")
