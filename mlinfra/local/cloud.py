"""Answer, from the state of the local target, what only Azure can say while a template is evaluated."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from mlinfra.arm.expand.clouds import PUBLIC
from mlinfra.arm.resource_id import ResourceId, group_id, resource_id
from mlinfra.base.arm_types import DEPLOYMENTS, MANAGEMENT_GROUPS
from mlinfra.catalogue.accepted_values import AcceptedValue
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION
from mlinfra.catalogue.unjudged import remarks_on
from mlinfra.local.actions import list_action
from mlinfra.local.errors import ArmError
from mlinfra.local.protection import OPERATOR
from mlinfra.local.providers._base import TENANT, Body, read
from mlinfra.local.resources import found, visible
from mlinfra.local.store import View


class CloudAnswers:
    """The asking half of the engine's Runtime; deployment and forecast add what happens to a resource."""

    def __init__(self, view: View, principal: str = OPERATOR) -> None:
        self.view, self.principal = view, principal
        self._outputs: dict[str, dict[str, Any]] = {}
        self.accepts: tuple[AcceptedValue, ...] = ()
        """Values that the template sends whatever the catalogue says."""
        self.remarks: dict[str, Body] = {}
        """Warnings about what could not be judged, each once."""
        self.last_read = ""
        """Type of the resource whose properties a template function read last."""
        self._started = datetime.now(timezone.utc)

    def remark(self, resource: Body) -> None:
        """Note what of a resource could not be judged."""
        self.remarks |= {f"{remark['target']} {remark['message']}": remark for remark in remarks_on(resource)}

    @property
    def warnings(self) -> list[Body]:
        """What a deployment says beside its result: values that its author accepts, and what was not judged."""
        return [*(value.warning for value in self.accepts), *self.remarks.values()]

    def accepted(self, rid: ResourceId) -> tuple[str, ...]:
        """Paths in the body of a resource that the template's author accepts."""
        return tuple(value.path for value in self.accepts if value.is_about(rid))

    def remember(self, deployment: str, outputs: dict[str, dict[str, Any]]) -> None:
        """Keep a nested deployment's outputs for ``reference()``."""
        self._outputs[deployment.lower()] = outputs

    def reference(self, resource_id_: str, api_version: str | None, full: bool) -> Any:
        """A resource's properties, or the whole of it; a deployment's outputs are those it just had."""
        del api_version
        rid = resource_id(resource_id_)
        if rid.key in self._outputs:
            properties = {"provisioningState": "Succeeded", "outputs": self._outputs[rid.key]}
            return {"id": rid.text, "name": rid.name, "properties": properties} if full else properties
        if rid.type.lower() == DEPLOYMENTS.lower():
            body = self.view.get("deployment", rid.key)
            if body is None:
                raise ArmError(404, "DeploymentNotFound", f"Deployment '{rid.name}' could not be found.")
        else:
            self.last_read = rid.type
            body = visible(found(self.view, rid))
        return body if full else body.get("properties", {})

    def list_(self, function: str, resource_id_: str, api_version: str | None, body: Any) -> Any:
        """The secrets of a resource."""
        del api_version
        rid = resource_id(resource_id_)
        return list_action(self.view, rid, function, body if isinstance(body, dict) else {})

    def call(self, function: str, args: tuple[Any, ...]) -> Any:
        """Role definitions by name, availability zones; nothing else is known here."""
        if function.lower() == "roledefinitions":
            role = ROLES.get(str(args[0]))
            if role is None:
                raise ArmError(400, "InvalidTemplate", f"The local target knows no built-in role '{args[0]}'.")
            return {"id": f"/providers/{ROLE_DEFINITION.type}/{role.guid}", "roleDefinitionId": role.guid}
        if function.lower() == "pickzones":
            return [str(zone + 1) for zone in range(int(args[3]) if len(args) > 3 else 1)]
        raise ArmError(400, "InvalidTemplate", f"The local target can't answer the template function '{function}'.")

    def environment(self) -> dict[str, Any]:
        """Azure's public cloud."""
        return dict(PUBLIC)

    def deployer(self) -> dict[str, Any]:
        """Who deploys."""
        return {"objectId": self.principal, "tenantId": TENANT, "userPrincipalName": "operator@local.mlinfra"}

    def tenant(self) -> dict[str, Any]:
        """The target's one tenant."""
        return {"id": f"/tenants/{TENANT}", "tenantId": TENANT, "countryCode": "NL", "displayName": "Local"}

    def subscription(self, subscription_id: str) -> dict[str, Any]:
        """Any subscription that is asked for."""
        return {
            "id": f"/subscriptions/{subscription_id}",
            "subscriptionId": subscription_id,
            "tenantId": TENANT,
            "displayName": "Local",
        }

    def resource_group(self, subscription_id: str, name: str) -> dict[str, Any]:
        """A stored group; its tags are there even if it has none."""
        return {"tags": {}, **found(self.view, ResourceId(group_id(subscription_id, name)))}

    def management_group(self, name: str) -> dict[str, Any]:
        """Any management group that is asked for."""
        return {
            "id": f"/providers/{MANAGEMENT_GROUPS}/{name}",
            "name": name,
            "type": MANAGEMENT_GROUPS,
            "properties": {"tenantId": TENANT, "displayName": name, "details": {}},
        }

    def secret(self, reference: Mapping[str, Any]) -> Any:
        """A secret of a stored vault."""
        vault = resource_id(str(read(dict(reference), "keyVault.id")))
        name = str(reference["secretName"])
        stored = self.view.get("resource", f"{vault.key}/secrets/{name.lower()}")
        value = read(stored, "properties.value")
        if value is None:
            raise ArmError(
                400,
                "KeyVaultParameterReferenceSecretRetrieveFailed",
                f"The secret '{name}' of the key vault '{vault.text}' could not be retrieved.",
            )
        return value

    def utc_now(self) -> datetime:
        """When the deployment started."""
        return self._started

    def new_guid(self) -> str:
        """A new GUID."""
        return str(uuid.uuid4())
