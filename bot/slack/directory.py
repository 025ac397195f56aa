"""What Slack says of a member, read from `users.info` or from a `user_change` event."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any, Protocol, cast
from urllib.error import URLError

import structlog
from msgspec import Struct
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.orm import Session

from bot.models import Member, MemberKind
from bot.slack.incoming import EMPTY, Body
from bot.slack.readable import readable

SLACK_FAILURES = (SlackClientError, OSError, HTTPException)
"""Everything that a call to Slack may raise: its own refusals, and a network that doesn't carry."""
ERROR_CODE = re.compile(r"[a-z0-9_]{1,60}")
"""What Slack's own errors look like; the page of a proxy doesn't, and must not get into rows and logs."""
A_PAGE = 200
"""As many users as Slack recommends to ask for at once."""

AWAY = frozenset(
    (
        *("palm_tree", "face_with_thermometer"),  # Slack's own "Vacationing" and "Out sick"
        *("airplane", "beach_with_umbrella", "desert_island", "luggage", "camping", "skier"),
        *("thermometer", "mask", "sneezing_face", "face_with_head_bandage", "hospital", "baby", "baby_bottle"),
    )
)
"""The emoji of a status by which people say that they aren't at work."""

log = structlog.get_logger()


def error_code(failure: Exception) -> str:
    """One of SLACK_FAILURES as rows and logs may name it: Slack's code, else the HTTP status or its kind."""
    if isinstance(failure, SlackApiError):
        answer = cast(Any, failure.response)
        return known_code(answer.get("error")) or f"http_{answer.status_code}"
    reason = failure.reason if isinstance(failure, URLError) else failure
    return type(reason).__name__


def known_code(error: object) -> str | None:
    """An error of Slack's, if it looks like one."""
    return error if isinstance(error, str) and ERROR_CODE.fullmatch(error) else None


class Profile(Struct, frozen=True):
    """A Slack user, as far as the bot wants to know."""

    slack_id: str
    name: str
    email: str | None
    kind: MemberKind
    is_admin: bool
    timezone: str | None
    locale: str | None
    deleted: bool
    away_until: datetime | None


class Directory(Protocol):
    """What the wrapper needs of the feature that keeps the members."""

    def is_fresh(self, refreshed_at: Any, now: Any) -> bool:
        """Whether what Slack said of somebody then still holds."""
        ...

    def unknown_or_stale(self, session: Session, workspace_id: int, ids: Iterable[str], now: Any) -> set[str]:
        """Those of the Slack ids that Slack must be asked about before they can act or be picked."""
        ...

    def remember(self, session: Session, workspace_id: int, profile: Profile, now: Any) -> Member:
        """Keep what Slack said of a member."""
        ...

    def note_activity(self, member: Member, now: Any) -> None:
        """A member does something; looking and typing don't count."""
        ...


class NotKnown(Exception):
    """Slack must be asked about somebody first, while no transaction is open."""

    def __init__(self, team_id: str, slack_ids: set[str]) -> None:
        self.team_id, self.slack_ids = team_id, slack_ids


def fetch_profile(client: WebClient, slack_id: str, team_id: str) -> Profile:
    """Ask Slack who this is; raises one of SLACK_FAILURES."""
    response: Any = client.users_info(user=slack_id, include_locale=True)
    return read_profile(response["user"], team_id)


def ask_slack(client: WebClient, unknown: NotKnown) -> Sequence[Profile]:
    """Profiles of those whom we don't know or haven't asked about lately."""
    profiles: list[Profile] = []
    for slack_id in sorted(unknown.slack_ids):
        try:
            profiles.append(fetch_profile(client, slack_id, unknown.team_id))
        except SLACK_FAILURES as failure:
            # Whom we knew yesterday may act today; whom we never met is refused kindly in _context.
            log.warning("users_info_failed", error=error_code(failure))
    return profiles


def everybody(client: WebClient, team_id: str) -> Iterator[Sequence[Profile]]:
    """All users of a workspace, page by page, also those who are gone; raises one of SLACK_FAILURES."""
    for page in cast(Any, client.users_list(limit=A_PAGE, include_locale=True)):
        yield [read_profile(user, team_id) for user in page["members"]]


def read_profile(user: Body, team_id: str) -> Profile:
    """Slack's user object, in the form that it has everywhere."""
    profile: Body = user.get("profile") or EMPTY
    return Profile(
        slack_id=user["id"],
        name=next((name for name in _names(user, profile) if name), user["id"]),
        email=(profile.get("email") or "").lower() or None,
        kind=_kind(user, team_id),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        timezone=user.get("tz"),
        locale=user.get("locale"),
        deleted=bool(user.get("deleted")),
        away_until=_away_until(profile),
    )


def _names(user: Body, profile: Body) -> Iterator[str]:
    """What somebody is called, the best first; some call themselves by what can't be seen."""
    for where, key in ((profile, "display_name"), (profile, "real_name"), (user, "real_name"), (user, "name")):
        yield readable(str(where.get(key) or ""))


def _away_until(profile: Body) -> datetime | None:
    """When a status that says "away" clears itself; None for every other one, and for one without an end."""
    emoji, ends = str(profile.get("status_emoji") or "").strip(":"), int(profile.get("status_expiration") or 0)
    return datetime.fromtimestamp(ends, UTC) if ends > 0 and emoji.partition("::")[0] in AWAY else None


def _kind(user: Body, team_id: str) -> MemberKind:
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return MemberKind.BOT
    if user.get("is_stranger") or team_id not in _teams(user, team_id):
        return MemberKind.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return MemberKind.GUEST
    return MemberKind.PERSON


def _teams(user: Body, here: str) -> list[str]:
    """Somebody in an organization may belong to many workspaces of it; `team_id` then names any one of them."""
    of_organization: Body = user.get("enterprise_user") or {}
    return [str(user.get("team_id", here)), *of_organization.get("teams", [])]
