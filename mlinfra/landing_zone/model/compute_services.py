"""Custom services of compute instances: their images, ports, volumes and kernels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import items_by_name
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._known import may_be
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values


@model
class ServicePort:
    """A port of a custom service, and where it is published."""

    target: Value[Annotated[int, Between(1, 65_535)]] = at("target")
    """The port in the container."""
    _: KW_ONLY
    published: Value[Annotated[int, Between(1, 65_535)]] = at("published")
    """The port of the instance that leads to it."""
    name: Value[str] | None = at("name", default=None)
    """The name of the endpoint."""
    protocol: Value[Literal["tcp", "udp", "http"]] = at("protocol", default="http")
    """What is spoken; ``http`` is reached through studio by who may use the instance."""
    host_ip: Value[str] | None = at("hostIp", default=None)
    """The address of the instance that is listened at; None all."""

    ROWS: ClassVar[Rows] = ()


@model
class ServiceVolume:
    """A folder that a custom service sees."""

    source: Value[str] = at("source")
    """The folder or volume on the instance."""
    target: Value[str] = at("target")
    """The folder in the container."""
    _: KW_ONLY
    type: Value[Literal["bind", "volume", "tmpfs", "npipe"]] = at("type", default="bind")
    """A folder of the instance, a volume of Docker, memory, or a named pipe."""
    read_only: Value[bool | None] = at("readOnly", default=None)
    """Whether the container may only read; None: it may write."""
    consistency: Value[str] | None = at("consistency", default=None)
    """How soon both sides see the same, in Docker's words."""
    propagation: Value[str] | None = at("bind.propagation", default=None)
    """Whether mounts inside the folder are seen too, in Docker's words; with ``bind``."""
    create_host_path: Value[bool | None] = at("bind.createHostPath", default=None)
    """Make the folder on the instance where it is missing; with ``bind``."""
    selinux: Value[str] | None = at("bind.selinux", default=None)
    """The SELinux label, in Docker's words; with ``bind``."""
    no_copy: Value[bool | None] = at("volume.nocopy", default=None)
    """Do not fill a new volume with what the container has there; with ``volume``."""
    tmpfs_size: Value[int | None] = at("tmpfs.size", default=None)
    """The most bytes; with ``tmpfs``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        for kind, names in _OF_VOLUMES.items():
            wrong = next((name for name in names if getattr(self, name) is not None), None)
            if wrong is not None and not may_be(self.type, kind):
                where, hint = f"{caller_location()} ServiceVolume.{wrong}", f'say type="{kind}", or drop it'
                raise InvalidInput(f"only a volume of type {kind} has it", where=where, hint=hint)


_OF_VOLUMES = {
    "bind": ("propagation", "create_host_path", "selinux"),
    "volume": ("no_copy",),
    "tmpfs": ("tmpfs_size",),
}
"""The fields that one type of volume alone has."""


@model
class ServiceKernel:
    """A kernel of Jupyter that a custom service offers."""

    argv: Values[str] = at("argv")
    """The command that starts it, and its arguments."""
    _: KW_ONLY
    display_name: Value[str] = at("displayName")
    """The name that Jupyter shows."""
    language: Value[str] = at("language")
    """The programming language."""

    ROWS: ClassVar[Rows] = ()


@model
class CustomService:
    """A container that runs beside Jupyter on a compute instance, such as RStudio."""

    name: Value[str] = at("name")
    """Its name in studio."""
    _: KW_ONLY
    image: Value[str] = at("image.reference")
    """The image with its tag, or the id of an environment."""
    image_type: Value[Literal["docker", "azureml"]] = at("image.type", default="docker")
    """Whether ``image`` names a Docker image or an environment."""
    image_version: Value[str] | None = at("image.version", default=None)
    """The version of the environment; with ``azureml``."""
    ports: Many[ServicePort] = at("endpoints", default=(), nested=True)
    """The ports that lead to it."""
    volumes: Many[ServiceVolume] = at("volumes", default=(), nested=True)
    """The folders that it sees."""
    environment: Mapping[str, Value[str]] | None = at(
        "environmentVariables", default=None, conversion=items_by_name("value", type="local")
    )
    """Environment variables."""
    privileged: Value[bool] | None = at("docker.privileged", default=None)
    """Let the container do all that the instance may do; None: no."""
    kernel: ServiceKernel | None = at("kernel", default=None, nested=True)
    """A kernel of Jupyter that it offers."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if self.image_version is not None and not may_be(self.image_type, "azureml"):
            where = f"{caller_location()} CustomService.image_version"
            hint = 'write it as the tag of image=, or say image_type="azureml"'
            raise InvalidInput("a Docker image has a tag, and no version", where=where, hint=hint)
