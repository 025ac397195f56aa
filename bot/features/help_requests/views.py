"""Help requests: what exactly will be passed on, and to whom; and what waits for a neutral person."""

from collections.abc import Sequence

from bot.features.checkins.views.nudge import ASK_HELP
from bot.features.help_requests.facts import AskedFacts, HelpFacts, RequestFacts
from bot.slack.blocks import Block, acting, actions, button, context, divider, form_input, modal, option, section
from bot.slack.inputs import radio, select, text_input
from bot.slack.replies import Message
from bot.terms import HELP_WAITS, HelpOutcome, HelpState
from bot.text import Phrase, Translator

HELP = "help_requests.help"
TAKE_BACK = "help_requests.take_back"
TAKE_ON = "help_requests.take_on"
DONE = "help_requests.done"
QUEUE = "help_requests.queue"

NEUTRAL = "neutral"
NOTE = "note"
IN_QUEUE = "queue"
"""The subject of the list of all that wait, so that a click in it is told from one in a message."""
MOST_NEUTRALS = 10
MOST_LISTED = 15


def help_form(t: Translator, facts: HelpFacts, nudge_id: int, note: str | None = None) -> Block:
    """The consent: who will get what. `nudge_id` is 0 where it wasn't asked from a nudge."""
    people = [
        option(t("ask-help-neutral-choice", name=one.who.name), str(one.member_id), t(f"ask-help-{one.part}"))
        for one in facts.neutrals[:MOST_NEUTRALS]
    ]
    return modal(
        HELP,
        t("ask-help-title"),
        [
            section(t("ask-help-intro")),
            *(
                [form_input(NEUTRAL, t("ask-help-neutral"), radio(people, initial=people[0]["value"]))]
                if people
                else []
            ),
            section(t("ask-help-exactly")),
            section(t("ask-help-passed-on", member=facts.member, partner=facts.partner, program=facts.program)),
            form_input(
                NOTE,
                t("ask-help-note"),
                text_input(long=True, initial=note),
                hint=t("ask-help-note-seen"),
                optional=True,
            ),
            context(t("ask-help-private", partner=facts.partner)),
        ],
        submit=t("ask-help-button"),
        close=t("cancel"),
        subject=f"{nudge_id}:{facts.pairing_id}",
    )


def help_sent(t: Translator, request: RequestFacts) -> Block:
    """To who asked, at once and whenever they look again: how it stands, and what was passed on."""
    back = button(t("ask-help-back-button"), TAKE_BACK, str(request.request_id))
    return modal(
        HELP,
        t("ask-help-title"),
        [
            section(_how_it_stands(t, request)),
            section(t("ask-help-this")),
            *_passed_on(t, request),
            actions(back),
        ],
        close=t("close"),
    )


def _how_it_stands(t: Translator, request: RequestFacts) -> Phrase:
    """Nobody reads that they wait for somebody who can't help any more."""
    key = f"ask-help-{request.state}" if request.will_do else "ask-help-gone"
    return t(key, contact=request.contact, asked_on=request.asked_on)


def help_over(t: Translator, request: RequestFacts) -> Block:
    """To who asked and doesn't need it any more; or somebody was quicker, and it is done."""
    words = t(f"ask-help-{request.state}", contact=request.contact, asked_on=request.asked_on)
    return modal(HELP, t("ask-help-title"), [section(words)], close=t("close"))


def help_asked(t: Translator, facts: AskedFacts) -> Message:
    """To the neutral person: who would like a word, and how it stands."""
    return Message(t("help-asked-alert"), [*_request(t, facts.request), *_others(t, facts.others)])


def help_reminder(t: Translator, facts: AskedFacts) -> Message:
    """To the neutral person, when it has waited."""
    request = facts.request
    first = section(t(f"help-reminder-{request.state}", member=request.member, asked_on=request.asked_on))
    return Message(t("help-reminder-alert"), [first, *_request(t, request), *_others(t, facts.others)])


def help_taken_on(t: Translator, request: RequestFacts) -> Message:
    """To who asked."""
    return Message(t("help-taken-on-alert"), [section(t("help-taken-on", contact=request.contact))])


def help_unanswered(t: Translator, request: RequestFacts) -> Message:
    """To who asked: nobody is left waiting without a word."""
    look = button(t("help-unanswered-button"), ASK_HELP, f"0:{request.pairing_id}", style="primary")
    key = "help-unanswered" if request.will_do else "help-unanswered-gone"
    words = t(key, contact=request.contact, asked_on=request.asked_on)
    return Message(t("help-unanswered-alert"), [section(words), actions(look)])


def help_not_needed(t: Translator, request: RequestFacts) -> Message:
    """To the neutral person."""
    words = t("help-not-needed", member=request.member, asked_on=request.asked_on)
    return Message(t("help-not-needed-alert"), [section(words)])


def help_done(t: Translator, request: RequestFacts) -> Message:
    """To who asked: how it ended."""
    done = [section(t("help-done", contact=request.contact))] if request.outcome != HelpOutcome.NOT_FOUND else []
    how = [section(t(f"help-done-{request.outcome}", contact=request.contact))] if request.outcome else []
    return Message(t("help-done-alert"), [*done, *how, context(t("help-done-again"))])


def help_queue(t: Translator, requests: Sequence[RequestFacts]) -> Block:
    """All that waits for a neutral person, the oldest first."""
    rows = [block for one in requests[:MOST_LISTED] for block in (*_request(t, one), divider())]
    more = (
        [context(t("help-queue-more", number=len(requests) - MOST_LISTED))] if len(requests) > MOST_LISTED else []
    )
    blocks = [*rows, *more] if rows else [section(t("help-queue-empty"))]
    return modal(QUEUE, t("help-queue-title"), blocks, close=t("close"), subject=IN_QUEUE)


def _request(t: Translator, request: RequestFacts) -> list[Block]:
    """The words of who asked are shown only for as long as they are needed."""
    who = {"member": request.member, "partner": request.partner}
    note = request.note if request.state in HELP_WAITS else None
    return [
        section(t("help-asked", program=request.program, asked_on=request.asked_on, **who)),
        *([section(t("help-asked-note", note=note))] if note else []),
        context(t("help-asked-private", **who)),
        *_standing(t, request),
    ]


def _standing(t: Translator, request: RequestFacts) -> list[Block]:
    """How it stands, with what its neutral person can do next."""
    about = str(request.request_id)
    endings = [option(t(f"help-outcome-{outcome}"), f"{about}:{outcome}") for outcome in HelpOutcome]
    done = acting(select(endings, placeholder=t("help-outcome")), DONE)
    match request.state:
        case HelpState.OPEN:
            take = button(t("help-take-on-button"), TAKE_ON, about, style="primary")
            return [actions(take, done)]
        case HelpState.TAKEN_ON:
            return [context(t("help-asked-taken_on", member=request.member)), actions(done)]
        case HelpState.DONE:
            how = [t(f"help-outcome-{request.outcome}")] if request.outcome else []
            return [context(*how, t("help-asked-done", member=request.member))]
        case HelpState.TAKEN_BACK:
            return [context(t("help-asked-taken_back", member=request.member))]


def _others(t: Translator, others: int) -> list[Block]:
    if others < 1:
        return []
    return [section(t("help-others", number=others), button(t("help-queue-button"), QUEUE, "open"))]


def _passed_on(t: Translator, request: RequestFacts) -> list[Block]:
    words: list[Phrase] = [
        t("ask-help-passed-on", member=request.member, partner=request.partner, program=request.program)
    ]
    words += [t("ask-help-told", note=request.note)] if request.note else []
    return [section(each) for each in words]
