"""``python -m mlinfra`` is the ``mlinfra`` command."""

from mlinfra.cli.main import run

run()
