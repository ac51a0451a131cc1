from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.base import assets

bundled = assets.bundled.__wrapped__  # without its memory


def test_a_checkout_uses_its_own_folders() -> None:
    """Beside a pyproject.toml the top-level folder is the one that counts."""
    checkout = Path(__file__).parents[2]
    assert bundled("templates") == checkout / "templates"
    assert (bundled("templates") / "bicep" / "document.bicep.j2").is_file()


def test_an_installed_wheel_uses_the_folders_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a pyproject.toml beside the package, a folder of that name beside it is somebody else's."""
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "mlinfra")
    assert bundled("templates") == tmp_path / "mlinfra" / "templates"
    (tmp_path / "pyproject.toml").touch()
    assert bundled("templates") == tmp_path / "templates"
