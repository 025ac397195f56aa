"""Joining, the profile, and what a member reads about their place in a program."""

from collections.abc import Sequence

from bot.days_off import NOWHERE, Region
from bot.features.enrollment.facts import Choice, Joinable, JoinDraft, Place, ProfileDraft
from bot.features.programs import choice
from bot.features.programs.views import JOIN
from bot.features.skills.views import TYPED
from bot.slack import blocks
from bot.slack.blocks import Block, actions, button, context, divider, form_input, modal, option, section
from bot.slack.replies import Message
from bot.text import Translator

JOIN_FORM = "enrollment.join_form"
PROFILE = "enrollment.profile"
CONFIDENCE_BEFORE = "confidence.before"  # the confidence feature listens to these two
CONFIDENCE_AFTER = "confidence.after"
PROFILE_FORM = "enrollment.profile_form"
RESUME = "enrollment.resume"
LOOK_NOW = "rounds.look_now"  # the rounds listen to it; its value is an enrollment
HOLIDAYS = "enrollment.holidays"

BY_TIME_ZONE, NONE = "by_time_zone", "none"
HOLIDAYS_CHOSEN = {BY_TIME_ZONE: None, NONE: NOWHERE}
"""What these two options mean for a member; every other one is the code of a region."""
WHICHEVER = "whichever"  # the value of a PROFILE button that asks which program first

