"""Joining a program: the form, and the welcome."""

from collections.abc import Sequence

from bot.features.enrollment.facts import Choice, Joinable, JoinDraft, Place
from bot.features.enrollment.views.place import CONFIDENCE_BEFORE, look_now
from bot.features.enrollment.views.profile import PROFILE
from bot.features.programs import choice
from bot.features.programs.views.page import JOIN
from bot.features.skills.views import TYPED
from bot.slack import inputs
from bot.slack.blocks import Block, actions, button, context, form_input, modal, option, section
from bot.slack.replies import Message
from bot.text import Translator

JOIN_FORM = "enrollment.join_form"
DIRECTIONS = ("both", "teach", "learn")
LEARNS = ("learns_1", "learns_2", "learns_3")
MOST_TAUGHT = 8


def join_form(t: Translator, draft: JoinDraft) -> Block:
    """The first modal: only what a pairing needs. What is stored and who sees it is said on it."""
    return modal(
        JOIN_FORM,
        t("join-update-title") if draft.enrolled else t("join-title"),
        [
            section(t("join-intro", program=draft.program)),
            form_input(
                "direction",
                t("join-direction"),
                inputs.radio(
                    [option(t(f"join-direction-{name}"), name) for name in DIRECTIONS], initial=draft.direction
                ),
            ),
            form_input(
                "teaches",
                t("join-teaches"),
                inputs.multi_type_ahead(
                    TYPED,
                    initial=[_chosen(choice) for choice in draft.teaches],
                    highest=MOST_TAUGHT,
                    placeholder=t("join-type"),
                ),
                hint=t("join-teaches-hint"),
                optional=True,
            ),
            *(_learns(t, name, draft, rank) for rank, name in enumerate(LEARNS)),
            form_input(
                "level",
                t("join-level"),
                inputs.select(
                    [option(t("level", level=level), str(level)) for level in range(1, 11)],
                    initial=None if draft.level is None else str(draft.level),
                ),
                hint=t("join-level-hint"),
            ),
            form_input(
                "manager",
                t("join-manager"),
                inputs.user_select(initial=draft.manager),
                hint=t("join-manager-hint"),
                optional=True,
            ),
            context(t("join-privacy", owners=draft.owners)),
        ],
        submit=t("save") if draft.enrolled else t("join-button"),
        close=t("cancel"),
        subject=str(draft.program_id),
    )


def _learns(t: Translator, name: str, draft: JoinDraft, rank: int) -> Block:
    initial = _chosen(draft.learns[rank]) if rank < len(draft.learns) else None
    return form_input(
        name,
        t(f"join-{name}"),
        inputs.type_ahead(TYPED, initial=initial, placeholder=t("join-type")),
        optional=True,
    )


def _chosen(choice: Choice) -> Block:
    return option(choice[1], str(choice[0]))


def join_saved(t: Translator, place: Place, is_new: bool) -> Block:
    """In place of the form: that it worked, and what comes next."""
    title = t("join-done-title") if is_new else t("join-update-title")
    words = (
        t("join-done", program=place.program, asks_first=place.asks_first)
        if is_new
        else t("join-changed", program=place.program)
    )
    return modal(
        "enrollment.saved", title, [section(words), *_starts(t, place), *_summary(t, place)], close=t("close")
    )


def choose_program(t: Translator, programs: Sequence[Joinable]) -> Message:
    """Several programs are open: which one? Of those that the member is in they may change what they said."""
    choices = [
        choice.Choice(
            each.program_id,
            each.program,
            t("join-change-button") if each.enrolled else t("join-button"),
            t("join-you-are-in") if each.enrolled else None,
        )
        for each in programs
    ]
    return choice.program_choice(t, t("join-which"), JOIN, choices)


def joined(t: Translator, place: Place) -> Message:
    """The welcome."""
    before = button(t("confidence-before-button"), CONFIDENCE_BEFORE, str(place.enrollment_id))
    return Message(
        t("joined-alert"),
        [
            section(t("joined", program=place.program, asks_first=place.asks_first)),
            *_starts(t, place),
            *_summary(t, place),
            actions(
                button(t("profile-button"), PROFILE, str(place.enrollment_id)),
                *([before] if place.learns else []),
            ),
            *look_now(t, place.fill_in),
            context(t("joined-promise")),
        ],
    )


def _starts(t: Translator, place: Place) -> list[Block]:
    return [section(t("joined-starts", starts_on=place.starts_on))] if place.starts_on else []


def _summary(t: Translator, place: Place) -> list[Block]:
    lines = [
        t(f"place-{side}", skills=skills)
        for side, skills in (("teaches", place.teaches), ("learns", place.learns))
        if skills
    ]
    waiting = [context(t("place-waiting", skills=place.waiting, count=len(place.waiting)))] if place.waiting else []
    return [*(section(line) for line in lines), *waiting]
