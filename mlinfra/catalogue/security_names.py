"""Which properties decide who may do what on types that the catalogue does not have, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_REACH = "decides from where the resource can be reached"
_KEYS = "decides whether keys open the resource beside identities"
_WHO = "decides who may do what"
_CRYPT = "decides how data or traffic is encrypted, and with whose key"

BY_NAME: Final[Mapping[str, str]] = {
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
"""Property name (casefolded) -> why it is security-relevant, with everything below it."""
