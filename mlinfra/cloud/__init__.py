"""Everything that mlinfra asks of Azure, behind one protocol: `Cloud`."""

from mlinfra.cloud.connect import connect
from mlinfra.cloud.errors import Refused
from mlinfra.cloud.protocol import Answer, Cloud, Request, StackSettings, Watch

__all__ = ["Answer", "Cloud", "Refused", "Request", "StackSettings", "Watch", "connect"]
