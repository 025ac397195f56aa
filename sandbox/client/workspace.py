"""One workspace of a running sandbox."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from sandbox.client.clock import Clock, Faults
from sandbox.client.messages import Conversation
from sandbox.client.people import News, Person
from sandbox.client.wire import Wire
from sandbox.errors import SandboxError


class Workspace:
    """`url`: of the sandbox. `team`: the workspace's id; None: its first.

    `auto_settle`: after all that a person does, wait until the bots are done.
    """

    def __init__(
        self, url: str, team: str | None = None, *, auto_settle: bool = False, _wire: Wire | None = None
    ) -> None:
        self._wire = _wire or Wire(url, team)
        self.url = self._wire.url
        self.clock = Clock(self._wire)
        self.faults = Faults(self._wire)
        if auto_settle:
            self._wire.after_gesture = self._settle

    def _settle(self) -> None:
        self.clock.settle()

    # People and channels

    def user(self, who: str) -> Person:
        """By id, full name, handle, or the beginning of a name that only one has."""
        return Person(**self._wire.ask("user", who=who), _wire=self._wire)

    @property
    def users(self) -> list[Person]:
        """Everyone, bots too."""
        return [Person(**told, _wire=self._wire) for told in self._wire.ask("users")]

    def add_user(self, real_name: str, *, announce: bool = False, **fields: Any) -> Person:
        """A new member. `fields`: tz, locale, email, title, is_admin, is_owner, is_restricted, is_ultra_restricted,
        is_stranger, home_team (of a visitor), is_bot, deleted. `announce`: the app is sent team_join.
        """
        told = self._wire.ask("add_user", real_name=real_name, announce=announce, **fields)
        return Person(**told, _wire=self._wire)

    def add_users(self, people: Iterable[dict[str, Any]]) -> list[Person]:
        """Many at once; each a dict of add_user's arguments, `real_name` among them."""
        return [Person(**told, _wire=self._wire) for told in self._wire.ask("add_users", people=list(people))]

    def add_channel(
        self, name: str, *, private: bool = False, members: Sequence[Person | str] = (), with_app: bool = True
    ) -> Conversation:
        """`with_app`: the app is a member. Everyone is in #general already."""
        who = [member.id if isinstance(member, Person) else member for member in members]
        told = self._wire.ask("add_channel", name=name, private=private, members=who, with_app=with_app)
        return Conversation.of(self._wire, "", told)

    def channel(self, name: str) -> Conversation:
        """To read; a person's own `channel` is for acting in it."""
        return Conversation.of(self._wire, "", self._wire.ask("conversation", name=name))

    def add_workspace(self, name: str, scopes: Sequence[str] | None = None) -> Workspace:
        told = self._wire.ask("add_team", name=name, scopes=list(scopes) if scopes else None)
        return Workspace(self.url, _wire=Wire(self.url, told["team_id"], self._wire.line))

    def invite(self, channel: Conversation | str, who: Sequence[Person | str]) -> None:
        """These are in the channel from now on."""
        place = channel.id if isinstance(channel, Conversation) else channel
        ids = [one.id if isinstance(one, Person) else one for one in who]
        self._wire.ask("invite", channel=place, who=ids)

    # The app

    def about(self) -> dict[str, Any]:
        """team_id, team_name, bot_user, bot_token, scopes, app_token, signing_secret, request_url, connections."""
        return self._wire.ask("about")

    @property
    def team_id(self) -> str:
        return self.about()["team_id"]

    @property
    def bot_token(self) -> str:
        return self.about()["bot_token"]

    def configure(self, **settings: Any) -> None:
        """request_url, events, commands, scopes, home_tab and messages_tab (both on unless switched off),
        ack_seconds, trigger_seconds, retry_delays; ticking: bots do what is due without the clock being moved;
        limits: 429 for who calls more often than Slack allows (off unless switched on).
        """
        self._wire.ask("configure", **settings)

    def wait_for_bot(self, timeout: float = 60.0) -> None:
        """Until the app has a Socket Mode connection, or something listens at its request URL."""
        deadline = time.monotonic() + timeout
        while not self._wire.ask("reachable"):
            if time.monotonic() > deadline:
                raise SandboxError(f"The app could not be reached within {timeout:g} s")
            time.sleep(0.02)

    def refresh_sockets(self) -> None:
        """Slack asks every Socket Mode connection to come again."""
        self._wire.ask("refresh_sockets")

    def revoke_token(self) -> None:
        self._wire.ask("revoke_token")

    def uninstall(self) -> None:
        self._wire.ask("uninstall")

    def reinstall(self, scopes: Sequence[str] | None = None) -> str:
        """The new bot token."""
        return self._wire.ask("reinstall", scopes=list(scopes) if scopes else None)

    def start_anew(self, now: datetime, name: str) -> None:
        """As if nothing had happened: one workspace with only the app in it, and a new token for it."""
        self._wire.ask("start_anew", now=now.isoformat(), name=name)

    # What happened

    def transcript(self, who: Person | str) -> str:
        """Everything that this person can read, in order, at their local time."""
        return self._wire.ask("transcript", who=who.id if isinstance(who, Person) else who)

    def news(self, since: str = "") -> list[News]:
        """Every message that came after the ts `since`, to anybody, oldest first."""
        return [News.of(self._wire, told) for told in self._wire.ask("news", since=since)]

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The Web API calls: method, args, channel, ok, error, fault, at, seconds."""
        return self._wire.ask("calls")

    @property
    def deliveries(self) -> list[dict[str, Any]]:
        """What the app was sent: kind, type, payload, over, retry, seconds, status, failed, answer, at."""
        return self._wire.ask("deliveries")

    def close(self) -> None:
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
