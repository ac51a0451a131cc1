"""The `private` blueprint with nodes in a subnet of its own network."""

from mlinfra.blueprints.private import PrivateWorkspace

stack = PrivateWorkspace(name="claims", nodes="subnet").stack()
