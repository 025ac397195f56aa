"""What the bot keeps about its reader, a copy of it, and the question before all of it goes."""

import csv
import io
import json
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from bot.features.enrollment.views.profile import PROFILE, WHICHEVER
from bot.features.privacy.facts import Copy, Held, HeldPlace
from bot.features.programs.views.page import JOIN
from bot.mentions import Mention
from bot.slack.blocks import Block, actions, button, context, home_view, modal, section
from bot.slack.replies import File, FileMessage, HomeTab, Message
from bot.text import Phrase, Translator
from bot.workbook import harmless

OPEN = "privacy.open"
COPY = "privacy.copy"
ERASE = "privacy.erase"
ERASE_FORM = "privacy.erase_form"
MOST_PLACES = 5


def privacy(t: Translator, held: Held) -> Block:
    """The main points, class by class, with what can be done about them."""
    blocks = [
        section(t("privacy-intro")),
        section(_identity(t, held)),
        *[section(words) for words in _more(t, held)],
        context(t("privacy-never")),
        actions(button(t("privacy-copy-button"), COPY, "copy", style="primary"), *_corrections(t, held)),
        section(t("privacy-erase"), button(t("privacy-erase-button"), ERASE, "erase", style="danger")),
    ]
    return modal("privacy", t("privacy-title"), blocks, close=t("close"))


def _more(t: Translator, held: Held) -> list[Phrase]:
    """What is kept of some; of who has only looked in, nothing."""
    somewhere = held.level or held.manager or held.where or held.listed
    answers = t("privacy-answers", pulses=held.pulses, help=held.help_requests)
    return [
        *([_organization(t, held)] if somewhere else []),
        *(_place(t, place) for place in held.places[:MOST_PLACES]),
        *([_swaps(t, held), answers] if held.places else [t("privacy-all")]),
        *([t("privacy-runs", programs=held.runs)] if held.runs else []),
        *([t("privacy-messages", messages=held.messages)] if held.messages else []),
    ]


def _identity(t: Translator, held: Held) -> Phrase:
    return t(
        "privacy-identity", name=held.name, email=held.email or t("privacy-no-address"), timezone=held.timezone
    )


def _organization(t: Translator, held: Held) -> Phrase:
    return t(
        "privacy-organization",
        level=t("level", level=held.level) if held.level else t("privacy-unknown"),
        manager=held.manager or t("privacy-unknown"),
        where=held.where or t("privacy-unknown"),
        listed=held.listed,
    )


def _place(t: Translator, place: HeldPlace) -> Phrase:
    none = t("privacy-nothing")
    if not place.is_readable:
        teaches, learns = place.teaches or none, place.learns or none
        return t("privacy-place-unreadable", program=place.program, teaches=teaches, learns=learns)
    return t(
        "privacy-place",
        program=place.program,
        teaches=place.teaches or none,
        learns=place.learns or none,
        interests=place.interests or none,
        avoid=place.avoid,
    )


def _swaps(t: Translator, held: Held) -> Phrase:
    return t("privacy-swaps", swaps=held.swaps, meetings=held.meetings, hellos=held.check_ins)


def _corrections(t: Translator, held: Held) -> list[Block]:
    if held.enrollment_id is None:
        return []
    return [
        button(t("help-profile-button"), PROFILE, WHICHEVER),
        button(t("home-wishes-button"), JOIN, str(held.joined_id)),
    ]


def erase_form(t: Translator) -> Block:
    """What goes, what stays, and that it can't be undone."""
    blocks = [
        section(t("erase-intro")),
        section(t("erase-goes")),
        section(t("erase-stays")),
        section(t("erase-elsewhere")),
        context(t("erase-final")),
    ]
    return modal(ERASE_FORM, t("erase-title"), blocks, submit=t("erase-button"), close=t("cancel"))


def erased(t: Translator) -> Block:
    """That it is done."""
    return modal("privacy.erased", t("erase-title"), [section(t("erased"))], close=t("close"))


def empty_home(t: Translator) -> HomeTab:
    """What their App Home shows from then on."""
    return HomeTab(home_view([section(t("erased-home"))]))


def copy_comes(t: Translator) -> Message:
    """Where the files will be."""
    words = t("privacy-copy-comes")
    return Message(words, [section(words)])


def copy_files(t: Translator, copy: Copy) -> FileMessage:
    """All of it: for machines as JSON, for a spreadsheet as CSV."""
    left = t("somebody-who-left").plain()
    name, day = f"reverse-mentor-{copy.made_on}", t.day(copy.made_on, with_year=True)
    return FileMessage(
        t("privacy-copy"),
        [
            File(f"{name}.json", t("privacy-json-title", day=day), as_json(copy, left)),
            File(f"{name}.csv", t("privacy-csv-title", day=day), as_csv(copy, left)),
        ],
    )


def as_json(copy: Copy, left: str) -> str:
    """By table, a list of rows; `left`: what who was erased is called."""
    return json.dumps(copy.tables, default=partial(_plain, left), ensure_ascii=False, indent=2)


def as_csv(copy: Copy, left: str) -> str:
    """A line for each value; no cell is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("table", "row", "column", "value"))
    for table, rows in copy.tables.items():
        for number, row in enumerate(rows, 1):
            writer.writerows((table, number, column, harmless(_cell(left, value))) for column, value in row.items())
    return file.getvalue()


def _cell(left: str, value: Any) -> Any:
    """Several in one cell as people write them; what is more than that as JSON."""
    if value is None or isinstance(value, int | float | str):
        return "" if value is None else value
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in cast(list[Any], value)):
        return "; ".join(str(_cell(left, one)) for one in cast(list[Any], value))
    plain = partial(_plain, left)
    return json.dumps(value, default=plain, ensure_ascii=False) if isinstance(value, dict | list) else plain(value)


def _plain(left: str, value: Any) -> str:
    if isinstance(value, Mention):
        return value.name or left
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
