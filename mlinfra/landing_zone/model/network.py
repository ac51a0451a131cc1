"""Networks: who reaches a workspace, and what it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_parts import OUTBOUND_RULE
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice, NewOrExisting
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._rows import Computed, Rows, at, deciding, elsewhere
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.outbound import Fqdn, Outbound, PrivateTarget, ServiceTag
    from mlinfra.landing_zone.model.virtual_network import Subnet
else:
    PrivateTarget = Seldom("model.outbound", "PrivateTarget")


@model
class Public:
    """Reachable from the internet, by those who hold a role."""


@model
class Private:
    """Reachable through private endpoints only, as are the resources that its workspace creates."""

    subnet: NewOrExisting[Subnet]
    """Where the private endpoints are put."""
    _: KW_ONLY
    dns: Annotated[ResourceGroup | Literal["create", "policy"], Choice()] = deciding(
        "which private DNS zones there are", default="create"
    )
    """The private DNS zones: the resource group of the hub that has them, ``create`` zones in the stack's own group
    (only one workspace in a network can), or ``policy`` when an Azure Policy registers endpoints."""


_ISOLATION = {
    "internet": "AllowInternetOutbound",
    "approved": "AllowOnlyApprovedOutbound",
    "disabled": "Disabled",
}


def _firewall(network: Managed, _context: BodyContext) -> str | None:
    return network.firewall or ("Standard" if network.isolation == "approved" else None)


@model
class Managed:
    """Nodes live in a network that Azure manages; who reaches the workspace is said apart, by ``inbound``."""

    _: KW_ONLY
    isolation: Literal["internet", "approved", "disabled"] = at(
        "isolationMode", default="approved", words=_ISOLATION, decides="which rules, roles and endpoints follow"
    )
    """Reach the internet, or only what a rule approves; can only be tightened later. ``disabled``: there is no network."""
    outbound: Mapping[str, Annotated[Fqdn | ServiceTag | PrivateTarget, Choice()]] = elsewhere(
        "outbound rules", default_factory=dict
    )
    """Rules by name; only ``PrivateTarget`` where the internet is open anyway. Each is a resource of its own."""
    inline_outbound: Mapping[str, Annotated[Fqdn | ServiceTag | PrivateTarget, Choice()]] = at(
        "outboundRules", default_factory=dict, nested=True
    )
    """Rules by name that stand in the body of the workspace and are made with it, where ``outbound`` makes them later."""
    inbound: Annotated[Public | Private, Choice()] = elsewhere(
        "private endpoints, and `properties.publicNetworkAccess` of the workspace", default_factory=Public
    )
    """Who reaches the workspace."""
    firewall: Literal["Standard", "Basic"] | None = deciding("whether rules make a firewall", default=None)
    """The firewall that the first ``Fqdn`` rule creates; None: ``Standard`` where only what a rule approves is reached."""
    network_kind: Value[Literal["V1", "V2"]] | None = at("managedNetworkKind", default=None)
    """The generation of the network; V2 cannot go back to V1. None as Azure chooses."""
    monitor: Value[bool] | None = at("enableNetworkMonitor", default=None)
    """Let Azure watch the network and tell of problems; None: no."""

    ROWS: ClassVar[Rows] = (
        "isolation",
        Computed(
            "firewallSku",
            _firewall,
            "a firewall is made for the first rule that needs one",
            ("firewall", "isolation"),
            lambda sku, _reading: {"firewall": sku} if sku else {},
        ),
    )

    @property
    def rules(self) -> Mapping[str, Outbound]:
        """Every outbound rule by name, wherever it is written."""
        return {**self.outbound, **self.inline_outbound}

    def _check(self) -> None:
        for name in self.rules:
            check_name(OUTBOUND_RULE.type, name, f"{caller_location()} Managed.outbound")
        if self.outbound and self.inline_outbound:
            message = "Azure takes rules in the workspace or as resources of their own, not both"
            raise InvalidInput(
                message, where=f"{caller_location()} Managed.inline_outbound", hint="write all of them in one of both"
            )
        if self.isolation == "disabled" and self.rules:
            message = "a network that is disabled has no outbound rules"
            raise InvalidInput(message, where=f"{caller_location()} Managed.outbound", hint="drop them")
        if self.isolation == "disabled" and self.firewall is not None:
            message = 'isolation="disabled" has no firewall'
            hint = 'drop firewall=, or choose isolation="approved"'
            raise InvalidInput(message, where=f"{caller_location()} Managed.firewall", hint=hint)
        open_rule = next((name for name, rule in self.rules.items() if not isinstance(rule, PrivateTarget)), None)
        if self.isolation == "internet" and open_rule is not None:
            hint = 'drop the rule, or choose isolation="approved"'
            message = (
                f'the rule {open_rule!r} allows what isolation="internet" leaves open anyway, and Azure refuses it'
            )
            raise InvalidInput(message, where=f"{caller_location()} Managed.outbound", hint=hint)


Network: TypeAlias = Annotated[Public | Private | Managed, Choice()]
"""How a workspace is reached and what it reaches."""


def private_of(network: Public | Private | Managed) -> Private | None:
    """How a workspace with this network is reached privately; None when it is public."""
    inbound = network.inbound if isinstance(network, Managed) else network
    return inbound if isinstance(inbound, Private) else None
