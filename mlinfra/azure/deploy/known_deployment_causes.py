"""Known causes of errors about a whole deployment: rights, state, history. Facts, no code; the first that fits counts."""

from __future__ import annotations

from mlinfra.azure.deploy.causes import Known
from mlinfra.review.plan.what_if import MISSING_GROUP

_RIGHTS = ("authorizationfailed", "linkedauthorizationfailed", "forbidden", "roleassignmentscopenotauthorized")
_GRANT = (
    "Have the action that the message names granted at the scope named there; rights that are new take some minutes."
)
_NO_GROUP = ("resourcegroupnotfound",)
_CANCELED = ("deploymentcanceled", "operationpreempted")

DEPLOYMENT_CAUSES: tuple[Known, ...] = (
    Known(
        _RIGHTS,
        "The identity may not make this forecast. It needs to read the resources and the action "
        "Microsoft.Resources/deployments/whatIf/action at the scope.",
        _GRANT,
        steps=("forecast",),
    ),
    Known(
        _RIGHTS,
        "The resource group is missing, or lacks tags that the stack gives it, and the identity may not write it.",
        "Have somebody with rights in the subscription make the group as the stack describes it, or have the action that the "
        "message names granted.",
        steps=("group",),
    ),
    Known(
        _RIGHTS,
        "The identity may not start a deployment here, or may not write a resource in it.",
        _GRANT,
        steps=("start",),
    ),
    Known(_RIGHTS, "The identity may not delete this.", _GRANT, steps=("deletion",)),
    Known(
        _RIGHTS,
        "The identity that deploys lacks a right. Resources in other groups need rights there, too.",
        _GRANT,
    ),
    Known(
        ("missingsubscriptionregistration", "missingregistrationforresourceprovider", "subscriptionnotregistered"),
        "The subscription has not registered the resource provider of this type.",
        "mlinfra registers providers before it deploys, if the identity may; else ask an owner of the subscription "
        "for 'az provider register --namespace NAMESPACE'.",
    ),
    Known(
        ("noregisteredproviderfound",),
        "The resource provider is not registered in the subscription, or does not know this API version in this region.",
        "Take a region and an API version that the message lists, or ask an owner of the subscription for 'az provider "
        "register --namespace NAMESPACE'.",
    ),
    Known(
        ("deploymentactive",),
        "A deployment of this name is running, with another template or other parameters.",
        "Wait for it, or cancel it in the portal under Deployments.",
    ),
    Known(
        ("deploymentquotaexceeded",),
        "The scope keeps 800 deployments and is full: automatic removal of old ones is off or blocked by a lock.",
        "Delete old entries of the history ('az deployment group delete'); resources are not touched by that.",
    ),
    Known(
        ("invaliddeploymentlocation",),
        "A deployment of this name was made from another region, and outside resource groups a name is tied to one.",
        "Give the deployment another name or its old location.",
    ),
    Known(
        ("readonlydisabledsubscription",),
        "The subscription is disabled, so that everything in it can only be read.",
        "Its owner must enable it again.",
    ),
    Known(
        _NO_GROUP,
        "This run made the resource group a moment ago, and Azure does not show it everywhere yet.",
        "Deploy again in a minute.",
        steps=("start",),
        group_made=True,
        own_group=True,
    ),
    Known(
        _NO_GROUP,
        "The stack's resource group does not exist.",
        "Give the stack's ResourceGroup a location, and mlinfra makes the group.",
        steps=("forecast", "group", "start"),
        own_group=True,
    ),
    Known(
        _NO_GROUP,
        "A resource group that the deployment names does not exist. It is another than the one that the deployment runs in, "
        "or somebody deleted the group meanwhile.",
        MISSING_GROUP,
    ),
    Known(
        ("resourcegroupbeingdeleted", "resourcegroupdeletionblocked"),
        "The resource group is being deleted.",
        "Wait until it is gone, then run the command again.",
    ),
    Known(
        ("subscriptionrequeststhrottled", "toomanyrequests", "resourcecollectionrequeststhrottled", "throttled"),
        "Azure asks for fewer requests in this time.",
        "Run the command again in some minutes, or with fewer stacks at once.",
    ),
    Known(
        _CANCELED,
        "The deployment was canceled; what it had made until then stays.",
        "Deploy again to finish it, or 'mlinfra destroy' to remove what was made.",
        deployed=True,
    ),
    Known(
        _CANCELED,
        "The deployment was canceled before it had made a resource; the resource group that this run made stays.",
        "Deploy again, or remove the group with 'mlinfra destroy'.",
        group_made=True,
    ),
    Known(
        _CANCELED,
        "The deployment was canceled before it had made a resource.",
        "Deploy again.",
    ),
    Known(
        ("deploymentinterrupted",),
        "The local target was stopped while the deployment ran.",
        "Deploy again: what was made is kept and the rest follows.",
        deployed=True,
    ),
    Known(
        ("deploymentinterrupted",),
        "The local target was stopped before the deployment had made a resource.",
        "Deploy again.",
    ),
    Known(
        ("invalidtemplate",),
        "The deployment engine refuses a nested template, or cannot calculate a value while it deploys; what was deployed "
        "before stays.",
        "Correct the template at the place that the message names, and deploy again.",
        deployed=True,
    ),
    Known(
        ("invalidtemplate",),
        "The deployment engine refuses the template, or cannot calculate a value in it; no resource was deployed.",
        "Correct the template at the place that the message names.",
    ),
    Known(
        ("deploymentoutputevaluationfailed",),
        "The resources were deployed; then an output of the template could not be calculated.",
        "Correct the output or take it out, and deploy again: what was made is kept.",
    ),
)
