"""Known causes of failed deployments: how to recognise one, what it means, what to do. Facts, no code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """One cause. Any of ``codes`` (lower case) and all of ``says`` (a pattern in the message, if any) must match."""

    codes: tuple[str, ...]
    explanation: str
    advice: str
    says: str = ""


KNOWN: tuple[Known, ...] = (
    Known(
        ("quotaexceeded", "operationnotallowed", "insufficientquota", "quotanotavailable", "badrequest", "conflict"),
        "The subscription has not enough cores of this VM family in this region. Machine Learning counts its own quota, "
        "apart from that of virtual machines, and low-priority cores apart from dedicated ones.",
        "Ask for quota in the Machine Learning studio (Quota), use fewer nodes or another size, or another region; "
        "'az ml compute list-usage --location REGION' shows limit and use.",
        r"\bquota\b",
    ),
    Known(
        ("conflict", "conflicterror", "badrequest", "vaultalreadyexists", "workspacesoftdeleted", "validationerror"),
        "A resource of this name was deleted a short while ago and is kept as soft-deleted, so the name is not free. "
        "Workspaces are kept for 14 days, key vaults for 7 to 90.",
        "Recover it, or purge it ('mlinfra destroy --purge' does so when it deletes), or choose another name. A vault "
        "with purge protection can only be recovered.",
        r"soft[- ]?delete|deleted state|is in deleted|recover or purge",
    ),
    Known(
        ("roleassignmentexists",),
        "This identity has this role at this scope already, through an assignment of another name: somebody, or the "
        "service itself, granted it before.",
        "Delete the older assignment ('az role assignment list --assignee ID --scope SCOPE'), or leave this grant out "
        "of the stack.",
    ),
    Known(
        ("roleassignmentupdatenotpermitted",),
        "A role assignment of this name exists for another identity, role or scope, mostly because the identity was "
        "deleted and made again with a new object id.",
        "Delete the orphaned assignment (shown as 'Identity not found') and deploy again.",
    ),
    Known(
        ("principalnotfound",),
        "The identity is so new that the directory does not show it everywhere yet.",
        "Deploy again in a minute; set principalType on role assignments, as mlinfra does on those it derives.",
    ),
    Known(
        (
            "storageaccountalreadytaken",
            "alreadyinuse",
            "vaultalreadyexists",
            "registrynamealreadyexists",
            "namealreadyexists",
        ),
        "The name is in use, perhaps by somebody else: names of storage accounts, registries and vaults are unique in "
        "all of Azure.",
        "Choose another name, or give none: mlinfra then derives one that ends in a hash.",
    ),
    Known(
        ("requestdisallowedbypolicy", "policyviolation", "requestdisallowedbyazure"),
        "A policy that holds for this scope forbids the resource as it is described.",
        "Change what the policy objects to (its name stands in the message), or ask its owner for an exemption.",
    ),
    Known(
        ("missingsubscriptionregistration", "missingregistrationforresourceprovider", "noregisteredproviderfound"),
        "The subscription has not registered the resource provider of this type (or not in this region).",
        "mlinfra registers providers before it deploys, if the identity may; else ask an owner of the subscription "
        "for 'az provider register --namespace NAMESPACE'.",
    ),
    Known(
        (
            "skunotavailable",
            "locationnotavailableforresourcetype",
            "vmsizenotsupported",
            "invalidvmsize",
            "notavailableforsubscription",
        ),
        "This size, or this type of resource, is not offered to the subscription in this region.",
        "Take another size or region; 'az vm list-skus --location REGION --size SIZE' says what is restricted.",
    ),
    Known(
        ("allocationfailed", "zonalallocationfailed", "overconstrainedallocationrequest"),
        "The region has no free machines of this size at the moment.",
        "Deploy again later, or take another size or region.",
    ),
    Known(
        ("authorizationfailed", "linkedauthorizationfailed", "forbidden", "roleassignmentscopenotauthorized"),
        "The identity that deploys lacks a right. Role assignments need Owner, or Role Based Access Control "
        "Administrator; resources in other groups need rights there.",
        "Grant the action named in the message at the scope named there; rights that are new take some minutes.",
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
        ("scopelocked",),
        "A lock forbids the change.",
        "Remove the lock for the deployment, if you may.",
    ),
    Known(
        ("denyassignmentauthorizationfailed",),
        "A deployment stack, or a managed application, denies changes to this resource.",
        "Deploy through the stack that owns the resource, or have your principal excluded from its deny settings.",
    ),
    Known(
        ("readonlydisabledsubscription", "subscriptionnotregistered"),
        "The subscription is disabled, so that everything in it can only be read.",
        "Its owner must enable it again.",
    ),
    Known(
        ("resourcegroupnotfound",),
        "The resource group does not exist.",
        "Give the stack's ResourceGroup a location, and mlinfra makes the group.",
    ),
    Known(
        ("resourcegroupbeingdeleted", "resourcegroupdeletionblocked"),
        "The resource group is being deleted.",
        "Wait until it is gone, then deploy again.",
    ),
    Known(
        ("imagebuildfailure", "imagebuildfailed"),
        "The environment's image could not be built; mostly the conda file's packages do not fit together, or the "
        "registry is private and the workspace has no image build compute.",
        "Read the build log in the studio under Environments; pin packages, or set an image build compute.",
    ),
    Known(
        ("anotheroperationinprogress", "conflict", "resourcenotready", "retryableerror"),
        "Another operation works on the resource, or on its parent, at the same time.",
        "Deploy again when it has ended.",
        r"another operation|in progress|being (updated|provisioned|deleted)|not in a succeeded|try again",
    ),
    Known(
        ("subscriptionrequeststhrottled", "toomanyrequests", "resourcecollectionrequeststhrottled", "throttled"),
        "Azure asks for fewer requests in this time.",
        "Deploy again in some minutes, or fewer stacks at once.",
    ),
    Known(
        ("deploymentcanceled", "operationpreempted"),
        "Somebody canceled the deployment; what was made until then stays.",
        "Deploy again to finish it, or 'mlinfra destroy' to remove what was made.",
    ),
    Known(
        ("deploymentinterrupted",),
        "The local target was stopped while the deployment ran.",
        "Deploy again: what was made is kept and the rest follows.",
    ),
    Known(
        ("invalidtemplate",),
        "The deployment engine refuses the template, or cannot calculate a value in it.",
        "Correct the template at the place that the message names.",
    ),
    Known(
        ("deploymentoutputevaluationfailed",),
        "The resources were deployed; then an output of the template could not be calculated.",
        "Correct the output or take it out, and deploy again: what was made is kept.",
    ),
)
