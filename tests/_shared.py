"""The reference material that stands beside the checkout in CI; tests that read it skip without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
_FOLDER = Path(os.environ.get("MLINFRA_SHARED", _BESIDE))

SHARED: Path | None = _FOLDER if (_FOLDER / "reference").is_dir() else None

needs_shared = pytest.mark.skipif(SHARED is None, reason="the reference corpus (../shared) is not beside the checkout")
