"""Download published Azure SDK packages and import the models of their clients.

Each package lies in a folder of its own, so that two versions of one package can be read in the same run.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType, new_class

_VERSION = re.compile(r"\"(20\d\d-\d\d-\d\d(?:-[a-z]+)?)\"")
_VERSION_IN_NAME = re.compile(r"\.v(20\d\d_\d\d_\d\d(?:_[a-z]+)?)\.")


class PackageError(Exception):
    """A package that cannot be had, or does not have what is asked of it; the message says which and what."""


def install(package: str, folder: Path) -> Path:
    """Download a wheel such as ``azure-mgmt-storage==24.0.1``, without what it needs, and unpack it; its folder.

    Raises `PackageError` when pip does not find it.
    """
    target = folder / package
    if target.is_dir():
        return target
    target.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "--no-deps", "--dest", str(target), package]
    if subprocess.run(command, check=False).returncode:
        raise PackageError(f"pip finds no {package}")
    for wheel in target.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(target)
        wheel.unlink()
    return target


@cache
def load_models(module: str, package: Path) -> ModuleType:
    """Import a module of models; the packages around it stay empty, so that no client and no dependency is loaded.

    Raises `PackageError` when the package has no such module.
    """
    parts = module.split(".")
    if not package.joinpath(*parts).is_dir():
        there = sorted(".".join(path.relative_to(package).parts) for path in package.rglob("models") if path.is_dir())
        raise PackageError(f"{package.name} has no module {module}; it has {', '.join(there) or 'no models'}")
    top = ".".join(parts[:2])
    for name in [name for name in sys.modules if name == top or name.startswith(f"{top}.")]:
        del sys.modules[name]
    for depth in range(2, len(parts)):
        around = ModuleType(".".join(parts[:depth]))
        around.__path__ = [str(package.joinpath(*parts[:depth]))]
        sys.modules[around.__name__] = around
    importlib.invalidate_caches()
    _stand_ins()
    return importlib.import_module(module)


def _stand_ins() -> None:
    """Models of 2024 and before extend classes of msrest and six, of which nothing is read: stand-ins will do."""
    serialization = ModuleType("msrest.serialization")
    vars(serialization)["Model"] = type("Model", (), {"_attribute_map": {}, "_validation": {}, "_subtype_map": {}})
    six = ModuleType("six")
    vars(six)["with_metaclass"] = lambda kind, *bases: new_class("Base", bases, {"metaclass": kind})
    msrest = ModuleType("msrest")
    vars(msrest)["serialization"] = serialization
    for module in (msrest, serialization, six):
        sys.modules.setdefault(module.__name__, module)


def spoken_versions(module: str, package: Path) -> frozenset[str]:
    """The API versions in which the client beside a module of models asks: that of its name, or those it contains."""
    named = version_in_name(module)
    if named:
        return frozenset({named})
    client = package.joinpath(*module.split(".")[:-1])
    files = [client / "_configuration.py", *client.glob("operations/*.py")]
    return frozenset(version for file in files for version in _VERSION.findall(file.read_text(encoding="utf-8")))


def version_in_name(module: str) -> str:
    """The API version that a module's name says, as in ``azure.mgmt.msi.v2024_11_30.models``; empty without one."""
    match = _VERSION_IN_NAME.search(module)
    return match[1].replace("_", "-") if match else ""


def module_for(module: str, version: str) -> str:
    """The module beside ``module`` whose name says ``version``; itself where its name says none."""
    return _VERSION_IN_NAME.sub(f".v{version.replace('-', '_')}.", module)
