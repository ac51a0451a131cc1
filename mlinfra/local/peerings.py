"""Tell the state of peerings: a network reaches another one when each of the two has a peering to the other."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.network import PEERING
from mlinfra.local.providers._base import Body, Put, read
from mlinfra.local.store import View

_REMOTE = "properties.remoteVirtualNetwork.id"


def _back(view: View, network: str, remote: str) -> Body | None:
    """The peering of the remote network that leads to this one."""
    segment = PEERING.type.rsplit("/", maxsplit=1)[-1]
    for body in view.under("resource", f"{ResourceId(remote).key}/{segment.lower()}/").values():
        if ResourceId(str(read(body, _REMOTE))).key == network:
            return body
    return None


def _network(rid: ResourceId) -> str:
    return rid.key.rsplit("/", maxsplit=2)[0]


def state(put: Put) -> Body:
    """``Initiated`` until the other side is there."""
    back = _back(put.view, _network(put.rid), str(read(put.body, _REMOTE)))
    return {"properties": {"peeringState": "Connected" if back else "Initiated"}}


def join(put: Put) -> None:
    """The other side is connected once this one is there."""
    _tell(put.view, put.rid, put.body, "Connected")


def part(view: View, body: Body) -> None:
    """The other side is disconnected once this one is gone."""
    _tell(view, ResourceId(str(body["id"])), body, "Disconnected")


def _tell(view: View, rid: ResourceId, body: Body, word: str) -> None:
    back = _back(view, _network(rid), str(read(body, _REMOTE)))
    if back is not None:
        told = {**back, "properties": {**(read(back, "properties") or {}), "peeringState": word}}
        view.put("resource", ResourceId(str(back["id"])).key, told)
