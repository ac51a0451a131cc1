"""One comment per pull request, over real HTTP against stand-ins of GitHub and Azure DevOps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mlinfra.base.errors import CloudError, InvalidInput
from mlinfra.review.pull_request import azure_repos, github
from mlinfra.review.pull_request.comment import Commented, comment
from mlinfra.review.pull_request.run import AzurePull, GitHubPull, read_run
from pull_request._services import TOKEN, Service, serve
from report._plans import change, churn, delta, plan

KINDS = ("github", "azure")


pytestmark = pytest.mark.usefixtures("direct")


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is reached directly, whatever proxy the machine has."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each platform in turn."""
    return str(request.param)


@pytest.fixture
def service(kind: str) -> Iterator[Service]:
    """The platform's stand-in."""
    with serve(kind) as running:
        yield running


@pytest.fixture
def environ(kind: str, service: Service, tmp_path: Path) -> dict[str, str]:
    """What a job of that platform finds in its environment for a pull request."""
    if kind == "azure":
        return {
            "TF_BUILD": "True",
            "SYSTEM_COLLECTIONURI": f"{service.url}/org/",
            "SYSTEM_TEAMPROJECT": "My Project",
            "BUILD_REPOSITORY_ID": "repo-id",
            "BUILD_REPOSITORY_PROVIDER": "TfsGit",
            "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
            "SYSTEM_ACCESSTOKEN": TOKEN,
            "AGENT_TEMPDIRECTORY": str(tmp_path / "temp"),
        }
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": service.url,
        "GITHUB_REPOSITORY": "team/ml",
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output.txt"),
    }


def _texts(service: Service) -> list[str]:
    return [c["body"] for c in service.comments] + [t["comments"][0]["content"] for t in service.threads]


def _post(plans: Any, environ: dict[str, str], **options: Any) -> Commented:
    waited: list[float] = []
    return comment(plans, environ, pause=waited.append, **options)


def test_a_second_run_updates_the_comment_of_the_first(service: Service, environ: dict[str, str]) -> None:
    """Two runs leave one comment, with the later plan."""
    first, second = _post(churn(), environ), _post(plan("churn-prod", change("no_change")), environ)
    assert len(_texts(service)) == 1
    assert "no changes" in _texts(service)[0]
    assert "prod/old" not in _texts(service)[0]
    assert len(first.urls) == len(second.urls) == 1
    assert not second.skipped


def test_the_comment_is_found_behind_many_others(kind: str, service: Service, environ: dict[str, str]) -> None:
    """The own comment is found on any page, among deleted and foreign ones."""
    user = {"login": "ada", "type": "User"}
    service.comments += [{"id": i, "body": f"comment {i}", "user": user} for i in range(250)]
    service.threads += [
        {"id": 1, "comments": [{"id": 1, "content": None}]},
        {"id": 2, "isDeleted": True, "comments": None},
    ]
    before = len(service.comments)
    _post(churn(), environ)
    _post(plan("s"), environ)
    own = [each for each in service.comments if "mlinfra:" in each["body"]] or service.threads[2:]
    assert len(own) == 1
    if kind == "github":
        assert len(service.comments) == before + 1
        assert [path for _, path in service.requests].count("/repos/team/ml/issues/7/comments?per_page=100&page=3") == 2


def test_one_comment_per_stack(service: Service, environ: dict[str, str]) -> None:
    """Asked for one per stack, each stack keeps its own comment, whatever its name."""
    plans = [plan("churn--dev -->", change("create")), plan("churn-prod")]
    _post(plans, environ, per="stack")
    _post(plans[1], environ, per="stack")
    assert len(_texts(service)) == 2
    assert "no changes" in _texts(service)[1]
    assert all("--" not in text.splitlines()[0].strip("<!->") for text in _texts(service))


def test_tags_keep_comments_apart(service: Service, environ: dict[str, str]) -> None:
    """Two tags are two comments, also when one begins like the other."""
    for tag in ("plan", "plan2", "plan"):
        _post(churn(), environ, tag=tag)
    assert len(_texts(service)) == 2


def test_a_planted_comment_is_not_taken_for_our_own(tmp_path: Path) -> None:
    """With a workflow's token only a bot's comment is updated: nobody can edit our plan afterwards."""
    with serve("github") as service:
        planted = {
            "id": 1,
            "body": f"{github.marker('plan')}\nnothing changes",
            "user": {"login": "eve", "type": "User"},
        }
        service.comments.append(planted)
        environ = {"GITHUB_API_URL": service.url, "GITHUB_REPOSITORY": "team/ml", "GITHUB_REF": "refs/pull/7/head"}
        _post(churn(), {**environ, "GITHUB_TOKEN": TOKEN})
        assert [c["body"].count("prod/old") for c in service.comments] == [0, 1]


