"""Read the packages of an environment's conda file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mlinfra.base.json_value import Json
from mlinfra.landing_zone.bodies.subjects import Subject

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Packages:
    """What a conda file installs, as it is written; Python itself and pip are left out."""

    conda: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all packages, in lower case, without versions, channels and extras."""
        found = (_NAME.match(package.rpartition("::")[2].strip()) for package in (*self.conda, *self.pip))
        return frozenset(match[0].lower() for match in found if match)


def packages_of(environment: Subject) -> Packages | None:
    """The packages of an environment version; None where it has no conda file, or one that is not known or not readable."""
    import yaml

    text = environment.get("properties.condaFile")
    if not isinstance(text, str):
        return None
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    listed = document.get("dependencies") if isinstance(document, Mapping) else None
    return _read(listed) if isinstance(listed, list) else None


def _read(listed: Iterable[Json]) -> Packages:
    conda: list[str] = []
    pip: list[str] = []
    for entry in listed:
        if isinstance(entry, Mapping):
            pip += [str(package) for package in entry.get("pip") or ()]
        elif _NAME.match(str(entry)) and not re.fullmatch(r"(python|pip)\b.*", str(entry).strip()):
            conda.append(str(entry))
    return Packages(tuple(conda), tuple(pip))
