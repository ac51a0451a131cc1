from __future__ import annotations

from typing import Any

from mlinfra.review.plan import exit_code, read_what_if
from mlinfra.review.plan.codec import to_json
from mlinfra.review.report.annotations import report_github_annotations
from mlinfra.review.report.text import report_text
from plan._plans import answer, checked, context, item, read

STORAGE = "Microsoft.Storage/storageAccounts"
SETTINGS = "Microsoft.Insights/diagnosticSettings"


def _logs(**enabled: bool) -> dict[str, Any]:
    return {"properties": {"logs": [{"category": name, "enabled": on} for name, on in enabled.items()]}}


def test_a_potential_change_that_changes_nothing_hides_nothing() -> None:
    """An Ignore among the potential changes is no gap, and is dropped where the id stands among the definite ones."""
    changed = item("Modify", STORAGE, "st", {"kind": "a"}, {"kind": "b"})
    wire = answer(
        changed, potentialChanges=[item("Ignore", STORAGE, "st", {}, {}), item("Ignore", STORAGE, "st2", {}, {})]
    )
    plan = checked(read_what_if(wire, context()))
    assert plan.counts == {"modify": 1, "ignore": 1}
    assert not plan.coverage.gaps
    assert exit_code([plan], detailed=True) == 3


def test_an_id_that_is_deployed_twice_is_one_change() -> None:
    """The last one stays, counted once, with a remark."""
    once, again = (
        item("Create", STORAGE, "st", None, {"sku": {"name": sku}}) for sku in ("Standard_LRS", "Standard_GRS")
    )
    plan = read(once, again)
    assert plan.counts == {"create": 1}
    assert plan.changes[0].after is not None
    assert plan.changes[0].after["sku"] == {"name": "Standard_GRS"}
    assert "st is deployed 2 times in this deployment, the last one stays" in report_text([to_json(plan)])


def test_an_item_is_named_by_the_key_it_was_matched_by() -> None:
    """``logs[Writes].enabled``, also where Azure lists the difference by index; an odd key stands in quotes."""
    delta = [{"path": "properties.logs", "propertyChangeType": "Array", "children": [
        {"path": "1", "propertyChangeType": "Modify", "children": [{"path": "enabled", "propertyChangeType": "NoEffect"}]},
    ]}]  # fmt: skip
    before, after = _logs(Reads=True, Writes=True), _logs(Reads=True, Writes=False)
    [own] = read(item("Modify", SETTINGS, "d", before, after)).changes[0].deltas
    assert own.path == "properties.logs[Writes].enabled"
    [folded] = read(item("Modify", SETTINGS, "d", before, after, delta=delta)).changes[0].deltas
    assert (folded.path, folded.noise is not None) == (own.path, True)
    odd = read(item("Modify", SETTINGS, "d", _logs(**{"a b": True}), _logs(**{"a b": False}))).changes[0].deltas
    assert odd[0].path == 'properties.logs["a b"].enabled'


def test_every_innermost_error_of_a_failed_forecast_has_its_line() -> None:
    """The outer code is kept, nothing is lost, and what Azure calls a target is no file of an annotation."""
    inner = [{"code": "RequestDisallowedByPolicy", "target": "st", "message": "no"}, {"code": "Several", "details": [
        {"code": "QuotaExceeded", "message": "third"}, {"code": "NameInvalid", "message": "fourth"}]}]  # fmt: skip
    error = {"code": "InvalidTemplateDeployment", "message": "not valid", "target": "resources[2]", "details": inner}
    plan = checked(read_what_if({"status": "Failed", "error": error}, context()))
    assert plan.error is not None
    assert (plan.error.code, [c.code for c in plan.error.causes]) == (
        "InvalidTemplateDeployment", ["RequestDisallowedByPolicy", "QuotaExceeded", "NameInvalid"],
    )  # fmt: skip
    text = report_text([to_json(plan)])
    assert "InvalidTemplateDeployment: not valid" in text
    for line in ("- RequestDisallowedByPolicy (st): no", "- QuotaExceeded: third", "- NameInvalid: fourth"):
        assert line in text
    assert "file=" not in report_github_annotations([to_json(plan)])
    assert "%0A" in report_github_annotations([to_json(plan)])


def test_an_annotation_says_that_a_property_goes() -> None:
    """An identity that the template no longer has is removed, not set."""
    gone = item(
        "Modify", "Microsoft.MachineLearningServices/workspaces", "w", {"identity": {"type": "SystemAssigned"}}, {}
    )
    assert "identity: removed, it was" in report_github_annotations([to_json(read(gone))])
