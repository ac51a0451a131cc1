"""The traffic that computes of Azure Machine Learning in a subnet need, as data for security groups.

Source: https://learn.microsoft.com/azure/machine-learning/how-to-access-azureml-behind-firewall (service tags, ports and what
each is for) and https://learn.microsoft.com/azure/machine-learning/how-to-secure-training-vnet (who connects to computes).
"""

from __future__ import annotations

from typing import Final, Literal

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Traffic:
    """Traffic between computes and what a service tag names. ``tag`` is who sends what comes in, or is sent what goes out.

    ``regional``: the tag is followed by the region. ``public_ip``: only computes with public addresses need it.
    ``clouds`` are those that have the tag; none: every cloud.
    """

    name: str
    tag: str
    ports: tuple[str, ...]
    purpose: str
    direction: Literal["Inbound", "Outbound"] = "Outbound"
    protocol: Literal["Tcp", "Udp", "*"] = "Tcp"
    regional: bool = False
    public_ip: bool = False
    clouds: tuple[str, ...] = ()


_FRONT_DOOR = ("AzureCloud", "AzureUSGovernment")
COMPUTE_TRAFFIC: Final = (
    Traffic("aml-service-in", "AzureMachineLearning", ("44224",), "the service reaches nodes", "Inbound", public_ip=True),
    Traffic("aml-nodes-in", "VirtualNetwork", ("*",), "nodes of one job reach each other", "Inbound", "*"),
    Traffic("aml-nodes-out", "VirtualNetwork", ("*",), "nodes of one job, and private endpoints", protocol="*"),
    Traffic("aml-sign-in", "AzureActiveDirectory", ("80", "443"), "tokens of Microsoft Entra ID"),
    Traffic("aml-service", "AzureMachineLearning", ("443", "8787", "18881"), "the service, RStudio, and notebooks"),
    Traffic("aml-service-udp", "AzureMachineLearning", ("5831",), "the service", protocol="Udp"),
    Traffic("aml-batch", "BatchNodeManagement", ("443",), "who manages nodes", protocol="*", regional=True),
    Traffic("aml-resource-manager", "AzureResourceManager", ("443",), "Azure Resource Manager"),
    Traffic("aml-storage", "Storage", ("443", "445"), "data, notebooks and file shares", regional=True),
    Traffic("aml-studio", "AzureFrontDoor.FrontEnd", ("443",), "studio, from instances", clouds=_FRONT_DOOR),
    Traffic("aml-images", "MicrosoftContainerRegistry", ("443",), "images of Microsoft"),
    Traffic("aml-images-front", "AzureFrontDoor.FirstParty", ("443",), "images of Microsoft"),
    Traffic("aml-monitor", "AzureMonitor", ("443",), "logs and metrics"),
)  # fmt: skip
"""What computes need, in the order of the rules that allow it."""
FIRST_PRIORITY: Final = 3000
"""The number of the first rule of each direction; the others follow in steps of ten, so that rules of yours decide first."""
