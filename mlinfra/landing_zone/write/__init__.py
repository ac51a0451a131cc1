"""Write stacks as stack files: the way back from `mlinfra.landing_zone.load`."""
