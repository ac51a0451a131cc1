"""A job or deployment that names what its workspace does not have: a compute, an environment, code, data, a model, an endpoint.

Azure keeps schedules and components whatever they name, and looks when a job starts; then the job fails, at night. A deployment
of a model fails at once. In a workspace that is created here there is what this deployment makes, and what others register
in it later. Name what is written here by itself (``cluster.id``, ``environment.id``), so that it is there first; let stand what others register, with
``exempt=``. What a data collector registers by itself, ``ENDPOINT-DEPLOYMENT-COLLECTION``, is known.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.base.property_paths import written_names
from mlinfra.catalogue.types.machine_learning_assets import COMPONENT_VERSION
from mlinfra.catalogue.types.machine_learning_endpoints import BATCH_DEPLOYMENT, ONLINE_DEPLOYMENT
from mlinfra.catalogue.types.machine_learning_parts import JOB, SCHEDULE
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._addresses import DATASTORES_OF_AZURE, workspace_of
from mlinfra.landing_zone.checks._mentions import Mention, mentions
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML208", "name-nowhere"
SEVERITY: Severity = "warning"
WHY = "the job, or the deployment, fails unless somebody registered it before"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job"
TYPES = (SCHEDULE.type, JOB.type, COMPONENT_VERSION.type, ONLINE_DEPLOYMENT.type, BATCH_DEPLOYMENT.type)
PROPERTIES = ("computeId", "environmentId", "codeId", "componentId", "uri", "modelId", "deploymentId", "endpointName", "model", "compute", "assetId", "jobs", "settings", "componentSpec")  # fmt: skip
_OF_AZURE = {"serverless", "local", *DATASTORES_OF_AZURE}
GOOD = """
train = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1")
step = Component("step", spec={"type": "command", "command": "true", "environment": train.id})
workspace = Workspace("mlw-churn", environments=[train], components=[step])
"""
BAD = """
step = Component("step", spec={"type": "command", "command": "true", "environment": "azureml:train:1"})
workspace = Workspace("mlw-churn", components=[step])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for everything that a body names among the resources of the deployment."""
    workspace = workspace_of(resource)
    if workspace is None:
        return
    missing = [mention for mention in mentions(resource, workspace) if not _is_there(workspace, mention)]
    for mention in {mention.words: mention for mention in missing}.values():
        message = f"{workspace.name} has no {mention.words}"
        fix = "name one that this deployment makes, by its id; or exempt what others register"
        yield Problem(resource, message, fix, properties=written_names(mention.path))


def _is_there(workspace: Subject, mention: Mention) -> bool:
    """Whether the deployment makes it, or Azure does by itself; a text that names data may name a model."""
    if len(mention.names) == 1 and mention.names[0].lower() in _OF_AZURE:
        return True
    kinds = ("data", "models") if mention.kind == "data" else (mention.kind,)
    ids = (Mention(mention.path, kind, mention.names).id(workspace.id) for kind in kinds)
    return any(workspace.among.by_id(text) for text in ids) or _is_collected(workspace, mention)


def _is_collected(workspace: Subject, mention: Mention) -> bool:
    """Whether a data collector of this deployment registers it."""
    if mention.kind != "data":
        return False
    for deployment in workspace.children(ONLINE_DEPLOYMENT.type):
        endpoint, name = deployment.id.split("/")[-3], deployment.name
        collects = deployment.get("properties.dataCollector.collections") is not ABSENT
        if collects and mention.names[0].lower().startswith(f"{endpoint}-{name}-".lower()):
            return True
    return False
