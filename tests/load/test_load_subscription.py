"""A stack that names no subscription never gets another stack's."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.app.deployable import Deployable
from mlinfra.app.read_stacks import subscription_for
from mlinfra.arm.parameter_values import Values
from mlinfra.base.scope import DeploymentScope


@pytest.mark.parametrize(
    ("named", "given", "wanted"),
    [
        (("a", None), None, None),
        ((None, "a"), None, None),
        (("a", "b"), None, "a"),
        (("a", None), "c", "c"),
        ((), None, None),
    ],
)
def test_the_subscription_to_sign_in_to(named: tuple[str | None, ...], given: str | None, wanted: str | None) -> None:
    """The option decides; else a named one, but only where every stack names its own."""
    work = [Deployable("s", Path("s.py"), {}, Values({}), DeploymentScope(subscription=each)) for each in named]
    assert subscription_for(work, given) == wanted
