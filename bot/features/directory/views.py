"""What changes of the organization tell owners."""

from bot.features.directory.facts import LineFacts
from bot.slack.blocks import context, section
from bot.slack.replies import Message
from bot.text import Translator


def in_one_line(t: Translator, facts: LineFacts) -> Message:
    """Two who swap stand in one reporting line now: what that means, and what may help."""
    who = {"program": facts.program, "mentor": facts.mentor, "mentee": facts.mentee}
    return Message(
        t("in-one-line-alert", program=facts.program),
        [section(t("in-one-line", **who)), section(t("in-one-line-what")), context(t("in-one-line-why"))],
    )
