"""A person puts files into a form: Slack takes them in at once, and the form holds what it says of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.blocks.shapes import Block
from sandbox.errors import SandboxError
from sandbox.hands.desk import Desk
from sandbox.world.messages import File

LARGEST = 10_000_000
"""Bytes. https://docs.slack.dev/reference/block-kit/block-elements/file-input-element"""
MOST = 10


def handed_in(desk: Desk, element: Block, value: Any) -> list[dict[str, Any]]:
    """What Slack says of each file. `value`: {"name": …, "content": text}, or several; raises SandboxError."""
    given: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    if len(given) > element.get("max_files", MOST):
        raise SandboxError(
            f"No more than {element.get('max_files', MOST)} files may be put there, not {len(given)}"
        )
    return [_taken_in(desk, element, each) for each in given]


def _taken_in(desk: Desk, element: Block, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping) or not isinstance(given.get("name"), str):
        raise SandboxError(f"A file has a name and a content, unlike {given!r}")
    name, content = given["name"], str(given.get("content", "")).encode()
    kinds = element.get("filetypes")
    if kinds and name.rpartition(".")[2].lower() not in kinds:
        raise SandboxError(f"{name} isn't one of {kinds}")
    if len(content) > LARGEST:
        raise SandboxError(f"{name} is larger than {LARGEST} bytes")
    now = int(desk.world.clock.now.timestamp())
    file = File(desk.world.new_id("F"), name, len(content), desk.person.id, now, content=content, completed=True)
    desk.team.files[file.id] = file
    return file.as_json() | {"url_private_download": desk.world.download_url(desk.team, file)}
