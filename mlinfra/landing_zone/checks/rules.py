"""List the rules of mlinfra."""

from __future__ import annotations

from mlinfra.landing_zone.checks import (
    ml101_owner_unknown,
    ml103_unknown_property,
    ml104_resource_in_two_stacks,
    ml105_name_in_two_stacks,
    ml106_stale_exemption,
    ml201_datastore_unread,
    ml202_shared_keys,
    ml203_broad_grant,
    ml204_literal_secret,
    ml205_registry_admin,
    ml301_image_build,
    ml302_half_private,
    ml303_compute_outside,
    ml304_old_tls,
    ml305_ssh_open,
    ml401_idle_floor,
    ml402_slow_release,
    ml403_instance_never_stops,
    ml404_gpu_instance,
    ml405_low_priority,
    ml406_fqdn_firewall,
    ml501_moving_image,
    ml502_unpinned_package,
    ml503_no_tracking,
    ml504_doubled_apostrophe,
    ml602_retiring_size,
    ml603_vault_purge,
)
from mlinfra.landing_zone.checks._rule import Rule

_MODULES = (
    ml101_owner_unknown,
    ml103_unknown_property,
    ml104_resource_in_two_stacks,
    ml105_name_in_two_stacks,
    ml106_stale_exemption,
    ml201_datastore_unread,
    ml202_shared_keys,
    ml203_broad_grant,
    ml204_literal_secret,
    ml205_registry_admin,
    ml301_image_build,
    ml302_half_private,
    ml303_compute_outside,
    ml304_old_tls,
    ml305_ssh_open,
    ml401_idle_floor,
    ml402_slow_release,
    ml403_instance_never_stops,
    ml404_gpu_instance,
    ml405_low_priority,
    ml406_fqdn_firewall,
    ml501_moving_image,
    ml502_unpinned_package,
    ml503_no_tracking,
    ml504_doubled_apostrophe,
    ml602_retiring_size,
    ml603_vault_purge,
)

RULES: tuple[Rule, ...] = tuple(Rule.of(module) for module in _MODULES)
"""Every rule, in the order of their codes."""
