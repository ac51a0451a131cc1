"""Keep what a private endpoint makes: connections on its targets with their state, a network interface, DNS names."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import NamedTuple

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.address_ranges import parsed
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.types.network import NETWORK_INTERFACE
from mlinfra.catalogue.types.network_private_links import PRIVATE_ENDPOINT
from mlinfra.local.errors import not_found
from mlinfra.local.providers._base import Body, Put, bad_request, guid, read
from mlinfra.local.store import View

SEGMENT = "privateEndpointConnections"
_STATES = ("Approved", "Pending", "Rejected", "Disconnected")
_LISTS = ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
_KEPT_ADDRESSES = 4
"""Azure keeps the first addresses of each subnet."""


class _Link(NamedTuple):
    """One connection that an endpoint asks for."""

    item: Body
    target: ResourceId
    groups: list[str]
    manual: bool

    def connection(self, endpoint: ResourceId) -> ResourceId:
        """Where its target keeps it."""
        name = f"{endpoint.name}.{guid(f'{endpoint.key}|{self.target.key}')}"
        return ResourceId(f"{self.target.text}/{SEGMENT}/{name}")


def _links(endpoint: Body) -> Iterator[_Link]:
    for name in _LISTS:
        for item in read(endpoint, f"properties.{name}") or ():
            target = read(item, "properties.privateLinkServiceId")
            if isinstance(target, str):
                groups = [str(group) for group in read(item, "properties.groupIds") or ()]
                yield _Link(item, ResourceId(target), groups, name == _LISTS[1])


def card_of(endpoint: ResourceId, body: Body) -> ResourceId:
    """The id of an endpoint's network interface."""
    name = read(body, "properties.customNetworkInterfaceName") or f"{endpoint.name}.nic.{guid(endpoint.key)}"
    group = endpoint.group.text if endpoint.group else ""
    return ResourceId(f"{group}/providers/{NETWORK_INTERFACE.type}/{name}")


def card_parts(put: Put) -> Body:
    """The network interface that an endpoint tells."""
    return {"properties": {"networkInterfaces": [{"id": card_of(put.rid, put.body).text}]}}


def connect(put: Put) -> None:
    """Write the connections and the interface of an endpoint; what exists already stays as it is."""
    for link in _links(put.body):
        rid = link.connection(put.rid)
        if put.view.get("resource", rid.key) is not None or put.view.get("resource", link.target.key) is None:
            continue
        state = {"status": "Pending" if link.manual else "Approved", "description": "", "actionsRequired": "None"}
        if link.manual:
            state["description"] = str(read(link.item, "properties.requestMessage") or "")
        properties = {
            "privateEndpoint": {"id": put.rid.text},
            "groupIds": link.groups,
            "provisioningState": "Succeeded",
        }
        body = {
            "id": rid.text,
            "name": rid.name,
            "type": rid.type,
            "properties": {**properties, "privateLinkServiceConnectionState": state},
        }
        put.view.put("resource", rid.key, body)
    _write_card(put)


def _write_card(put: Put) -> None:
    rid = card_of(put.rid, put.body)
    if put.view.get("resource", rid.key) is not None:
        return
    subnet = str(read(put.body, "properties.subnet.id") or "")
    address = {"privateIPAddress": _free_address(put.view, ResourceId(subnet)), "privateIPAllocationMethod": "Dynamic"}
    configuration = {
        "name": "privateEndpointIpConfig",
        "properties": {**address, "primary": True, "subnet": {"id": subnet}},
    }
    properties = {
        "provisioningState": "Succeeded",
        "ipConfigurations": [configuration],
        "privateEndpoint": {"id": put.rid.text},
    }
    body = {"id": rid.text, "name": rid.name, "type": rid.type, "location": put.location, "properties": properties}
    put.view.put("resource", rid.key, body)


