"""The question what somebody could show, what they answered, and an owner's question for a gap."""

from bot.features.prompts.facts import AskFacts, PromptFacts
from bot.slack import inputs
from bot.slack.blocks import Block, acting, actions, button, context, modal, section
from bot.slack.replies import Message
from bot.text import Translator

SHOW = "prompts.show"
SHOW_OTHER = "prompts.show_other"
TAKE_BACK = "prompts.take_back"
NOTHING = "prompts.nothing"
OFF = "prompts.off"
ON = "prompts.on"
ASK_FORM = "prompts.ask_form"


def prompted(t: Translator, facts: PromptFacts) -> Message:
    """The question, with what was answered to it so far: more than one answer may be given."""
    key, names = "prompt-by-owner" if facts.by_owner else "prompt", [name for _, name in facts.wanted]
    question = t(key, program=facts.program, count=len(names), skills=names)
    asked = [section(question)] if facts.wanted or not facts.shown else []
    said = [block for choice in facts.shown for block in _said(t, facts, choice)]
    return Message(
        t("prompt-alert"),
        [*said, *asked, *_answers(t, facts), context(t("prompt-why", program=facts.program))],
    )


def _said(t: Translator, facts: PromptFacts, choice: tuple[int, str]) -> list[Block]:
    skill_id, name = choice
    words = t("prompt-said-waiting" if name in facts.waiting else "prompt-said", skill=name)
    return [section(words, button(t("undo-button"), TAKE_BACK, f"{facts.prompt_id}:{skill_id}"))]


def _answers(t: Translator, facts: PromptFacts) -> list[Block]:
    offers = [
        actions(button(t("prompt-show-button", skill=name), SHOW, f"{facts.prompt_id}:{skill_id}"))
        for skill_id, name in facts.wanted
    ]
    other = acting(inputs.type_ahead(SHOW_OTHER, placeholder=t("prompt-other")), SHOW_OTHER)
    nothing = [] if facts.shown else [button(t("prompt-nothing-button"), NOTHING, str(facts.prompt_id))]
    off = button(t("prompt-off-button"), OFF, str(facts.prompt_id))
    return [*offers, actions(other, *nothing, off, about=str(facts.prompt_id))]


def nothing_now(t: Translator, prompt_id: int) -> Message:
    """In place of the question: fine."""
    off = button(t("prompt-off-button"), OFF, str(prompt_id))
    return Message(t("prompt-nothing-alert"), [section(t("prompt-nothing")), actions(off)])


def turned_off(t: Translator) -> Message:
    on = button(t("prompt-on-button"), ON, "on")
    return Message(t("prompt-off-alert"), [section(t("prompt-off")), actions(on)])


def turned_on(t: Translator) -> Message:
    return Message(t("prompt-on-alert"), [section(t("prompt-on"))])


def ask_form(t: Translator, facts: AskFacts) -> Block:
    """To an owner: whom a question would reach, before anybody is asked."""
    gap = t("ask-gap", skill=facts.skill, program=facts.program, wanted_by=facts.wanted_by, shown_by=facts.shown_by)
    reach = [section(t("ask-reach", people=facts.people, asked=facts.asked)), context(t("ask-promise"))]
    return modal(
        ASK_FORM,
        t("ask-title"),
        [section(gap), *(reach if facts.people else [section(t("ask-nobody", asked=facts.asked))])],
        submit=t("ask-button", people=facts.people) if facts.people else None,
        close=t("close"),
        subject=f"{facts.program_id}:{facts.skill_id}",
    )


def asked(t: Translator, people: int) -> Block:
    """In place of the form."""
    return modal("prompts.asked", t("ask-title"), [section(t("ask-done", people=people))], close=t("close"))
