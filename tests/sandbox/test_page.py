"""The page's server: what it serves to whom, and how it tells that something has changed."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox, Workspace

Asked = tuple[int, dict[str, str], bytes]
PATHS = ("/", "/static/index.html", "/page/events", "/page/file/F1", "/nonsense", "/page/nonsense")


def ask(sandbox: Sandbox, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Asked:
    connection = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    content = b"" if response.headers.get_content_type() == "text/event-stream" else response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, content


def test_the_page_takes_nothing_from_elsewhere(sandbox: Sandbox):
    status, headers, body = ask(sandbox, "/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body.lower().startswith(b"<!doctype html>")
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(sandbox: Sandbox, path: str):
    _, headers, _ = ask(sandbox, path)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "strange", [{"Host": "slack.example:80"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}]
)
def test_strangers_get_nothing(sandbox: Sandbox, path: str, strange: dict[str, str]):
    assert ask(sandbox, path, **strange)[0] == 403


@pytest.mark.parametrize("strange", [{"Host": "slack.example"}, {"Origin": "https://elsewhere.example"}])
def test_strangers_do_nothing(sandbox: Sandbox, strange: dict[str, str]):
    assert ask(sandbox, "/sandbox/people", "POST", b"{}", **strange)[0] == 403


def test_the_answer_of_a_verb_is_guarded_like_the_page(sandbox: Sandbox):
    for verb, status in (("people", 200), ("nothing", 404), ("screen", 400)):
        answered, headers, _ = ask(sandbox, f"/sandbox/{verb}", "POST", b"{}")
        assert answered == status
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("people", []),
        ("people", {"team": 7}),
        ("screen", {"who": 7}),
        ("screen", {"who": ["U1"]}),
        ("command", {"who": {}, "line": "/x"}),
        ("press", {"who": "U1", "at": "V1", "block_id": "b", "action_id": "a"}),
        ("send", {"who": "U1", "view": None}),
        ("advance", {"seconds": "many"}),
        ("switch_fault", {"name": [], "on": True}),
        ("switch_fault", {"name": "down", "on": "yes"}),
    ],
)
def test_badly_typed_arguments_are_refused(sandbox: Sandbox, slack: Workspace, verb: str, given: object):
    status, _, body = ask(sandbox, f"/sandbox/{verb}", "POST", json.dumps(given).encode())
    assert (status, list(json.loads(body))) == (400, ["error"])


def test_a_page_of_this_server_may(sandbox: Sandbox):
    assert ask(sandbox, "/sandbox/people", "POST", b"{}", Origin=sandbox.url)[0] == 200


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "%2e%2e", "index.html%00.js"])
def test_only_its_own_files_are_served(sandbox: Sandbox, name: str):
    assert ask(sandbox, f"/static/{name}")[0] == 404


def test_a_verb_that_is_not_there(sandbox: Sandbox):
    status, _, body = ask(sandbox, "/sandbox/demo", "POST", b"{}")
    assert (status, json.loads(body)["error"].partition(";")[0]) == (404, "No verb 'demo'")


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("report.png", "image/png", "inline"),
        ("report.csv", "text/plain; charset=utf-8", "inline"),
        ("<img src=x>.html", "application/octet-stream", "attachment"),
        ("drawing.svg", "application/octet-stream", "attachment"),
    ],
)
def test_files_are_shown_only_if_they_are_harmless(
    sandbox: Sandbox, slack: Workspace, client: WebClient, name: str, kind: str, how: str
):
    ana = slack.add_user("Ana Costa")
    content = b"\x89PNG \xff<script>"
    client.files_upload_v2(channel=ana.dm().id, content=content, filename=name)
    shown = slack._wire.ask("screen", who=ana.id, place=ana.dm().id)["messages"][-1]["files"][0]
    assert shown["name"] == name
    status, headers, body = ask(sandbox, f"/page/file/{shown['id']}")
    assert (status, headers["content-type"], body) == (200, kind, content)
    assert headers["content-disposition"].startswith(f"{how}; filename*=utf-8''")
    assert ask(sandbox, "/page/file/F999")[0] == 404


@pytest.fixture
def news(sandbox: Sandbox) -> Iterator[HTTPResponse]:
    """The line on which the page hears of changes; the version of now has been read."""
    connection = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request("GET", "/page/events?who=U1")
    response = connection.getresponse()
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.readline() == b"retry: 500\n"
    version(response)
    yield response
    connection.close()


def version(news: HTTPResponse) -> int:
    """Of the next event."""
    while (line := news.readline()) != b"event: changed\n":
        assert line in (b"\n", b": nothing new\n")
    return json.loads(news.readline().removeprefix(b"data: "))["version"]


def test_a_message_is_an_event(slack: Workspace, client: WebClient, news: HTTPResponse):
    ana = slack.add_user("Ana Costa")
    client.chat_postMessage(channel=ana.id, text="hi")
    told = version(news)
    while told < slack._wire.ask("screen", who="Ana")["version"]:
        told = version(news)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("advance", {"hours": 1}),
        ("switch_fault", {"name": "down", "on": True}),
        ("add_user", {"real_name": "Ben Ito"}),
        ("say", {"who": "Ana", "channel": "general", "text": "hello"}),
    ],
)
def test_what_people_do_is_an_event(slack: Workspace, news: HTTPResponse, verb: str, arguments: dict):
    slack.add_user("Ana Costa")
    before = slack._wire.ask("screen", who="Ana")["version"]
    slack._wire.ask(verb, **arguments)
    while version(news) <= before:
        pass


def test_looking_changes_nothing(slack: Workspace):
    ana = slack.add_user("Ana Costa")
    before = slack._wire.ask("screen", who=ana.id)["version"]
    for verb in ("people", "faults", "clock", "traffic", "users", "deliveries"):
        slack._wire.ask(verb)
    assert slack._wire.ask("screen", who=ana.id)["version"] == before
