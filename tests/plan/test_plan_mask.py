from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import MASK
from mlinfra.review.plan import Failure, diff_snapshots, read_what_if, to_json
from mlinfra.review.plan.assemble import failed
from mlinfra.review.plan.mask import Masks, is_secret, secret_places, secret_texts
from plan._plans import answer, checked, context, item, read

SECRET = "hunter2-geheim"

BODIES: list[tuple[str, Any]] = [
    ("Microsoft.KeyVault/vaults/secrets", {"properties": {"value": SECRET}}),
    ("Microsoft.MachineLearningServices/workspaces/datastores",
     {"properties": {"credentials": {"credentialsType": "AccountKey", "secrets": {"secretsType": "AccountKey", "key": SECRET}}}}),
    ("Microsoft.MachineLearningServices/workspaces/connections", {"properties": {"authType": "ApiKey", "credentials": {"key": SECRET}}}),
    ("Microsoft.MachineLearningServices/workspaces/connections", {"properties": {"credentials": {"keys": {"a": SECRET}}}}),
    ("Microsoft.MachineLearningServices/workspaces/computes",
     {"properties": {"properties": {"userAccountCredentials": {"adminUserPassword": SECRET}}}}),
    ("Microsoft.MachineLearningServices/workspaces/computes", {"properties": {"properties": {"databricksAccessToken": SECRET}}}),
    ("Microsoft.Compute/virtualMachines", {"properties": {"osProfile": {"adminPassword": SECRET}}}),
    ("Microsoft.Web/sites", {"properties": {"x": f"Server=a;Password={SECRET};"}}),
    ("Microsoft.Web/sites", {"properties": {"x": f"AccountName=a;AccountKey={SECRET};EndpointSuffix=b"}}),
    ("Microsoft.Web/sites", {"properties": {"url": f"https://a.blob.core.windows.net/c?sv=1&sig={SECRET}"}}),
    ("Microsoft.Insights/components", {"properties": {"InstrumentationKey": SECRET, "ConnectionString": SECRET}}),
    ("Microsoft.Any/thing", {"properties": {"list": [{"clientSecret": SECRET}, {"api-key": SECRET}]}}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "body"), BODIES)
@pytest.mark.parametrize("change", ["Create", "Modify", "Delete", "NoChange", "Teleport"])
def test_a_secret_by_name_or_type_is_nowhere_in_a_plan(type_: str, body: Any, change: str) -> None:
    """Before, after and differences hold masks, and the shape stays."""
    name = "/".join("n" for _ in type_.split("/")[1:])
    other = json.loads(json.dumps(body).replace(SECRET, SECRET + "-new"))
    listed = [{"path": "properties.value", "propertyChangeType": "Modify", "before": "x", "after": "y"}]
    for before, after, delta in [
        (body, other, []),
        (None, body, []),
        (body, None, []),
        ({}, body, []),
        (body, body, listed),
    ]:
        plan = read(item(change, type_, name, before, after, delta=delta))
        text = json.dumps(to_json(plan))
        assert SECRET not in text
    assert MASK in text or type_ == "Microsoft.Web/sites"


def test_a_changed_secret_is_seen_and_not_shown() -> None:
    """Another secret is a difference whose values are both masks."""
    [change] = read(item("Modify", "Microsoft.Compute/virtualMachines", "vm", BODIES[6][1],
                         {"properties": {"osProfile": {"adminPassword": "other"}}})).changes  # fmt: skip
    [delta] = change.deltas
    assert (delta.before, delta.after, delta.sensitive) == (MASK, MASK, True)
    assert change.visible


