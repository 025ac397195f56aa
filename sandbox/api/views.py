"""views.*"""

import json
from typing import Any

from sandbox.api.call import Call, method
from sandbox.blocks.check import checked_view
from sandbox.blocks.elements import parts
from sandbox.blocks.state import carried_values, initial_values
from sandbox.errors import Refused
from sandbox.world.team import Team
from sandbox.world.views import STACK_LIMIT, View, new_hash
from sandbox.world.world import World

VIEW_BYTES = 250_000


@method("views.open")
def views_open(call: Call) -> dict[str, Any]:
    body = view_argument(call, "modal")
    user = call.world.use_trigger(call.team, call.required("trigger_id"))
    call.team.stacks[user] = []
    return shown(call, push_view(call.world, call.team, user, body))


@method("views.push")
def views_push(call: Call) -> dict[str, Any]:
    body = view_argument(call, "modal")
    user = call.world.use_trigger(call.team, call.required("trigger_id"))
    if not call.team.stacks.get(user):
        raise Refused("invalid_arguments", "[ERROR] there is no open modal to push a view on")
    return shown(call, push_view(call.world, call.team, user, body))


@method("views.update")
def views_update(call: Call) -> dict[str, Any]:
    body = view_argument(call, None)
    view = open_view(call)
    given = call.text("hash")
    if given and given != view.hash:
        raise Refused("hash_conflict")
    if body["type"] != view.body["type"]:
        raise Refused("invalid_arguments", "[ERROR] a view keeps its type [json-pointer:/view/type]")
    named_once(call.team, body, view)
    replace_view(view, body)
    return shown(call, view)


@method("views.publish")
def views_publish(call: Call) -> dict[str, Any]:
    """A home tab keeps its id for good; each publishing gives it a new hash."""
    person = call.team.people.get(call.text("user_id") or "")
    if person is None:
        raise Refused("invalid_arguments", "invalid `user_id`")
    body = view_argument(call, "home")
    if not call.world.app.home_tab:
        raise Refused("not_enabled")
    home = call.team.homes.get(person.id)
    if call.text("hash") and (home is None or call.text("hash") != home.hash):
        raise Refused("hash_conflict")
    named_once(call.team, body, home)
    if home is None:
        id = call.world.new_id("V")
        home = call.team.homes[person.id] = View(id, person.id, body, initial_values(body["blocks"]), id)
    else:
        replace_view(home, body)
    home.publishes += 1
    return shown(call, home)


def named_once(team: Team, body: dict[str, Any], itself: View | None) -> None:
    """Refuses an external_id that another view of the workspace has."""
    other = team.view_named(body["external_id"]) if body.get("external_id") else None
    if other is not None and other is not itself:
        raise Refused("duplicate_external_id")


def push_view(world: World, team: Team, user: str, body: dict[str, Any]) -> View:
    """A new view on top of the person's stack."""
    stack = team.stacks.setdefault(user, [])
    if len(stack) >= STACK_LIMIT:
        raise Refused("push_limit_reached")
    named_once(team, body, None)
    id = world.new_id("V")
    view = View(
        id, user, body, initial_values(body["blocks"]), stack[0] if stack else id, stack[-1] if stack else None
    )
    team.views[id] = view
    stack.append(id)
    drop_closed_views(team)
    return view


def drop_closed_views(team: Team) -> None:
    standing = {id for stack in team.stacks.values() for id in stack}
    for id in [id for id in team.views if id not in standing]:
        del team.views[id]


def replace_view(view: View, body: dict[str, Any]) -> None:
    """What was typed into an input stays where block_id, action_id and type stay, as in Slack."""
    view.values = carried_values(view.values, body["blocks"])
    view.body = body
    view.hash = new_hash()


def open_view(call: Call) -> View:
    id, external_id = call.text("view_id"), call.text("external_id")
    if not id and not external_id:
        raise Refused("invalid_arguments", "[ERROR] either view_id or external_id is needed")
    views = (*call.team.views.values(), *call.team.homes.values())
    view = next((view for view in views if view.id == id), None)
    view = view or (call.team.view_named(external_id) if external_id else None)
    if view is None:
        raise Refused("not_found")
    return view


def view_argument(call: Call, kind: str | None) -> dict[str, Any]:
    body = call.structure("view", dict, "invalid_arguments")
    if body is None:
        raise Refused("invalid_arguments", "[ERROR] missing required field: view")
    return accepted_view(call.world, call.team, body, kind)


def accepted_view(world: World, team: Team, body: dict[str, Any], kind: str | None) -> dict[str, Any]:
    """The view, normalized; refuses one that breaks a rule, or isn't of the kind asked for."""
    if len(json.dumps(body, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    body = checked_view(body, world.new_id)
    if kind and body["type"] != kind:
        raise Refused("invalid_arguments", f'[ERROR] must be of type "{kind}" [json-pointer:/view/type]')
    takes_files = any(part["type"] == "file_input" for block in body["blocks"] for _, part in parts(block))
    if takes_files and "files:read" not in team.installation.scopes:
        raise Refused("invalid_arguments", "[ERROR] a file_input needs the scope files:read")
    return body


def shown(call: Call, view: View) -> dict[str, Any]:
    return {"view": view.as_json(call.team.id, call.world.app.id, call.team.bot.bot_id)}
