"""The `private` blueprint as it is: nodes in a network that Azure manages."""

from mlinfra.blueprints.private import PrivateWorkspace

stack = PrivateWorkspace(name="claims").stack()
