"""A program's page for owners, and what its channel reads."""

from collections.abc import Sequence

from bot.features.programs.facts import ProgramFacts
from bot.slack import blocks
from bot.slack.blocks import Block, actions, button, context, header, modal, section
from bot.slack.replies import Message
from bot.terms import Stage
from bot.text import Phrase, Translator

NEW = "programs.new"
LOG = "audit.open"
EXPORT = "export.ask"
EDIT = "programs.edit"
ANNOUNCE = "programs.announce"
WEIGHTS = "programs.weights"
CLOSE = "closing.close"  # the closing feature listens to these three
REOPEN = "closing.reopen"
WRAP_UP = "closing.wrap_up"
READINESS = "readiness.ask"  # the readiness listens to it
OBJECTIVES = "objectives.open"  # the objectives listen to it
JOIN = "programs.join"  # enrollment listens to it

MOST_LISTED = 16  # a message has room for 50 blocks


def program_saved(t: Translator, facts: ProgramFacts) -> Block:
    """In place of the form: what comes next."""
    return modal("programs.saved", t("program-saved-title"), _page(t, facts), close=t("close"))


def program_list(t: Translator, programs: Sequence[ProgramFacts], may_create: bool) -> Message:
    """An owner's programs (the newest where there are very many), and the way to another one."""
    rows = [block for facts in programs[:MOST_LISTED] for block in _page(t, facts)]
    new = [actions(button(t("program-new-button"), NEW, "new"))] if may_create else []
    return Message(t("program-list"), [section(t("program-list")), *rows, *new])


def announced(t: Translator, facts: ProgramFacts) -> Message:
    """What the program's channel reads."""
    aim = [section(t("announcement-aim", aim=facts.aim))] if facts.aim else []
    return Message(
        t("announcement-alert", program=facts.name),
        [
            header(facts.name),
            section(t("announcement-intro")),
            *aim,
            *_when(t, facts),
            section(t("announcement-how", asks_first=facts.asks_first)),
            actions(button(t("join-button"), JOIN, str(facts.id), style="primary")),
            context(t("announcement-promise", owners=facts.owners)),
        ],
    )


def _when(t: Translator, facts: ProgramFacts) -> list[Block]:
    """The dates, where they matter to who joins: it starts later, or it ends."""
    if facts.starts_later and facts.ends_on:
        return [section(t("announcement-from-until", starts_on=facts.starts_on, ends_on=facts.ends_on))]
    if facts.ends_on:
        return [section(t("announcement-until", ends_on=facts.ends_on))]
    return [section(t("announcement-from", starts_on=facts.starts_on))] if facts.starts_later else []


def _page(t: Translator, facts: ProgramFacts) -> list[Block]:
    """At most three blocks: a message has room for sixteen programs."""
    if facts.stage == Stage.CLOSED:
        return [
            section(t("program-closed-page", program=facts.name, enrolled=facts.enrolled)),
            actions(*_buttons_after_its_end(t, facts)),
        ]
    news = [context(t(f"program-{facts.news}"))] if facts.news in ("prolonged", "reopened") else []
    words = t(
        "program-page",
        program=facts.name,
        stage=facts.stage.value,
        enrolled=facts.enrolled,
        dates=_dates(t, facts),
        channel=facts.announce_channel,
        owners=facts.owners,
        announced=facts.announced,
    )
    return [section(words), *news, actions(*_buttons(t, facts))]


def _buttons(t: Translator, facts: ProgramFacts) -> list[Block]:
    value = str(facts.id)
    return [
        _announce_button(t, facts.id, again=facts.announced),
        button(t("program-edit-button"), EDIT, value),
        *([_readiness_button(t, facts)] if facts.stage in (Stage.DRAFT, Stage.OPEN) else []),
        _close_button(t, facts),
        blocks.menu(
            [
                (t("objectives-button"), OBJECTIVES, value),
                (t("weights-button"), WEIGHTS, value),
                (t("audit-button"), LOG, value),
                (t("export-button"), EXPORT, value),
            ]
        ),
    ]


def _buttons_after_its_end(t: Translator, facts: ProgramFacts) -> list[Block]:
    value = str(facts.id)
    return [
        button(t("wrap-up-button"), WRAP_UP, value),
        button(t("program-reopen-button"), REOPEN, value),
        blocks.menu(
            [
                (t("objectives-button"), OBJECTIVES, value),
                (t("program-edit-button"), EDIT, value),
                (t("audit-button"), LOG, value),
                (t("export-button"), EXPORT, value),
            ]
        ),
    ]


def draft_buttons(t: Translator, program_id: int) -> list[Block]:
    """What a draft waits for: to be announced, or changed before."""
    edit = button(t("program-edit-button"), EDIT, str(program_id))
    return [actions(_announce_button(t, program_id, again=False), edit)]


def _announce_button(t: Translator, program_id: int, again: bool) -> Block:
    return button(
        t("program-announce-again-button") if again else t("program-announce-button"),
        ANNOUNCE,
        str(program_id),
        style=None if again else "primary",
        confirm=blocks.confirm(
            t("program-announce-title"),
            t("program-announce-confirm"),
            t("program-announce-yes-button"),
            t("cancel"),
        ),
    )


def _readiness_button(t: Translator, facts: ProgramFacts) -> Block:
    what = t("readiness-ask-confirm", fewest=facts.fewest)
    words = t("readiness-ask-title"), what, t("program-announce-yes-button"), t("cancel")
    return button(t("readiness-ask-button"), READINESS, str(facts.id), confirm=blocks.confirm(*words))


def _close_button(t: Translator, facts: ProgramFacts) -> Block:
    what = "draft" if facts.stage == Stage.DRAFT else "open"
    return button(
        t("program-close-button", what=what),
        CLOSE,
        str(facts.id),
        confirm=blocks.confirm(
            t("program-close-title", what=what),
            t("program-close-confirm", what=what),
            t("program-close-yes-button", what=what),
            t("cancel"),
        ),
    )


def _dates(t: Translator, facts: ProgramFacts) -> Phrase:
    if facts.ends_on:
        return t("program-dates", starts_on=facts.starts_on, ends_on=facts.ends_on, later=facts.starts_later)
    return t("program-dates-open", starts_on=facts.starts_on, later=facts.starts_later)
