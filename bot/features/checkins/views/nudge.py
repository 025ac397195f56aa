"""The weekly nudge: a row a pairing, each with its own buttons."""

from bot.features.checkins.facts import NudgeFacts, NudgeRow
from bot.features.pairings.views.leaving import PAUSE
from bot.slack.blocks import Block, actions, button, confirm, context, section
from bot.slack.replies import Message
from bot.terms import NudgeKind
from bot.text import Translator

ASK_HELP = "checkins.ask_help"
"""On every row, and wherever else help is offered; what it opens is in `help_requests`."""
MET = "checkins.met"
NOT_YET = "checkins.not_yet"
SKIP = "checkins.skip"
TURN_OFF = "checkins.turn_off"
TURN_ON = "checkins.turn_on"
GO_ON = "checkins.go_on"
SOMEBODY_NEW = "checkins.somebody_new"

MOST_ROWS = 15  # a message has room for 50 blocks
TONES = 4


def nudge(t: Translator, facts: NudgeFacts) -> Message:
    """The nudge, with what was answered so far; every row stays open to a change of mind."""
    if facts.kind == NudgeKind.GO_ON:
        return _go_on(t, facts)
    rows = [block for row in facts.rows[:MOST_ROWS] for block in _row(t, facts, row)]
    blocks = [
        section(t("nudge-hello", tone=facts.week_number % TONES)),
        *rows,
        context(t("nudge-private"), t("nudge-why")),
        actions(_off(t, facts)),
    ]
    return Message(t("nudge-alert"), blocks)


def _go_on(t: Translator, facts: NudgeFacts) -> Message:
    """The one question after several nudges without an answer; no blame, and every answer is fine."""
    rows = [block for row in facts.rows[:MOST_ROWS] for block in _go_on_row(t, facts, row)]
    blocks = [
        section(t("go-on-hello")),
        *rows,
        context(t("go-on-private"), t("go-on-why")),
        actions(_off(t, facts)),
    ]
    return Message(t("nudge-alert"), blocks)


def _off(t: Translator, facts: NudgeFacts) -> Block:
    return button(t("nudge-off-button"), TURN_OFF, str(facts.nudge_id))


def _go_on_row(t: Translator, facts: NudgeFacts, row: NudgeRow) -> list[Block]:
    about = {"partner": row.partner, "program": row.program}
    value = f"{facts.nudge_id}:{row.pairing_id}"
    sure = confirm(t("pair-end-title"), t("pair-end-confirm"), t("pair-end-yes-button"), t("cancel"))
    return [
        section(t("go-on-said", **about) if row.answer else t("nudge-row", **about)),
        actions(
            button(t("go-on-button"), GO_ON, value, style=None if row.answer else "primary"),
            button(t("pause-button"), PAUSE, value),
            button(t("go-on-new-button"), SOMEBODY_NEW, value, confirm=sure),
        ),
    ]


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
