"""The `starter` blueprint as it is."""

from mlinfra.blueprints.starter import Starter

stack = Starter(name="shop").stack()
