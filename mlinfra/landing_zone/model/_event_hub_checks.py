"""Check the fields of Event Hubs namespaces and hubs that depend on each other, and on the size of the namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._known import in_order, known, may_be
from mlinfra.landing_zone.model.identity import Identities, SystemAssigned

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.event_hub import EventHub, EventHubNamespace
    from mlinfra.landing_zone.model.identity import Identity, UserAssignedIdentity

_MOST_PARTITIONS = {"Basic": 32, "Standard": 32, "Premium": 200}
_MOST_HOURS = {"Basic": 24, "Standard": 168, "Premium": 2160}
_PROCESSING_UNITS = (1, 2, 4, 8, 12, 16)


def has_identity(
    identity: Identity | None, wanted: SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity] | None
) -> bool:
    """Whether a resource with this identity can act as another one; ``wanted`` None: as itself."""
    itself = wanted is None or isinstance(wanted, SystemAssigned)
    if isinstance(identity, Identities):
        return identity.system_assigned if itself else wanted in identity.user_assigned
    return isinstance(identity, SystemAssigned) if itself else identity == wanted


def check_namespace(namespace: EventHubNamespace, place: str) -> None:
    """Hold a namespace to what its size has; raises `InvalidInput`."""
    needed = {
        "maximum_throughput": ("Standard", namespace.maximum_throughput is not None),
        "customer_keys": ("Premium", namespace.customer_keys is not None),
        "infrastructure_encryption": ("Premium", known(namespace.infrastructure_encryption) is True),
    }
    size, units, most = known(namespace.sku), known(namespace.capacity), known(namespace.maximum_throughput)
    wrong = next((field for field, (sku, given) in needed.items() if given and size not in {sku, None}), None)
    if wrong is not None:
        message = f"{wrong} needs a {needed[wrong][0]} namespace"
        raise InvalidInput(message, where=f"{place}.{wrong}", hint=f'say sku="{needed[wrong][0]}", or drop {wrong}')
    if known(namespace.kafka) and size == "Basic":
        raise InvalidInput("a Basic namespace does not speak Kafka", where=f"{place}.kafka", hint='sku="Standard"')
    if size == "Premium" and units not in {*_PROCESSING_UNITS, None}:
        hint = f"it takes {', '.join(map(str, _PROCESSING_UNITS))}"
        raise InvalidInput(f"no Premium namespace has {units} units", where=f"{place}.capacity", hint=hint)
    if not in_order(units, most):
        message = f"it begins with {units} units, above its most of {most}"
        raise InvalidInput(message, where=f"{place}.maximum_throughput", hint="give at least capacity")
    if namespace.customer_keys is not None and namespace.identity is None:
        message = "without an identity nobody reads the customer-managed key"
        raise InvalidInput(message, where=f"{place}.identity", hint="give identity=UserAssignedIdentity(...)")
    for key in namespace.customer_keys or ():
        if not has_identity(namespace.identity, key.identity):
            who = "the namespace itself" if key.identity is None else key.identity.name
            message = f"{who} reads the key {key.name}, and the namespace does not have that identity"
            hint = "give the key identity=, or the namespace that identity"
            raise InvalidInput(message, where=f"{place}.customer_keys", hint=hint)


def check_hub(hub: EventHub, place: str) -> None:
    """Hold a hub to what its namespace has; raises `InvalidInput`."""
    if hub.retention_hours is not None and hub.retention_days is not None:
        message = "events are kept for days, or for hours"
        raise InvalidInput(message, where=f"{place}.retention_days", hint="drop one of them")
    if hub.tombstone_hours is not None and not may_be(hub.cleanup, "Compact"):
        message = "only a hub that is compacted marks what was deleted"
        raise InvalidInput(message, where=f"{place}.tombstone_hours", hint='add cleanup="Compact", or drop it')
    if isinstance(hub.parent, Existing):
        return
    sku = known(hub.parent.sku)
    if sku is not None:
        _check_hub_size(hub, sku, hub.parent.cluster_id is not None, place)
    writer = None if hub.capture is None else hub.capture.identity
    if writer is not None and not has_identity(hub.parent.identity, writer):
        message = "events are captured as an identity that the namespace does not have"
        hint = "give the namespace that identity too"
        raise InvalidInput(message, where=f"{place}.capture", hint=hint)


def _check_hub_size(hub: EventHub, sku: str, in_cluster: bool, place: str) -> None:
    if (known(hub.partitions) or 0) > _MOST_PARTITIONS[sku] and not in_cluster:
        message = f"a hub of a {sku} namespace has at most {_MOST_PARTITIONS[sku]} partitions"
        raise InvalidInput(message, where=f"{place}.partitions")
    if hub.capture is not None and sku == "Basic":
        message, hint = "a Basic namespace captures nothing", 'say sku="Standard" of the namespace'
        raise InvalidInput(message, where=f"{place}.capture", hint=hint)
    most = _MOST_HOURS[sku]
    hours = known(hub.retention_hours) or 24 * (known(hub.retention_days) or 0)
    if hours > most and not in_cluster:
        message = f"a {sku} namespace keeps events for at most {most} hours, not {hours}"
        raise InvalidInput(message, where=f"{place}.retention_hours")