_TREES = st.recursive(
    st.sampled_from([SECRET, f"x{SECRET}y", 1, None, True, "plain"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b.c", SECRET, "tags"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(before=st.dictionaries(st.sampled_from("abc"), _TREES), after=st.dictionaries(st.sampled_from("abc"), _TREES))
def test_a_secret_value_of_the_run_appears_nowhere(before: Any, after: Any) -> None:
    """A known secret is masked wherever it stands: values, keys, names, messages, snapshots."""
    where = context(secrets=(SECRET,))
    remarks = [{"level": "Warning", "code": SECRET, "message": f"x {SECRET}", "target": SECRET}]
    wire = answer(item("Modify", "Microsoft.X/y", SECRET, before, after), diagnostics=remarks)
    plans = [
        read_what_if(wire, where),
        read_what_if({"status": "Failed", "error": {"code": SECRET, "message": SECRET}}, where),
        diff_snapshots({"predictedResources": [{"id": "/x", **before}]}, {"predictedResources": [{"id": "/x", **after}], "diagnostics": [f"{SECRET} Warning X: {SECRET}"]}, where),
        failed(Failure(SECRET, SECRET, SECRET, SECRET), where),
    ]  # fmt: skip
    for plan in plans:
        assert SECRET not in json.dumps(to_json(checked(plan)))


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("properties.adminPassword", True),
        ("properties.credentials.secrets.key", True),
        ("properties.credentials.credentialsType", False),
        ("properties.credentials.clientId", False),
        ("properties.allowSharedKeyAccess", False),
        ("properties.encryption.keyVaultProperties.keyIdentifier", False),
        ("properties.keyVault", False),
        ("properties.secretUri", False),
        ("properties.disableLocalAuth", False),
        ("tags.costcentre", False),
    ],
)
def test_what_a_secret_is(path: str, secret: bool) -> None:
    """Names that open something are secrets; names that only mention keys are not."""
    assert is_secret(path, "Microsoft.Any/thing") is secret


def test_masks_keep_the_shape() -> None:
    """Objects and lists keep their members; nulls and flags stay."""
    body = {"credentials": {"a": ["x", {"b": "y"}], "c": None, "d": True, "e": 5}}
    assert Masks().body(body, "") == {"credentials": {"a": [MASK, {"b": MASK}], "c": None, "d": True, "e": MASK}}


def test_a_secret_that_is_part_of_another_leaves_no_rest() -> None:
    """The longer one goes first; an empty one masks nothing."""
    assert Masks(("geheim", "", "geheimnis")).text("das geheimnis") == f"das {MASK}"


@pytest.mark.parametrize(
    "spelled", ["p\"a's/w\\ö", json.dumps("p\"a's/w\\ö"), '"p\\"a\'s/w\\\\ö"', "p\"a''s/w\\ö", "p%22a%27s%2Fw%5C%C3%B6"]
)
def test_a_secret_is_masked_however_an_error_spells_it(spelled: str) -> None:
    """Plain, within JSON with and without other than ASCII, within an expression's text, within an address."""
    masked = Masks(("p\"a's/w\\ö",)).text(f"said: {spelled}.")
    assert masked in {f"said: {MASK}.", f'said: "{MASK}".'}


def test_secrets_in_objects_are_found() -> None:
    """Texts and numbers at any depth of a secure object; references to a key vault hold none."""
    secure = {"a": {"value": {"b": ["x1", {"c": 4711, "d": True, "e": None}]}}, "f": {"reference": {"secretName": "g"}}}
    assert set(secret_texts(secure)) == {"x1", "4711"}


def test_secrets_stand_in_no_repr() -> None:
    """What a debugger or a trace prints of the values that carry them."""
    assert SECRET not in repr(Masks((SECRET,)))
    assert SECRET not in repr(replace(context(), secrets=(SECRET,)))


NEW, OLD = "hunter3-geheim", "hunter2-frueher"
ROTATED: list[tuple[Any, Any]] = [
    ({"note": OLD}, {"note": NEW}),
    ({"note": {"a": [1, {"b": OLD}]}}, {"note": {"a": [1, {"b": NEW}]}}),
    ({"notes": ["a", OLD]}, {"notes": ["a", NEW]}),
    ({"env": [{"name": "B", "text": "b"}, {"name": "A", "text": OLD}]}, {"env": [{"name": "A", "text": NEW}]}),
    ({"note": f"host;{OLD}"}, {"note": f"host;{NEW}"}),
    ({"note": OLD}, {"note": MASK}),
]


@pytest.mark.parametrize(("before", "after"), ROTATED)
def test_the_secret_that_is_replaced_is_masked_too(before: Any, after: Any) -> None:
    """This run does not know the earlier value; it stands where the new one will."""
    change = item("Modify", "Microsoft.Web/sites", "a", before={"properties": before}, after={"properties": after})
    plan = read_what_if(answer(change), replace(context(), secrets=(NEW,)))
    text = json.dumps(to_json(plan))
    assert plan.has_changes
    assert MASK in text
    assert NEW not in text
    assert OLD not in text


def test_places_of_secrets_that_nobody_here_knows_are_masked() -> None:
    """Azure reads them from a vault: the template says where they stand, and neither the live nor the new one is shown."""
    body = {
        "tags": {"note": "[parameters('apiKey')]", "team": "[parameters('team')]"},
        "list": ["x", "[concat('a', parameters('apiKey'))]"],
    }
    places = secret_places(body, frozenset({"apikey"}))
    assert places == {"tags": {"note": MASK, "team": None}, "list": [None, MASK]}
    before = {"tags": {"note": OLD, "team": "red"}, "list": ["x", OLD]}
    after = {"tags": {"note": NEW, "team": "blue"}, "list": ["x", NEW]}
    change = item("Modify", "Microsoft.Web/sites", "a", before=before, after=after)
    known = {ResourceId(change["resourceId"]).below_group: places}
    plan = read_what_if(answer(change), replace(context(), places=known))
    text = json.dumps(to_json(plan))
    assert OLD not in text
    assert NEW not in text
    assert '"red"' in text
    new = read_what_if(answer(item("Create", "Microsoft.Web/sites", "a", after=body)), replace(context(), places=known))
    shown = new.changes[0].after or {}
    assert shown["tags"] == body["tags"], "an expression names what it reads, and hides nothing"
    assert shown["list"][1] == body["list"][1]
    assert {delta.path for delta in plan.changes[0].deltas} >= {"tags.note", "tags.team"}
