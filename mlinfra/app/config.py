"""Show which configuration is in force for a stack file, and from where each value comes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict, Unpack

from mlinfra.app.configuration import Configuration, Target, read_configuration
from mlinfra.app.configuration_keys import KEYS


class ConfigOptions(TypedDict, total=False):
    """The options that win over the configuration."""

    target: Target | None
    state: Path | None
    compiler: str | None
    templates: Path | None


def config(file: Path | str = ".", **options: Unpack[ConfigOptions]) -> Configuration:
    """The configuration for a stack file, or for a folder. Raises `InvalidInput` for a key or value that cannot be."""
    path = Path(file)
    return read_configuration(path if path.is_dir() else path.parent, os.environ, options)


def config_json(configuration: Configuration) -> dict[str, Any]:
    """The document that `mlinfra config --format json` prints."""
    values: dict[str, Any] = {
        "target": configuration.target,
        "state": _text(configuration.state),
        "compiler": configuration.compiler,
        "templates": _text(configuration.templates),
        "variables": list(configuration.variables),
        **{key: configuration.reviewed[key] for key in KEYS if KEYS[key].reviewed},
    }
    settings = {key: {"value": value, "from": configuration.origins[key]} for key, value in values.items()}
    return {"format_version": "1.0", "kind": "config", "file": _text(configuration.file), "settings": settings}


def _text(path: Path | None) -> str | None:
    return path.as_posix() if path else None
