"""What people read as a program comes to its end: thanks, and what comes next."""

from bot.features.closing.facts import ClosedFacts, EndFacts, OwnerFacts, WrapUpFacts
from bot.features.enrollment.views.place import confidence_after
from bot.features.objectives.views import standing
from bot.features.programs.views.page import EDIT, JOIN, REOPEN
from bot.mentions import Channel
from bot.slack.blocks import Block, actions, button, context, divider, fields, header, modal, section
from bot.slack.replies import Message
from bot.terms import Measure, Stage
from bot.text import Translator

WRAP_UP_FORM = "closing.wrap_up_form"
MOST_JOINABLE, MOST_OBJECTIVES = 5, 5
AVERAGES = (Measure.USEFUL, Measure.VOICE, Measure.COUNTED, Measure.CONFIDENCE)


def end_nears(t: Translator, facts: EndFacts) -> Message:
    """A little before the end, to somebody in a swap."""
    return Message(
        t("end-nears-alert", program=facts.program),
        [
            section(t("end-nears", program=facts.program, ends_on=facts.ends_on or "", partners=facts.partners)),
            section(t("end-nears-after")),
            context(t("end-nears-why")),
        ],
    )


def prolonged(t: Translator, facts: EndFacts) -> Message:
    """It goes on after all."""
    until = t("prolonged-until", ends_on=facts.ends_on) if facts.ends_on else t("prolonged-open")
    words = (
        t("prolonged-swap", program=facts.program, until=until, partners=facts.partners)
        if facts.partners
        else t("prolonged" if facts.is_in else "prolonged-paused", program=facts.program, until=until)
    )
    return Message(t("prolonged-alert", program=facts.program), [section(words), context(t("prolonged-why"))])


def closed(t: Translator, facts: ClosedFacts) -> Message:
    """The end: thanks to both, who may go on by themselves; shorter to who was in no swap."""
    ended = {"program": facts.program, "ended_on": facts.ended_on, "early": facts.early}
    words = t("closed-swap", partners=facts.partners, **ended) if facts.partners else t("closed", **ended)
    joins = [
        section(t("program-choice", program=name), button(t("join-button"), JOIN, str(program_id)))
        for program_id, name in facts.joinable[:MOST_JOINABLE]
    ]
    return Message(
        t("closed-alert", program=facts.program),
        [
            section(words),
            *confidence_after(t, facts.look_back),
            *([section(t("closed-joinable")), *joins] if joins else []),
            context(t("closed-why")),
        ],
    )


def closed_now(t: Translator, program: str, program_id: int, enrolled: int) -> Message:
    """To the owner who has just closed it, with the way back."""
    back = button(t("program-reopen-button"), REOPEN, str(program_id))
    words = t("closed-now", program=program, enrolled=enrolled)
    return Message(t("closed-alert", program=program), [section(words), actions(back)])


def reopened(t: Translator, program: str, stage: Stage) -> Message:
    """To the owner who has just taken its end back."""
    words = t("reopened-draft", program=program) if stage == Stage.DRAFT else t("reopened", program=program)
    return Message(t("prolonged-alert", program=program), [section(words)])


def own_closed(t: Translator, facts: OwnerFacts) -> Message:
    """To an owner: what it came to, where the last report will be, and the way to go on."""
    numbers = {"people": facts.people, "pairs": facts.pairs, "meetings": facts.meetings, "hours": facts.hours}
    where = (
        t("report-goes-to-channel", channel=facts.report_channel)
        if facts.report_channel
        else t("report-goes-to-you")
    )
    return Message(
        t("closed-alert", program=facts.program),
        [
            section(t("own-closed", program=facts.program, **numbers)),
            section(t("own-closed-report", report_at=facts.report_at, where=where)),
            actions(button(t("own-closed-extend-button"), EDIT, str(facts.program_id))),
            context(t("own-closed-why")),
        ],
    )


def wrap_up(t: Translator, facts: WrapUpFacts) -> Message:
    """What the channel reads: what came of it, and thanks to everybody, by name to nobody."""
    return Message(t("wrap-up-alert", program=facts.program), _wrap_up(t, facts))


def wrap_up_preview(t: Translator, facts: WrapUpFacts) -> Block:
    """The same for the owner who may post it."""
    intro = section(t("wrap-up-preview", channel=facts.channel))
    left_out = context(t("wrap-up-left-out", fewest=facts.fewest))
    later = [context(t("wrap-up-confidence-later", at=facts.confidence_at))] if facts.confidence_at else []
    return modal(
        WRAP_UP_FORM,
        t("wrap-up-title"),
        [intro, divider(), *_wrap_up(t, facts), divider(), *later, left_out],
        submit=t("wrap-up-post-button"),
        close=t("cancel"),
        subject=str(facts.program_id),
    )


def wrap_up_posted(t: Translator, channel: Channel) -> Block:
    """It is on its way."""
    words = section(t("program-announced", channel=channel))
    return modal("closing.wrapped_up", t("wrap-up-title"), [words], close=t("close"))


def _wrap_up(t: Translator, facts: WrapUpFacts) -> list[Block]:
    numbers = [
        t(f"wrap-up-{name}", count=count)
        for name in ("people", "pairs", "meetings", "hours", "skills")
        if (count := getattr(facts, name))
    ]
    return [
        header(t("wrap-up-header", program=facts.program)),
        section(t("wrap-up-intro", starts_on=facts.starts_on, ended_on=facts.ended_on)),
        *([fields(numbers)] if numbers else []),
        *([section(t("wrap-up-objectives"))] if facts.standings else []),
        *[block for each in facts.standings[:MOST_OBJECTIVES] for block in standing(t, each)],
        section(t("wrap-up-thanks")),
        context(t("wrap-up-confidential", averages=any(each.measure in AVERAGES for each in facts.standings))),
    ]
