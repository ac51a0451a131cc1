"""The `team` blueprint with a GPU cluster."""

from mlinfra.blueprints.team import Team

stack = Team(name="fraud", stage="test", gpu=2).stack()
