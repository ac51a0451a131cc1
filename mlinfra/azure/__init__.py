"""Everything that mlinfra asks of Azure, behind one protocol: `Cloud`."""

from mlinfra.azure.connect import connect
from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Answer, Cloud, Request, StackSettings, Watch

__all__ = ["Answer", "Cloud", "Refused", "Request", "StackSettings", "Watch", "connect"]
