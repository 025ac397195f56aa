"""The private pulse after a meeting."""

from bot.features.checkins.facts import OfferFacts, PulseFacts
from bot.features.checkins.views.nudge import ASK_HELP
from bot.slack.blocks import Block, actions, button, context, form_input, modal, option, section
from bot.slack.inputs import radio, text_input
from bot.slack.replies import Message
from bot.text import Translator

NO_HELP = "checkins.no_help"
PULSE = "checkins.pulse"
OPEN_PULSE = "checkins.open_pulse"

USEFUL, VOICE, COUNTED, NOTE = "useful", "voice", "counted", "note"


def pulse_form(t: Translator, facts: PulseFacts) -> Block:
    """Three questions, and beside each who will see the answer."""
    scores = ((USEFUL, facts.useful), (VOICE, facts.voice), (COUNTED, facts.counted))
    return modal(
        PULSE,
        t("pulse-title"),
        [
            section(t("pulse-intro", partner=facts.partner)),
            *(_question(t, name, score, facts.others) for name, score in scores),
            form_input(
                NOTE,
                t("pulse-note"),
                text_input(long=True, initial=facts.note),
                hint=t("pulse-note-private"),
                optional=True,
            ),
            context(t("pulse-offer")),
        ],
        submit=t("send"),
        close=t("pulse-later-button"),
        subject=str(facts.meeting_id),
    )


def pulse_saved(t: Translator, meeting_id: int) -> Block:
    """Thanks, and the way to correct a slip."""
    change = button(t("pulse-change-button"), OPEN_PULSE, str(meeting_id))
    return modal(PULSE, t("pulse-title"), [section(t("pulse-saved"), change)], close=t("close"))


def help_offered(t: Translator, facts: OfferFacts) -> Message:
    """To the one who finds it hard to speak, and to nobody else."""
    value = str(facts.pairing_id)
    blocks = [
        section(t("offer-help", partner=facts.partner)),
        actions(
            button(t("offer-help-yes-button"), ASK_HELP, f"0:{value}", style="primary"),
            button(t("offer-help-no-button"), NO_HELP, value),
        ),
        context(t("offer-help-private", partner=facts.partner)),
    ]
    return Message(t("offer-help-alert"), blocks)


def help_declined(t: Translator) -> Message:
    return Message(t("offer-help-alert"), [section(t("offer-help-declined"))])


def _question(t: Translator, name: str, score: int | None, others: int) -> Block:
    options = [option(t("pulse-score", score=value), str(value)) for value in range(1, 6)]
    initial = None if score is None else str(score)
    hint = t("pulse-private", others=others)
    return form_input(name, t(f"pulse-{name}"), radio(options, initial=initial), hint=hint)
