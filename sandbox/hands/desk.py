"""What every gesture needs: the world, the ways to the app, who acts, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.delivery.courier import Ack, Courier
from sandbox.delivery.events import Events
from sandbox.errors import SandboxError
from sandbox.world.messages import Conversation, Message
from sandbox.world.people import Person
from sandbox.world.team import Team
from sandbox.world.views import View
from sandbox.world.world import World

FAILURES = {
    "operation_timeout": "the app didn't answer in time",
    "connection_failed": "the app could not be reached",
    "app_not_installed": "the app is not installed in this workspace any more",
    "http_error": "the app answered with an error",
    "invalid_json": "the app's answer says that it is JSON, and isn't",
}


@dataclass
class Desk:
    """One person of one workspace, about to act."""

    world: World
    team: Team
    courier: Courier
    events: Events
    person: Person

    def __post_init__(self) -> None:
        if self.person.deleted:
            raise SandboxError(f"{self.person.real_name} is deactivated and can't do anything in Slack")

    @property
    def top_view(self) -> View | None:
        stack = self.team.stacks.get(self.person.id)
        return self.team.views[stack[-1]] if stack else None

    def dm(self) -> Conversation:
        return self.team.direct([self.person.id, self.team.bot.id])[0]

    def conversation(self, id: str) -> Conversation:
        conversation = self.team.channel(id)
        if self.person.id not in conversation.members:
            raise SandboxError(f"{self.person.real_name} isn't in {conversation.name}")
        return conversation


@dataclass
class Outcome:
    """What the person saw happen. `failed`: the error Slack shows; `errors`: below inputs, by block_id."""

    messages: list[Message] = field(default_factory=list)
    view: View | None = None
    failed: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    closed: bool = False


class Watch:
    """Notes how things stand before a gesture, to tell afterwards what it changed for this person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._heard = len(self._private())
        self._called = len(desk.world.calls)
        self._view = self._seen_view()

    def outcome(self, ack: Ack | None = None, **more: Any) -> Outcome:
        failed = more.pop("failed", None) or failure(ack) or self._lost()
        changed = self._seen_view() != self._view
        view = self._desk.top_view if changed else None
        return Outcome(self._private()[self._heard :], view, failed, **more)

    def _lost(self) -> str | None:
        """What the app called for this person meanwhile and a fault took: in Slack they'd see nothing at all."""
        for call in self._desk.world.calls[self._called :]:
            if call["fault"] and not call["ok"] and self._is_theirs(call):
                return f"{call['method']} failed ({call['fault']}): the app heard it, but its answer got lost"
        return None

    def _is_theirs(self, call: dict[str, Any]) -> bool:
        args = call.get("args") or {}
        trigger = self._desk.world.triggers.get(str(args.get("trigger_id")))
        view = self._desk.team.views.get(str(args.get("view_id")))
        of = [args.get("user"), call.get("user"), trigger and trigger.user, view and view.user]
        return self._desk.person.id in of

    def _private(self) -> list[Message]:
        return self._desk.team.private.get(self._desk.person.id, [])

    def _seen_view(self) -> tuple[str, str] | None:
        view = self._desk.top_view
        return (view.id, view.hash) if view else None


def failure(ack: Ack | None) -> str | None:
    """ "operation_timeout: the app didn't answer in time" """
    if ack is None or ack.failed is None:
        return None
    status = f" ({ack.status})" if ack.status else ""
    return f"{ack.failed}: {FAILURES.get(ack.failed, 'not what Slack takes')}{status}"


def refused(error: str, messages: Any) -> str:
    return f"{error}: {'; '.join(messages)}" if messages else error
