"""Check the fields of Event Hubs namespaces and hubs that depend on each other, and on the size of the namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._fields import Existing
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
        "infrastructure_encryption": ("Premium", namespace.infrastructure_encryption is True),
    }
    wrong = next((field for field, (sku, given) in needed.items() if given and namespace.sku != sku), None)
    if wrong is not None:
        message = f"{wrong} needs a {needed[wrong][0]} namespace"
        raise InvalidInput(message, where=f"{place}.{wrong}", hint=f'say sku="{needed[wrong][0]}", or drop {wrong}')
    if namespace.kafka and namespace.sku == "Basic":
        raise InvalidInput("a Basic namespace does not speak Kafka", where=f"{place}.kafka", hint='sku="Standard"')
    if namespace.sku == "Premium" and namespace.capacity not in _PROCESSING_UNITS:
        hint = f"it takes {', '.join(map(str, _PROCESSING_UNITS))}"
        raise InvalidInput(f"no Premium namespace has {namespace.capacity} units", where=f"{place}.capacity", hint=hint)
    if namespace.maximum_throughput is not None and namespace.maximum_throughput < namespace.capacity:
        message = f"it begins with {namespace.capacity} units, above its most of {namespace.maximum_throughput}"
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
    if hub.tombstone_hours is not None and hub.cleanup != "Compact":
        message = "only a hub that is compacted marks what was deleted"
        raise InvalidInput(message, where=f"{place}.tombstone_hours", hint='add cleanup="Compact", or drop it')
    if isinstance(hub.parent, Existing):
        return
    sku = hub.parent.sku
    if hub.partitions > _MOST_PARTITIONS[sku] and hub.parent.cluster_id is None:
        message = f"a hub of a {sku} namespace has at most {_MOST_PARTITIONS[sku]} partitions"
        raise InvalidInput(message, where=f"{place}.partitions")
    if hub.capture is not None and sku == "Basic":
        message, hint = "a Basic namespace captures nothing", 'say sku="Standard" of the namespace'
        raise InvalidInput(message, where=f"{place}.capture", hint=hint)
    most = _MOST_HOURS[sku]
    hours = hub.retention_hours or 24 * (hub.retention_days or 0)
    if hours > most and hub.parent.cluster_id is None:
        message = f"a {sku} namespace keeps events for at most {most} hours, not {hours}"
        raise InvalidInput(message, where=f"{place}.retention_hours")
    writer = None if hub.capture is None else hub.capture.identity
    if writer is not None and not has_identity(hub.parent.identity, writer):
        message = "events are captured as an identity that the namespace does not have"
        hint = "give the namespace that identity too"
        raise InvalidInput(message, where=f"{place}.capture", hint=hint)