def _free_address(view: View, subnet: ResourceId) -> str:
    stored = view.get("resource", subnet.key)
    prefixes = [read(stored, "properties.addressPrefix"), *(read(stored, "properties.addressPrefixes") or ())]
    network = next((found for text in prefixes if isinstance(text, str) and (found := parsed(text))), None)
    if network is None:
        network = ipaddress.ip_network("10.0.0.0/24")
    taken = {_address(body) for body in view.under("resource", "/").values() if _is_card(body)}
    free = (str(network.network_address + place) for place in range(_KEPT_ADDRESSES, network.num_addresses - 1))
    return next((address for address in free if address not in taken), str(network.network_address))


def _is_card(body: Body) -> bool:
    return str(body.get("type")).lower() == NETWORK_INTERFACE.key


def _address(card: Body | None) -> str:
    configurations = read(card, "properties.ipConfigurations") or [{}]
    return str(read(configurations[0], "properties.privateIPAddress") or "")


def disconnect(view: View, endpoint: Body) -> None:
    """Remove what an endpoint made, once it is gone."""
    rid = ResourceId(str(endpoint["id"]))
    for link in _links(endpoint):
        view.delete("resource", link.connection(rid).key)
    view.delete("resource", card_of(rid, endpoint).key)


def check_connection(put: Put) -> None:
    """A connection is approved or rejected, and never made by hand."""
    if put.previous is None:
        raise not_found(put.rid.text)
    status = read(put.body, "properties.privateLinkServiceConnectionState.status")
    if str(status).lower() not in map(str.lower, _STATES):
        path = "properties.privateLinkServiceConnectionState.status"
        raise bad_request("InvalidRequestContent", f"{path}: {status!r} is none of {', '.join(_STATES)}.", path)


def connection_parts(put: Put) -> Body:
    """What of a connection only the service sets."""
    before = read(put.previous, "properties") or {}
    fixed = {name: before[name] for name in ("privateEndpoint", "groupIds") if name in before}
    return {"properties": {**fixed, "provisioningState": "Succeeded"}}


def with_links(view: View, body: Body) -> Body:
    """A body as its GET shows it: an endpoint with states and DNS names, a target with its connections."""
    rid = ResourceId(str(body["id"]))
    entry = find_type(rid.type)
    if rid.type.lower() == PRIVATE_ENDPOINT.key:
        return {**body, "properties": {**body["properties"], **_endpoint_parts(view, rid, body)}}
    if entry is None or not entry.link_groups:
        return body
    folder = f"{rid.key}/{SEGMENT.lower()}/"
    connections = [
        {name: stored[name] for name in ("id", "name", "type", "properties")}
        for stored in view.under("resource", folder).values()
    ]
    return {**body, "properties": {**(body.get("properties") or {}), SEGMENT: connections}} if connections else body


def _endpoint_parts(view: View, rid: ResourceId, body: Body) -> Body:
    parts: Body = {name: [] for name in _LISTS}
    names = []
    address = _address(view.get("resource", card_of(rid, body).key))
    for link in _links(body):
        stored = view.get("resource", link.connection(rid).key)
        state = read(stored, "properties.privateLinkServiceConnectionState") or {"status": "Disconnected"}
        inner = {
            **link.item["properties"],
            "privateLinkServiceConnectionState": state,
            "provisioningState": "Succeeded",
        }
        name = _LISTS[link.manual]
        parts[name].append({"id": f"{rid.text}/{name}/{link.item.get('name')}", **link.item, "properties": inner})
        names += [{"fqdn": fqdn, "ipAddresses": [address]} for fqdn in _fqdns(link)]
    return {**parts, "customDnsConfigs": read(body, "properties.customDnsConfigs") or names}


def _fqdns(link: _Link) -> Iterator[str]:
    """``stchurn.blob.core.windows.net`` for the part ``blob``; none for what the catalogue does not know."""
    entry = find_type(link.target.type)
    for group in entry.link_groups if entry else ():
        if group.name.lower() in map(str.lower, link.groups):
            yield from (f"{link.target.name}.{zone.removeprefix('privatelink.')}" for zone in group.zones["AzureCloud"])
