"""Calls for help: what exactly will be passed on, and to whom."""

from bot.features.checkins.facts import HelpFacts, RequestFacts
from bot.slack.blocks import Block, actions, button, context, form_input, modal, section, text_input
from bot.slack.replies import Message
from bot.text import Translator

ASK_HELP = "checkins.ask_help"
NO_HELP = "checkins.no_help"
HELP = "checkins.help"
HELP_DONE = "checkins.help_done"

NOTE = "note"


def help_form(t: Translator, facts: HelpFacts, nudge_id: int, note: str | None = None) -> Block:
    """The consent: who will get what. `nudge_id` is 0 where it wasn't asked from a nudge."""
    who = {"contact": facts.contact, "partner": facts.partner}
    return modal(
        HELP,
        t("ask-help-title"),
        [
            section(t("ask-help-intro", **who)),
            section(t("ask-help-passed-on", member=facts.member, program=facts.program, **who)),
            form_input(
                NOTE,
                t("ask-help-note"),
                text_input(long=True, initial=note),
                hint=t("ask-help-note-seen", **who),
                optional=True,
            ),
            context(t("ask-help-private", **who)),
        ],
        submit=t("ask-help-button"),
        close=t("cancel"),
        subject=f"{nudge_id}:{facts.pairing_id}:{facts.contact_id}",
    )


def help_sent(t: Translator, facts: RequestFacts) -> Block:
    """To who asked: what was passed on."""
    return modal(
        HELP,
        t("ask-help-title"),
        [section(t("ask-help-sent", contact=facts.contact)), *_passed_on(t, facts)],
        close=t("close"),
    )


def help_asked(t: Translator, facts: RequestFacts) -> Message:
    """To the neutral person; once it is done, without the button."""
    done = context(t("help-asked-done"))
    to_do = actions(button(t("help-done-button"), HELP_DONE, str(facts.request_id), style="primary"))
    blocks = [
        section(t("help-asked", member=facts.member, partner=facts.partner, program=facts.program)),
        *([section(t("help-asked-note", note=facts.note))] if facts.note else []),
        context(t("help-asked-private", member=facts.member, partner=facts.partner)),
        done if facts.done else to_do,
    ]
    return Message(t("help-asked-alert"), blocks)


def help_done(t: Translator, facts: RequestFacts) -> Message:
    """To who asked."""
    return Message(t("help-done-alert"), [section(t("help-done", contact=facts.contact, partner=facts.partner))])


def _passed_on(t: Translator, facts: RequestFacts) -> list[Block]:
    told = t(
        "ask-help-passed-on",
        contact=facts.contact,
        member=facts.member,
        partner=facts.partner,
        program=facts.program,
    )
    return [section(told), *([section(t("ask-help-told", note=facts.note))] if facts.note else [])]
