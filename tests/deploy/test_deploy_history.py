from __future__ import annotations

from dataclasses import replace

import pytest

from deploy._zone import GROUP, request
from emulator import _landing as landing
from mlinfra.azure.deploy.history import history_note
from mlinfra.azure.deploy.run import STACK_TAG
from mlinfra.testing import FakeCloud


@pytest.mark.parametrize(("count", "said"), [(699, False), (700, True)])
def test_a_history_that_is_nearly_full_is_said(count: int, said: bool) -> None:
    """With the number, the limit, and what Azure does by itself."""
    cloud = FakeCloud(resources={GROUP.id.lower(): {"id": GROUP.id, "name": "rg-ml"}})
    wanted = request(landing.template({}), tags={STACK_TAG: "churn"})
    for number in range(count):
        cloud.start(replace(wanted, name=f"d{number}"))
    note = history_note(cloud, GROUP, "churn")
    assert (note is not None) == said
    if note:
        assert "700 of at most 800 deployments, 700 of them of churn" in note
