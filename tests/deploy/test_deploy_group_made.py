"""An outcome says that the resource group was made, also where everything after it failed."""

from __future__ import annotations

from pathlib import Path

from deploy import _zone as zone
from emulator import _landing as landing
from mlinfra.azure.deploy.run import deploy
from mlinfra.review.report.outcome import outcome_markdown, outcome_text


def test_a_group_that_was_made_is_named_also_after_a_failure(tmp_path: Path) -> None:
    """Something was deployed then: the group is there and stays; a second run makes none."""
    request = zone.request(landing.template({"st": landing.storage() | {"name": "NOT a name!"}}))
    with zone.local(tmp_path) as cloud:
        first, second = deploy(cloud, request), deploy(cloud, request)
    group = str(request.scope.resource_group)
    for said in (outcome_text(first.to_json()), outcome_markdown(first.to_json())):
        assert f"resource group {group} created" in said.replace("&#95;", "_")
        assert "nothing was deployed" not in said
    assert first.state == second.state == "Failed"
    assert "created" not in outcome_text(second.to_json()).splitlines()[-1]
