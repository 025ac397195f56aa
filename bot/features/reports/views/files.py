"""The message that brings a report's files: two pictures, and all its numbers."""

from bot.features.reports.facts import FilesFacts
from bot.features.reports.sheet import sheet
from bot.features.reports.views.alternatives import report_in_words, skills_in_words
from bot.features.reports.views.book import workbook
from bot.features.reports.views.pictures import report_picture, skills_picture
from bot.slack.replies import File, FileMessage
from bot.text import Translator


def report_files(t: Translator, facts: FilesFacts) -> FileMessage:
    """The report as a picture, skill supply and demand as another, and everything as CSV and as a spreadsheet."""
    report, week = facts.report, facts.report.as_of
    at_a_glance, skills = report_picture(t, report), skills_picture(t, facts)
    day = t.day(facts.skills_on, with_year=True)
    return FileMessage(
        t("report-files"),
        [
            File(
                f"report-{week}.png",
                t("report-picture-title", week=week),
                at_a_glance,
                report_in_words(t, at_a_glance),
            ),
            File(
                f"skills-{facts.skills_on}.png",
                t("report-skills-title", day=day),
                skills,
                skills_in_words(t, skills),
            ),
            File(f"report-{week}.csv", t("report-file-title", week=week), sheet(report)),
            File(f"report-{week}.xlsx", t("report-book-title", week=week), workbook(t, facts)),
        ],
        undrawn=t("report-files-undrawn"),
    )
