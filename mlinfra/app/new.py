"""Make a new repository from a blueprint: stack file, pinned requirements, README, pipelines and their identities."""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from mlinfra import __version__
from mlinfra.app.observer import Observer
from mlinfra.base.assets import bundled
from mlinfra.base.errors import InvalidInput, LoadError, MlinfraError

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.stack import Stack

Ci: TypeAlias = Literal["none", "github", "azure-pipelines"]
Form: TypeAlias = Literal["blueprint", "python", "yaml"]
"""How the stack file says it: by the blueprint, or written in full as Python or YAML."""

_STAGES = {"starter": ("dev",), "team": ("dev", "prod"), "private": ("prod",), "zone": ("prod",)}
"""The stages of a blueprint where none are given."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """What goes into the names of a repository's resources."""

    name: str
    stages: tuple[str, ...]
    location: str
    salt: str


def blueprints() -> tuple[str, ...]:
    """The names of the blueprints that `new` knows."""
    return tuple(sorted(path.stem for path in bundled("blueprints").glob("*.py") if path.stem != "__init__"))


def new(
    folder: Path | str,
    *,
    blueprint: str = "starter",
    ci: Ci = "none",
    name: str | None = None,
    stages: Sequence[str] = (),
    location: str = "westeurope",
    form: Form = "blueprint",
    mlinfra: str | None = None,
    identities: bool = False,
    observer: Observer | None = None,
) -> tuple[Path, ...]:
    """Fill a folder with a repository that works at once, and return its files, the stack file first.

    ``name`` is part of every name in Azure, default: the folder's; ``stages``: one stack for each, default: those of
    the blueprint; ``mlinfra``: the wheel (path or address) or the index that pipelines install it from, with hashes
    then; ``identities``: also write the script that makes the identities of the pipelines.
    Raises `InvalidInput` or `LoadError`, and writes nothing, for an unknown blueprint, a name that Azure would refuse,
    or a file that is there already.
    """
    from mlinfra.app.pins import installed_from
    from mlinfra.app.repository_files import repository_files
    from mlinfra.app.requirements_file import requirements
    from mlinfra.app.stage_rights import stage_rights

    folder, observer = Path(folder), observer or Observer()
    if blueprint not in blueprints():
        raise LoadError(f"there is no blueprint {blueprint!r}", hint=f"there are: {', '.join(blueprints())}")
    if identities and ci == "none":
        raise InvalidInput("without a pipeline there are no identities", where="--identities", hint="say --ci, too")
    refuse_existing(folder, ["stack.yaml" if form == "yaml" else "stack.py"])
    naming = _naming(folder, name, stages or _STAGES[blueprint], location)
    stack_file, text, stacks = _stack_file(blueprint, naming, form)
    rights = [stage_rights(stage, stack, Path(stack_file)) for stage, stack in zip(naming.stages, stacks, strict=True)]
    with observer.waiting("pinning what is installed" if mlinfra is None else "asking for hashes of archives"):
        pinned = requirements(mlinfra)
    if mlinfra is None and (origin := installed_from()):
        observer.note(_FROM_INDEX.format(version=__version__, origin=origin))
    facts = {
        "name": naming.name,
        "blueprint": blueprint,
        "whole": form != "blueprint",
        "stack_file": stack_file,
        "version": __version__,
    }
    texts = {stack_file: text, **repository_files(ci, rights, pinned, facts, identities=identities)}
    files = {path: text.encode() for path, text in texts.items()} | dict(pinned.files)
    write_new(folder, files)
    return tuple(folder / path for path in files)


_FROM_INDEX = (
    "requirements.txt asks the package index for mlinfra-azure=={version}, but this one was installed from {origin}\n"
    "  -> if no index of yours has it, give --mlinfra WHEEL"
)


def _naming(folder: Path, name: str | None, stages: Sequence[str], location: str) -> _Naming:
    """The parts of names. Raises `InvalidInput` for one that no name in Azure may have; none is cut."""
    chosen = name or re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not re.fullmatch(r"[a-z]([a-z0-9-]*[a-z0-9])?", chosen) or "--" in chosen:
        hint = "give --name: lower-case letters, digits and '-', beginning with a letter"
        raise InvalidInput(f"{name or folder.name!r} cannot be part of names in Azure", hint=hint)
    for stage in stages:
        if not re.fullmatch(r"[a-z][a-z0-9]*", stage) or iskeyword(stage) or stage in _TAKEN:
            hint = "give lower-case letters and digits, such as dev, test or prod"
            raise InvalidInput(f"{stage!r} cannot be a stage", where="--stage", hint=hint)
    if len(set(stages)) < len(stages):
        raise InvalidInput("a stage is given twice", where="--stage", hint="name each stage once, in their order")
    if not re.fullmatch(r"[a-z][a-z0-9]*", location):
        hint = "give the region as `az account list-locations --query [].name` lists it, such as westeurope"
        raise InvalidInput(f"{location!r} is not the name of a region", where="--location", hint=hint)
    return _Naming(chosen, tuple(stages), location, secrets.token_hex(2))


_TAKEN = frozenset(
    {"stack", "stacks", "stamp", "replace", "plan", "on", "off", "yes", "no", "y", "n", "true", "false", "null"}
)
"""What the stack file or the script for identities calls something else, and what YAML reads as a truth value."""


def _stack_file(blueprint: str, naming: _Naming, form: Form) -> tuple[str, str, Sequence[Stack]]:
    """The stack file's name and text, and the stacks that it holds."""
    from mlinfra.app.repository_files import stamp_text

    facts = {
        "name": naming.name,
        "stages": naming.stages,
        "location": naming.location,
        "salt": naming.salt,
        "month": datetime.now(timezone.utc).date().replace(day=1),
    }
    text = stamp_text(blueprint, facts)
    stacks, title = _loaded(text), text.partition('"""')[2].partition('"""')[0]
    if form == "python":
        from mlinfra.landing_zone.write.python import python_text

        return "stack.py", python_text(stacks, title), stacks
    if form == "yaml":
        from mlinfra.landing_zone.write.yaml import yaml_text

        return "stack.yaml", yaml_text(stacks, title), stacks
    return "stack.py", text, stacks


def _loaded(text: str) -> tuple[Stack, ...]:
    """The stacks of a file that is not written yet. Raises `InvalidInput` for names that Azure would refuse."""
    from mlinfra.landing_zone.graph.resolve import resolve
    from mlinfra.landing_zone.load import load_stacks

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stack.py"
        file.write_text(text, encoding="utf-8")
        try:
            stacks = load_stacks(file)
            for stack in stacks:
                resolve(stack)
        except MlinfraError as error:
            hint = f"give --name, and perhaps --stage, so that the names fit; {error.hint}"
            raise InvalidInput(error.message, where="--name", hint=hint) from error
    return stacks


def refuse_existing(folder: Path, files: Sequence[str]) -> None:
    """Raise `LoadError` when the folder is a file, or one of the files is there already."""
    if folder.exists() and not folder.is_dir():
        raise LoadError(f"{folder} is a file", hint="give the folder that `mlinfra new` shall fill")
    there = [path for path in files if (folder / path).exists()]
    if there:
        raise LoadError(
            f"{folder} already has {', '.join(there)}", hint="choose an empty folder: nothing is overwritten"
        )


def write_new(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files; raises `LoadError` and writes nothing when one of them is there already."""
    refuse_existing(folder, list(files))
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        if path.endswith(".sh"):
            (folder / path).chmod(0o755)
