"""Say how often and after what pauses requests are repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mlinfra.local.errors import RETRY_HEADER

_ALL = frozenset({"GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class RetrySettings:
    """How often a request is repeated, and after what pauses."""

    attempts: int
    """How often at most."""
    backoff: float
    """Seconds before the first repetition; doubled for each further one."""
    longest: float
    """Seconds that a pause lasts at most."""

    def pause(self, attempt: int) -> float:
        """Seconds to wait after the failed attempt of this number, from 0."""
        return float(min(self.backoff * 2**attempt, self.longest))


AZURE = RetrySettings(attempts=8, backoff=1.0, longest=60.0)
LOCAL = RetrySettings(attempts=40, backoff=0.005, longest=0.1)


def retry_policy(retry: RetrySettings) -> Any:
    """A retry policy for every method: what mlinfra POSTs (what-if, validate, cancel, export, register) may repeat.

    ``Retry-After`` is honoured. Deployments are sent without it; see `mlinfra.azure.put_once`.
    """
    from azure.core.pipeline.policies import RetryPolicy

    class EveryMethod(RetryPolicy[Any, Any]):
        """The SDK's policy repeats POST for a few answers only, and never after a lost connection."""

        def configure_retries(self, options: dict[str, Any]) -> dict[str, Any]:
            options.setdefault("retry_on_methods", _ALL)
            return super().configure_retries(options)

        def is_retry(self, settings: dict[str, Any], response: Any) -> bool:
            final = response.http_response.headers.get(RETRY_HEADER) == "no"
            return not final and super().is_retry(settings, response)

        def sleep(self, settings: dict[str, Any], transport: Any, response: Any = None) -> None:
            if response is not None:  # a streamed answer that nobody reads would keep its connection open
                response.http_response.close()
            super().sleep(settings, transport, response)

    count = retry.attempts
    return EveryMethod(
        retry_total=count,
        retry_connect=count,
        retry_read=count,
        retry_status=count,
        retry_backoff_factor=retry.backoff,
        retry_backoff_max=retry.longest,
    )
