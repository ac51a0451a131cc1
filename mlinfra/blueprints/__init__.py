"""Blueprints that come with mlinfra: recipes with parameters, stamped into stacks.

Their modules stand in the top-level folder ``blueprints/`` of a checkout; in an installed wheel they lie beside
this file. Either way ``from mlinfra.blueprints.starter import Starter`` works.
"""

from mlinfra.base.assets import bundled

_FOLDER = str(bundled("blueprints"))
if _FOLDER not in __path__:
    __path__.append(_FOLDER)
