"""A program's data, as files."""

import json

from bot.features.export.facts import ExportFacts
from bot.features.reports.sheet import sheet
from bot.slack.blocks import context, section
from bot.slack.replies import File, FileMessage, Message
from bot.text import Translator


def export(t: Translator, facts: ExportFacts) -> FileMessage:
    """The program as JSON; its closed weeks as CSV."""
    whole = json.dumps(facts.document, ensure_ascii=False, indent=1, default=str)
    weeks = [File("weeks.csv", t("export-weeks"), sheet(facts.report))] if facts.report else []
    return FileMessage(t("export-files"), [File("program.json", t("export-program"), whole), *weeks])


def on_its_way(t: Translator, program: str) -> Message:
    """To who asked."""
    return Message(t("export-alert"), [section(t("export-on-its-way", program=program)), context(t("export-what"))])
