"""The `starter` blueprint as `mlinfra new` stamps it."""

from mlinfra.blueprints.starter import Starter

stack = Starter(name="shop", name_salt="7f3a").stack()
