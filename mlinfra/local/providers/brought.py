"""Make the children that a service makes with a resource, and keep others from making or deleting them."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.service import Brought
from mlinfra.local.providers._base import Put, bad_request, read
from mlinfra.local.providers.placeholders import filled, source_of


def bring(put: Put, brings: tuple[Brought, ...]) -> None:
    """Write those that are not there yet, such as the datastores that a workspace has from the start."""
    for brought in brings:
        for name, properties in brought.properties.items() if read(put.body, brought.path) else ():
            rid = ResourceId(f"{put.rid.text}/{brought.segment}/{name}")
            if put.view.get("resource", rid.key) is None:
                made = {member: filled(value, source_of(put)) for member, value in properties.items()}
                body = {"id": rid.text, "name": name, "type": rid.type, "properties": made}
                put.view.put("resource", rid.key, body)


def check_not_brought(rid: ResourceId, verb: str) -> None:
    """Raise 400 where a resource is one that its parent brings; ``verb``: what somebody wants to do with it."""
    above = find_type(rid.parent.type) if rid.parent else None
    own = find_type(rid.type)
    for brought in above.served.brings if above and own else ():
        segment, _, name = rid.key.rpartition("/")
        if segment.endswith(f"/{brought.segment.lower()}") and name in map(str.lower, brought.properties):
            assert above, "only what is above another brings it"
            assert own, "what is brought has an entry"
            message = f"The {own.word} '{rid.name}' is the {above.word}'s own and can't be {verb}."
            raise bad_request("UserError", message)
