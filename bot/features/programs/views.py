"""A program: its form, its page for owners, and what its channel reads."""

from collections.abc import Sequence

from bot.features.programs.facts import ProgramDraft, ProgramFacts, WeightsDraft
from bot.slack import blocks
from bot.slack.blocks import Block, actions, button, context, form_input, header, modal, option, section
from bot.slack.replies import Message
from bot.terms import Stage
from bot.text import Phrase, Translator

FORM = "programs.form"
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
WEIGHTS_RESET = "programs.weights_reset"
JOIN = "programs.join"  # enrollment listens to it

CADENCES = (1, 2, 4)
TICKS = ("asks_first", "fill_ins", "same_team")
MOST_LISTED = 16  # a message has room for 50 blocks


def program_form(t: Translator, draft: ProgramDraft) -> Block:
    """Creates a program, or changes the one with the draft's id."""
    return modal(
        FORM,
        t("program-edit-title") if draft.id else t("program-new-title"),
        [
            form_input(
                "name",
                t("program-name"),
                blocks.text_input(initial=draft.name, limit=60),
                hint=t("program-name-hint"),
            ),
            form_input(
                "aim",
                t("program-aim"),
                blocks.text_input(initial=draft.aim, long=True, limit=500, placeholder=t("program-aim-example")),
                optional=True,
            ),
            form_input(
                "announce_channel",
                t("program-announce-channel"),
                blocks.channel_select(initial=draft.announce_channel),
                hint=t("program-channel-hint"),
            ),
            form_input(
                "report_channel",
                t("program-report-channel"),
                blocks.channel_select(initial=draft.report_channel),
                hint=t("program-report-channel-hint"),
                optional=True,
            ),
            form_input(
                "contact",
                t("program-contact"),
                blocks.user_select(initial=draft.contact),
                hint=t("program-contact-hint"),
                optional=True,
            ),
            form_input(
                "co_owners",
                t("program-co-owners"),
                blocks.multi_user_select(initial=draft.co_owners, highest=10),
                optional=True,
            ),
            form_input("starts_on", t("program-starts"), blocks.date_input(initial=draft.starts_on)),
            form_input(
                "ends_on",
                t("program-ends"),
                blocks.date_input(initial=draft.ends_on),
                hint=t("program-ends-hint"),
                optional=True,
            ),
            form_input(
                "cadence",
                t("program-cadence"),
                blocks.select(
                    [option(t("cadence", weeks=weeks), str(weeks)) for weeks in CADENCES],
                    initial=str(draft.cadence_weeks),
                ),
            ),
            form_input(
                "level_gap",
                t("program-level-gap"),
                blocks.number_input(lowest=1, highest=9, initial=draft.level_gap),
                hint=t("program-level-gap-hint"),
            ),
            form_input(
                "rules",
                t("program-rules"),
                blocks.checkboxes(
                    [option(t(f"program-rule-{tick}"), tick, t(f"program-rule-{tick}.hint")) for tick in TICKS],
                    initial=[tick for tick in TICKS if getattr(draft, tick)],
                ),
                optional=True,
            ),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=str(draft.id or ""),
    )


def program_saved(t: Translator, facts: ProgramFacts) -> Block:
    """In place of the form: what comes next."""
    return modal("programs.saved", t("program-saved-title"), _page(t, facts), close=t("close"))


def program_list(t: Translator, programs: Sequence[ProgramFacts], may_create: bool) -> Message:
    """An owner's programs (the newest where there are very many), and the way to another one."""
    rows = [block for facts in programs[:MOST_LISTED] for block in _page(t, facts)]
    new = [actions(button(t("program-new-button"), NEW, "new"))] if may_create else []
    return Message(t("program-list"), [section(t("program-list")), *rows, *new])


def weights_form(t: Translator, facts: WeightsDraft) -> Block:
    """What counts in a match, and how much."""
    shares = ":".join(str(share) for share in facts.shares.values())
    suggest = actions(button(t("weights-reset-button"), WEIGHTS_RESET, str(facts.program_id)))
    return modal(
        WEIGHTS,
        t("weights-title"),
        [
            section(t("weights-intro", program=facts.program)),
            *(
                form_input(
                    part,
                    t(f"weights-{part}"),
                    blocks.number_input(lowest=0, highest=100, initial=share),
                    hint=t(f"weights-{part}.hint"),
                )
                for part, share in facts.shares.items()
            ),
            *([] if facts.is_suggested else [suggest]),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=f"{facts.program_id}:{shares}",
    )


def weights_saved(t: Translator, facts: WeightsDraft) -> Block:
    """What counts from now on."""
    total = sum(facts.shares.values())
    lines = [
        section(t("weights-line", part=t(f"weights-{part}"), percent=round(100 * share / total)))
        for part, share in facts.shares.items()
        if share
    ]
    words = section(t("weights-saved", program=facts.program))
    return modal("programs.weights_saved", t("weights-title"), [words, *lines], close=t("close"))


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
        _announce_button(t, facts),
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


def _announce_button(t: Translator, facts: ProgramFacts) -> Block:
    return button(
        t("program-announce-again-button") if facts.announced else t("program-announce-button"),
        ANNOUNCE,
        str(facts.id),
        style=None if facts.announced else "primary",
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
