"""A package without a version.

The image of an environment is built when it is first used, with whatever is newest that day, and built again when
its cache is gone. Pin every package: ``==`` for pip, ``=`` for conda.
"""

import re
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.environment import Conda, Environment

CODE, SLUG = "ML502", "unpinned-package"
SEVERITY: Severity = "warning"
WHY = "two builds of one environment version hold different software, or the build fails one day"
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


def check(graph: Graph) -> Iterator[Problem]:
    """Look at each package of each conda file that is given as `Conda`."""
    for node in graph.of(Environment):
        conda = node.resource.conda
        if isinstance(conda, Conda):
            loose = [name for name in conda.pip if not _PIP.fullmatch(name)]
            loose += [name for name in conda.packages if not _CONDA.fullmatch(name)]
            if loose:
                yield Problem(node, f"not pinned: {', '.join(loose)}", "name==1.2.3 for pip, name=1.2.3 for conda")
