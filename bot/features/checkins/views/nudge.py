"""The weekly nudge: a row a pairing, each with its own buttons."""

from bot.features.checkins.facts import NudgeFacts, NudgeRow
from bot.features.checkins.views.help import ASK_HELP
from bot.slack.blocks import Block, actions, button, context, section
from bot.slack.replies import Message
from bot.text import Translator

MET = "checkins.met"
NOT_YET = "checkins.not_yet"
SKIP = "checkins.skip"
TURN_OFF = "checkins.turn_off"
TURN_ON = "checkins.turn_on"

MOST_ROWS = 15  # a message has room for 50 blocks
TONES = 4


def nudge(t: Translator, facts: NudgeFacts) -> Message:
    """The nudge, with what was answered so far; every row stays open to a change of mind."""
    rows = [block for row in facts.rows[:MOST_ROWS] for block in _row(t, facts, row)]
    blocks = [
        section(t("nudge-hello", tone=facts.week_number % TONES)),
        *rows,
        context(t("nudge-private"), t("nudge-why")),
        actions(button(t("nudge-off-button"), TURN_OFF, str(facts.nudge_id))),
    ]
    return Message(t("nudge-alert"), blocks)


def nudges_off(t: Translator, nudge_id: int) -> Message:
    """In place of the nudge, when its reader wants no more of them."""
    again = button(t("nudge-on-button"), TURN_ON, str(nudge_id))
    return Message(t("nudge-off-alert"), [section(t("nudge-off")), actions(again)])


def nudges_on(t: Translator) -> Message:
    return Message(t("nudge-on-alert"), [section(t("nudge-on"))])


def _row(t: Translator, facts: NudgeFacts, row: NudgeRow) -> list[Block]:
    about = {"partner": row.partner, "program": row.program}
    words = t("nudge-said", said=row.answer.value, **about) if row.answer else t("nudge-row", **about)
    value = f"{facts.nudge_id}:{row.pairing_id}"
    return [
        section(words),
        actions(
            button(t("nudge-met-button"), MET, value, style=None if row.answer else "primary"),
            button(t("nudge-not-yet-button"), NOT_YET, value),
            button(t("nudge-skip-button"), SKIP, value),
            button(t("nudge-help-button"), ASK_HELP, value),
        ),
    ]
