"""Taking a break, and leaving: of one program, or of all."""

from collections.abc import Sequence
from datetime import date

from bot.features.enrollment.facts import Place
from bot.slack import blocks, inputs
from bot.slack.blocks import Block, form_input, modal, section
from bot.text import Phrase, Translator

PAUSE = "pairings.pause"
PAUSE_FORM = "pairings.pause_form"
LEAVE = "pairings.leave"
LEAVE_FORM = "pairings.leave_form"
EVERYWHERE = "everywhere"  # instead of a place: in all of their programs
MOST_PLACES = 99  # a select has room for 100 options


def pause_form(t: Translator, places: Sequence[Place], earliest: date, chosen: int | None = None) -> Block:
    """`chosen`: the enrollment under which somebody asked for a break, the first of `places`; None: of all."""
    return modal(
        PAUSE_FORM,
        t("pause-title"),
        [
            section(t("pause-intro")),
            form_input("until", t("pause-until"), inputs.date_input(initial=earliest), hint=t("pause-hint")),
            *_which_place(t, places, everywhere=t("pause-everywhere"), chosen=chosen),
        ],
        submit=t("pause-button"),
        close=t("cancel"),
        subject=str(places[0].enrollment_id),
    )


def leave_form(t: Translator, places: Sequence[Place]) -> Block:
    return modal(
        LEAVE_FORM,
        t("leave-title"),
        [section(t("leave-intro")), *_which_place(t, places)],
        submit=t("leave-button"),
        close=t("leave-stay-button"),
        subject=str(places[0].enrollment_id),
    )


def _which_place(
    t: Translator, places: Sequence[Place], everywhere: Phrase | None = None, chosen: int | None = None
) -> list[Block]:
    """Asked only where there is a choice; else the form's subject says which."""
    if len(places) == 1:
        return []
    options = [blocks.option(place.program, str(place.enrollment_id)) for place in places[:MOST_PLACES]]
    if everywhere:
        options.insert(0, blocks.option(everywhere, EVERYWHERE))
    initial = str(chosen) if chosen else options[0]["value"]
    return [form_input("place", t("which-program"), inputs.select(options, initial=initial))]


def paused(t: Translator, programs: Sequence[str], until: date) -> Block:
    words = t("paused", programs=programs, until=until)
    return modal("pairings.paused", t("pause-title"), [section(words)], close=t("close"))


def left(t: Translator, program: str) -> Block:
    return modal("pairings.left", t("leave-title"), [section(t("left", program=program))], close=t("close"))
