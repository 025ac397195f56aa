"""The profile: what a member may say of themselves beyond the first form."""

from collections.abc import Sequence

from bot.days_off import NOWHERE, Region
from bot.features.enrollment.facts import Place, ProfileDraft
from bot.features.programs import choice
from bot.slack import inputs
from bot.slack.blocks import Block, divider, form_input, modal, option, section
from bot.slack.replies import Message
from bot.text import Translator

PROFILE = "enrollment.profile"
PROFILE_FORM = "enrollment.profile_form"
HOLIDAYS = "enrollment.holidays"
BY_TIME_ZONE, NONE = "by_time_zone", "none"
HOLIDAYS_CHOSEN = {BY_TIME_ZONE: None, NONE: NOWHERE}
"""What these two options mean for a member; every other one is the code of a region."""
WHICHEVER = "whichever"  # the value of a PROFILE button that asks which program first
FORMATS = ("any", "in_person", "call", "written")
STYLES = ("any", "direct", "reflective", "by_example")


def choose_profile(t: Translator, places: Sequence[Place]) -> Message:
    """The member is in several programs: for which one?"""
    programs = [(place.enrollment_id, place.program) for place in places]
    choices = choice.of_programs(t("profile-choose-button"), programs)
    return choice.program_choice(t, t("profile-which"), PROFILE, choices)


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
            inputs.number_input(lowest=1, highest=5, initial=draft.capacity),
            hint=t("profile-capacity-hint"),
        ),
        form_input(
            "format",
            t("profile-format"),
            inputs.select([option(t(f"format-{name}"), name) for name in FORMATS], initial=draft.format),
        ),
        form_input(
            "style",
            t("profile-style"),
            inputs.select([option(t(f"style-{name}"), name) for name in STYLES], initial=draft.style),
        ),
        form_input(
            "languages",
            t("profile-languages"),
            inputs.text_input(initial=draft.languages, limit=200, placeholder=t("profile-languages-example")),
            optional=True,
        ),
    ]


def _about_time(t: Translator, draft: ProfileDraft) -> list[Block]:
    days = [option(t("weekday", day=day), str(day)) for day in range(7)]
    return [
        form_input(
            "work_days",
            t("profile-work-days"),
            inputs.multi_select(days, initial=[str(day) for day in draft.work_days]),
            hint=t("profile-work-hint", timezone=draft.timezone),
        ),
        form_input("work_starts", t("profile-work-starts"), inputs.time_input(initial=draft.work_starts)),
        form_input("work_ends", t("profile-work-ends"), inputs.time_input(initial=draft.work_ends)),
        form_input(
            "holidays",
            t("profile-holidays"),
            inputs.type_ahead(HOLIDAYS, initial=_holidays(t, draft), placeholder=t("profile-holidays-type")),
            hint=t("profile-holidays-hint"),
        ),
        form_input("nudge_day", t("profile-nudge-day"), inputs.select(days, initial=str(draft.nudge_day))),
        form_input(
            "nudge_minute",
            t("profile-nudge-time"),
            inputs.time_input(initial=draft.nudge_minute),
            hint=t("profile-nudge-hint"),
        ),
        form_input(
            "unasked_a_week",
            t("profile-unasked"),
            inputs.number_input(lowest=1, highest=5, initial=draft.unasked_a_week),
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
            inputs.text_input(initial=draft.team, limit=80),
            hint=t("profile-place-hint"),
            optional=True,
        ),
        form_input(
            "location",
            t("profile-location"),
            inputs.text_input(initial=draft.location, limit=80),
            hint=t("profile-place-hint"),
            optional=True,
        ),
        form_input(
            "interests",
            t("profile-interests"),
            inputs.text_input(initial=draft.interests, limit=300, placeholder=t("profile-interests-example")),
            hint=t("profile-interests-hint"),
            optional=True,
        ),
        form_input(
            "avoid",
            t("profile-avoid"),
            inputs.multi_user_select(initial=[slack_id for _, slack_id in draft.avoid], highest=10),
            hint=t("profile-avoid-hint"),
            optional=True,
        ),
    ]


def profile_saved(t: Translator) -> Block:
    return modal("enrollment.saved", t("profile-title"), [section(t("profile-saved"))], close=t("close"))
