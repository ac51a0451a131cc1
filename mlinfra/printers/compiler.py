"""The one place that names the Bicep compiler whose output mlinfra prints."""

from __future__ import annotations

COMPILER_VERSION = "0.47.16"
GENERATOR_VERSION = "0.47.16.16243"
"""What this compiler writes into ``metadata._generator.version``; the template hash depends on it."""
NESTED_API_VERSION = "2025-04-01"
"""The api version of ``Microsoft.Resources/deployments`` that it gives modules."""
