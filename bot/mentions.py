"""People and channels as plain data: facts carry them, texts write them out. Standard library only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """A person: a mention in mrkdwn, their name in plain text."""

    slack_id: str
    name: str


NOBODY = Mention("", "")
"""Somebody who wanted to be forgotten: texts say so in their language."""


@dataclass(frozen=True)
class Channel:
    """A channel: a link to it in mrkdwn. Plain text can't name it: the bot doesn't read channels."""

    slack_id: str
