"""Known causes of errors about one resource: its name, its quota, its rules. Facts, no code; the first that fits counts."""

from __future__ import annotations

from mlinfra.azure.deploy.causes import Known
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.catalogue.types.key_vault import KEY_VAULT

_ML = "microsoft.machinelearningservices"
_QUOTA = ("quotaexceeded", "operationnotallowed", "insufficientquota", "quotanotavailable", "badrequest", "conflict")
_CORES = r"(?s)(?=.*\bquota\b)(?=.*\b(v?cpus?|cores?|vm|family)\b)"
_SOFT_DELETED = (
    "conflict",
    "conflicterror",
    "badrequest",
    "vaultalreadyexists",
    "workspacesoftdeleted",
    "flagmustbesetforrestore",
    "validationerror",
)
_SOFT_WORDS = r"soft[- ]?delete|deleted state|is in deleted|recover or purge"

RESOURCE_CAUSES: tuple[Known, ...] = (
    Known(
        _QUOTA,
        "The subscription has not enough cores of this VM family in this region. Machine Learning counts its own quota, "
        "apart from that of virtual machines, and low-priority cores apart from dedicated ones.",
        "Ask for quota in the Machine Learning studio (Quota), use fewer nodes or another size, or another region; "
        "'az ml compute list-usage --location REGION' shows limit and use.",
        r"\bquota\b",
        types=(f"{_ML}/workspaces/computes", f"{_ML}/workspaces/onlineendpoints"),
    ),
    Known(
        _QUOTA,
        "The subscription has not enough cores of this VM family in this region. Machine Learning counts its cores apart "
        "from those of virtual machines, so each has a quota of its own.",
        "Ask for quota (of Machine Learning in its studio, of anything else in the portal under Quotas), or use fewer or "
        "smaller machines, or another region.",
        _CORES,
    ),
    Known(
        _QUOTA,
        "The quota for this kind of resource is used up, in this subscription, region or parent as the message says.",
        "Delete what nobody uses any more, ask for more quota in the portal under Quotas, or use another region or parent.",
        r"\bquota\b",
    ),
    Known(
        _SOFT_DELETED,
        "A workspace of this name was deleted less than 14 days ago and is kept as soft-deleted, so the name is not free.",
        "Recover or purge it in the portal (Azure Machine Learning, Recently deleted), or choose another name. 'mlinfra "
        "destroy --purge' frees the name when it deletes.",
        _SOFT_WORDS,
        types=(f"{_ML}/workspaces",),
    ),
    Known(
        _SOFT_DELETED,
        "A key vault of this name was deleted and is kept as soft-deleted for 7 to 90 days, so the name is not free.",
        "'az keyvault recover --name NAME' brings it back, 'az keyvault purge --name NAME' frees the name, except with "
        "purge protection; or choose another name. 'mlinfra destroy --purge' frees the name when it deletes.",
        _SOFT_WORDS,
        types=(KEY_VAULT.key,),
    ),
    Known(
        _SOFT_DELETED,
        "A resource of this name was deleted a short while ago and is kept as soft-deleted, so the name is not free.",
        "Recover it, or purge it if its type allows that, or choose another name.",
        _SOFT_WORDS,
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
        "The directory does not know the identity. This run had deployed nothing before, so the identity is not simply "
        "new: it was deleted, or the object id is wrong or of another tenant.",
        "Correct the object id ('az ad sp show --id ID'), or take the grant out.",
        deployed=False,
    ),
    Known(
        ("principalnotfound",),
        "The directory does not know the identity (yet): either this run made it and it is too new to be seen everywhere, "
        "or its object id is wrong.",
        "Deploy again in a minute; set principalType on role assignments, as mlinfra does on those it derives. If it fails "
        "again, correct the object id.",
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
        "A policy that holds for this scope forbids deleting the resource.",
        "Ask the policy's owner (its name stands in the message) for an exemption.",
        steps=("deletion",),
    ),
    Known(
        ("requestdisallowedbypolicy", "policyviolation", "requestdisallowedbyazure"),
        "A policy that holds for this scope forbids the resource as it is described.",
        "Change what the policy objects to (its name stands in the message), or ask its owner for an exemption.",
    ),
    Known(
        ("skunotavailable", "vmsizenotsupported", "invalidvmsize", "notavailableforsubscription"),
        "This size is not offered to the subscription in this region.",
        "Take another size or region; 'az vm list-skus --location REGION --size SIZE' says what is restricted.",
    ),
    Known(
        ("locationnotavailableforresourcetype",),
        "This type of resource is not offered in this region.",
        "Take one of the regions that the message lists.",
    ),
    Known(
        ("allocationfailed", "zonalallocationfailed", "overconstrainedallocationrequest"),
        "The region has no free machines of this size at the moment.",
        "Deploy again later, or take another size or region.",
    ),
    Known(
        ("imagebuildfailure", "imagebuildfailed"),
        "The environment's image could not be built; mostly the conda file's packages do not fit together, or the "
        "registry is private and the workspace has no image build compute.",
        "Read the build log in the studio under Environments; pin packages, or set an image build compute.",
    ),
    Known(
        ("cannotdeleteresource",),
        "The resource still holds others that the stack does not own, so Azure does not delete it.",
        "Delete the resources that the message names, or move them, then run the command again.",
        steps=("deletion",),
    ),
    Known(
        ("inusesubnetcannotbedeleted", "inusenetworksecuritygroupcannotbedeleted"),
        "Something outside the stack is still connected to it.",
        "Delete or move what the message names, then run the command again.",
        steps=("deletion",),
    ),
    Known(
        ("anotheroperationinprogress", "conflict", "resourcenotready", "retryableerror"),
        "Another operation works on the resource, or on its parent, at the same time.",
        "Run the command again when it has ended.",
        r"another operation|in progress|being (updated|provisioned|deleted)|not in a succeeded|try again",
    ),
    Known(
        ("scopelocked",),
        "A lock forbids to delete this.",
        "Remove the lock, if you may; the message names where it is.",
        steps=("deletion",),
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
        ("authorizationfailed", "linkedauthorizationfailed", "forbidden", "roleassignmentscopenotauthorized"),
        "The identity that deploys may not grant roles here. That needs Owner, User Access Administrator, or Role Based "
        "Access Control Administrator.",
        "Have one of them granted at the scope that the message names; rights that are new take some minutes.",
        types=(ROLE_ASSIGNMENT.key,),
        steps=("start", "deployment"),
    ),
)
