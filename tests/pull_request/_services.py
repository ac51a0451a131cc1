"""Stand-ins for the REST APIs of GitHub and Azure DevOps on loopback: as strict with requests as the real ones."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

TOKEN = "ghs_secret"
Reply = tuple[int, Any]


@dataclass
class Service:
    """What a stand-in holds and has seen. ``faults`` are answers given before the real one: status and headers,
    "drop" closes the connection, "late" does the work and then closes it.
    """

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    threads: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)
    permission: str = "write"


class _Handler(BaseHTTPRequestHandler):
    service: ClassVar[Service]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Stay silent."""

    def _serve(self) -> None:
        service, body = self.service, self.rfile.read(int(self.headers.get("Content-Length") or 0))
        service.requests.append((self.command, self.path))
        fault = service.faults.pop(0) if service.faults else None
        if isinstance(fault, tuple):
            self._reply(fault[0], {"message": "fault"}, fault[1])
            return
        status, answer = (401, None) if fault == "drop" else self.answer(json.loads(body) if body else None)
        if fault in {"drop", "late"}:
            self.close_connection = True
            self.connection.close()
            return
        self._reply(status, answer, {})

    def _reply(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        raw = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    do_GET = _serve  # ruff: ignore[mixed-case-variable-in-class-scope]  the server looks the methods up by name
    do_POST = _serve  # ruff: ignore[mixed-case-variable-in-class-scope]
    do_PATCH = _serve  # ruff: ignore[mixed-case-variable-in-class-scope]

    def answer(self, body: Any) -> Reply:
        """What the service says to one request."""
        raise NotImplementedError


class _GitHub(_Handler):
    def answer(self, body: Any) -> Reply:
        """List, create and update issue comments."""
        if not self.headers.get("User-Agent"):
            return 403, {"message": "Request forbidden by administrative rules."}
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}
        if (self.headers.get("Accept"), self.headers.get("X-GitHub-Api-Version")) != (
            "application/vnd.github+json",
            "2022-11-28",
        ):
            return 415, {"message": "Unsupported media type"}
        address = urlsplit(self.path)
        if self.command == "GET" and address.path == "/repos/team/ml/issues/7/comments":
            return self._page(parse_qs(address.query))
        if self.command != "GET" and self.service.permission != "write":
            return 403, {"message": "Resource not accessible by integration"}
        refused = self._body(body)
        if self.command != "GET" and refused:
            return refused
        if self.command == "POST" and address.path == "/repos/team/ml/issues/7/comments":
            return 201, self._add(body["body"])
        updated = re.fullmatch(r"/repos/team/ml/issues/comments/(\d+)", address.path)
        found = [c for c in self.service.comments if updated and c["id"] == int(updated[1])]
        if self.command == "PATCH" and found:
            found[0]["body"] = body["body"]
            return 200, found[0]
        return 404, {"message": "Not Found"}

    def _page(self, query: dict[str, list[str]]) -> Reply:
        size, page = int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0])
        assert size <= 100
        return 200, self.service.comments[(page - 1) * size : page * size]

    def _body(self, body: Any) -> Reply | None:
        if self.headers.get("Content-Type") != "application/json" or not isinstance(body, dict):
            return 400, {"message": "Problems parsing JSON"}
        if set(body) != {"body"} or not body["body"]:
            return 422, {"message": "Validation Failed"}
        if len(body["body"]) > 65_536:
            return 422, {"message": "Body is too long (maximum is 65536 characters)"}
        return None

    def _add(self, text: str) -> dict[str, Any]:
        number = len(self.service.comments) + 1_000
        comment = {"id": number, "body": text, "user": {"login": "github-actions[bot]", "type": "Bot"}}
        comment["html_url"] = f"https://github.com/team/ml/pull/7#issuecomment-{number}"
        self.service.comments.append(comment)
        return comment


class _AzureRepos(_Handler):
    THREADS = "/org/My%20Project/_apis/git/repositories/repo-id/pullRequests/7/threads"

    def answer(self, body: Any) -> Reply:
        """List and create threads, update comments."""
        address = urlsplit(self.path)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return (
                (401, "") if self.headers.get("X-TFS-FedAuthRedirect") == "Suppress" else (203, "<html>Sign in</html>")
            )
        if parse_qs(address.query).get("api-version") != ["7.0"]:
            return 400, {"message": "No api-version was supplied"}
        if not address.path.startswith(self.THREADS):
            return 404, {"message": "TF401019: The Git repository does not exist or you do not have permissions"}
        if self.command == "GET":
            return 200, {"value": self.service.threads, "count": len(self.service.threads)}
        if self.service.permission != "write":
            return 403, {"message": "TF401027: You need the Git 'PullRequestContribute' permission"}
        return self._write(address.path.removeprefix(self.THREADS), body)

    def _write(self, rest: str, body: Any) -> Reply:
        content = body["comments"][0]["content"] if "comments" in body else body.get("content", "")
        if len(content) > 150_000:
            return 400, {"message": "A discussion comment cannot be longer than 150000 characters."}
        if self.command == "POST" and not rest:
            assert body["comments"][0]["commentType"] == 1
            thread = {"id": len(self.service.threads) + 1, "isDeleted": False, "status": body["status"]}
            thread["comments"] = [{"id": 1, "content": content, "isDeleted": False, "commentType": "text"}]
            self.service.threads.append(thread)
            return 200, thread
        updated = re.fullmatch(r"/(\d+)/comments/(\d+)", rest)
        found = [t for t in self.service.threads if updated and t["id"] == int(updated[1])]
        if self.command == "PATCH" and updated and found and set(body) == {"content"}:
            found[0]["comments"][int(updated[2]) - 1]["content"] = content
            return 200, found[0]["comments"][0]
        return 404, {"message": "not found"}


HANDLERS = {"github": _GitHub, "azure": _AzureRepos}


@contextmanager
def serve(kind: str) -> Generator[Service, None, None]:
    """Run one stand-in while the block runs."""
    service = Service()
    handler = type("Handler", (HANDLERS[kind],), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        service.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
