"""Plans as JSON values, made by hand: what the renderers are tested on."""

from __future__ import annotations

from typing import Any

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-churn-prod"
LAKE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-lake"
ML = "Microsoft.MachineLearningServices/workspaces"
SYMBOLS = {"create": "+", "modify": "~", "delete": "-", "replace": "-/+", "no_change": "=", "ignore": "*"}


def delta(path: str = "properties.x", action: str = "modify", **more: Any) -> dict[str, Any]:
    """One property that differs."""
    values = {"before": "old", "after": "new", "noise": None, "replaces": False, "ineffective": None}
    return {"path": path, "action": action, **values, "security": False, "sensitive": False, **more}


def change(
    action: str = "modify", address: str = "mlw/thing", type_: str = f"{ML}/computes", **more: Any
) -> dict[str, Any]:
    """One change of one resource."""
    return {
        "action": action,
        "symbol": SYMBOLS.get(action, "?"),
        "address": address,
        "id": f"{GROUP}/providers/{type_}/{address}",
        "type": type_,
        "name": address,
        "scope": GROUP,
        "certainty": "definite",
        "before": None,
        "after": None,
        "deltas": [],
        "origin": None,
        "risk": {"level": "none", "why": ""},
        "noise": None,
        "unsupported_reason": None,
        "management": None,
        **more,
    }


def plan(stack: str = "churn-prod", *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A complete plan with those changes; its facts follow from them."""
    counts: dict[str, int] = {}
    for each in changes:
        counts[each["action"]] = counts.get(each["action"], 0) + (each["noise"] is None)
    actions = set(counts)
    return {
        "format_version": "2.0",
        "kind": "plan",
        "stack": stack,
        "scope": {
            "kind": "resourceGroup",
            "id": GROUP,
            "subscription": SUBSCRIPTION,
            "resource_group": "rg-churn-prod",
            "management_group": None,
            "location": "westeurope",
        },
        "source": {"kind": "azure", "detail": ""},
        "complete": True,
        "destructive": bool(actions & {"delete", "replace"}),
        "has_changes": bool(actions - {"no_change", "ignore"}),
        "errored": False,
        "error": None,
        "changes": list(changes),
        "orphans": [],
        "counts": counts,
        "potential": 0,
        "findings": [],
        "coverage": {"analysed": len(changes), "gaps": []},
        "noise": {"hidden": 0, "unused": [], "expired": []},
        "diagnostics": [],
        "costs": None,
        "digests": {"template": "sha256:1", "parameters": None, "scope": None, "changes": None, "live": None},
        **more,
    }


FINDING = {
    "code": "ML402",
    "slug": "gpu-idle-floor",
    "severity": "warning",
    "message": "keeps 1 GPU node running",
    "address": "mlw/gpu",
    "where": "prod.py:28",
    "why": "Azure bills every node that runs, used or not.",
    "fix": "write nodes=Autoscale(0, 8)",
    "stack": "churn-prod",
}

GPU = {
    "properties": {
        "computeType": "AmlCompute",
        "properties": {
            "vmSize": "Standard_NC24ads_A100_v4",
            "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 8, "nodeIdleTimeBeforeScaleDown": "PT10M"},
        },
    }
}

READER = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"


def churn() -> dict[str, Any]:
    """A plan with one of everything a reader may meet."""
    noise = {"rule": "N016", "reason": "Azure fills this in itself"}
    key_access = delta("properties.allowSharedKeyAccess", before=False, after=True, security=True)
    return plan(
        "churn-prod",
        change("create", "mlw-churn-prod/gpu-a100", after=GPU, origin={"where": "prod.py:23", "because": ""}),
        change(
            "create",
            "id-churn-train: Storage Blob Data Reader on stlakeprod/features",
            "Microsoft.Authorization/roleAssignments",
            scope=LAKE,
            after={"properties": {"roleDefinitionId": READER, "principalId": "p"}},
            origin={"where": "prod.py:19", "because": "gpu-a100 reads features"},
        ),
        change(
            "modify",
            "stchurnprod",
            "Microsoft.Storage/storageAccounts",
            before={"sku": {"name": "Standard_LRS"}, "properties": {"allowSharedKeyAccess": False}},
            after={"sku": {"name": "Standard_ZRS"}, "properties": {"allowSharedKeyAccess": True}},
            deltas=[
                delta("sku.name", before="Standard_LRS", after="Standard_ZRS"),
                key_access,
                delta("tags['hidden-link:x']", "delete", before="y", after=None, noise=noise),
            ],
            origin={"where": "prod.py:31", "because": ""},
            risk={"level": "medium", "why": "opens access with account keys"},
        ),
        change(
            "replace",
            "mlw-churn-prod/cpu",
            before={"properties": {"properties": {"vmSize": "Standard_D4s_v5"}}},
            after={"properties": {"properties": {"vmSize": "Standard_D8s_v5"}}},
            deltas=[
                delta("properties.properties.vmSize", before="Standard_D4s_v5", after="Standard_D8s_v5", replaces=True),
                delta("properties.description", before="a", after="b", ineffective="an instance keeps its description"),
            ],
            origin={"where": "prod.py:40", "because": ""},
            risk={"level": "high", "why": "running jobs on this cluster are lost"},
        ),
        change(
            "delete",
            "mlw-churn-prod/old",
            before={"properties": {}},
            risk={"level": "high", "why": "the endpoint stops answering"},
        ),
        change("no_change", "kv-platform", "Microsoft.KeyVault/vaults"),
        change("no_change", "appi-churn", "Microsoft.Insights/components"),
        change("ignore", "stother", "Microsoft.Storage/storageAccounts"),
        change("modify", "log-churn", "Microsoft.OperationalInsights/workspaces", noise=noise),
        potential=0,
        findings=[FINDING],
        complete=False,
        coverage={
            "analysed": 9,
            "gaps": [
                {
                    "kind": "short_circuit",
                    "target": "roles",
                    "message": "a parameter comes from an output",
                    "blocking": True,
                },
                {"kind": "unresolved", "target": "id", "message": "principalId is not known yet", "blocking": False},
            ],
        },
        noise={"hidden": 1, "unused": [{"path": "properties.y", "reason": "was"}], "expired": []},
    )
