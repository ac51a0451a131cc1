"""Computes of the first generation of the service that live elsewhere and are attached: AKS, HDInsight, Data Factory, Data Lake."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.base.address_range import is_inside
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.model._attached import AttachedCompute, attached_rows
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import target_id
from mlinfra.landing_zone.model._fields import Between, NewOrExisting
from mlinfra.landing_zone.model._known import may_be
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attached_compute import MachineUser
from mlinfra.landing_zone.model.value import Secure, Value, secret
from mlinfra.landing_zone.model.virtual_network import Subnet


@model
class AksCertificate:
    """How the services of an AKS compute are reached by HTTPS."""

    status: Value[Literal["Disabled", "Enabled", "Auto"]] = at("status", default="Enabled")
    """``Auto`` has Microsoft make the certificate."""
    _: KW_ONLY
    certificate: Secure | None = at("cert", default=None, conversion=secret("aksCertificate"))
    """The certificate in PEM, as a secure parameter."""
    key: Secure | None = at("key", default=None, conversion=secret("aksKey"))
    """Its key in PEM, as a secure parameter."""
    domain: Value[str] | None = at("cname", default=None)
    """The domain that the certificate is for."""
    leaf_domain_label: Value[str] | None = at("leafDomainLabel", default=None)
    """The label of the domain that Microsoft gives, with ``Auto``."""
    overwrite_domain: Value[bool | None] = at("overwriteExistingDomain", default=None)
    """Take the label from another compute that has it, with ``Auto``; None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        for name in ("leaf_domain_label", "overwrite_domain"):
            if getattr(self, name) is not None and not may_be(self.status, "Auto"):
                where, hint = f"{caller_location()} AksCertificate.{name}", 'say status="Auto", or drop it'
                raise InvalidInput("the domain is your own", where=where, hint=hint)


@model
class AksNetworking:
    """The network of an AKS cluster, as its compute keeps it."""

    _: KW_ONLY
    subnet: NewOrExisting[Subnet] | None = at("subnetId", default=None, conversion=target_id(Subnet))
    """The subnet of its nodes."""
    service_range: Value[str] | None = at("serviceCidr", default=None)
    """The range of its services, such as ``10.0.0.0/16``, that no network uses."""
    dns_address: Value[str] | None = at("dnsServiceIP", default=None)
    """The address of its DNS, in the range of its services."""
    bridge_range: Value[str] | None = at("dockerBridgeCidr", default=None)
    """The range of the bridge of its containers."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} AksNetworking"
        for name in ("service_range", "dns_address"):
            if isinstance(getattr(self, name), str):
                address_range(getattr(self, name), f"{place}.{name}")
        if isinstance(self.service_range, str) and isinstance(self.dns_address, str):
            services, dns = (address_range(text, place) for text in (self.service_range, self.dns_address))
            if not is_inside(dns, services):
                message = f"{self.dns_address} is not in the range of its services, {self.service_range}"
                raise InvalidInput(message, where=f"{place}.dns_address")


@model
class AksCompute(AttachedCompute):
    """An AKS cluster as the first generation of the service attaches it; `KubernetesCompute` is what takes its place.

    Attaching a cluster that is attached already breaks the first attachment.
    """

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "AKS"

    _: KW_ONLY
    purpose: Value[Literal["FastProd", "DenseProd", "DevTest"]] | None = at(
        "properties.properties.clusterPurpose", default=None
    )
    """What it is for; ``DevTest`` asks for no least number of cores. None ``FastProd``."""
    fqdn: Value[str] | None = at("properties.properties.clusterFqdn", default=None)
    """The whole name of the cluster; None: Azure tells."""
    nodes: Value[Annotated[int, Between(0, 1_000)]] | None = at("properties.properties.agentCount", default=None)
    """How many nodes it has; None: Azure looks."""
    size: Value[str] | None = at("properties.properties.agentVmSize", default=None)
    """The VM size of its nodes; None: Azure looks."""
    certificate: AksCertificate | None = at("properties.properties.sslConfiguration", default=None, nested=True)
    """How its services are reached by HTTPS; None: by HTTP."""
    networking: AksNetworking | None = at("properties.properties.aksNetworkingConfiguration", default=None, nested=True)
    """Its network; None: Azure looks."""
    load_balancer: Value[Literal["PublicIp", "InternalLoadBalancer"]] | None = at(
        "properties.properties.loadBalancerType", default=None
    )
    """Whether its services have public addresses; None: yes."""
    load_balancer_subnet: Value[str] | None = at("properties.properties.loadBalancerSubnet", default=None)
    """The name of the subnet of its internal addresses."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)

    def _check(self) -> None:
        AttachedCompute._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.load_balancer_subnet is not None and not may_be(self.load_balancer, "InternalLoadBalancer"):
            where = f"{caller_location()} AksCompute.load_balancer_subnet"
            hint = 'say load_balancer="InternalLoadBalancer", or drop it'
            raise InvalidInput("only internal addresses have a subnet", where=where, hint=hint)


@model
class HdInsightCompute(AttachedCompute):
    """A Spark cluster of HDInsight, attached to a workspace; jobs reach it by SSH."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "HDInsight"

    _: KW_ONLY
    address: Value[str] | None = at("properties.properties.address", default=None)
    """The address of its head node, such as ``NAME-ssh.azurehdinsight.net``."""
    ssh_port: Value[Annotated[int, Between(1, 65_535)]] | None = at("properties.properties.sshPort", default=None)
    """The port of SSH; None 22."""
    user: MachineUser | None = at("properties.properties.administratorAccount", default=None, nested=True)
    """Who signs in."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)


@model
class DataFactoryCompute(AttachedCompute):
    """A data factory that copies data in pipelines, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "DataFactory"

    ROWS: ClassVar[Rows] = attached_rows(attaches)


@model
class DataLakeAnalyticsCompute(AttachedCompute):
    """An account of Data Lake Analytics, which Microsoft retired in 2024: for workspaces that name one still."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "DataLakeAnalytics"

    _: KW_ONLY
    store: Value[str] | None = at("properties.properties.dataLakeStoreAccountName", default=None)
    """The name of its Data Lake Store."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)
