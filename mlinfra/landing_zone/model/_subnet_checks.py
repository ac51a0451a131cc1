"""Check subnets that other resources name: what Azure asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._fields import Existing

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.virtual_network import Subnet


def check_service_endpoints(
    subnets: Iterable[Subnet | Existing[Subnet]] | None, arm_type: str, place: str, *, way_out: str = ""
) -> None:
    """Raise `InvalidInput` for a subnet of the stack that the firewall of a resource of this type cannot know.

    ``way_out`` says what else the resource offers. Of an existing subnet nothing is known.
    """
    service = arm_type.partition("/")[0]
    for subnet in subnets or ():
        if not isinstance(subnet, Existing) and service not in _services(subnet):
            message = f"{subnet.name} has no service endpoint for {service}, by which the firewall knows it"
            hint = f'add service_endpoints=[ServiceEndpoint("{service}")] to the subnet{way_out}'
            raise InvalidInput(message, where=place, hint=hint)


def _services(subnet: Subnet) -> set[str]:
    """The services that a subnet has an endpoint for; one for all regions counts for the service."""
    added = subnet.extra.get("properties", {}).get("serviceEndpoints", ())  # written past the field
    named = [*(endpoint.service for endpoint in subnet.service_endpoints or ()), *(rule["service"] for rule in added)]
    return {name.removesuffix(".Global") for name in named}


def check_delegated(subnet: Subnet | Existing[Subnet] | None, service: str, place: str) -> None:
    """Raise `InvalidInput` for a subnet of the stack into which a service may not put its machines."""
    if subnet is None or isinstance(subnet, Existing) or "delegations" in subnet.extra.get("properties", {}):
        return
    if service not in {delegation.service for delegation in subnet.delegations or ()}:
        message = f"{subnet.name} is not delegated to {service}"
        hint = f'add delegations=[Delegation("{service}")] to the subnet'
        raise InvalidInput(message, where=place, hint=hint)
