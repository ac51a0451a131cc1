"""The `zone` blueprint: a landing zone from a subscription, in two regions."""

from datetime import date

from mlinfra.blueprints.zone import Zone

stack = Zone(
    name="plant", contacts=["plant@example.org"], start=date(2026, 1, 1), regions=["northeurope"], name_salt="case"
).stack()
