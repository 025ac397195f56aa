"""How sure somebody feels in what they learn: a form of a few seconds, if they like."""

from bot.features.confidence.facts import ConfidenceFacts, Moment, SkillAsked
from bot.slack.blocks import Block, context, form_input, modal, option, section
from bot.slack.inputs import radio
from bot.text import Translator

FORM = "confidence.form"
MOST = 10


def confidence_form(t: Translator, facts: ConfidenceFacts) -> Block:
    """One question a skill, and who will see the answers."""
    return modal(
        FORM,
        t("confidence-title"),
        [
            section(t("confidence-intro", program=facts.program, moment=facts.moment.value)),
            *(_question(t, each) for each in {one.skill_id: one for one in facts.skills[:MOST]}.values()),
            context(t("confidence-private")),
        ],
        submit=t("send"),
        close=t("confidence-later-button"),
        subject=f"{facts.moment.value}:{facts.enrollment_id}",
    )


def confidence_saved(t: Translator, moment: Moment) -> Block:
    """Thanks."""
    words = t("confidence-saved", moment=moment.value)
    return modal("confidence.saved", t("confidence-title"), [section(words)], close=t("close"))


def _question(t: Translator, asked: SkillAsked) -> Block:
    options = [option(t("confidence-score", score=value), str(value)) for value in range(1, 6)]
    said = radio(options, initial=None if asked.said is None else str(asked.said))
    return form_input(str(asked.skill_id), t("confidence-question", skill=asked.skill), said, optional=True)
