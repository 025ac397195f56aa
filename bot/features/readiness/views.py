"""Whether a channel is ready: the question, its form, and what came of it."""

from bot.features.enrollment.facts import SkillBalance
from bot.features.readiness.facts import QuestionFacts, ReadinessFacts
from bot.slack.blocks import Block, actions, button, context, fields, form_input, modal, option, section
from bot.slack.inputs import radio
from bot.slack.replies import Message
from bot.text import Phrase, Translator

ANSWER = "readiness.answer"
FORM = "readiness.form"
QUESTIONS = ("takes_part", "speaks", "knows")


def readiness_asked(t: Translator, facts: QuestionFacts) -> Message:
    """What the channel reads: a day, as its readers are in many time zones."""
    return Message(
        t("readiness-alert", program=facts.program),
        [
            section(t("readiness-question", program=facts.program)),
            actions(button(t("readiness-answer-button"), ANSWER, str(facts.pulse_id), style="primary")),
            context(t("readiness-promise", fewest=facts.fewest, closes_at=facts.closes_at.date())),
        ],
    )


def readiness_form(t: Translator, facts: QuestionFacts) -> Block:
    """Three questions."""
    said = (facts.takes_part, facts.speaks, facts.knows)
    return modal(
        FORM,
        t("readiness-title"),
        [
            *(_question(t, name, score) for name, score in zip(QUESTIONS, said, strict=True)),
            context(t("readiness-promise", fewest=facts.fewest, closes_at=facts.closes_at)),
        ],
        submit=t("send"),
        close=t("cancel"),
        subject=str(facts.pulse_id),
    )


def readiness_answered(t: Translator) -> Block:
    """Thanks."""
    return modal("readiness.answered", t("readiness-title"), [section(t("readiness-thanks"))], close=t("close"))


def readiness_sent(t: Translator, facts: QuestionFacts) -> Message:
    """To the owner who asked: it is on its way."""
    return Message(
        t("readiness-alert", program=facts.program), [section(t("readiness-sent", closes_at=facts.closes_at))]
    )


def readiness_counted(t: Translator, facts: ReadinessFacts) -> Message:
    """To the owner who asked: what came of it."""
    return Message(
        t("readiness-counted-alert", program=facts.program),
        [*_averages(t, facts), *_missing(t, facts), context(t("readiness-counted-why"))],
    )


def _averages(t: Translator, facts: ReadinessFacts) -> list[Block]:
    if facts.respondents is None:
        return [section(t("readiness-too-few", program=facts.program, fewest=facts.fewest))]
    averages = [
        t(f"readiness-{name.replace('_', '-')}-average", average=average)
        for name, average in zip(QUESTIONS, (facts.takes_part, facts.speaks, facts.knows), strict=True)
        if average is not None
    ]
    return [
        section(t("readiness-counted", program=facts.program, people=facts.respondents)),
        *([fields(averages)] if averages else []),
        section(t("readiness-advice")),
    ]


def _missing(t: Translator, facts: ReadinessFacts) -> list[Block]:
    if not facts.missing:
        return []
    return [section(t("readiness-missing")), fields([_skill(t, one) for one in facts.missing[:10]])]


def _skill(t: Translator, one: SkillBalance) -> Phrase:
    return t("readiness-missing-skill", skill=one.skill, demand=one.demand, supply=one.supply)


def _question(t: Translator, name: str, score: int | None) -> Block:
    options = [option(t("readiness-score", score=value), str(value)) for value in range(1, 6)]
    chosen = radio(options, initial=None if score is None else str(score))
    return form_input(name, t(f"readiness-{name.replace('_', '-')}"), chosen)
