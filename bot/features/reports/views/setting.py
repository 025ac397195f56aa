"""What a program's reports may tell: the form for its owners."""

from bot.discretion import HIGHEST_FEWEST, LOWEST_FEWEST
from bot.features.reports.facts import SettingsDraft
from bot.slack.blocks import Block, form_input, modal, option, section
from bot.slack.inputs import number_input, select
from bot.terms import GroupBy
from bot.text import Translator

SETTINGS = "reports.settings"


def settings_form(t: Translator, facts: SettingsDraft) -> Block:
    """Of how many people at least, and by which groups."""
    groups = [option(t("report-grouped-by", by=by.value), by.value) for by in GroupBy]
    return modal(
        SETTINGS,
        t("report-settings-title"),
        [
            section(t("report-settings-intro", program=facts.program)),
            form_input(
                "fewest",
                t("report-fewest"),
                number_input(lowest=LOWEST_FEWEST, highest=HIGHEST_FEWEST, initial=facts.fewest),
                hint=t("report-fewest-hint"),
            ),
            form_input(
                "grouped_by",
                t("report-groups"),
                select(groups, initial=facts.grouped_by.value),
                hint=t("report-groups-hint"),
            ),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=str(facts.program_id),
    )


def settings_saved(t: Translator, facts: SettingsDraft) -> Block:
    """From when on."""
    words = t("report-settings-saved", program=facts.program, fewest=facts.fewest)
    return modal("reports.settings_saved", t("report-settings-title"), [section(words)], close=t("close"))
