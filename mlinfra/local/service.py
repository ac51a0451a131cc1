"""Answer requests as Azure Resource Manager does, without a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from re import Match, Pattern

from mlinfra.base.errors import MlinfraError
from mlinfra.local.deployments import Deployments
from mlinfra.local.errors import ArmError, not_found
from mlinfra.local.faults import NONE, Faults
from mlinfra.local.http import Call, Handler, Reply, Route, refusal
from mlinfra.local.manager_rules import check_request, check_subscription
from mlinfra.local.routes.access import AccessRoutes
from mlinfra.local.routes.actions import ActionRoutes
from mlinfra.local.routes.deployments import DeploymentRoutes
from mlinfra.local.routes.groups import GroupRoutes
from mlinfra.local.routes.names import NameRoutes
from mlinfra.local.routes.preflight import PreflightRoutes
from mlinfra.local.routes.quotas import QuotaRoutes
from mlinfra.local.routes.resources import ResourceRoutes
from mlinfra.local.routes.services import ServiceRoutes
from mlinfra.local.routes.sign_in import OPEN, SignInRoutes
from mlinfra.local.routes.stacks import StackRoutes
from mlinfra.local.routes.subscriptions import SubscriptionRoutes
from mlinfra.local.routes.tags import TagRoutes
from mlinfra.local.store import Store
from mlinfra.local.trouble import storage_error, unexpected_error


class Service:
    """Resource Manager over one state file.

    ``subscriptions``: those that exist, beside those that hold something; empty: any GUID is one.
    """

    def __init__(self, store: Store, faults: Faults = NONE, subscriptions: Sequence[str] = ()) -> None:
        self.store, self.faults = store, faults
        self._subscriptions = tuple(map(str.lower, subscriptions))
        self.deployments = Deployments(store, faults)
        routes: tuple[Route, ...] = (
            *SignInRoutes().routes(),
            *DeploymentRoutes(self.deployments).routes(),
            *StackRoutes(self.deployments).routes(),
            *AccessRoutes(store, faults).routes(),
            *SubscriptionRoutes(store, faults, subscriptions).routes(),
            *QuotaRoutes(store, faults).routes(),
            *NameRoutes(store).routes(),
            *TagRoutes(store).routes(),
            *GroupRoutes(store, faults).routes(),
            *ServiceRoutes(store).routes(),
            *PreflightRoutes(store, faults).routes(),
            *ActionRoutes(store, faults).routes(),
            *ResourceRoutes(store, faults).routes(),
        )
        self._routes: dict[str, list[tuple[Pattern[str], Handler]]] = {}
        for methods, pattern, handler in routes:
            for method in methods.split():
                self._routes.setdefault(method, []).append((pattern, handler))

    def handle(self, call: Call) -> Reply:
        """Answer one request; a refusal is an answer too."""
        try:
            if call.path.lower() not in OPEN:
                check_request(call)
                check_subscription(self.store, call, self._subscriptions)
            handler, match = self._find(call)
            return handler(call, match)
        except ArmError as error:
            return refusal(error)
        except (sqlite3.Error, OSError) as error:
            return refusal(storage_error(error, self.store.path))
        except MlinfraError as error:
            return Reply(400, {"error": {"code": "InvalidRequestContent", "message": str(error)}})
        except Exception as error:  # ruff: ignore[blind-except] - it is logged, and the client gets an answer
            return refusal(unexpected_error(error, self.store.path))

    def _find(self, call: Call) -> tuple[Handler, Match[str]]:
        path = call.path.rstrip("/")
        for pattern, handler in self._routes.get(call.method, ()):
            if match := pattern.fullmatch(path):
                return handler, match
        raise not_found(call.path)

    def close(self) -> None:
        """Let running deployments end, then close the file."""
        self.deployments.wait()
        self.store.close()
