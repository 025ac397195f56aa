"""Members of a workspace, bots and guests among them, as `users.info` tells of them."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.world.dnd import DoNotDisturb

CHANGEABLE = (
    "real_name",
    "email",
    "tz",
    "locale",
    "title",
    "is_admin",
    "is_owner",
    "deleted",
    "is_restricted",
    "is_ultra_restricted",
    "is_stranger",
    "home_team",
    "status_text",
    "status_emoji",
    "status_expiration",
)


@dataclass
class Person:
    id: str
    team_id: str
    real_name: str
    name: str = ""
    email: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    home_team: str = ""  # of who visits from a connected workspace: theirs
    updated: int = 0
    bot_id: str = ""
    app_id: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    dnd: DoNotDisturb = field(default_factory=DoNotDisturb)

    def __post_init__(self) -> None:
        self.name = self.name or handle(self.real_name)
        self.email = self.email or ("" if self.is_bot else f"{self.name}@example.com")

    def as_user(self, now: datetime, *, email: bool, locale: bool = False) -> dict[str, Any]:
        """Slack's user object. A deactivated person's has no time zone and no roles, as in Slack."""
        user = {
            "id": self.id,
            "team_id": self.home_team or self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": self._profile(email) | self.status(now),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        if not self.deleted:
            user |= self._while_active(now)
        if self.is_stranger:
            user["is_stranger"] = True
        if locale and not self.deleted:
            user["locale"] = self.locale
        return user

    def _while_active(self, now: datetime) -> dict[str, Any]:
        local = now.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        return {
            "real_name": self.real_name,
            "color": "9f69e7",
            "tz": self.tz,
            "tz_label": local.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }

    def _profile(self, email: bool) -> dict[str, Any]:
        first, _, last = self.real_name.partition(" ")
        profile = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": "",
            "display_name_normalized": "",
            "fields": None,
            "avatar_hash": "g0000000000",
            "first_name": first,
            "last_name": last,
            "team": self.team_id,
        }
        if self.is_bot:
            profile |= {"api_app_id": self.app_id, "bot_id": self.bot_id, "always_active": True}
        elif email and self.email:
            profile["email"] = self.email
        return profile

    def status(self, now: datetime) -> dict[str, Any]:
        """The custom status, which clears itself; `status_expiration` 0: it stays until it is changed."""
        over = 0 < self.status_expiration <= now.timestamp()
        return {
            "status_text": "" if over else self.status_text,
            "status_text_canonical": "",
            "status_emoji": "" if over else self.status_emoji,
            "status_emoji_display_info": [],
            "status_expiration": 0 if over else self.status_expiration,
        }


def handle(real_name: str) -> str:
    """ "Ana Costa" → "ana.costa"."""
    plain = unicodedata.normalize("NFKD", real_name).encode("ascii", "ignore").decode()
    return ".".join("".join(c if c.isalnum() else " " for c in plain.lower()).split()) or "someone"
