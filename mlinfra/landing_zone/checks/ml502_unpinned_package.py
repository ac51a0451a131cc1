"""A package without a version.

The image of an environment is built when it is first used, with whatever is newest that day, and built again when
its cache is gone. Pin every package: ``==`` for pip, ``=`` for conda.
"""

import re
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._conda import packages_of
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML502", "unpinned-package"
SEVERITY: Severity = "warning"
WHY = "two builds of one environment version hold different software, or the build fails one day"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-environments-v2"
TYPES = (ENVIRONMENT_VERSION.type,)
PROPERTIES = ("condaFile",)
GOOD = """
conda = Conda(python="3.11.9", pip=["mlflow==2.22.1"])
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=conda)
workspace = Workspace("mlw-churn", environments=[environment])
"""
BAD = """
conda = Conda(python="3.11.9", pip=["mlflow>=2"])
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=conda)
workspace = Workspace("mlw-churn", environments=[environment])
"""

_PIP = re.compile(r"[A-Za-z0-9._\[\],-]+==[^*\s]+")
_CONDA = re.compile(r"(\S+::)?[A-Za-z0-9._-]+==?[^*\s<>]+")


def judge(resource: Subject) -> Iterator[Problem]:
    """Look at each package of the conda file."""
    packages = packages_of(resource)
    if packages is not None:
        loose = [name for name in packages.pip if not _PIP.fullmatch(name)]
        loose += [name for name in packages.conda if not _CONDA.fullmatch(name)]
        if loose:
            yield Problem(resource, f"not pinned: {', '.join(loose)}", "name==1.2.3 for pip, name=1.2.3 for conda")
