"""Files that people hand in: asked for with the bot's token, of Slack alone, and no larger than a form takes."""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from msgspec import Struct
from slack_sdk import WebClient

LARGEST = 10_000_000
"""Bytes: as much as Slack's file input takes."""
SLACK = ".slack.com"


class NotReadable(Exception):
    """Slack has the file, but not for us, or only a part of it came, or it is no file that a form takes."""


class HandedFile(Struct, frozen=True):
    """`by`: the Slack id of who put it there."""

    by: str
    content: bytes


class _NoRedirect(HTTPRedirectHandler):
    """The token goes where Slack said, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        return None


def fetch_file(client: WebClient, file_id: str) -> HandedFile:
    """The file as it is now; raises NotReadable, or one of SLACK_FAILURES (slack/directory.py)."""
    response: Any = client.files_info(file=file_id)
    file = response["file"]
    url = str(file.get("url_private_download") or "")
    if not is_slacks(url, client.base_url) or file["size"] > LARGEST:
        raise NotReadable()
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})
    with build_opener(_NoRedirect).open(request, timeout=client.timeout) as answer:
        content = answer.read(LARGEST + 1)  # with a number of bytes, less of them is no error
        is_page = answer.headers.get_content_type() == "text/html"  # where one would sign in
    if is_page or len(content) != file["size"]:
        raise NotReadable()
    return HandedFile(file["user"], content)


def is_slacks(url: str, base_url: str) -> bool:
    """Whether the bot may show its token there: Slack's own hosts, or the Slack that it was told to speak to."""
    there, ours = urlsplit(url), urlsplit(base_url)
    is_slack = there.scheme == "https" and (there.hostname or "").endswith(SLACK)
    return is_slack or (there.scheme, there.netloc) == (ours.scheme, ours.netloc)
