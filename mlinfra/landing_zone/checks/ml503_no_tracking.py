"""An environment that cannot log metrics.

``mlflow`` talks to the workspace through the plug-in ``azureml-mlflow``. Without both, ``mlflow.log_metric`` in a
training script fails or writes to a folder that is thrown away with the node.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.environment import Conda, Environment

CODE, SLUG = "ML503", "no-tracking"
SEVERITY: Severity = "advice"
WHY = "runs finish without metrics or models"
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


def check(graph: Graph) -> Iterator[Problem]:
    """Look for conda files without the two packages."""
    for node in graph.of(Environment):
        conda = node.resource.conda
        if isinstance(conda, Conda):
            names = {package.split("=")[0].split("[")[0].strip().lower() for package in (*conda.packages, *conda.pip)}
            missing = [name for name in ("mlflow", "azureml-mlflow") if name not in names]
            if missing:
                yield Problem(node, f"without {' and '.join(missing)}", f'pip=["{missing[0]}==..."]')
