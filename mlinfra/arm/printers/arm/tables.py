"""The functions that print each class of value, as tables."""

from __future__ import annotations

from mlinfra.arm.printers.arm.texts import TEXT
from mlinfra.arm.printers.arm.unit import Tables
from mlinfra.arm.printers.arm.values import JSON

TABLES = Tables(TEXT, JSON)
