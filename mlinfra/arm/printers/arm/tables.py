"""The tables by which every unit translates its values: class of a value -> function."""

from __future__ import annotations

from mlinfra.arm.printers.arm.texts import TEXT
from mlinfra.arm.printers.arm.unit import Tables
from mlinfra.arm.printers.arm.values import JSON

TABLES = Tables(TEXT, JSON)