def test_a_huge_plan_fits_into_the_platforms_comment(service: Service, environ: dict[str, str]) -> None:
    """The text is cut to the platform's own limit, marker included, and says so."""
    changes = [change("create", f"mlw/c{i}", deltas=[delta(f"p{k}") for k in range(9)]) for i in range(3_000)]
    _post(plan("big", *changes), environ)
    assert "> Cut to fit into a comment" in _texts(service)[0]


@pytest.mark.parametrize("fault", [(429, {"Retry-After": "3"}), (502, {}), (503, {}), (500, {}), "drop", "late"])
@pytest.mark.parametrize("place", [0, 1])
def test_faults_neither_lose_nor_double_the_comment(
    service: Service, environ: dict[str, str], fault: Any, place: int
) -> None:
    """Throttling, server errors and dropped connections, also after the work was done, end in one comment."""
    service.faults = [None] * place + [fault]
    waited: list[float] = []
    assert comment(churn(), environ, pause=waited.append).urls
    assert len(_texts(service)) == 1
    assert waited
    if fault == (429, {"Retry-After": "3"}):
        assert waited == [3.0]


def test_a_service_that_stays_down_is_an_error(service: Service, environ: dict[str, str]) -> None:
    """After some tries the failure is told, with the request and what to do."""
    service.faults = [(502, {})] * 50
    with pytest.raises(CloudError) as caught:
        _post(churn(), environ)
    assert "502" in str(caught.value)
    assert caught.value.hint


def test_a_redirect_is_not_followed(service: Service, environ: dict[str, str]) -> None:
    """The token never travels to where an answer points."""
    service.faults = [(302, {"Location": f"{service.url}/elsewhere"})]
    with pytest.raises(CloudError) as caught:
        _post(churn(), environ)
    assert "302" in caught.value.message
    assert not any("elsewhere" in path for _, path in service.requests)


def test_an_exhausted_rate_limit_is_waited_for() -> None:
    """GitHub's 403 for an exhausted rate limit is not taken for a missing permission."""
    with serve("github") as service:
        service.faults = [(403, {"x-ratelimit-remaining": "0"}), (403, {"Retry-After": "9999"})]
        waited: list[float] = []
        environ = {"GITHUB_API_URL": service.url, "GITHUB_REPOSITORY": "team/ml", "GITHUB_REF": "refs/pull/7/head"}
        assert comment(churn(), {**environ, "GITHUB_TOKEN": TOKEN}, pause=waited.append).urls
        assert waited == [5.0, 60.0]


PERMISSIONS = {"github": "pull-requests: write", "azure": "Contribute to pull requests"}


def test_a_missing_permission_is_named(kind: str, service: Service, environ: dict[str, str]) -> None:
    """A token that may not comment ends in an error that names the permission; summary and outputs are written."""
    service.permission = "read"
    with pytest.raises(CloudError) as caught:
        _post(churn(), environ)
    assert PERMISSIONS[kind] in caught.value.hint
    assert "403" in caught.value.message
    summary = environ.get("GITHUB_STEP_SUMMARY") or environ["AGENT_TEMPDIRECTORY"] + "/mlinfra-plan.md"
    assert "prod/old" in Path(summary).read_text(encoding="utf-8")


@pytest.mark.parametrize(("change_to", "status"), [({"token": "x"}, "401"), ({"place": "other"}, "404")])
def test_a_wrong_token_or_place_is_told(
    kind: str, environ: dict[str, str], change_to: dict[str, str], status: str
) -> None:
    """A refused token and an unknown repository are told with the variable to look at."""
    names = {"github": ("GITHUB_TOKEN", "GITHUB_REPOSITORY"), "azure": ("SYSTEM_ACCESSTOKEN", "BUILD_REPOSITORY_ID")}
    name = names[kind]["place" in change_to]
    wrong = "team/other" if name == "GITHUB_REPOSITORY" else "wrong"
    with pytest.raises(CloudError) as caught:
        _post(churn(), {**environ, name: wrong})
    assert status in caught.value.message
    assert name in caught.value.hint


def test_a_fork_gets_its_summary_and_a_reason(
    kind: str, service: Service, environ: dict[str, str], tmp_path: Path
) -> None:
    """A fork's read-only token is no error: the comment is skipped, the summary stands."""
    service.permission = "read"
    event = {
        "pull_request": {
            "number": 7,
            "head": {"repo": {"full_name": "eve/ml"}},
            "base": {"repo": {"full_name": "team/ml"}},
        }
    }
    (tmp_path / "event.json").write_text(json.dumps(event))
    fork = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json"), "SYSTEM_PULLREQUEST_ISFORK": "True"}
    done = _post(churn(), {**environ, **fork})
    assert "fork" in done.skipped
    assert done.urls == ()


def test_without_a_token_the_reason_names_the_variable(kind: str, environ: dict[str, str]) -> None:
    """No token at all skips the comment and says how to pass one."""
    name = "GITHUB_TOKEN" if kind == "github" else "SYSTEM_ACCESSTOKEN"
    assert name in _post(churn(), {**environ, name: ""}).skipped


