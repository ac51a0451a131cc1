"""Find the compiled template of a Bicep module: a file, a vendored copy with its digest, or Bicep's own restore cache."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json

LOCK = "mlinfra-modules.json"
"""Which registry modules are vendored, each with its file and digest; beside the stack file or above it."""
VENDOR = "modules/vendor"
"""Where `mlinfra modules add` puts the files, beside the lock."""
_VERSION = "1.0"
_PUBLIC = "mcr.microsoft.com/bicep"
_REFERENCE = r"br(?:/public)?:(?P<path>[A-Za-z0-9._/-]+)(?:(?P<mark>[:@])(?P<version>[A-Za-z0-9._:-]+))"


@dataclass(frozen=True, slots=True)
class Reference:
    """A module in a registry: ``br/public:avm/res/key-vault/vault:0.13.3``."""

    text: str
    registry: str
    repository: str
    version: str
    """A tag, or a digest ``sha256:...``."""

    @property
    def cached(self) -> Path:
        """Where Bicep's restore cache has its template, below ``~/.bicep/br``."""
        return Path(self.registry, self.repository.replace("/", "$"), _cache_name(self.version), "main.json")

    @property
    def file(self) -> str:
        """The name of its vendored file."""
        name = self.text.partition(":")[2]
        return f"{VENDOR}/{re.sub(r'[^A-Za-z0-9.]+', '-', name)}.json"


def _cache_name(version: str) -> str:
    """A tag with ``$`` and, where it has capitals, a mask of them: bit i is set where character i is upper-case."""
    if version.startswith("sha256:"):
        return version.replace(":", "#")
    mask = sum(1 << place for place, letter in enumerate(version) if letter.isupper())
    return f"{version}${mask:x}" if mask else f"{version}$"


def is_reference(source: str) -> bool:
    """Whether a module's source is in a registry, rather than a file."""
    return source.startswith(("br:", "br/", "ts:", "ts/"))


def parse_reference(text: str) -> Reference:
    """Read a reference. Raises `InvalidInput` for any other text."""
    match = re.fullmatch(_REFERENCE, text)
    path = match["path"] if match else ""
    if match and text.startswith("br/public:"):
        path = f"{_PUBLIC}/{path}"
    registry, _, repository = path.partition("/")
    if match is None or not repository or (match["mark"] == "@") != match["version"].startswith("sha256:"):
        hint = "write br/public:avm/res/key-vault/vault:0.13.3 or br:REGISTRY/PATH:TAG"
        raise InvalidInput(f"{text!r} is no reference to a module in a registry", hint=hint)
    return Reference(text, registry, repository, match["version"])


def module_template(source: str, folder: Path) -> dict[str, Json]:
    """The template of a module that a stack file in this folder names.

    Raises `InvalidInput` for a file that is no template, a reference that is not vendored, and a vendored file that
    changed since it was.
    """
    if not is_reference(source):
        return parse_template(_bytes(folder / source), source)
    reference = parse_reference(source)
    lock = _lock_of(folder)
    entry = _entries(lock).get(source) if lock else None
    if lock is None or entry is None:
        raise InvalidInput(
            f"{source} is not vendored", hint=f"run `mlinfra modules add {reference.text}`, and commit what it writes"
        )
    file = lock.parent / entry["file"]
    content = _bytes(file)
    if _digest(content) != entry["sha256"]:
        message = f"{entry['file']} is not what was vendored as {source}: its SHA-256 is {_digest(content)}, {lock.name} says {entry['sha256']}"
        raise InvalidInput(message, hint="restore the file, or review the change and run `mlinfra modules add` again")
    return parse_template(content, entry["file"])


def vendor(text: str, source: Path | None, folder: Path, cache: Path) -> Path:
    """Copy the template of a registry module beside the stack file, and note its digest in the lock; returns the file.

    ``source``: a compiled file; None: what ``cache``, Bicep's restore cache, has. Raises `InvalidInput` where there is none.
    """
    reference = parse_reference(text)
    cached = cache / "br" / reference.cached
    if source is None and not cached.is_file():
        hint = f"let Bicep restore it (`bicep restore`), or give the compiled file: --from FILE; looked for {cached}"
        raise InvalidInput(f"Bicep's cache has no {text}", hint=hint)
    content = _bytes(source or cached)
    parse_template(content, str(source or cached))
    lock = _lock_of(folder) or folder / LOCK
    entries = {**_entries(lock), text: {"file": reference.file, "sha256": _digest(content)}}
    file = lock.parent / reference.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    document = {"format_version": _VERSION, "modules": dict(sorted(entries.items()))}
    lock.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return file


def parse_template(content: bytes, name: str) -> dict[str, Json]:
    """The ARM template that a file holds. Raises `InvalidInput` for anything else."""
    try:
        template = json.loads(content)
    except ValueError as error:
        raise InvalidInput(f"{name} is not JSON: {error}", hint=_COMPILED) from None
    if not isinstance(template, dict) or "$schema" not in template or "resources" not in template:
        raise InvalidInput(f"{name} is no ARM template", hint=_COMPILED)
    return template


_COMPILED = "give what `bicep build` writes"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {error.strerror}", hint=_COMPILED) from None


def _lock_of(folder: Path) -> Path | None:
    return next((at / LOCK for at in (folder, *folder.resolve().parents) if (at / LOCK).is_file()), None)


def _entries(lock: Path) -> Mapping[str, Mapping[str, str]]:
    if not lock.is_file():
        return {}
    try:
        modules: Mapping[str, Mapping[str, str]] = json.loads(lock.read_bytes())["modules"]
        return {name: {"file": str(entry["file"]), "sha256": str(entry["sha256"])} for name, entry in modules.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidInput(
            f"{lock} does not list vendored modules", hint="restore it, or delete it and vendor again"
        ) from None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
