"""Where a member finds their way: the answer to `/reverse-mentor` alone."""

from bot.slack.blocks import section
from bot.slack.replies import Message
from bot.text import Translator


def help_message(t: Translator) -> Message:
    return Message(t("help-intro"), [section(t("help-intro"))])