def test_a_given_number_names_the_pull_request(service: Service, environ: dict[str, str]) -> None:
    """A job that belongs to no pull request posts to the one it is told."""
    other = {"GITHUB_REF": "refs/heads/main", "SYSTEM_PULLREQUEST_PULLREQUESTID": ""}
    assert _post(churn(), {**environ, **other}, number=7).urls
    assert len(_texts(service)) == 1


def test_outside_a_pull_request_only_the_summary_is_written(
    kind: str, service: Service, environ: dict[str, str]
) -> None:
    """A push build has a summary and outputs, and no comment."""
    done = _post(churn(), {**environ, "GITHUB_REF": "refs/heads/main", "SYSTEM_PULLREQUEST_PULLREQUESTID": ""})
    assert done.skipped == "this run belongs to no pull request"
    assert service.requests == []


def test_github_reads_outputs_and_summary_from_files(tmp_path: Path) -> None:
    """GITHUB_OUTPUT gets has-changes and destructive, GITHUB_STEP_SUMMARY the report; both are appended to."""
    files = {"GITHUB_OUTPUT": str(tmp_path / "out"), "GITHUB_STEP_SUMMARY": str(tmp_path / "sum")}
    (tmp_path / "out").write_text("other=1\n")
    done = _post([churn(), plan("dev")], {"GITHUB_REPOSITORY": "team/ml", "GITHUB_REF": "refs/heads/main", **files})
    assert (tmp_path / "out").read_text() == "other=1\nhas-changes=true\ndestructive=true\n"
    assert "prod/old" in (tmp_path / "sum").read_text()
    assert done.commands == ()


def test_azure_reads_outputs_and_summary_from_commands(tmp_path: Path) -> None:
    """Azure Pipelines gets output variables and the summary's path as logging commands."""
    environ = {"TF_BUILD": "True", "AGENT_TEMPDIRECTORY": str(tmp_path)}
    done = _post(plan("dev", change("create")), environ)
    assert done.commands == (
        "##vso[task.setvariable variable=has-changes;isOutput=true]true",
        "##vso[task.setvariable variable=destructive;isOutput=true]false",
        f"##vso[task.uploadsummary]{tmp_path.resolve()}/mlinfra-plan.md",
    )
    assert "dev" in (tmp_path / "mlinfra-plan.md").read_text()


EVENTS: list[tuple[dict[str, Any], int | None]] = [
    ({"pull_request": {"number": 5}}, 5),
    ({"issue": {"number": 6, "pull_request": {"url": "x"}}}, 6),
    ({"issue": {"number": 6}}, None),
    ({"workflow_run": {"pull_requests": [{"number": 8}]}}, 8),
    ({"workflow_run": {"pull_requests": []}}, None),
    ({}, None),
]


@pytest.mark.parametrize(("event", "number"), EVENTS)
def test_github_events_name_their_pull_request(tmp_path: Path, event: dict[str, Any], number: int | None) -> None:
    """A pull_request event and a comment on a pull request name it; a comment on an issue does not."""
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event))
    run = read_run({"GITHUB_REPOSITORY": "team/ml", "GITHUB_EVENT_PATH": str(file), "GITHUB_REF": "refs/heads/main"})
    assert (run.pull.number if run.pull else None) == number


def test_azure_pipelines_comments_on_github_repositories() -> None:
    """A repository on GitHub built by Azure Pipelines gets its comment on GitHub."""
    environ = {"TF_BUILD": "True", "BUILD_REPOSITORY_PROVIDER": "GitHub", "BUILD_REPOSITORY_NAME": "team/ml"}
    run = read_run({**environ, "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "9", "GITHUB_TOKEN": "t"})
    assert run.pull == GitHubPull("https://api.github.com", "team/ml", 9, "t")
    assert read_run(environ).pull is None


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"GITHUB_REPOSITORY": "../x"},
        {"GITHUB_REPOSITORY": "a/.."},
        {"TF_BUILD": "True", "SYSTEM_PULLREQUEST_PULLREQUESTID": "7"},
    ],
)
def test_an_unusable_environment_is_refused(environ: dict[str, str]) -> None:
    """Outside CI, or with variables missing, the error says which."""
    with pytest.raises(InvalidInput):
        read_run(environ)


def test_markers_show_as_nothing() -> None:
    """Neither marker adds anything to the rendered comment."""
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").render(f"{azure_repos.marker('plan')}\n\ntext")
    assert html == "<p>text</p>\n"
    assert MarkdownIt("commonmark").render(f"{github.marker('plan')}\n\ntext").startswith("<!-- ")


def test_a_url_that_is_not_http_is_refused() -> None:
    """An API address of another scheme is never opened."""
    with pytest.raises(CloudError):
        azure_repos.find(AzurePull("file:///etc", "p", "r", 1, "t"), "plan", lambda _: None)
