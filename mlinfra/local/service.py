"""A call -> its reply: the whole of the local Resource Manager, without HTTP."""

from __future__ import annotations

from re import Match

from mlinfra.base.errors import MlinfraError
from mlinfra.local.deployments import Deployments
from mlinfra.local.errors import ArmError, not_found
from mlinfra.local.faults import NONE, Faults
from mlinfra.local.http import Call, Handler, Reply, Route
from mlinfra.local.routes.access import AccessRoutes
from mlinfra.local.routes.deployments import DeploymentRoutes
from mlinfra.local.routes.lookups import LookupRoutes
from mlinfra.local.routes.resources import ResourceRoutes
from mlinfra.local.routes.stacks import StackRoutes
from mlinfra.local.store import Store


class Service:
    """Resource Manager over one state file."""

    def __init__(self, store: Store, faults: Faults = NONE) -> None:
        self.store, self.faults = store, faults
        self.deployments = Deployments(store, faults)
        self._routes: tuple[Route, ...] = (
            *DeploymentRoutes(self.deployments).routes(),
            *StackRoutes(self.deployments).routes(),
            *AccessRoutes(store, faults).routes(),
            *LookupRoutes(store, faults).routes(),
            *ResourceRoutes(store, faults).routes(),
        )

    def handle(self, call: Call) -> Reply:
        """Answer one request; a refusal is an answer too."""
        try:
            handler, match = self._find(call)
            return handler(call, match)
        except ArmError as error:
            return Reply(error.status, {"error": error.error()}, error.headers)
        except MlinfraError as error:
            return Reply(400, {"error": {"code": "InvalidRequestContent", "message": str(error)}})
        except (AttributeError, LookupError, TypeError, ValueError) as error:  # a body of a shape that no rule expects
            message = f"The request content was invalid and could not be read: {type(error).__name__}: {error}."
            return Reply(400, {"error": {"code": "InvalidRequestContent", "message": message}})

    def _find(self, call: Call) -> tuple[Handler, Match[str]]:
        for methods, pattern, handler in self._routes:
            match = pattern.fullmatch(call.path.rstrip("/")) if call.method in methods.split() else None
            if match:
                return handler, match
        raise not_found(call.path)

    def close(self) -> None:
        """Let running deployments end, then close the file."""
        self.deployments.wait()
        self.store.close()
