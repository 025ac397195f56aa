"""Who may create programs."""

from collections.abc import Sequence

from bot.slack.blocks import Block, Words, context, form_input, modal, section
from bot.slack.inputs import multi_user_select
from bot.text import Translator

OWNERS = "people.owners"
OWNERS_FIELD = "owners"


def owners_form(t: Translator, granted: Sequence[str], configured: Sequence[str]) -> Block:
    """The form of `/reverse-mentor owners`; `granted` are Slack ids, `configured` what OWNERS says."""
    people: Words = t("owners-configured", people=list(configured)) if configured else t("owners-none-configured")
    return modal(
        OWNERS,
        t("owners-title"),
        [
            section(t("owners-intro")),
            form_input(
                OWNERS_FIELD, t("owners-field"), multi_user_select(initial=granted, highest=20), optional=True
            ),
            context(people),
        ],
        submit=t("save"),
        close=t("cancel"),
    )


def owners_saved(t: Translator) -> Block:
    return modal(OWNERS, t("owners-title"), [section(t("owners-saved"))], close=t("close"))
