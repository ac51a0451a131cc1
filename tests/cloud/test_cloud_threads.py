"""What the threads of a run share: one sign-in, one SDK client for each subscription, one local target."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken

from deploy._zone import GROUP, local, request, small
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.shared_credential import SharedCredential


class _Signing:
    """A credential that takes a while, and counts."""

    def __init__(self, lasts: float = 3600, error: Exception | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self.lasts, self.error = lasts, error

    def get_token(self, *_scopes: str, **options: Any) -> AccessToken:
        self.asked.append(options)
        time.sleep(0.05)
        if self.error:
            raise self.error
        return AccessToken(f"token {len(self.asked)}", int(time.time() + self.lasts))


def _at_once(work: Callable[[], Any], number: int = 20) -> list[Any]:
    """What each of some threads that begin together returns or raises."""
    begin = threading.Barrier(number)

    def run(_: int) -> Any:
        begin.wait()
        try:
            return work()
        except RuntimeError as error:
            return error

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_threads_sign_in_once() -> None:
    """Twenty that need a token at once start one sign-in; another scope has one of its own."""
    signing = _Signing()
    shared = SharedCredential(signing)
    assert {token.token for token in _at_once(lambda: shared.get_token("a"))} == {"token 1"}
    assert shared.get_token("b").token == "token 2"
    assert len(signing.asked) == 2


def test_a_token_is_fetched_anew_before_its_end_and_when_azure_asks() -> None:
    """One that ends within five minutes is not kept, and claims of Azure's refusal reach the credential."""
    ending = _Signing(lasts=200)
    shared = SharedCredential(ending)
    assert [shared.get_token("a").token for _ in range(2)] == ["token 1", "token 2"]
    signing = _Signing()
    shared = SharedCredential(signing)
    assert shared.get_token("a").token == "token 1"
    assert shared.get_token("a", claims="more").token == "token 2"
    assert signing.asked[1] == {"claims": "more"}
    assert shared.get_token("a").token == "token 2"


def test_a_refused_sign_in_is_told_to_all_who_wait() -> None:
    """Nobody tries again what has just failed, one after the other."""
    signing = _Signing(error=RuntimeError("no sign-in"))
    shared = SharedCredential(signing)
    assert {str(error) for error in _at_once(lambda: shared.get_token("a"))} == {"no sign-in"}
    assert len(signing.asked) == 1


def test_threads_share_the_clients_of_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty deployments at once, of one subscription: one SDK client, and each sees its own end."""
    from azure.mgmt.resource import deployments

    made: list[object] = []
    real = deployments.DeploymentsMgmtClient

    def making(*arguments: Any, **options: Any) -> Any:
        made.append(arguments)
        time.sleep(0.05)
        return real(*arguments, **options)

    monkeypatch.setattr(deployments, "DeploymentsMgmtClient", making)
    numbers = iter(range(20))
    with local(tmp_path) as cloud:
        outcomes = _at_once(lambda: deploy(cloud, request(small(), stack=f"s{next(numbers)}", name="")))
        history = {deployment["name"] for deployment in cloud.deployments(GROUP)}
    assert len(made) == 1
    assert {outcome.state for outcome in outcomes} == {"Succeeded"}
    assert len(history) == 20
