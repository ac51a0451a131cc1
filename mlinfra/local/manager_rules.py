"""Refuse what Resource Manager itself refuses, before any resource provider is asked."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import RESOURCES
from mlinfra.catalogue.api_versions import api_versions, is_published
from mlinfra.catalogue.manager_judgement import in_regions, is_version, judge_envelope, judge_scope, judge_tags
from mlinfra.catalogue.resource_places import namespace_is_known, scopes_of
from mlinfra.catalogue.service_facts import is_collection
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call
from mlinfra.local.providers._base import Body
from mlinfra.local.store import View

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_UNVERSIONED = "/history/"
"""The run history of Azure ML has its version in the path."""


def check_request(call: Call) -> None:
    """Raise for a request without Authorization, with a wrong api-version or for a subscription that can't be."""
    if not call.headers.get("authorization", "").strip():
        raise ArmError(
            401,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            headers={"WWW-Authenticate": f'Bearer authorization_uri="{call.base}/", error="invalid_token"'},
        )
    if call.path.lower().startswith(_UNVERSIONED):
        return
    if not call.api_version:
        message = "The api-version query parameter (?api-version=) is required for all requests."
        raise ArmError(400, "MissingApiVersionParameter", message)
    if not is_version(call.api_version):
        message = f"The api-version '{call.api_version}' is invalid: it is the date of a published version, such as 2025-04-01."
        raise ArmError(400, "InvalidApiVersionParameter", message)
    if call.method != "PUT":  # of a PUT it is judged with the body
        check_version(ResourceId(call.path), call.api_version)
    subscription = ResourceId(call.path).subscription
    if subscription is not None and not _GUID.fullmatch(subscription):
        message = f"The provided subscription identifier '{subscription}' is malformed or invalid."
        raise ArmError(400, "InvalidSubscriptionId", message)


def check_version(rid: ResourceId, version: str) -> None:
    """Raise for a version that neither the type of a resource has nor the outermost one above it.

    Three answers, as Azure gives them: Resource Manager's own types 400, what a provider keeps in regions 400, the rest 404.
    The outermost type is asked too as specifications do not name all versions of what can only be read; of versions before the
    first that is known nothing is said.
    """
    outermost = "/".join(rid.type.split("/")[:2])
    if is_published(outermost, version) or version.lower() in api_versions(rid.type):
        return
    if version[:10] < api_versions(outermost)[-1][:10]:  # azure-ai-ml uses one that is in no specification of today
        return
    asked = rid.type if api_versions(rid.type) else outermost
    namespace, _, kind = asked.partition("/")
    known = ", ".join(api_versions(asked))
    if namespace.lower() == RESOURCES.lower():
        message = f"The api-version '{version}' is invalid. The supported versions are '{known}'."
        raise ArmError(400, "InvalidApiVersionParameter", message)
    if in_regions(asked):
        message = f"No registered resource provider found for API version '{version}' for type '{kind}'."
        raise ArmError(400, "NoRegisteredProviderFound", f"{message} The supported api-versions are '{known}'.")
    message = (
        f"The resource type '{kind}' could not be found in the namespace '{namespace}' for api version '{version}'."
    )
    raise ArmError(404, "InvalidResourceType", f"{message} The supported api-versions are '{known}'.")


def check_declared(rid: ResourceId, body: Body) -> None:
    """Raise for a resource that no provider would get to see: its type, place, version, location or tags.

    ``body``: as sent, in a template or a PUT. What is still an expression there is checked when it has a value.
    """
    version = str(body.get("apiVersion") or "")
    for azure, refusal in (*judge_envelope(rid.type, version, body), *judge_scope(rid)):
        message = f"{refusal.message}; {refusal.fix}."
        if azure == "InvalidTemplate":
            message = f"Deployment template validation failed: 'The resource '{rid.text}': {message}'."
        raise ArmError(400, azure, message, target=rid.text)


def check_tags(tags: Any) -> None:
    """Raise 400 for tags that Resource Manager does not keep. The limits are documented, not all of the codes are."""
    for azure, refusal in judge_tags(tags):
        raise ArmError(400, azure, f"{refusal.message}; {refusal.fix}.", target="tags")


def check_subscription(view: View, call: Call, known: Collection[str]) -> None:
    """Raise 404 for a subscription that is none of ``known`` and holds nothing; any GUID will do where none is known."""
    subscription = ResourceId(call.path).subscription
    if not known or subscription is None or subscription.lower() in known:
        return
    if not view.under("resource", f"/subscriptions/{subscription}/".lower()):
        raise ArmError(404, "SubscriptionNotFound", f"The subscription '{subscription}' could not be found.")


def check_type(rid: ResourceId) -> None:
    """Raise 404 for a type that its namespace does not have."""
    if namespace_is_known(rid.type) and scopes_of(rid.type) is None and not is_collection(rid.type):
        namespace, _, kind = rid.type.partition("/")
        message = f"The resource type '{kind}' could not be found in the namespace '{namespace}'."
        raise ArmError(404, "InvalidResourceType", message, target=rid.text)
