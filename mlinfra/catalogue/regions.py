"""Name Azure's regions, as the error about a resource group's location lists them, with those announced since."""

from __future__ import annotations

_PUBLIC = """
Australia Central, Australia Central 2, Australia East, Australia Southeast, Austria East, Belgium Central, Brazil South,
Brazil Southeast, Canada Central, Canada East, Central India, Central US, Central US EUAP, Chile Central, Denmark East,
East Asia, East US, East US 2, East US 2 EUAP, France Central, France South, Germany North, Germany West Central,
Indonesia Central, Israel Central, Israel Northwest, Italy North, Japan East, Japan West, Jio India Central,
Jio India West, Korea Central, Korea South, Malaysia West, Mexico Central, New Zealand North, North Central US,
North Europe, Norway East, Norway West, Poland Central, Qatar Central, Saudi Arabia Central, Saudi Arabia East,
South Africa North, South Africa West, South Central US, South Central US 2, Southeast Asia, South India,
Spain Central, Sweden Central, Sweden South, Switzerland North, Switzerland West, Taiwan North, Taiwan Northwest,
UAE Central, UAE North, UK South, UK West, West Central US, West Europe, West India, West US, West US 2, West US 3
"""
_GOVERNMENT = "USDoD Central, USDoD East, USGov Arizona, USGov Iowa, USGov Texas, USGov Virginia"
_CHINA = "China East, China East 2, China East 3, China North, China North 2, China North 3"


def region(text: str) -> str:
    """A location as Resource Manager stores it: ``West Europe`` is ``westeurope``."""
    return text.replace(" ", "").lower()


DISPLAY_NAMES = tuple(name.strip() for name in f"{_PUBLIC},{_GOVERNMENT},{_CHINA}".replace("\n", " ").split(","))
"""As people and the look-ups of providers write them: ``West Europe``. Those of the sovereign clouds are here, too."""
REGIONS = tuple(sorted(region(name) for name in DISPLAY_NAMES))
"""In the spelling of ``location``: lower case, no blanks."""
