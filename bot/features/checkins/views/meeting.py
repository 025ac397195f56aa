"""Meetings: the form to log one, and the question to the other of the two."""

from collections.abc import Sequence

from bot.features.checkins.facts import Choice, LogFacts, MeetingFacts
from bot.features.checkins.views.pulse import OPEN_PULSE
from bot.slack.blocks import Block, actions, button, context, form_input, modal, option, section
from bot.slack.inputs import date_input, multi_select, number_input, radio, select
from bot.slack.replies import Message
from bot.terms import MeetingHow, MeetingState
from bot.text import Translator

PICK = "checkins.pick_pairing"
LOG = "checkins.log"
OPEN_LOG = "checkins.open_log"  # of a pairing, from where it is shown
CONFIRM = "checkins.confirm"
DISPUTE = "checkins.dispute"

PAIRING, HELD_ON, MINUTES, HOW, SKILLS = "pairing", "held_on", "minutes", "how", "skills"
SHORTEST, LONGEST, USUAL = 5, 480, 45


def pick_form(t: Translator, pairings: Sequence[Choice]) -> Block:
    """With whom, for those in several pairings."""
    options = [option(pairing.name, str(pairing.id)) for pairing in pairings[:100]]
    return modal(
        PICK,
        t("log-title"),
        [form_input(PAIRING, t("log-with"), select(options, initial=options[0]["value"]))],
        submit=t("next"),
        close=t("cancel"),
    )


def log_form(t: Translator, facts: LogFacts) -> Block:
    """The form for one meeting, with the day as it is for who fills it in."""
    skills = [option(skill.name, str(skill.id)) for skill in facts.skills]
    about = form_input(SKILLS, t("log-skills"), multi_select(skills), optional=True) if skills else None
    return modal(
        LOG,
        t("log-title"),
        [
            section(t("log-intro", partner=facts.partner)),
            form_input(HELD_ON, t("log-held-on"), date_input(initial=facts.today)),
            form_input(
                MINUTES, t("log-minutes-label"), number_input(lowest=SHORTEST, highest=LONGEST, initial=USUAL)
            ),
            form_input(HOW, t("log-how"), radio([option(t(f"how-{how}"), how) for how in MeetingHow])),
            *([about] if about else []),
            context(t("log-private", partner=facts.partner)),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=str(facts.pairing_id),
    )


def to_confirm(t: Translator, facts: MeetingFacts) -> Message:
    """The question to the partner of who logged it."""
    return Message(t("confirm-alert"), confirm_question(t, facts))


def confirm_question(t: Translator, facts: MeetingFacts) -> list[Block]:
    """What was logged, and the two answers."""
    value = str(facts.meeting_id)
    return [
        section(t("confirm-question", **_told(t, facts))),
        *([context(t("confirm-skills", skills=list(facts.skills)))] if facts.skills else []),
        actions(
            button(t("confirm-yes-button"), CONFIRM, value, style="primary"),
            button(t("confirm-no-button"), DISPUTE, value),
        ),
        context(t("confirm-private", partner=facts.partner)),
    ]


def settled(t: Translator, facts: MeetingFacts) -> Message:
    """In place of the question, when it is answered."""
    if facts.state == MeetingState.DISPUTED:
        undo = button(t("disputed-undo-button"), CONFIRM, str(facts.meeting_id))
        return Message(t("confirm-alert"), [section(t("disputed", **_told(t, facts))), actions(undo)])
    rate = button(t("confirmed-pulse-button"), OPEN_PULSE, str(facts.meeting_id))
    return Message(t("confirm-alert"), [section(t("confirmed", **_told(t, facts))), actions(rate)])


def remembered_differently(t: Translator, facts: MeetingFacts) -> Message:
    """To who logged it, without any blame."""
    return Message(t("remembered-alert"), [section(t("remembered-differently", **_told(t, facts)))])


def _told(t: Translator, facts: MeetingFacts) -> dict[str, object]:
    return {
        "partner": facts.partner,
        "date": facts.held_on,
        "minutes": facts.minutes,
        "how": t(f"how-{facts.how}-told"),
    }
