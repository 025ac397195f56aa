"""How often Slack lets an app call, https://docs.slack.dev/apis/web-api/rate-limits: counted in machine time.

Calendar time stands still while a bot works and jumps over days, so it says nothing of how fast an app is. A bot
that plays weeks in seconds is faster than Slack allows: so the limits are off until somebody switches them on.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limit:
    """So many a minute, evenly; after a rest, up to `burst` at once."""

    a_minute: int
    burst: int


TIER_2, TIER_3, TIER_4 = Limit(20, 20), Limit(50, 50), Limit(100, 100)
METHODS = {
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "dnd.info": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.info": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "team.info": TIER_3,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
"""Of an app in a workspace. What isn't here Slack lets through hundreds of times a minute, or says nothing of."""
POST = "chat.postMessage"
POSTS = Limit(300, 20)
"""To all of a workspace: Slack says "several hundred a minute"."""
POSTS_TO_ONE = Limit(60, 3)
"""To a conversation: one a second, "short bursts" are let through."""


@dataclass
class Limits:
    """What every app has used up in every workspace."""

    _full_at: dict[tuple[str, str, str], float] = field(default_factory=dict)
    """Until when, at an even rate, what has come would have kept it busy."""

    def take(self, team: str, method: str, conversation: str | None, now: float) -> int | None:
        """Count a call; or in how many seconds it may come, if that's not now (then it doesn't count)."""
        used = list(_limits_of(team, method, conversation))
        busy = {key: max(self._full_at.get(key, now), now) for key, _ in used}
        waits = (busy[key] - now - (limit.burst - 1) * 60 / limit.a_minute for key, limit in used)
        if (wait := max(waits, default=0.0)) > 1e-6:
            return math.ceil(wait)
        self._full_at |= {key: busy[key] + 60 / limit.a_minute for key, limit in used}
        return None


def _limits_of(team: str, method: str, conversation: str | None) -> Iterator[tuple[tuple[str, str, str], Limit]]:
    if method == POST:
        yield (team, method, ""), POSTS
        yield (team, method, conversation or ""), POSTS_TO_ONE
    elif method in METHODS:
        yield (team, method, ""), METHODS[method]
