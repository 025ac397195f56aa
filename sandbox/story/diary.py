"""What happened: the messages that people saw, as they were when they came, and what people did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sandbox.client import Message, News, Workspace
from sandbox.story import words


@dataclass(frozen=True)
class Seen:
    """A message. `readers`: the names of those who can read it; `key`: what the app marked it with on the wire.

    `alert` is the line of its notification. `later`: how it reads at the end, where it was changed.
    """

    ts: str
    at: datetime
    place: str
    channel: str
    readers: tuple[str, ...]
    author: str
    kind: str
    alert: str
    plain: str
    buttons: tuple[str, ...]
    key: str | None
    only_one_sees: bool
    broadcasts: tuple[str, ...]
    files: tuple[str, ...]
    later: str = ""

    @property
    def reader(self) -> str:
        """Whose DM it is in, or who alone sees it."""
        return self.readers[0]

    @property
    def is_direct(self) -> bool:
        return self.channel == "im"


@dataclass(frozen=True)
class Deed:
    """Something that somebody did. `what` is a word such as joined or declined, `about` a partner's name."""

    at: datetime
    who: str
    what: str
    about: str = ""
    text: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Gesture:
    """A click, command or form as the person saw it; `answer` is what it showed at once, `failed` Slack's error.

    `after`: the ts of the last message that had come by then.
    """

    at: datetime
    after: str
    who: str
    did: str
    answer: str
    failed: str | None


@dataclass
class Diary:
    """Kept while the story goes on. `now`: the calendar time that it has come to."""

    slack: Workspace
    now: datetime
    seen: list[Seen] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    gestures: list[Gesture] = field(default_factory=list)
    read_to: str = ""

    def read(self) -> list[tuple[Seen, Message]]:
        """What has come since it was last read, oldest first."""
        new = [(saw(news), news.message) for news in self.slack.news(self.read_to)]
        self.seen += [seen for seen, _ in new]
        self.read_to = self.seen[-1].ts if self.seen else ""
        return new

    def did(self, who: str, what: str, about: str = "", *, text: str = "", on: date | None = None) -> None:
        self.deeds.append(Deed(self.now, who, what, about, text, on))

    def close(self) -> None:
        """Notes how the messages read in the end."""
        self.read()
        now = {news.message.ts: news.message.plain for news in self.slack.news()}
        self.seen = [_as_it_ended(seen, now.get(seen.ts, seen.plain)) for seen in self.seen]


def saw(news: News) -> Seen:
    """A message as it is now."""
    place, message = news.place, news.message
    payload: Mapping[str, str] = (message.metadata or {}).get("event_payload", {})
    channel = place.name if place.kind in ("public", "private") else place.kind
    return Seen(
        ts=message.ts,
        at=message.at,
        place=place.id,
        channel=channel,
        readers=(news.reader.real_name,) if news.reader else _people(place.members),
        author=message.author,
        kind="reply" if message.ephemeral else words.kind_of(message.text, message.plain, channel),
        alert=message.text,
        plain=message.plain,
        buttons=message.buttons,
        key=payload.get("key"),
        only_one_sees=message.ephemeral,
        broadcasts=message.mentions.broadcasts,
        files=tuple(file.name for file in message.files),
    )


def _people(members: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in members if name != words.APP)


def _as_it_ended(seen: Seen, plain: str) -> Seen:
    return replace(seen, later=plain) if plain != seen.plain else seen


def of_kind(seen: Iterable[Seen], *kinds: str) -> list[Seen]:
    return [one for one in seen if one.kind in kinds]
