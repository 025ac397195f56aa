"""What an owner hears who asks for a report, once or every week."""

from bot.features.reports.facts import Asked, NothingYet, WeeklySet
from bot.features.reports.views.setting import SETTINGS
from bot.slack.blocks import Block, actions, button, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

ASK = "reports.ask"
WEEKLY_ON = "reports.weekly_on"
WEEKLY_OFF = "reports.weekly_off"


def on_its_way(t: Translator, facts: Asked) -> Message:
    """Where the report goes, and the way to have it every week."""
    words = t("report-to-channel", channel=facts.channel) if facts.channel else t("report-to-you")
    weekly = _stop(t, facts.program_id) if facts.weekly else _start(t, facts.program_id)
    settings = button(t("report-settings-button"), SETTINGS, str(facts.program_id))
    return Message(t("report-asked-alert"), [section(words), actions(weekly, settings)])


def nothing_yet(t: Translator, facts: NothingYet) -> Message:
    """No week is closed; what can be said all the same."""
    return Message(
        t("report-asked-alert"),
        [
            section(t("report-not-yet", program=facts.program, first_at=facts.first_at)),
            section(t("report-so-far", enrolled=facts.enrolled, pairs=facts.pairs)),
        ],
    )


def weekly_on(t: Translator, facts: WeeklySet) -> Message:
    """From now on."""
    words = t("report-weekly-on", program=facts.program, where=_where(t, facts))
    return Message(t("report-asked-alert"), [section(words), actions(_stop(t, facts.program_id))])


def weekly_off(t: Translator, facts: WeeklySet) -> Message:
    """No more."""
    words = t("report-weekly-off", program=facts.program, where=_where(t, facts))
    return Message(t("report-asked-alert"), [section(words), actions(_start(t, facts.program_id))])


def _start(t: Translator, program_id: int) -> Block:
    return button(t("report-weekly-on-button"), WEEKLY_ON, str(program_id))


def _stop(t: Translator, program_id: int) -> Block:
    return button(t("report-weekly-off-button"), WEEKLY_OFF, str(program_id))


def _where(t: Translator, facts: WeeklySet) -> Phrase:
    if facts.channel is None:
        return t("report-goes-to-you")
    return t("report-goes-to-channel", channel=facts.channel)