DIRECTIONS = ("both", "teach", "learn")
FORMATS = ("any", "in_person", "call", "written")
STYLES = ("any", "direct", "reflective", "by_example")
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
                blocks.radio(
                    [option(t(f"join-direction-{name}"), name) for name in DIRECTIONS], initial=draft.direction
                ),
            ),
            form_input(
                "teaches",
                t("join-teaches"),
                blocks.multi_type_ahead(
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
                blocks.select(
                    [option(t("level", level=level), str(level)) for level in range(1, 11)],
                    initial=None if draft.level is None else str(draft.level),
                ),
                hint=t("join-level-hint"),
            ),
            form_input(
                "manager",
                t("join-manager"),
                blocks.user_select(initial=draft.manager),
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
        blocks.type_ahead(TYPED, initial=initial, placeholder=t("join-type")),
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


def choose_profile(t: Translator, places: Sequence[Place]) -> Message:
    """The member is in several programs: for which one?"""
    programs = [(place.enrollment_id, place.program) for place in places]
    choices = choice.of_programs(t("profile-choose-button"), programs)
    return choice.program_choice(t, t("profile-which"), PROFILE, choices)


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


def confidence_after(t: Translator, enrollment_id: int | None) -> list[Block]:
    """The same afterwards, for who said something at the start."""
    if enrollment_id is None:
        return []
    return [
        section(
            t("confidence-look-back"), button(t("confidence-after-button"), CONFIDENCE_AFTER, str(enrollment_id))
        )
    ]


def pause_ended(t: Translator, place: Place) -> Message:
    return Message(
        t("pause-ended-alert"),
        [section(t("pause-ended", program=place.program)), context(t("pause-ended-why"))],
    )


def resumed(t: Translator, programs: Sequence[str]) -> Message:
    """Back in these programs; in none that they weren't away from."""
    if not programs:
        return Message(t("resumed-already"), [section(t("resumed-already"))])
    return Message(t("resumed-alert"), [section(t("resumed", programs=programs))])


def back(t: Translator, programs: Sequence[str]) -> Message:
    """From a break, in these programs; in none where it was over already."""
    if not programs:
        return Message(t("returned-already"), [section(t("returned-already"))])
    return Message(t("resumed-alert"), [section(t("returned", programs=programs))])


def look_now(t: Translator, enrollment_id: int | None) -> list[Block]:
    """The button by which somebody asks for a partner before the next round, where they may."""
    return [actions(button(t("look-now-button"), LOOK_NOW, str(enrollment_id)))] if enrollment_id else []


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


def profile_form(t: Translator, draft: ProfileDraft) -> Block:
    """The rest: everything here has a good default, and may be left as it is."""
    return modal(
        PROFILE_FORM,
        t("profile-title"),
        [
            section(t("profile-intro", program=draft.program)),
            *([] if draft.is_readable else [section(t("profile-unreadable"))]),
            *_about_meeting(t, draft),
            divider(),
            *_about_time(t, draft),
            divider(),
            *_about_me(t, draft),
        ],
        submit=t("save"),
        close=t("cancel"),
        subject=":".join(map(str, [draft.enrollment_id, *(member_id for member_id, _ in draft.avoid)])),
    )


def _about_meeting(t: Translator, draft: ProfileDraft) -> list[Block]:
    return [
        form_input(
            "capacity",
            t("profile-capacity-label"),
            blocks.number_input(lowest=1, highest=5, initial=draft.capacity),
            hint=t("profile-capacity-hint"),
        ),
        form_input(
            "format",
            t("profile-format"),
            blocks.select([option(t(f"format-{name}"), name) for name in FORMATS], initial=draft.format),
        ),
        form_input(
            "style",
            t("profile-style"),
            blocks.select([option(t(f"style-{name}"), name) for name in STYLES], initial=draft.style),
        ),
        form_input(
            "languages",
            t("profile-languages"),
            blocks.text_input(initial=draft.languages, limit=200, placeholder=t("profile-languages-example")),
            optional=True,
        ),
    ]


def _about_time(t: Translator, draft: ProfileDraft) -> list[Block]:
    days = [option(t("weekday", day=day), str(day)) for day in range(7)]
    return [
        form_input(
            "work_days",
            t("profile-work-days"),
            blocks.multi_select(days, initial=[str(day) for day in draft.work_days]),
            hint=t("profile-work-hint", timezone=draft.timezone),
        ),
        form_input("work_starts", t("profile-work-starts"), blocks.time_input(initial=draft.work_starts)),
        form_input("work_ends", t("profile-work-ends"), blocks.time_input(initial=draft.work_ends)),
        form_input(
            "holidays",
            t("profile-holidays"),
            blocks.type_ahead(HOLIDAYS, initial=_holidays(t, draft), placeholder=t("profile-holidays-type")),
            hint=t("profile-holidays-hint"),
        ),
        form_input("nudge_day", t("profile-nudge-day"), blocks.select(days, initial=str(draft.nudge_day))),
        form_input(
            "nudge_minute",
            t("profile-nudge-time"),
            blocks.time_input(initial=draft.nudge_minute),
            hint=t("profile-nudge-hint"),
        ),
        form_input(
            "unasked_a_week",
            t("profile-unasked"),
            blocks.number_input(lowest=1, highest=5, initial=draft.unasked_a_week),
            hint=t("profile-unasked-hint"),
        ),
    ]


def _holidays(t: Translator, draft: ProfileDraft) -> Block:
    if not draft.own_holidays:
        return _by_time_zone(t, draft.holidays)
    return _of_region(t, draft.holidays) if draft.holidays else option(t("profile-holidays-none"), NONE)


def _by_time_zone(t: Translator, home: Region | None) -> Block:
    words = t("profile-holidays-zone", region=home) if home else t("profile-holidays-zone-none")
    return option(words, BY_TIME_ZONE)


def _of_region(t: Translator, region: Region) -> Block:
    return option(t("profile-holidays-of", region=region), region.code)


def holiday_options(
    t: Translator, found: Sequence[Region], home: Region | None, is_search: bool
) -> Sequence[Block]:
    """What the type-ahead of holidays offers: regions, and without a word typed what needs none."""
    more = [] if is_search else [_by_time_zone(t, home), option(t("profile-holidays-none"), NONE)]
    return [*more, *(_of_region(t, region) for region in found)]


def _about_me(t: Translator, draft: ProfileDraft) -> list[Block]:
    return [
        form_input(
            "team",
            t("profile-team"),
            blocks.text_input(initial=draft.team, limit=80),
            hint=t("profile-place-hint"),
            optional=True,
        ),
        form_input(
            "location",
            t("profile-location"),
            blocks.text_input(initial=draft.location, limit=80),
            hint=t("profile-place-hint"),
            optional=True,
        ),
        form_input(
            "interests",
            t("profile-interests"),
            blocks.text_input(initial=draft.interests, limit=300, placeholder=t("profile-interests-example")),
            hint=t("profile-interests-hint"),
            optional=True,
        ),
        form_input(
            "avoid",
            t("profile-avoid"),
            blocks.multi_user_select(initial=[slack_id for _, slack_id in draft.avoid], highest=10),
            hint=t("profile-avoid-hint"),
            optional=True,
        ),
    ]


def profile_saved(t: Translator) -> Block:
    return modal("enrollment.saved", t("profile-title"), [section(t("profile-saved"))], close=t("close"))
