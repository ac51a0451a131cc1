"""Name Azure's regions, as the error about a resource group's location lists them, with those announced since."""

from __future__ import annotations

_PUBLIC = """
    australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth
    brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral denmarkeast eastasia
    eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral
    israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest
    mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral
    saudiarabiacentral saudiarabiaeast southafricanorth southafricawest southcentralus southeastasia southindia
    southcentralus2 spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest
    uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3
"""
_GOVERNMENT = "usdodcentral usdodeast usgovarizona usgoviowa usgovtexas usgovvirginia"
_CHINA = "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3"

REGIONS = tuple(sorted(f"{_PUBLIC} {_GOVERNMENT} {_CHINA}".split()))
"""In the spelling of ``location``: lower case, no blanks. Those of the sovereign clouds are here, too."""


def region(text: str) -> str:
    """A location as Resource Manager stores it: ``West Europe`` is ``westeurope``."""
    return text.replace(" ", "").lower()
