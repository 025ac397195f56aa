"""People and channels as plain data: facts carry them, texts write them out. Standard library only."""

from msgspec import Struct


class Mention(Struct, frozen=True):
    """A person: a mention in mrkdwn, their name in plain text."""

    slack_id: str
    name: str


NOBODY = Mention("", "")
"""Somebody who wanted to be forgotten: texts say so in their language."""


class Channel(Struct, frozen=True):
    """A channel: a link to it in mrkdwn. Plain text can't name it: the bot doesn't read channels."""

    slack_id: str
