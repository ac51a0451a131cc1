"""A conda file that conda cannot read.

Azure registers an environment whatever its conda file says, and builds the image when a job first needs it. A conda file is
YAML with a list ``dependencies``; the path of a file is none: ``CondaFile("environments/train.yml")`` reads one.
"""

from collections.abc import Iterator, Mapping

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML505", "no-conda-file"
SEVERITY: Severity = "warning"
WHY = "the image cannot be built, and the first job that needs it fails"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-environments-v2"
TYPES = (ENVIRONMENT_VERSION.type,)
PROPERTIES = ("condaFile",)
GOOD = """
conda = "dependencies:\\n  - python=3.11.9\\n"
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=conda)
workspace = Workspace("mlw-churn", environments=[environment])
"""
BAD = """
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda="conda.yml")
workspace = Workspace("mlw-churn", environments=[environment])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Read the conda file."""
    import yaml

    text = resource.get("properties.condaFile")
    if not isinstance(text, str):
        return
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        yield Problem(resource, "the conda file is no YAML", "the text of a conda file, or CondaFile(path)")
        return
    listed = document.get("dependencies") if isinstance(document, Mapping) else None
    if not isinstance(listed, list) or not listed:
        message = "the conda file has no list of dependencies"
        yield Problem(resource, message, "dependencies: [python=3.11.9, ...], or CondaFile(path)")
