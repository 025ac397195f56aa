"""Which facts a message needs when it is sent, and which view writes them down."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy.orm import Session

from bot.slack.replies import FileMessage, HomeTab, Message
from bot.text import Translator

Outgoing = Message | FileMessage | HomeTab
Facts = Callable[[Session, datetime, Any], Any | None]
View = Callable[[Translator, Any], Outgoing]


class Together(Struct, frozen=True):
    """The facts of many messages of a kind, in their order: as many statements for all of them as for one.

    For what many people are told at the same time.
    """

    of: Callable[[Session, datetime, Sequence[Any]], Sequence[Any | None]]


class Registry:
    """Kinds of messages by the name that outbox rows carry. Filled by the composition root.

    `answers`: the kinds that answer somebody who has just done something, and may come at any hour.
    """

    def __init__(
        self,
        kinds: dict[type[Any], tuple[Facts | Together, View]],
        answers: Collection[type[Any]] = frozenset(),
    ) -> None:
        self._kinds = {kind.__name__: (kind, facts, view) for kind, (facts, view) in kinds.items()}
        self._answers = {kind.__name__ for kind in answers}

    def is_answer(self, name: str) -> bool:
        """Whether its reader waits for it."""
        return name in self._answers

    def names(self) -> set[str]:
        return set(self._kinds)

    def facts(
        self, session: Session, now: datetime, name: str, params: Sequence[dict[str, Any]]
    ) -> Sequence[Any | None]:
        """What the texts of messages of one kind need, as it is now; None where one is no longer wanted."""
        kind, facts, _ = self._kinds[name]
        messages = [kind(**each) for each in params]
        if isinstance(facts, Together):
            return facts.of(session, now, messages)
        return [facts(session, now, message) for message in messages]

    def render(self, t: Translator, name: str, facts: Any) -> Outgoing:
        """The message in the reader's language."""
        return self._kinds[name][2](t, facts)
