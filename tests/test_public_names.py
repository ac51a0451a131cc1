"""The public names of the package: every class of the model, written by `make baselines`."""

from __future__ import annotations

import importlib
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

import mlinfra
from mlinfra.landing_zone.model._seldom import Seldom

ROOT = Path(__file__).parents[1]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "public_names.py"))
written: Callable[[str, Path], str] = SCRIPT["written"]
homes: Callable[[Path], dict[str, str]] = SCRIPT["homes"]
TEXT = (ROOT / "mlinfra" / "__init__.py").read_text(encoding="utf-8")


def test_every_class_of_the_model_is_a_public_name() -> None:
    """`mlinfra/__init__.py` imports and lists each class with `@model`; what is missing or too much is named."""
    names = {name for name in homes(ROOT / "mlinfra") if f'    "{name}",\n' in TEXT}
    assert names == set(homes(ROOT / "mlinfra")), "run `make baselines` (or python scripts/public_names.py)"
    assert written(TEXT, ROOT / "mlinfra") == TEXT, "run `make baselines` (or python scripts/public_names.py)"


def test_a_new_class_is_imported_and_listed_in_order(tmp_path: Path) -> None:
    """A public class with `@model` is written at all three places; helpers and private modules are not."""
    folder = tmp_path / "landing_zone" / "model"
    folder.mkdir(parents=True)
    new = "@model\nclass Search(Resource): ...\n\n@model(kw_only=True)\nclass Later: ...\n\nclass Helper: ...\n"
    folder.joinpath("search.py").write_text(new, encoding="utf-8")
    folder.joinpath("_base.py").write_text("@model\nclass Hidden: ...\n", encoding="utf-8")
    lines = written(TEXT, tmp_path).splitlines()
    assert "    from mlinfra.landing_zone.model.search import Search as Search" in lines
    assert '    "Search": "landing_zone.model.search",' in lines
    listed = lines[lines.index("__all__ = [") : lines.index("]")]
    names = [
        "Accept",
        "Blueprint",
        "Exempt",
        "Existing",
        "Ignore",
        "InvalidInput",
        "Later",
        "MlinfraError",
        "NameRequest",
        "Search",
    ]
    assert [line.strip(' ",') for line in listed[2:]] == names


def test_two_classes_of_one_name_are_refused(tmp_path: Path) -> None:
    """A name that two modules have is an error that says which, so that no class hides another."""
    folder = tmp_path / "landing_zone" / "model"
    folder.mkdir(parents=True)
    for module in ("search", "other"):
        folder.joinpath(f"{module}.py").write_text("@model\nclass Link: ...\n", encoding="utf-8")
    with pytest.raises(
        SystemExit, match=r"^Link is a class of landing_zone.model.other and of landing_zone.model.search"
    ):
        homes(tmp_path)


def test_no_alias_of_a_module_hides_a_public_class() -> None:
    """Annotations are resolved by public names first: another thing of such a name in a module would mean the class."""
    for path in (ROOT / "mlinfra" / "landing_zone" / "model").glob("*.py"):
        module = importlib.import_module(f"mlinfra.landing_zone.model.{path.stem}")
        shared = vars(module).keys() & set(mlinfra.__all__)
        others = {name: vars(module)[name] for name in shared if not isinstance(vars(module)[name], Seldom)}
        hidden = [name for name, value in others.items() if value is not getattr(mlinfra, name)]
        assert not hidden, path.name
