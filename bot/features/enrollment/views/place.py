"""What a member reads about their place in a program: breaks, and what they can do now."""

from collections.abc import Sequence

from bot.features.enrollment.facts import Place
from bot.slack.blocks import Block, actions, button, context, section
from bot.slack.replies import Message
from bot.text import Translator

CONFIDENCE_BEFORE = "confidence.before"  # the confidence feature listens to these two
CONFIDENCE_AFTER = "confidence.after"
RESUME = "enrollment.resume"
LOOK_NOW = "rounds.look_now"  # the rounds listen to it; its value is an enrollment


def confidence_after(t: Translator, enrollment_id: int | None) -> list[Block]:
    """The same afterwards, for who said something at the start."""
    if enrollment_id is None:
        return []
    return [
        section(
            t("confidence-look-back"), button(t("confidence-after-button"), CONFIDENCE_AFTER, str(enrollment_id))
        )
    ]


def pause_ended(t: Translator, place: Place) -> Message:
    return Message(
        t("pause-ended-alert"),
        [section(t("pause-ended", program=place.program)), context(t("pause-ended-why"))],
    )


def resumed(t: Translator, programs: Sequence[str]) -> Message:
    """Back in these programs; in none that they weren't away from."""
    if not programs:
        return Message(t("resumed-already"), [section(t("resumed-already"))])
    return Message(t("resumed-alert"), [section(t("resumed", programs=programs))])


def back(t: Translator, programs: Sequence[str]) -> Message:
    """From a break, in these programs; in none where it was over already."""
    if not programs:
        return Message(t("returned-already"), [section(t("returned-already"))])
    return Message(t("resumed-alert"), [section(t("returned", programs=programs))])


def look_now(t: Translator, enrollment_id: int | None) -> list[Block]:
    """The button by which somebody asks for a partner before the next round, where they may."""
    return [actions(button(t("look-now-button"), LOOK_NOW, str(enrollment_id)))] if enrollment_id else []
