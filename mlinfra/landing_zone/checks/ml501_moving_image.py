"""A base image that moves.

An image without a tag, or with ``latest``, is another image next month: the same environment version then runs other
software. Use a dated tag (``:20250101.v1``), or a digest (``@sha256:...``).
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML501", "moving-image"
SEVERITY: Severity = "warning"
WHY = "yesterday's run cannot be repeated once the tag has moved"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-environments-v2"
TYPES = (ENVIRONMENT_VERSION.type,)
PROPERTIES = ("image",)
GOOD = """
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1")
workspace = Workspace("mlw-churn", environments=[environment])
"""
BAD = """
environment = Environment("train", image="mcr.microsoft.com/azureml/base:latest")
workspace = Workspace("mlw-churn", environments=[environment])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for images without a tag, or with the moving one."""
    image = resource.get("properties.image")
    if isinstance(image, str):
        tag = image.rsplit("/", 1)[-1].partition(":")[2]
        if "@sha256:" not in image and tag in {"", "latest"}:
            yield Problem(resource, f"{image} is whatever is newest", "a dated tag such as :20250101.v1, or a digest")
