"""Environments: the software in which jobs run."""

from __future__ import annotations

import json
import re
from dataclasses import KW_ONLY
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Spelled
from mlinfra.arm.invisible import INVISIBLE
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.model._asset import AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice, Many
from mlinfra.landing_zone.model._rows import Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.environment_options import BuildContext, InferenceConfig

_PLAIN = r"(?i)(?!.*(?:: | #|:$))(?!(?:true|false|yes|no|on|off|null|y|n)$)(?:\./|/|--?)?[A-Z](?:.*\S)?"


def _item(text: str) -> str:
    """The text as an item of a YAML list: as it is, or quoted where YAML would read something else."""
    return text if re.fullmatch(_PLAIN, text) else json.dumps(text, ensure_ascii=False)


@model
class Conda:
    """The packages of an environment; becomes its conda file."""

    DECIDES: ClassVar[str] = "the text of the conda file"

    _: KW_ONLY
    python: str
    """The Python version, such as ``3.11.9``."""
    packages: Many[str] = ()
    """Conda packages, pinned: ``pytorch=2.5.1``."""
    pip: Many[str] = ()
    """Packages from the Python index, pinned: ``mlflow==2.22.1``."""
    channels: Many[str] = ("conda-forge",)
    """Where conda looks, in this order."""

    @property
    def text(self) -> str:
        """The conda file."""
        channels = [f"  - {_item(channel)}" for channel in self.channels]
        packages = [f"  - {_item(name)}" for name in (f"python={self.python}", *self.packages)]
        pip = ["  - pip", "  - pip:", *(f"      - {_item(name)}" for name in self.pip)] if self.pip else []
        return "\n".join(["channels:", *channels, "dependencies:", *packages, *pip]) + "\n"

    def _check(self) -> None:
        for name in ("packages", "pip", "channels"):
            self._one_line(name, *getattr(self, name))
        self._one_line("python", self.python)

    def _one_line(self, name: str, *texts: str) -> None:
        wrong = next((text for text in texts if not text.strip() or not text.isprintable()), None)
        if wrong is not None:
            place, hint = f"{caller_location()} Conda.{name}", "one package, channel or version in one line"
            raise InvalidInput(f"{wrong!r} cannot stand in a conda file", where=place, hint=hint)


@model
class CondaFile:
    """A conda file beside the stack file, or below it; what it says becomes part of the environment."""

    DECIDES: ClassVar[str] = "which file is read"

    content_of: ClassVar[str] = "text"

    path: str
    """The path of the file from the folder of the stack file, such as ``environments/train.yml``."""

    @property
    def text(self) -> str:
        """What the file says."""
        return str(self.__dict__["_text"])

    def _check(self) -> None:
        line = caller_location()
        where, hint = f"{line} CondaFile.path", "a path from the folder of the stack file: environments/train.yml"
        try:
            text = (Path(line.file).parent / self.path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise InvalidInput(
                f"{self.path} cannot be read: {getattr(error, 'strerror', None) or error}", where=where, hint=hint
            ) from None
        self.__dict__["_text"] = text.replace("\r\n", "\n")  # past the frozen ``__setattr__``


_ESCAPED = rf"'''|[\r\ud800-\udfff{INVISIBLE}]"


def _conda_file(conda: Conda | CondaFile | str | None, _context: BodyContext, _field: str) -> expr.Value:
    """Text of several lines as one reads it, unless something in it needs an escape, which such a text has not."""
    text = conda.text if isinstance(conda, (Conda, CondaFile)) else conda
    if text is None or "\n" not in text or text.endswith("'") or re.search(_ESCAPED, text):
        return text
    return Spelled(text, f"'''\n{text}'''")


_REBUILD = {True: "OnBaseImageUpdate", False: "Disabled"}
_CONDA_FILE = Conversion(_conda_file, lambda text, _reading: text)


@model
class Environment(AssetVersion):
    """One version of an environment: a base image, with conda packages on top or without."""

    arm_type: ClassVar[str] = ENVIRONMENT_VERSION.type

    _: KW_ONLY
    image: Value[str] | None = at("properties.image", default=None)
    """The base image with its tag; None where ``build`` makes the image."""
    conda: Annotated[Conda | CondaFile | str | None, Choice("Conda")] = at(
        "properties.condaFile", default=None, conversion=_CONDA_FILE, decides="the text of the conda file"
    )
    """The packages on top, a conda file beside the stack, or the text of one; None the image as it is."""
    build: BuildContext | None = at("properties.build", default=None, nested=True)
    """A Dockerfile with the files around it, from which Azure builds the image; either this or ``image``."""
    os: Value[Literal["Linux", "Windows"]] = at("properties.osType", default="Linux")
    """The operating system."""
    auto_rebuild: Value[bool] | None = at("properties.autoRebuild", default=None, words=_REBUILD)
    """Build it again when the base image changes; None: no."""
    inference: InferenceConfig | None = at("properties.inferenceConfig", default=None, nested=True)
    """Where a container of yours answers, when it serves an online deployment."""
    stage: Value[str] | None = at("properties.stage", default=None)
    """How far it is, such as ``Development`` or ``Production``."""

    ROWS: ClassVar[Rows] = (
        "image",
        "conda",
        "os",
        "description",
        "tags",
        "anonymous",
        "archived",
        "build",
        "auto_rebuild",
        "inference",
        "stage",
    )

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.image is not None and not self.image:
            raise InvalidInput("the base image has no name", where=f"{caller_location()} Environment.image")
        if (self.image is None) == (self.build is None):
            where, hint = f"{caller_location()} Environment.image", "an environment has one of them"
            raise InvalidInput("give either image or build", where=where, hint=hint)
        if self.build is not None and self.conda is not None:
            where = f"{caller_location()} Environment.conda"
            raise InvalidInput(
                "a Dockerfile installs packages itself", where=where, hint="drop conda, or give an image"
            )
