"""The form by which a program is created, or changed."""

from bot.features.programs.facts import ProgramDraft
from bot.slack import inputs
from bot.slack.blocks import Block, form_input, modal, option
from bot.text import Translator

FORM = "programs.form"
CADENCES = (1, 2, 4)
TICKS = ("asks_first", "fill_ins", "same_team")


def program_form(t: Translator, draft: ProgramDraft) -> Block:
    """Creates a program, or changes the one with the draft's id."""
    return modal(
        FORM,
        t("program-edit-title") if draft.id else t("program-new-title"),
        [
            form_input(
                "name",
                t("program-name"),
                inputs.text_input(initial=draft.name, limit=60),
                hint=t("program-name-hint"),
            ),
            form_input(
                "aim",
                t("program-aim"),
                inputs.text_input(initial=draft.aim, long=True, limit=500, placeholder=t("program-aim-example")),
                optional=True,
            ),
            form_input(
                "announce_channel",
                t("program-announce-channel"),
                inputs.channel_select(initial=draft.announce_channel),
                hint=t("program-channel-hint"),
            ),
            form_input(
                "report_channel",
                t("program-report-channel"),
                inputs.channel_select(initial=draft.report_channel),
                hint=t("program-report-channel-hint"),
                optional=True,
            ),
            form_input(
                "contact",
                t("program-contact"),
                inputs.user_select(initial=draft.contact),
                hint=t("program-contact-hint"),
                optional=True,
            ),
            form_input(
                "co_owners",
                t("program-co-owners"),
                inputs.multi_user_select(initial=draft.co_owners, highest=10),
                optional=True,
            ),
            form_input("starts_on", t("program-starts"), inputs.date_input(initial=draft.starts_on)),
            form_input(
                "ends_on",
                t("program-ends"),
                inputs.date_input(initial=draft.ends_on),
                hint=t("program-ends-hint"),
                optional=True,
            ),
            form_input(
                "cadence",
                t("program-cadence"),
                inputs.select(
                    [option(t("cadence", weeks=weeks), str(weeks)) for weeks in CADENCES],
                    initial=str(draft.cadence_weeks),
                ),
            ),
            form_input(
                "level_gap",
                t("program-level-gap"),
                inputs.number_input(lowest=1, highest=9, initial=draft.level_gap),
                hint=t("program-level-gap-hint"),
            ),
            form_input(
                "rules",
                t("program-rules"),
                inputs.checkboxes(
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
