"""files.*: an upload is three calls, as Slack has it: ask for an address, send the bytes there, complete."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.api.answers import failing_after, failing_before
from sandbox.api.call import Call, method
from sandbox.connections import Broken
from sandbox.errors import Refused
from sandbox.world.messages import Conversation, File
from sandbox.world.team import Upload
from sandbox.world.world import World

ALT_TEXT_LIMIT = 1000


@method("files.getUploadURLExternal", "files:write")
def files_get_upload_url(call: Call) -> dict[str, Any]:
    name = call.required("filename")
    length = call.number("length", 0, 1, 1_000_000_000, "invalid_arguments")
    if not length:
        raise Refused("invalid_arguments", "[ERROR] missing required field: length")
    alt_text = call.text("alt_txt") or ""
    if len(alt_text) > ALT_TEXT_LIMIT:
        raise Refused("alt_txt_too_large")
    file = File(call.world.new_id("F"), name, length, call.team.bot.id, int(call.world.clock.now.timestamp()))
    file.alt_text = alt_text
    call.team.files[file.id] = file
    key = secrets.token_urlsafe(24)
    call.world.uploads[key] = Upload(call.team, file)
    return {"upload_url": f"{call.world.base_url}/upload/{key}", "file_id": file.id}


async def upload(request: Request) -> Response | Broken:
    """The upload URL: the body is the file's bytes, as many as were announced; usable once."""
    world: World = request.app.state.world
    content = await request.body()
    fault = world.faults.strike("upload", None)
    if (before := await failing_before(fault)) is not None:
        return before
    place = world.uploads.get(request.path_params["key"])
    if place is None or place.file.content is not None:
        return Response("not found", 404)
    if len(content) != place.file.length:
        return Response(f"expected {place.file.length} bytes, got {len(content)}", 400)
    place.file.content = content
    return failing_after(fault, Response(f"OK - {len(content)}"))


@method("files.info", "files:read")
def files_info(call: Call) -> dict[str, Any]:
    """What is known of a file, with where its bytes are."""
    file = call.team.files.get(call.required("file"))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    return {"file": file.as_json() | {"url_private_download": call.world.download_url(call.team, file)}}


async def download(request: Request) -> Response | Broken:
    """The bytes of a file, for a token with files:read; else Slack shows its page to sign in, and says 200."""
    world: World = request.app.state.world
    fault = world.faults.strike("download", None)
    if (before := await failing_before(fault)) is not None:
        return before
    _, _, token = request.headers.get("authorization", "").partition(" ")
    team = world.tokens.get(token)
    file = team and team.files.get(request.path_params["file"])
    if team is None or file is None or file.content is None or "files:read" not in team.installation.scopes:
        return Response("<!DOCTYPE html><title>Sign in</title>", media_type="text/html")
    return failing_after(fault, Response(file.content, media_type=file.mimetype))


@method("files.completeUploadExternal", "files:write")
def files_complete_upload(call: Call) -> dict[str, Any]:
    entries = call.structure("files", list, "invalid_arguments")
    if not entries:
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    files = [uploaded(call, entry) for entry in entries]
    ids = call.list_of_ids("channel_id") + call.list_of_ids("channels")
    conversations = [shareable(call, id) for id in ids]
    for file, entry in zip(files, entries, strict=True):
        file.title = str(entry.get("title") or file.name)
        file.completed = True
    for conversation in conversations:
        share(call, conversation, files)
    return {"files": [file.as_json() for file in files]}


def uploaded(call: Call, entry: Any) -> File:
    file = call.team.files.get(str(entry.get("id"))) if isinstance(entry, dict) else None
    if file is None or file.completed:
        raise Refused("file_not_found")
    if file.content is None:
        raise Refused("file_update_failed", f"[ERROR] nothing was uploaded for {file.id}")
    return file


def shareable(call: Call, id: str) -> Conversation:
    conversation = call.team.conversations.get(id)
    if conversation is None or (conversation.kind != "public" and call.team.bot.id not in conversation.members):
        raise Refused("channel_not_found")
    if call.team.bot.id not in conversation.members:
        raise Refused("not_in_channel")
    return conversation


def share(call: Call, conversation: Conversation, files: list[File]) -> None:
    ids = [file.id for file in files]
    thread_ts = call.text("thread_ts")
    text = call.text("initial_comment") or ""
    call.team.post(conversation, call.team.bot, text, files=ids, thread_ts=thread_ts)
    for file in files:
        file.channels.append(conversation.id)
