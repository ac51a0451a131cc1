"""Pin what mlinfra needs to the versions that are installed here, so that a pipeline runs what was tried."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from email import message_from_string
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "mlinfra-azure"
"""The name under which mlinfra is installed."""
_OPTIONAL = "azure-mgmt-resource-deploymentstacks"
"""What the extra ``stacks`` adds: pinned where it is installed, as a stack file may then use it."""


class Release(NamedTuple):
    """One version of mlinfra: what it is and what it needs."""

    version: str
    requires: tuple[str, ...]


def installed_release() -> Release:
    """The mlinfra that runs. Raises `LoadError` in a checkout that was never installed."""
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        hint = "install it: `pip install` the checkout, or a wheel"
        raise LoadError("mlinfra runs uninstalled, so there are no versions to pin", hint=hint) from None
    return Release(distribution.version, tuple(distribution.requires or ()))


def installed_from() -> str:
    """The file or folder that the running mlinfra was installed from; empty for an index."""
    text = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
    told = json.loads(text) if text else {}
    return str(told.get("url", "")).removeprefix("file://")


def wheel_release(wheel: Path) -> Release:
    """What a wheel file holds. Raises `LoadError` for a file that is not a wheel of mlinfra."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            text = archive.read(name).decode()
    except (OSError, zipfile.BadZipFile, StopIteration, UnicodeDecodeError) as error:
        raise LoadError(f"this is not a wheel: {error or 'it has no METADATA'}", where=str(wheel)) from error
    told = message_from_string(text)
    if canonical(told["Name"] or "") != DISTRIBUTION:
        raise LoadError(f"this is a wheel of {told['Name']}, not of {DISTRIBUTION}", where=str(wheel))
    return Release(told["Version"], tuple(told.get_all("Requires-Dist") or ()))


def pins(requires: Iterable[str]) -> dict[str, str]:
    """Name -> version installed here, of all that the requirements need, and what these need in turn.

    Raises `LoadError` for one that is not installed here, or in another version than is needed.
    """
    from packaging.requirements import Requirement

    versions: dict[str, str] = {}
    waiting = [(Requirement(text), "") for text in (*requires, *_optional())]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        distribution = _installed(requirement)
        name = canonical(requirement.name)
        versions[name] = distribution.version
        for wanted in {(name, wanted) for wanted in ("", *requirement.extras)} - seen:
            seen.add(wanted)
            waiting += [(Requirement(text), wanted[1]) for text in distribution.requires or ()]
    return dict(sorted(versions.items()))


def _installed(requirement: Requirement) -> metadata.Distribution:
    hint = (
        f"install what this mlinfra needs where you run `mlinfra new`: pip install {str(requirement).split(';')[0]!r}"
    )
    try:
        distribution = metadata.distribution(requirement.name)
    except metadata.PackageNotFoundError:
        raise LoadError(f"{requirement.name} is not installed here, so it cannot be pinned", hint=hint) from None
    if not requirement.specifier.contains(distribution.version, prereleases=True):
        message = f"{requirement.name} {distribution.version} is installed here, but {requirement.specifier} is needed"
        raise LoadError(message, hint=hint)
    return distribution


def _optional() -> tuple[str, ...]:
    return (_OPTIONAL,) if any(metadata.distributions(name=_OPTIONAL)) else ()


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
