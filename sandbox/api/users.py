"""users.*"""

from typing import Any

from sandbox.api.call import Call, method, paged
from sandbox.errors import Refused


def as_user(call: Call, person: Any) -> dict[str, Any]:
    email = call.has("users:read.email")
    return person.as_user(call.world.clock.now, email=email, locale=call.flag("include_locale"))


@method("users.info", "users:read")
def users_info(call: Call) -> dict[str, Any]:
    return {"user": as_user(call, call.person())}


@method("users.list", "users:read")
def users_list(call: Call) -> dict[str, Any]:
    people, more = paged(call, list(call.team.people.values()), default=1000)
    return {
        "members": [as_user(call, p) for p in people],
        "cache_ts": int(call.world.clock.now.timestamp()),
        **more,
    }


@method("users.lookupByEmail", "users:read.email")
def users_lookup_by_email(call: Call) -> dict[str, Any]:
    email = call.required("email").lower()
    for person in call.team.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": as_user(call, person)}
    raise Refused("users_not_found")
