"""Which properties decide who may do what, with the reason: noise rules never hide them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import names, pattern
from mlinfra.catalogue.types.managed_identity import USER_ASSIGNED_IDENTITY

_REACH = "decides from where the resource can be reached"
_KEYS = "decides whether keys open the resource beside identities"
_WHO = "decides who may do what"
_CRYPT = "decides how data or traffic is encrypted, and with whose key"

SECURITY: Final[Mapping[str, str]] = {
    "publicnetworkaccess": _REACH,
    "publicnetworkaccessforingestion": _REACH,
    "publicnetworkaccessforquery": _REACH,
    "allowpublicaccesswhenbehindvnet": _REACH,
    "networkacls": _REACH,
    "networkruleset": _REACH,
    "networkrulebypassoptions": _REACH,
    "networkrulebypassallowedfortasks": _REACH,
    "iprules": _REACH,
    "ipallowlist": _REACH,
    "virtualnetworkrules": _REACH,
    "resourceaccessrules": _REACH,
    "defaultaction": _REACH,
    "bypass": _REACH,
    "firewallrules": _REACH,
    "securityrules": _REACH,
    "isolationmode": _REACH,
    "outboundrules": _REACH,
    "remoteloginportpublicaccess": _REACH,
    "enablenodepublicip": _REACH,
    "sshpublicaccess": _REACH,
    "privateendpointnetworkpolicies": _REACH,
    "allowblobpublicaccess": "decides whether anybody may read blobs without signing in",
    "publicaccess": "decides whether anybody may read the container without signing in",
    "anonymouspullenabled": "decides whether anybody may pull images without signing in",
    "allowsharedkeyaccess": _KEYS,
    "disablelocalauth": _KEYS,
    "adminuserenabled": _KEYS,
    "authmode": _KEYS,
    "systemdatastoresauthmode": _KEYS,
    "defaulttooauthauthentication": _KEYS,
    "allowcrosstenantreplication": "decides whether data may be copied to another tenant",
    "exportpolicy": "decides whether images may leave the registry",
    "iskeyaccess": _KEYS,
    "keypolicy": _KEYS,
    "saspolicy": _KEYS,
    "identity": "decides as whom the resource acts",
    "primaryuserassignedidentity": "decides as whom the resource acts",
    "accesspolicies": _WHO,
    "enablerbacauthorization": _WHO,
    "roleassignmentmode": _WHO,
    "principalid": _WHO,
    "principaltype": _WHO,
    "roledefinitionid": _WHO,
    "condition": _WHO,
    "permissions": _WHO,
    "assignablescopes": _WHO,
    "assigneduser": _WHO,
    "federatedidentitycredentials": _WHO,
    "actiononunmanage": "decides what is deleted once it leaves a deployment stack",
    "denysettings": "decides who may change what a deployment stack manages",
    "enforcementmode": "decides whether a policy is enforced",
    "encryption": _CRYPT,
    "minimumtlsversion": _CRYPT,
    "mintlsversion": _CRYPT,
    "minimaltlsversion": _CRYPT,
    "supportshttpstrafficonly": _CRYPT,
    "httpsonly": _CRYPT,
    "keyvaultproperties": _CRYPT,
    "hbiworkspace": "decides how much Microsoft's diagnostics may see",
    "enablesoftdelete": "decides whether a deletion can be undone",
    "enablepurgeprotection": "decides whether a deletion can be made final early",
    "quarantinepolicy": "decides whether unscanned images may be pulled",
    "trustpolicy": "decides whether unsigned images may be pulled",
}
"""Property name (casefolded) -> why it is security-relevant, on any resource and with everything below it."""

COMPUTED: Final[tuple[str, ...]] = (
    "identity.principalId",
    "identity.tenantId",
    "identity.userAssignedIdentities.*.clientId",
    "identity.userAssignedIdentities.*.principalId",
    "properties.encryption.services.*.lastEnabledTime",
    "properties.managedNetwork.outboundRules.*.status",
    "properties.managedNetwork.outboundRules.*.category",
    "properties.securityRules[*].etag",
    "properties.securityRules[*].properties.provisioningState",
)
"""Below those names, what only Azure computes: nobody can declare it, so it decides nothing."""

_COMPUTED = tuple(pattern(text) for text in COMPUTED)


def security_reason(path: str, type_: str, *values: Json) -> str | None:
    """Why a difference at that path is security-relevant, or None. ``values`` are looked into as well."""
    if any(computed.match(path) for computed in _COMPUTED):
        return None
    if type_.casefold() == USER_ASSIGNED_IDENTITY.key and path.casefold() == "properties.principalid":
        return None
    for name in names(path):
        if name in SECURITY:
            return SECURITY[name]
    return next((reason for value in values if (reason := _inside(value)) is not None), None)


def _inside(value: Json) -> str | None:
    """The reason of the first security-relevant member inside a value."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            for key in node:
                if (reason := SECURITY.get(str(key).casefold())) is not None:
                    return reason
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return None
