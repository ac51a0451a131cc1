"""Doubled apostrophe: a text that Azure would store with fewer apostrophes.

Azure reads a text inside a template expression in a way of its own: of two apostrophes that stand together one is
left. It happens where mlinfra joins the text with something that only Azure knows, such as the path of a data asset
with the name of its datastore, or the tags of a resource with those of the stack. Write the text without two
apostrophes in a row; `mlinfra expand` shows what Azure would store.
"""

from collections.abc import Iterator

from mlinfra.arm.apostrophes import as_argument
from mlinfra.arm.printers.apostrophes import lost_texts
from mlinfra.arm.tree import Module, Resource, Template
from mlinfra.base.errors import MlinfraError
from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.lower.lower import lower
from mlinfra.landing_zone.lower.symbols import name_symbols

CODE, SLUG = "ML504", "doubled-apostrophe"
SEVERITY: Severity = "warning"
WHY = "what Azure stores is another text than the one you wrote"
LINK = "https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions"
ONLY_STACKS = "it compares what a stack says with what is printed of it; a template is what is printed"
GOOD = """
store = BlobDatastore("raw", account=StorageAccount("stchurn"), container="raw")
data = DataAsset("orders", datastore=store, path="today's/")
workspace = Workspace("mlw-churn", datastores=[store], data=[data])
"""
BAD = """
store = BlobDatastore("raw", account=StorageAccount("stchurn"), container="raw")
data = DataAsset("orders", datastore=store, path="today''s/")
workspace = Workspace("mlw-churn", datastores=[store], data=[data])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look at the texts that rendering would put inside an expression."""
    parameters = {parameter.name for parameter in graph.stack.parameters}
    nodes = {symbol: graph.nodes[key] for key, symbol in name_symbols(graph, parameters).items()}
    try:
        template = lower(graph).template
    except MlinfraError:  # what rendering refuses has an error of its own
        return
    for statement in _resources(template):
        for text in dict.fromkeys(lost_texts(statement)):
            message = f"Azure would store {as_argument(text)!r} for {text!r}"
            yield Problem(nodes[statement.symbol], message, "write no two apostrophes in a row")


def _resources(template: Template) -> Iterator[Resource]:
    for statement in template.body:
        if isinstance(statement, Resource):
            yield statement
        elif isinstance(statement, Module) and isinstance(statement.template, Template):
            yield from _resources(statement.template)
