"""List what no facet of the catalogue can say, because it depends on other resources: each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.catalogue.service import Behaviour as Name
from mlinfra.local import peerings, private_links
from mlinfra.local.providers.asset_versions import check_one_data_type, container_of_version, latest
from mlinfra.local.providers.behaviour import Behaviour
from mlinfra.local.providers.endpoint_deployments import check_default, check_traffic
from mlinfra.local.providers.role_grants import check_one_grant
from mlinfra.local.providers.scope_tags import apply_tags
from mlinfra.local.providers.vault_access import apply_policies

BEHAVIOURS: Final[Mapping[Name, Behaviour]] = {
    "access policies": Behaviour("a resource below the vault changes the vault itself", after=apply_policies),
    "default deployment": Behaviour("it must be one of the deployments below the endpoint", check=check_default),
    "one data type": Behaviour("the asset that the first version made says which", check=check_one_data_type),
    "one grant": Behaviour("another role assignment at the scope may say the same", check=check_one_grant),
    "peering": Behaviour(
        "its state depends on the peering of the other network", computed=peerings.state, after=peerings.join, gone=peerings.part
    ),
    "private endpoint": Behaviour(
        "it makes connections on its targets and a network interface",
        computed=private_links.card_parts,
        after=private_links.connect,
        gone=private_links.disconnect,
    ),
    "shares of deployments": Behaviour("they must be deployments below the endpoint", check=check_traffic),
    "tags of a scope": Behaviour("they are those of another resource, a group or a subscription", after=apply_tags),
    "versions": Behaviour("an asset counts the versions below it", computed=latest),
    "version of an asset": Behaviour("a version makes its asset, and changes what that tells", after=container_of_version),
}  # fmt: skip

CONNECTION: Final = Behaviour(
    "private endpoints make these below any type that they can lead to",
    check=private_links.check_connection,
    computed=private_links.connection_parts,
    hidden=True,
)
