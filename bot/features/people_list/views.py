"""The organization's list of people in Slack: the form, what a list would change, and how it went."""

from bot.features.people_list.facts import ListFacts
from bot.slack.blocks import Block, actions, button, confirm, context, form_input, modal, option, section
from bot.slack.inputs import checkboxes, file_input
from bot.slack.replies import File, FileMessage, Message
from bot.terms import ListState
from bot.text import Phrase, Translator

OPEN = "people_list.open"
FORM = "people_list.form"
APPROVE = "people_list.approve"
LEAVE = "people_list.leave"

FILE = "file"
WHOLE = "whole"
MOST = 10
"""So many lines of a kind are told of one by one."""


def list_form(t: Translator) -> Block:
    """Where an owner puts the file."""
    whole = option(t("people-list-whole"), WHOLE, t("people-list-whole-what"))
    return modal(
        FORM,
        t("people-list-title"),
        [
            section(t("people-list-intro")),
            form_input(FILE, t("people-list-file"), file_input(kinds=["csv"]), hint=t("people-list-file-hint")),
            form_input(WHOLE, t("people-list-scope"), checkboxes([whole]), optional=True),
            context(t("people-list-private")),
        ],
        submit=t("people-list-look-button"),
        close=t("cancel"),
    )


def list_handed_in(t: Translator) -> Block:
    """That it is being looked at."""
    return modal(FORM, t("people-list-title"), [section(t("people-list-looking"))], close=t("close"))


def list_read(t: Translator, facts: ListFacts) -> Message:
    """How it stands, with what its owner can do next."""
    return Message(t("people-list-alert"), [section(t(f"people-list-{facts.state}")), *_details(t, facts)])


def bad_rows(t: Translator, facts: ListFacts) -> FileMessage:
    """Every row that is to be mended, as a file."""
    rows = File("rows-to-mend.txt", t("people-list-bad-rows"), "\n".join(facts.problems) + "\n")
    return FileMessage(t("people-list-bad-rows-text", number=facts.problems_count), [rows])


def _details(t: Translator, facts: ListFacts) -> list[Block]:
    match facts.state:
        case ListState.UNSOUND:
            return _some(t, facts.problems, facts.problems_count)
        case ListState.SOUND:
            return [*_changes(t, facts), _answers(t, facts), context(t("people-list-enrolls-nobody"))]
        case ListState.TAKEN_OVER:
            return [section(_sum(t, facts)), context(t("people-list-enrolls-nobody"))]
        case _:
            return []


def _changes(t: Translator, facts: ListFacts) -> list[Block]:
    absent = [] if facts.absent_count is None else [t("people-list-absent", number=facts.absent_count)]
    return [
        section(_sum(t, facts)),
        *_ignored(t, facts),
        *_some(t, facts.changed, facts.changed_count),
        *[section(line) for line in absent],
        *_some(t, facts.absent, facts.absent_count or 0),
        *([section(t(_missing(facts), number=facts.missing))] if facts.missing else []),
    ]


def _sum(t: Translator, facts: ListFacts) -> Phrase:
    return t("people-list-sum", people=facts.people, new=facts.new, changed=facts.changed_count, same=facts.same)


def _ignored(t: Translator, facts: ListFacts) -> list[Block]:
    """Columns that nobody reads: one may be meant to say who reports to whom."""
    names = facts.ignored[:MOST]
    return [section(t("people-list-ignored", columns=", ".join(names), number=len(names)))] if names else []


def _missing(facts: ListFacts) -> str:
    return "people-list-leaves" if facts.whole else "people-list-stays"


def _some(t: Translator, lines: tuple[str, ...], count: int) -> list[Block]:
    """The first few, and how many more there are."""
    more = count - len(lines)
    shown = [context(line) for line in lines[:MOST]]
    return [*shown, context(t("people-list-more", number=more))] if more > 0 else shown


def _answers(t: Translator, facts: ListFacts) -> Block:
    sure = confirm(
        t("people-list-title"), t("people-list-sure", number=facts.people), t("people-list-yes"), t("cancel")
    )
    value = str(facts.list_id)
    return actions(
        button(t("people-list-take-button"), APPROVE, value, style="primary", confirm=sure),
        button(t("people-list-leave-button"), LEAVE, value),
    )
