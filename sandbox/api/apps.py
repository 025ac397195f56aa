"""auth.*, team.*, apps.*, dnd.*: who the app is, and how it connects."""

from typing import Any

from sandbox.api.call import Call, method
from sandbox.errors import Refused


@method("api.test")
def api_test(call: Call) -> dict[str, Any]:
    return {"args": call.args}


@method("auth.test")
def auth_test(call: Call) -> dict[str, Any]:
    bot = call.team.bot
    return {
        "url": f"https://{call.team.domain}.slack.com/",
        "team": call.team.name,
        "user": bot.name,
        "team_id": call.team.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info", "team:read")
def team_info(call: Call) -> dict[str, Any]:
    team = call.team
    if call.text("team") not in (None, "", team.id):
        raise Refused("team_not_found")
    url = f"https://{team.domain}.slack.com/"
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "domain": team.domain,
            "url": url,
            "email_domain": "",
            "icon": {},
        }
    }


@method("apps.connections.open", app_token=True)
def apps_connections_open(call: Call) -> dict[str, Any]:
    ticket = call.world.new_ticket()
    return {
        "url": f"{call.world.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={call.world.app.id}"
    }


@method("dnd.info", "dnd:read")
def dnd_info(call: Call) -> dict[str, Any]:
    """Whether someone snoozes is only theirs to know; to the app it looks like any other period."""
    person = call.person() if call.text("user") else call.team.bot
    status = person.dnd.as_json(call.world.clock.now, person.tz)
    return status | ({"snooze_enabled": False} if person is call.team.bot else {})
