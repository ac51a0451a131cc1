"""An environment that cannot log metrics.

``mlflow`` talks to the workspace through the plug-in ``azureml-mlflow``. Without both, ``mlflow.log_metric`` in a
training script fails or writes to a folder that is thrown away with the node.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._conda import packages_of
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML503", "no-tracking"
SEVERITY: Severity = "advice"
WHY = "runs finish without metrics or models"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-use-mlflow-configure-tracking"
TYPES = (ENVIRONMENT_VERSION.type,)
PROPERTIES = ("condaFile",)
GOOD = """
conda = Conda(python="3.11.9", pip=["mlflow==2.22.1", "azureml-mlflow==1.60.0"])
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=conda)
workspace = Workspace("mlw-churn", environments=[environment])
"""
BAD = """
conda = Conda(python="3.11.9", pip=["pandas==2.2.3"])
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=conda)
workspace = Workspace("mlw-churn", environments=[environment])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for conda files without the two packages."""
    packages = packages_of(resource)
    if packages is not None:
        missing = [name for name in ("mlflow", "azureml-mlflow") if name not in packages.names]
        if missing:
            fix, body = f'pip=["{missing[0]}==..."]', f"add {' and '.join(missing)} to the conda file"
            yield Problem(resource, f"without {' and '.join(missing)}", fix, body=body)
